//! When work is tried again, given up, and comes back.

use super::Every;
use crate::Error;
use jiff::{SignedDuration, Timestamp, civil::Time};
use kernel::Zone;

/// How long a worker may hold a piece of work before it is given to another.
pub(super) const LEASE: SignedDuration = SignedDuration::from_mins(10);

/// How long a handler may take: a little less than the lease, so that nobody else begins meanwhile.
pub(super) const LIMIT: std::time::Duration = std::time::Duration::from_secs(9 * 60 + 30);

/// Times a piece of work is begun before it is given up: about a day and a half in all.
const ATTEMPTS: i64 = 16;

/// What comes of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    /// Tried again after so long.
    Retry(SignedDuration),
    /// Given up.
    Dead,
}

/// What comes of the failure of attempt number `attempts`: ten seconds, doubled each time, at most four hours. What a
/// rule refuses would be refused again.
pub(super) fn after_failure(error: &Error, attempts: i64) -> After {
    let is_final = matches!(
        error,
        Error::Refused(_) | Error::Invalid(_) | Error::NotFound | Error::Forbidden(_) | Error::SignInRequired
    );
    if is_final || attempts >= ATTEMPTS {
        return After::Dead;
    }
    let doubled = 10_i64 << u32::try_from(attempts.clamp(1, 12) - 1).unwrap_or(0);
    After::Retry(SignedDuration::from_secs(doubled.min(4 * 3600)))
}

/// The first time after `now` at which recurring work is due. Times missed while nobody worked are not made up for.
pub(super) fn next(every: Every, due: Timestamp, now: Timestamp) -> Timestamp {
    match every {
        Every::Seconds(seconds) => now + SignedDuration::from_secs(i64::from(seconds)),
        Every::Minutes(minutes) => {
            let step = i64::from(minutes.max(1)) * 60;
            let missed = now.duration_since(due).as_secs().max(0) / step;
            due + SignedDuration::from_secs((missed + 1) * step)
        }
        Every::DayAt(hour, minute) => {
            let zone = Zone::Metropole.time_zone();
            let local = now.to_zoned(zone.clone());
            let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::midnight());
            let days = [local.date(), local.date().saturating_add(jiff::Span::new().days(1))];
            let at = days.into_iter().filter_map(|day| day.to_datetime(time).to_zoned(zone.clone()).ok());
            at.map(|at| at.timestamp()).find(|at| *at > now).unwrap_or(now + SignedDuration::from_hours(24))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{Permission, Text};

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn failures_are_tried_again_ever_later_then_given_up() {
        let broken = Error::Internal("the server is away".to_owned());
        let waits: Vec<_> = (1..=ATTEMPTS).map(|n| after_failure(&broken, n)).collect();
        assert_eq!(waits[0], After::Retry(SignedDuration::from_secs(10)));
        assert_eq!(waits[3], After::Retry(SignedDuration::from_secs(80)));
        assert_eq!(waits[14], After::Retry(SignedDuration::from_hours(4)));
        assert_eq!(waits[15], After::Dead);
        for refusal in
            [Error::Refused(Text::new("x")), Error::NotFound, Error::Forbidden(Permission::TicketWork)]
        {
            assert_eq!(after_failure(&refusal, 1), After::Dead);
        }
    }

    #[test]
    fn recurring_work_keeps_its_hour_in_paris_and_makes_up_for_nothing() {
        let daily = |now| next(Every::DayAt(6, 30), at(now), at(now));
        assert_eq!(daily("2026-03-28T05:30:00Z"), at("2026-03-29T04:30:00Z"));
        assert_eq!(daily("2026-03-28T05:29:59Z"), at("2026-03-28T05:30:00Z"));
        assert_eq!(daily("2026-10-24T10:00:00Z"), at("2026-10-25T05:30:00Z"));
        let five = |now| next(Every::Minutes(5), at("2026-03-11T09:00:00Z"), at(now));
        assert_eq!(five("2026-03-11T09:00:00Z"), at("2026-03-11T09:05:00Z"));
        assert_eq!(five("2026-03-11T09:04:59Z"), at("2026-03-11T09:05:00Z"));
        assert_eq!(five("2026-03-14T11:02:00Z"), at("2026-03-14T11:05:00Z"));
    }
}
