//! When a promise needs attention. Pure.

use super::{Mark, Moment};
use crate::tickets::{
    ClockKind,
    rules::clocks::{self, Facts, Reading, Standing},
    terms::Terms,
};
use jiff::{SignedDuration, Timestamp};
use kernel::ClockError;

/// Seconds of service time before a deadline at which attention is asked for: one hour, and never more than a
/// quarter of the promised time, or short promises would be due soon at once. Choice.
const NOTICE: i64 = 3600;

/// The same for administrative answers, in real seconds: one day.
const ADMINISTRATIVE_NOTICE: i64 = 86_400;

/// Seconds before the deadline of a clock at which attention is asked for.
pub fn notice(kind: ClockKind, target: i64) -> i64 {
    match kind {
        ClockKind::Administrative => ADMINISTRATIVE_NOTICE.min(target / 4),
        _ => NOTICE.min(target / 4),
    }
}

/// The moments of every clock that runs, in order of time. A clock that stands still or has no target has none.
pub fn marks(facts: &Facts, terms: &Terms, now: Timestamp) -> Result<Vec<Mark>, ClockError> {
    let mut marks = vec![];
    for reading in clocks::read_all(facts, terms, now)? {
        let (Standing::Running { .. }, Some(due), Some(target)) =
            (reading.standing, reading.due, reading.target)
        else {
            continue;
        };
        let soon = soon(&reading, facts, terms, now, target, due)?;
        let mark = |moment, at| Mark { clock: reading.kind, moment, at, due };
        // A promise is missed once its last second has gone by.
        let breach = due.checked_add(SignedDuration::from_secs(1)).unwrap_or(due);
        marks.extend([mark(Moment::DueSoon, soon), mark(Moment::Breached, breach)]);
    }
    marks.sort_by_key(|mark| mark.at);
    Ok(marks)
}

fn soon(
    reading: &Reading,
    facts: &Facts,
    terms: &Terms,
    now: Timestamp,
    target: i64,
    due: Timestamp,
) -> Result<Timestamp, ClockError> {
    let before = notice(reading.kind, target);
    if reading.kind == ClockKind::Administrative {
        return Ok(due.checked_sub(SignedDuration::from_secs(before)).unwrap_or(due));
    }
    let pauses = facts.pauses(terms, now).clip(facts.received_at, now);
    terms.clock.due_net(facts.received_at, target - before, &pauses)
}

/// The moments reached at `now` that are worth telling: of a clock both of whose moments are reached, only that it
/// is too late.
pub fn reached(marks: &[Mark], now: Timestamp) -> Vec<Mark> {
    let reached: Vec<Mark> = marks.iter().filter(|mark| mark.at <= now).copied().collect();
    let is_late = |clock| reached.iter().any(|m| m.clock == clock && m.moment == Moment::Breached);
    reached.iter().filter(|m| m.moment == Moment::Breached || !is_late(m.clock)).copied().collect()
}

/// The next moment to look at.
pub fn next(marks: &[Mark], now: Timestamp) -> Option<Timestamp> {
    marks.iter().map(|mark| mark.at).filter(|at| *at > now).min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::State;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}[Europe/Paris]").parse::<jiff::Zoned>().unwrap().timestamp()
    }

    /// Acknowledged within 20 minutes, restored within 10 hours.
    fn terms() -> Terms {
        let mut terms = Terms::without_agreement().unwrap();
        for level in &mut terms.priority.levels {
            level.acknowledge_minutes = Some(20);
            level.restore_minutes = Some(600);
        }
        terms
    }

    fn facts(received: &str) -> Facts {
        Facts {
            received_at: at(received),
            stays: vec![(State::New, at(received), None)],
            added: vec![],
            first_answer_at: None,
            is_administrative: false,
            priority: "P3".to_owned(),
            is_taken_over: false,
        }
    }

    #[test]
    fn attention_is_asked_for_an_hour_of_service_before_or_a_quarter_of_short_promises() {
        // Received on Friday at 17:00: restored by Monday at 17:00, soon at 16:00; acknowledged by 17:20.
        let marks = marks(&facts("2026-03-13T17:00"), &terms(), at("2026-03-13T17:00")).unwrap();
        let told: Vec<_> = marks.iter().map(|m| (m.clock, m.moment, m.at)).collect();
        let expected = [
            (ClockKind::Acknowledge, Moment::DueSoon, at("2026-03-13T17:15")),
            (ClockKind::Acknowledge, Moment::Breached, at("2026-03-13T17:20:01")),
            (ClockKind::Restore, Moment::DueSoon, at("2026-03-16T16:00")),
            (ClockKind::Restore, Moment::Breached, at("2026-03-16T17:00:01")),
        ];
        assert_eq!(told, expected);
        assert_eq!(notice(ClockKind::Administrative, 7 * 86_400), 86_400);
    }

    #[test]
    fn what_is_missed_already_is_not_told_to_be_due_soon() {
        let (facts, now) = (facts("2026-03-13T17:00"), at("2026-03-13T18:00"));
        let marks = marks(&facts, &terms(), now).unwrap();
        let reached = reached(&marks, now);
        assert_eq!(reached.iter().map(|m| m.moment).collect::<Vec<_>>(), [Moment::Breached]);
        assert_eq!(next(&marks, now), Some(at("2026-03-16T16:00")));
    }

    #[test]
    fn a_clock_that_stands_still_has_no_moment() {
        let mut facts = facts("2026-03-13T09:00");
        facts.first_answer_at = Some(at("2026-03-13T09:10"));
        facts.stays = vec![
            (State::InProgress, at("2026-03-13T09:00"), Some(at("2026-03-13T10:00"))),
            (State::WaitingRequester, at("2026-03-13T10:00"), None),
        ];
        assert_eq!(marks(&facts, &terms(), at("2026-03-20T10:00")).unwrap(), []);
    }

    proptest! {
        #[test]
        fn a_warning_always_comes_before_its_breach(minutes in 1i64..40_000, lapse in 0i64..2_000_000) {
            let mut facts = facts("2026-03-11T09:00");
            facts.received_at += SignedDuration::from_mins(minutes);
            facts.stays[0].1 = facts.received_at;
            facts.is_administrative = minutes % 2 == 0;
            let now = facts.received_at + SignedDuration::from_secs(lapse);
            let marks = marks(&facts, &terms(), now).unwrap();
            for soon in marks.iter().filter(|m| m.moment == Moment::DueSoon) {
                prop_assert!(soon.at < soon.due && facts.received_at < soon.at, "{:?}", soon);
            }
            for mark in reached(&marks, now) {
                prop_assert!(mark.at <= now);
            }
            prop_assert!(next(&marks, now).is_none_or(|next| next > now));
        }
    }
}
