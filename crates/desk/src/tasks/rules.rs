//! Decisions about tasks. Pure.

use super::Task;
use jiff::{Timestamp, civil::Date};
use kernel::Zone;

/// Longest title in characters.
pub const TITLE: usize = 200;

/// Most tasks of one ticket.
pub const TASKS: usize = 100;

/// Today in Paris.
pub fn today(now: Timestamp) -> Date {
    now.to_zoned(Zone::Metropole.time_zone()).date()
}

/// Whether a task should have been done by now: its day is over.
pub fn is_late(task: &Task, today: Date) -> bool {
    task.done.is_none() && task.due_on.is_some_and(|due| due < today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::TicketKey;
    use jiff::civil::date;

    #[test]
    fn a_task_is_late_once_its_day_is_over() {
        let task = |due_on, done| Task {
            ticket: TicketKey { beneficiary: "b".into(), id: "t".into() },
            id: "k".into(),
            position: 1,
            title: "Vérifier".to_owned(),
            team: None,
            team_word: None,
            assignee: None,
            due_on,
            revokes: None,
            done,
            version: 1,
        };
        let (day, at) = (date(2026, 3, 27), Timestamp::UNIX_EPOCH);
        let cases = [
            (task(None, None), false),
            (task(Some(date(2026, 3, 26)), None), true),
            (task(Some(day), None), false),
            (task(Some(date(2026, 3, 28)), None), false),
            (task(Some(date(2026, 3, 26)), Some((at, String::new()))), false),
        ];
        for (task, expected) in cases {
            assert_eq!(is_late(&task, day), expected, "{task:?}");
        }
        // Half past eleven in the evening in Paris is the same day, one hour later the next.
        assert_eq!(today("2026-03-27T22:30:00Z".parse().unwrap()), day);
        assert_eq!(today("2026-03-27T23:30:00Z".parse().unwrap()), date(2026, 3, 28));
    }
}
