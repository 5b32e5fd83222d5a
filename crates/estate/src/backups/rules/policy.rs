//! Policies: what is typed of them, when runs are due, and whether one is compliant.

use crate::backups::{Kind, ObjectForm, Outcome, Policy, Run};
use jiff::{
    SignedDuration, Span, Timestamp,
    civil::{Date, time},
    tz::TimeZone,
};
use kernel::Text;
use platform::{Problems, Result};

/// Longest name in characters.
const NAME: usize = 200;

/// Most runs that one look at a policy goes through: ten years of hourly ones.
const MOST: usize = 100_000;

/// A minute of the day as typed: `22:00`.
pub fn clock(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute(typed: &str) -> Option<i64> {
    let (hours, minutes) = typed.trim().split_once([':', 'h'])?;
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..24).contains(&hours) && (0..60).contains(&minutes)).then_some(hours * 60 + minutes)
}

/// Reads what is typed about something protected; tells every problem at once.
pub fn check(form: &ObjectForm, today: Date) -> Result<(Kind, Policy)> {
    let mut problems = Problems::default();
    if form.name.trim().is_empty() || form.name.chars().count() > NAME {
        problems.add("name", Text::new("backup-error-name").with("limit", NAME));
    }
    if form.tool.chars().count() > NAME {
        problems.add("tool", Text::new("estate-error-too-long").with("limit", NAME));
    }
    let kind = Kind::parse(&form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("backup-error-kind"));
    }
    let due_minute = minute(&form.due_time);
    if due_minute.is_none() {
        problems.add("due_time", Text::new("backup-error-time"));
    }
    let starts_on = match form.starts_on.trim() {
        "" => Some(today),
        typed => typed.parse().ok(),
    };
    if starts_on.is_none() {
        problems.add("starts_on", Text::new("telephony-error-date"));
    }
    let mut number = |field: &str, typed: &str, most: i64| {
        let number = typed.trim().parse().ok().filter(|number| (1..=most).contains(number));
        number.unwrap_or_else(|| {
            problems.add(field, Text::new("quota-error-number").with("from", 1).with("to", most));
            1
        })
    };
    let policy = Policy {
        starts_on: starts_on.unwrap_or(today),
        due_minute: due_minute.unwrap_or(0),
        every_hours: number("every_hours", &form.every_hours, 744),
        window_minutes: number("window_minutes", &form.window_minutes, 44_640),
        retention_days: number("retention_days", &form.retention_days, 36_500),
        rpo_hours: number("rpo_hours", &form.rpo_hours, 8_760),
        rto_hours: number("rto_hours", &form.rto_hours, 8_760),
    };
    problems.into_result()?;
    Ok((kind.unwrap_or(Kind::Data), policy))
}

/// The instants at which runs are due, from one instant on and before another. Policies of whole days keep their time on the
/// clock over both changes of hour; others keep their distance.
pub fn slots(policy: &Policy, from: Timestamp, to: Timestamp, zone: &TimeZone) -> Vec<Timestamp> {
    let minute = policy.due_minute.clamp(0, 1439);
    let [hour, rest] = [minute / 60, minute % 60].map(|n| i8::try_from(n).unwrap_or(0));
    let first_day = policy.starts_on.to_datetime(time(hour, rest, 0, 0));
    let at = |day: jiff::civil::DateTime| zone.to_timestamp(day).ok();
    let Some(first) = at(first_day) else { return vec![] };
    let every = policy.every_hours.max(1);
    let passed = from.duration_since(first).as_hours().max(0);
    // One before the first that may count: hours of the clock and hours that pass differ by one at most.
    let begin = (passed / every - 1).max(0);
    let slot = |n: i64| {
        if every % 24 == 0 {
            at(first_day.checked_add(Span::new().try_days(n * (every / 24)).ok()?).ok()?)
        } else {
            first.checked_add(SignedDuration::from_hours(n * every)).ok()
        }
    };
    (begin..)
        .take(MOST)
        .map_while(slot)
        .skip_while(|slot| *slot < from)
        .take_while(|slot| *slot < to)
        .collect()
}

/// The due instant that a run which ended at an instant answers: the last one before its end, unless another run came too late
/// for any. Nothing before the first.
pub fn slot_of(policy: &Policy, ended_at: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let back = SignedDuration::from_hours(policy.every_hours + 2);
    let after = SignedDuration::from_secs(1);
    let from = ended_at.checked_sub(back).ok()?;
    slots(policy, from, ended_at.checked_add(after).ok()?, zone).pop()
}

