//! When a process is expected next and when it is late. Pure.

use super::{ProcessForm, Schedule, ScheduleKind};
use jiff::{
    SignedDuration, Timestamp, ToSpan as _,
    civil::{Date, Time},
};
use kernel::{Text, Zone};
use platform::{
    Problems,
    typed::{chosen, needed, read},
};

/// Longest name in characters.
const NAME: usize = 160;
/// Longest note of a run in characters.
pub const NOTE: usize = 500;
/// Longest interval in minutes: a month.
const LONGEST: i64 = 31 * 24 * 60;
/// Longest grace in minutes: two days.
const LONGEST_GRACE: i64 = 2 * 24 * 60;

/// When the run after an instant is expected. A time of the day is the wall clock of Paris: on the night when clocks go
/// forward, a time that does not exist is the first one after it.
pub fn next_due(schedule: &Schedule, after: Timestamp) -> Option<Timestamp> {
    match schedule.kind {
        ScheduleKind::Interval => after.checked_add(SignedDuration::from_mins(schedule.every_minutes)).ok(),
        ScheduleKind::Daily => {
            let time = time(&schedule.at_time)?;
            let days = days(&schedule.days)?;
            let zone = Zone::Metropole.time_zone();
            let today = after.to_zoned(zone.clone()).date();
            let candidates = (0..=8).filter_map(|n| today.checked_add(n.days()).ok());
            let expected = |day: Date| Some(day.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp());
            let is_one = |day: &Date| days.contains(&day.weekday().to_monday_one_offset());
            candidates.filter(is_one).filter_map(expected).find(|at| *at > after)
        }
    }
}

/// From when a run expected at an instant is late.
pub fn late_at(schedule: &Schedule, due: Timestamp) -> Option<Timestamp> {
    due.checked_add(SignedDuration::from_mins(schedule.grace_minutes)).ok()
}

/// A time of the day such as `02:30`.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.trim().split_once(':')?;
    Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// Days of the week from 1 on Monday, each once and in order; every day when none is named.
fn days(text: &str) -> Option<Vec<i8>> {
    let mut days: Vec<i8> = vec![];
    for part in text.split([',', ' ']).filter(|part| !part.is_empty()) {
        days.push(part.parse().ok().filter(|day| (1..=7).contains(day))?);
    }
    days.sort_unstable();
    days.dedup();
    Some(if days.is_empty() { (1..=7).collect() } else { days })
}

