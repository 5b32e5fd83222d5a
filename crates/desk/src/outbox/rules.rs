//! Decisions about mail to send: when to try again, when to give up, how many automatic mails are enough.

use super::{MailKind, MailState};
use jiff::{SignedDuration, Timestamp};
use platform::mail::Failure;
use platform::retry::wait_after;

/// How long a mail is tried before it is given up: as long as mail servers themselves do (RFC 5321, 4.5.4.1).
pub const TRIED_FOR: SignedDuration = SignedDuration::from_hours(5 * 24);

/// How long whoever took mails may take to hand them over; then somebody else may.
pub const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// Mails taken at once.
pub const BATCH: i64 = 20;

/// After this long without any mail leaving, those who look after the instance are told.
pub const TOLD_AFTER: SignedDuration = SignedDuration::from_mins(15);

/// What becomes of a mail that did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum After {
    /// It is tried again at that instant, and the attempt counts.
    Retry(Timestamp),
    /// It waits for the server, and no attempt counts: nothing is wrong with it.
    Wait(Timestamp),
    /// It is given up, and shown.
    GiveUp,
}

/// Decides on a mail written at `created`, after its attempt number `attempts`.
pub fn after_failure(failure: &Failure, attempts: i64, created: Timestamp, now: Timestamp) -> After {
    match failure {
        Failure::Refused(_) => After::GiveUp,
        Failure::Unreachable(_) => After::Wait(now + SignedDuration::from_mins(1)),
        Failure::Later(_) if now.duration_since(created) >= TRIED_FOR => After::GiveUp,
        Failure::Later(_) => After::Retry(now + wait_after(attempts)),
    }
}

/// Whether a mail is written by the program alone, without anybody of the desk having said something: such mails
/// are limited per address and day (RFC 3834).
pub fn is_limited(kind: MailKind) -> bool {
    matches!(kind, MailKind::Acknowledgement | MailKind::Reminder | MailKind::Refusal)
}

/// Whether somebody may have the mail sent again.
pub fn may_retry(state: MailState) -> bool {
    matches!(state, MailState::Queued | MailState::Failed | MailState::Bounced | MailState::Held)
}

/// Whether somebody may keep the mail from leaving.
pub fn may_cancel(state: MailState) -> bool {
    matches!(state, MailState::Queued | MailState::Failed | MailState::Held)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_refusal_ends_a_mail_and_a_dead_server_only_delays_it() {
        let (created, now) = (at("2026-03-01T09:00:00Z"), at("2026-03-11T09:00:00Z"));
        let refused = Failure::Refused(String::new());
        assert_eq!(after_failure(&refused, 1, now, now), After::GiveUp);
        let away = Failure::Unreachable(String::new());
        let next = now + SignedDuration::from_mins(1);
        assert_eq!(after_failure(&away, 400, created, now), After::Wait(next), "even after ten days");
        let later = Failure::Later(String::new());
        assert_eq!(after_failure(&later, 1, created, now), After::GiveUp, "after five days");
    }

    #[test]
    fn a_mail_is_tried_ever_later() {
        let created = at("2026-03-11T09:00:00Z");
        let mut now = created;
        let mut attempts = 0;
        let mut waits = vec![];
        loop {
            attempts += 1;
            match after_failure(&Failure::Later(String::new()), attempts, created, now) {
                After::Retry(next) => {
                    waits.push(next.duration_since(now).as_mins());
                    now = next;
                }
                other => break assert_eq!(other, After::GiveUp),
            }
        }
        assert_eq!(waits[..6], [1, 5, 15, 60, 240, 240]);
        assert_eq!(waits.len(), 34, "120 hours");
    }
}