/// Whether a run is compliant: ended well, verified, on time, and kept as long as the policy asks (R5.12). Where the tool does
/// not say how long, it keeps by the policy.
pub fn is_compliant(run: &Run, policy: &Policy) -> bool {
    let Some(due) = run.due_at else { return false };
    let window = SignedDuration::from_mins(policy.window_minutes);
    run.outcome == Outcome::Succeeded
        && run.is_verified
        && run.kept_days.is_none_or(|days| days >= policy.retention_days)
        && run.ended_at >= due
        && run.ended_at.duration_since(due) <= window
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Zone;
    use proptest::prelude::*;

    fn daily() -> Policy {
        Policy {
            starts_on: jiff::civil::date(2026, 3, 1),
            due_minute: 22 * 60,
            every_hours: 24,
            window_minutes: 360,
            retention_days: 30,
            rpo_hours: 24,
            rto_hours: 10,
        }
    }

    fn utc(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn paris() -> TimeZone {
        Zone::Metropole.time_zone()
    }

    #[test]
    fn daily_runs_keep_their_time_over_the_change_of_hour() {
        let slots = slots(&daily(), utc("2026-03-28T00:00:00Z"), utc("2026-03-31T00:00:00Z"), &paris());
        let expected = ["2026-03-28T21:00:00Z", "2026-03-29T20:00:00Z", "2026-03-30T20:00:00Z"].map(utc);
        assert_eq!(slots, expected);
        let before =
            super::slots(&daily(), utc("2026-02-01T00:00:00Z"), utc("2026-03-01T12:00:00Z"), &paris());
        assert!(before.is_empty(), "{before:?}");
    }

    #[test]
    fn a_run_answers_the_last_due_instant() {
        let of = |text| slot_of(&daily(), utc(text), &paris());
        assert_eq!(of("2026-03-05T01:30:00Z"), Some(utc("2026-03-04T21:00:00Z")));
        assert_eq!(of("2026-03-05T21:00:00Z"), Some(utc("2026-03-05T21:00:00Z")));
        assert_eq!(of("2026-03-01T12:00:00Z"), None);
    }

    #[test]
    fn compliant_is_ended_well_verified_on_time_and_kept() {
        let run = Run {
            beneficiary: "b".into(),
            id: "r".into(),
            object: "o".into(),
            key: "k".into(),
            due_at: Some(utc("2026-03-04T21:00:00Z")),
            started_at: None,
            ended_at: utc("2026-03-05T03:00:00Z"),
            outcome: Outcome::Succeeded,
            is_verified: true,
            kept_days: None,
            bytes: None,
            detail: String::new(),
            told_by: String::new(),
        };
        let compliant = |change: fn(&mut Run)| {
            let mut run = run.clone();
            change(&mut run);
            is_compliant(&run, &daily())
        };
        assert!(compliant(|_| {}) && compliant(|run| run.kept_days = Some(30)));
        assert!(!compliant(|run| run.ended_at = "2026-03-05T03:00:01Z".parse().unwrap()));
        assert!(!compliant(|run| run.is_verified = false));
        assert!(!compliant(|run| run.kept_days = Some(29)));
        assert!(!compliant(|run| run.outcome = Outcome::Failed));
        assert!(!compliant(|run| run.due_at = None));
    }

    #[test]
    fn what_is_typed_is_read_or_told() {
        let form = ObjectForm {
            name: "Fichiers".into(),
            kind: "data".into(),
            due_time: "22:00".into(),
            every_hours: "24".into(),
            window_minutes: "360".into(),
            retention_days: "30".into(),
            rpo_hours: "24".into(),
            rto_hours: "10".into(),
            ..ObjectForm::default()
        };
        let today = jiff::civil::date(2026, 3, 1);
        assert_eq!(check(&form, today).unwrap(), (Kind::Data, daily()));
        let Err(platform::Error::Invalid(problems)) = check(&ObjectForm::default(), today) else { panic!() };
        for field in [
            "name",
            "kind",
            "due_time",
            "every_hours",
            "window_minutes",
            "retention_days",
            "rpo_hours",
            "rto_hours",
        ] {
            assert!(problems.of(field).is_some(), "{field}");
        }
        assert!(check(&ObjectForm { due_time: "24:00".into(), ..form }, today).is_err());
    }

    proptest! {
        #[test]
        fn due_instants_of_two_halves_are_those_of_the_whole(
            every in 1i64..200, minute in 0i64..1440, from in 0i64..5_000_000, first in 0i64..3_000_000, second in 0i64..3_000_000,
        ) {
            let policy = Policy { every_hours: every, due_minute: minute, ..daily() };
            let at = |seconds: i64| Timestamp::from_second(1_772_000_000 + seconds).unwrap();
            let (a, b, c) = (at(from), at(from + first), at(from + first + second));
            let whole = slots(&policy, a, c, &paris());
            let halves = [slots(&policy, a, b, &paris()), slots(&policy, b, c, &paris())].concat();
            prop_assert!(whole.is_sorted());
            prop_assert_eq!(whole, halves);
        }
    }
}