/// Reads the form of a process.
pub fn process(form: &ProcessForm) -> Result<Schedule, Problems> {
    let mut problems = Problems::default();
    needed(&mut problems, "name", &form.name, NAME);
    let kind = chosen(&mut problems, "schedule", ScheduleKind::parse(&form.schedule));
    let within = |text: &str, most: i64| text.trim().parse::<i64>().ok().filter(|n| (1..=most).contains(n));
    let grace = within(&form.grace_minutes, LONGEST_GRACE);
    if grace.is_none() {
        problems.add("grace_minutes", Text::new("process-error-minutes").with("most", LONGEST_GRACE));
    }
    let mut schedule = Schedule {
        kind: kind.unwrap_or(ScheduleKind::Daily),
        every_minutes: 0,
        at_time: String::new(),
        days: String::new(),
        grace_minutes: grace.unwrap_or_default(),
    };
    match kind {
        Some(ScheduleKind::Interval) => match within(&form.every_minutes, LONGEST) {
            Some(minutes) => schedule.every_minutes = minutes,
            None => problems.add("every_minutes", Text::new("process-error-minutes").with("most", LONGEST)),
        },
        Some(ScheduleKind::Daily) => {
            match time(&form.at_time) {
                Some(time) => schedule.at_time = time.strftime("%H:%M").to_string(),
                None => problems.add("at_time", Text::new("process-error-time")),
            }
            match days(&form.days) {
                Some(days) => {
                    schedule.days = days.iter().map(ToString::to_string).collect::<Vec<_>>().join(",");
                }
                None => problems.add("days", Text::new("process-error-days")),
            }
        }
        None => {}
    }
    read(problems, Some(schedule))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn daily(at_time: &str, days: &str) -> Schedule {
        Schedule {
            kind: ScheduleKind::Daily,
            every_minutes: 0,
            at_time: at_time.into(),
            days: days.into(),
            grace_minutes: 30,
        }
    }

    fn every(minutes: i64) -> Schedule {
        Schedule { kind: ScheduleKind::Interval, every_minutes: minutes, ..daily("", "") }
    }

    #[test]
    fn a_run_is_expected_at_its_time_in_paris() {
        let cases = [
            (daily("02:30", "1,2,3,4,5,6,7"), "2026-03-11T02:00:00Z", "2026-03-12T01:30:00Z"),
            (daily("02:30", "1,2,3,4,5,6,7"), "2026-03-11T01:29:59Z", "2026-03-11T01:30:00Z"),
            (daily("02:30", "1,2,3,4,5,6,7"), "2026-03-11T01:30:00Z", "2026-03-12T01:30:00Z"),
            (daily("22:00", "1"), "2026-03-11T12:00:00Z", "2026-03-16T21:00:00Z"),
            (daily("22:00", "3"), "2026-03-11T21:00:00Z", "2026-03-18T21:00:00Z"),
            // Clocks go forward on 29 March: 02:30 does not exist, 03:30 in summer time follows.
            (daily("02:30", ""), "2026-03-28T12:00:00Z", "2026-03-29T01:30:00Z"),
            (daily("02:30", ""), "2026-03-29T12:00:00Z", "2026-03-30T00:30:00Z"),
            (every(15), "2026-03-11T12:00:00Z", "2026-03-11T12:15:00Z"),
        ];
        for (schedule, after, expected) in cases {
            let found = next_due(&schedule, after.parse().unwrap());
            assert_eq!(found, Some(expected.parse().unwrap()), "{schedule:?} {after}");
        }
        let due = "2026-03-11T12:00:00Z".parse().unwrap();
        assert_eq!(late_at(&every(15), due), Some("2026-03-11T12:30:00Z".parse().unwrap()));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        let wrong = |form: &ProcessForm| -> Vec<String> {
            process(form).err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
        };
        assert_eq!(wrong(&ProcessForm::default()), ["name", "schedule", "grace_minutes"]);
        let form = ProcessForm {
            name: "Paie".into(),
            schedule: "daily".into(),
            at_time: "25:00".into(),
            days: "8".into(),
            grace_minutes: "30".into(),
            ..ProcessForm::default()
        };
        assert_eq!(wrong(&form), ["at_time", "days"]);
        let form = ProcessForm { schedule: "interval".into(), every_minutes: "0".into(), ..form };
        assert_eq!(wrong(&form), ["every_minutes"]);
        let form =
            ProcessForm { schedule: "daily".into(), at_time: "2:05".into(), days: "5 1".into(), ..form };
        let read = process(&form).unwrap();
        assert_eq!((read.at_time.as_str(), read.days.as_str()), ("02:05", "1,5"));
    }

    proptest! {
        #[test]
        fn the_next_run_is_always_later_and_within_a_week(
            seconds in 1_500_000_000i64..2_000_000_000, hour in 0i8..24, minute in 0i8..60, day in 1i8..8,
        ) {
            let after = Timestamp::from_second(seconds).unwrap();
            let due = next_due(&daily(&format!("{hour:02}:{minute:02}"), &day.to_string()), after).unwrap();
            prop_assert!(due > after);
            prop_assert!(due.duration_since(after) <= SignedDuration::from_hours(24 * 7 + 2));
        }

        #[test]
        fn hostile_forms_never_crash(text in "\\PC{0,20}") {
            for schedule in ["daily", "interval", text.as_str()] {
                let form = ProcessForm {
                    environment: text.clone(), name: text.clone(), schedule: schedule.to_owned(),
                    every_minutes: text.clone(), at_time: text.clone(), days: text.clone(),
                    grace_minutes: text.clone(), version: 0,
                };
                drop(process(&form));
            }
        }
    }
}
