//! What backups, restores and their tests give as indicators: S.1a, S.1b, B.2a and S.2a, B.2b and S.2b.

use super::{is_compliant, observed_data_loss};
use crate::backups::{Object, ObjectId, Run, restores::Complexity};
use jiff::Timestamp;
use kernel::{Exact, Explained, Explanation, Figure, Interval, ServiceClock, Text};
use std::collections::BTreeMap;

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// A run that was due, and whether a compliant one answered it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRun {
    /// What was to be backed up.
    pub object: ObjectId,
    /// Its name.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Whether one of its runs is compliant.
    pub is_kept: bool,
}

/// The runs due in a period, each once by what is backed up and its time.
pub fn due_runs(objects: &[Object], runs: &[Run], period: Interval) -> Vec<DueRun> {
    let mut due: BTreeMap<(&str, Timestamp), DueRun> = BTreeMap::new();
    for run in runs {
        let object = objects.iter().find(|one| one.id == run.object && one.beneficiary == run.beneficiary);
        if let (Some(object), Some(at)) = (object, run.due_at.filter(|at| period.contains(*at))) {
            let fresh =
                || DueRun { object: object.id.clone(), name: object.name.clone(), at, is_kept: false };
            due.entry((object.id.as_str(), at)).or_insert_with(fresh).is_kept |=
                is_compliant(run, &object.policy);
        }
    }
    due.into_values().collect()
}

/// S.1a: of the runs due in the period, those that a compliant run answered, and their share. A run due that failed and was made
/// again in its window counts once, as compliant. Nothing when nothing was due (R5.3).
pub fn success(objects: &[Object], runs: &[Run], period: Interval) -> Explained<Option<i64>> {
    let due = due_runs(objects, runs, period);
    let (all, good) = (count(due.len()), count(due.iter().filter(|run| run.is_kept).count()));
    let mut story = Explanation::of("R5.12", "annexe 1 A, S.1", Text::new("backup-success-rule"));
    let share = Exact::ratio(good, all).map_or(Figure::NoData, Figure::Share);
    story
        .input(Text::new("backup-success-due"), Figure::Count(all), Some("/backups".to_owned()))
        .step(Text::new("backup-success-share"), format!("{good} ÷ {all}"), share)
        .step(
            Text::new("backup-success-good"),
            "",
            if all > 0 { Figure::Count(good) } else { Figure::NoData },
        );
    story.explain((all > 0).then_some(good))
}

/// A test of restoring that was done, and whether it passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFact {
    /// Which one.
    pub id: String,
    /// Name of what was restored.
    pub object: String,
    /// When.
    pub done_at: Timestamp,
    /// Whether data came back as they were.
    pub is_passed: bool,
}

/// S.1b: tests of restoring done in the period, and how many passed.
pub fn restore_tests(tests: &[TestFact]) -> Explained<i64> {
    let (all, passed) = (count(tests.len()), count(tests.iter().filter(|test| test.is_passed).count()));
    let mut story = Explanation::of("R5.12", "annexe 1 A, S.1", Text::new("backup-tests-rule"));
    story
        .step(Text::new("backup-tests-passed"), "", Figure::Count(passed))
        .step(Text::new("backup-tests-failed"), format!("{all} − {passed}"), Figure::Count(all - passed))
        .step(Text::new("backup-tests-done"), "", Figure::Count(all));
    story.explain(all)
}

/// Data asked back and given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestoreFact {
    /// How hard it was.
    pub complexity: Complexity,
    /// When it was asked.
    pub requested_at: Timestamp,
    /// When the data were usable.
    pub usable_at: Timestamp,
}

/// How long one restore took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How hard it was.
    pub complexity: Complexity,
    /// Seconds of the service window.
    pub seconds: i64,
}

/// B.2a and S.2a: time from the request to data usable, on the service clock, by complexity; the value is the middle of all.
pub fn restore_times(facts: &[RestoreFact], clock: &ServiceClock) -> (Vec<Restored>, Explained<Option<i64>>) {
    let restored = facts.iter().map(|fact| Restored {
        complexity: fact.complexity,
        seconds: clock.elapsed(fact.requested_at, fact.usable_at),
    });
    let restored: Vec<Restored> = restored.collect();
    let mut story = Explanation::of("R5.12", "annexe 1 A, B.2, S.2", Text::new("backup-restore-rule"));
    story.input(
        Text::new("backup-restore-count"),
        Figure::Count(count(restored.len())),
        Some("/restores".to_owned()),
    );
    for complexity in Complexity::ALL {
        let mine = restored.iter().filter(|one| one.complexity == *complexity).map(|one| one.seconds);
        if let Some(middle) = middle(mine.collect()) {
            let label = Text::new("backup-restore-of").with("complexity", complexity.as_str());
            story.step(label, "", Figure::Seconds(middle));
        }
    }
    let all = middle(restored.iter().map(|one| one.seconds).collect());
    story.step(Text::new("backup-restore-median"), "", all.map_or(Figure::NoData, Figure::Seconds));
    (restored, story.explain(all))
}

/// Half of the values are at most this one.
fn middle(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().div_ceil(2).max(1) - 1).copied()
}

/// What a failure in the period would have lost of one thing protected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Identifier of what is protected.
    pub object: String,
    /// Its name.
    pub name: String,
    /// Seconds of data; nothing when it has no good run at all: its loss is without bound.
    pub seconds: Option<i64>,
}

/// B.2b and S.2b: the longest time, over everything protected, whose data a failure in the period would have lost. Nothing when
/// something protected has no good run at all: its loss is without bound. What was retired in the period is judged until then.
pub fn data_loss(
    objects: &[Object],
    successes: &[(&str, Timestamp)],
    period: Interval,
) -> (Vec<Loss>, Explained<Option<i64>>) {
    let mut story = Explanation::of("R5.12", "annexe 1 A, B.2, S.2", Text::new("backups-loss-rule"));
    story.input(Text::new("backups-from"), Figure::Instant(period.from()), None).input(
        Text::new("backups-to"),
        Figure::Instant(period.to()),
        None,
    );
    let mut losses = vec![];
    for object in objects {
        let ends: Vec<Timestamp> =
            successes.iter().filter(|(id, _)| *id == object.id.as_str()).map(|(_, at)| *at).collect();
        let end = object.retired_at.map_or(period.to(), |end| end.min(period.to()));
        let loss = observed_data_loss(&ends, Interval::new(period.from(), end).unwrap_or(period)).value;
        let figure = loss.map_or(Figure::NoData, Figure::Seconds);
        let label = Text::new("backup-loss-of").with("object", &object.name);
        story.input(label, figure, Some(object.key().path()));
        losses.push(Loss { object: object.id.to_string(), name: object.name.clone(), seconds: loss });
    }
    let known: Option<Vec<i64>> = losses.iter().map(|one| one.seconds).collect();
    let value = known.and_then(|seconds| seconds.into_iter().max());
    story.step(Text::new("backups-loss"), "", value.map_or(Figure::NoData, Figure::Seconds));
    (losses, story.explain(value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backups::{Kind, Outcome, rules::slots};
    use kernel::{ServiceWindow, TimeOfDay, Zone};
    use proptest::prelude::*;

    fn at_hour(hour: u16) -> TimeOfDay {
        TimeOfDay::new(hour, 0).unwrap()
    }

    fn object(id: &str) -> Object {
        Object {
            beneficiary: "b".into(),
            id: id.into(),
            beneficiary_name: String::new(),
            name: id.to_owned(),
            kind: Kind::Data,
            tool: String::new(),
            policy: crate::backups::Policy {
                starts_on: jiff::civil::date(2026, 3, 1),
                due_minute: 22 * 60,
                every_hours: 24,
                window_minutes: 360,
                retention_days: 30,
                rpo_hours: 24,
                rto_hours: 10,
            },
            generation: 1,
            watched_until: Timestamp::UNIX_EPOCH,
            retired_at: None,
            version: 1,
        }
    }

    fn march() -> Interval {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        Interval::new(at("2026-03-01T00:00:00Z"), at("2026-03-11T00:00:00Z")).unwrap()
    }

    fn run(due_at: Timestamp, outcome: Outcome) -> Run {
        Run {
            beneficiary: "b".into(),
            id: "r".into(),
            object: "o".into(),
            key: "k".into(),
            due_at: Some(due_at),
            started_at: None,
            ended_at: due_at,
            outcome,
            is_verified: true,
            kept_days: None,
            bytes: None,
            detail: String::new(),
            told_by: String::new(),
        }
    }

    #[test]
    fn a_run_made_again_in_its_window_counts_once() {
        let due = slots(&object("o").policy, march().from(), march().to(), &Zone::Metropole.time_zone());
        assert_eq!(due.len(), 10);
        let mut runs: Vec<Run> = due.iter().map(|at| run(*at, Outcome::Succeeded)).collect();
        runs[3].outcome = Outcome::Missed;
        runs[5].outcome = Outcome::Failed;
        runs.push(run(due[5], Outcome::Succeeded));
        assert_eq!(success(&[object("o")], &runs, march()).value, Some(9));
        assert_eq!(success(&[object("o")], &[], march()).value, None);
    }

    #[test]
    fn what_has_no_good_run_has_no_bound() {
        let due = slots(&object("o").policy, march().from(), march().to(), &Zone::Metropole.time_zone());
        let good: Vec<(&str, Timestamp)> =
            due.iter().filter(|at| **at != due[4]).map(|at| ("o", *at)).collect();
        assert_eq!(data_loss(&[object("o")], &good, march()).1.value, Some(48 * 3600));
        assert_eq!(data_loss(&[object("o"), object("p")], &good, march()).1.value, None);
        assert_eq!(data_loss(&[], &good, march()).1.value, None);
    }

    #[test]
    fn what_was_retired_loses_nothing_afterwards() {
        let due = slots(&object("o").policy, march().from(), march().to(), &Zone::Metropole.time_zone());
        let good: Vec<(&str, Timestamp)> = due[..3].iter().map(|at| ("o", *at)).collect();
        let retired = Object { retired_at: Some(due[4]), ..object("o") };
        assert_eq!(data_loss(&[retired], &good, march()).1.value, Some(48 * 3600));
        assert!(data_loss(&[object("o")], &good, march()).1.value > Some(48 * 3600));
    }

    #[test]
    fn restores_are_timed_on_the_service_clock_by_complexity() {
        let clock =
            ServiceClock::new(ServiceWindow::weekdays(at_hour(8), at_hour(18), Zone::Metropole).unwrap());
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let fact = |complexity, from: &str, to: &str| RestoreFact {
            complexity,
            requested_at: at(from),
            usable_at: at(to),
        };
        let facts = [
            fact(Complexity::Simple, "2026-03-02T08:00:00Z", "2026-03-02T10:00:00Z"),
            // From Friday at five in the afternoon to Monday at nine: one hour and one hour.
            fact(Complexity::Complex, "2026-03-06T16:00:00Z", "2026-03-09T08:00:00Z"),
            fact(Complexity::Complex, "2026-03-02T07:00:00Z", "2026-03-02T17:00:00Z"),
        ];
        let (restored, median) = restore_times(&facts, &clock);
        assert_eq!(restored.iter().map(|one| one.seconds).collect::<Vec<_>>(), [7_200, 7_200, 36_000]);
        assert_eq!(median.value, Some(7_200));
        assert_eq!(restore_times(&[], &clock).1.value, None);
    }

    proptest! {
        #[test]
        fn compliant_runs_never_exceed_those_due(kinds in prop::collection::vec(0usize..3, 0..10)) {
            let due = slots(&object("o").policy, march().from(), march().to(), &Zone::Metropole.time_zone());
            let runs: Vec<Run> = kinds.iter().zip(&due).map(|(kind, at)| run(*at, Outcome::ALL[*kind])).collect();
            let good = success(&[object("o")], &runs, march()).value;
            let expected = kinds.iter().filter(|kind| Outcome::ALL[**kind] == Outcome::Succeeded).count();
            prop_assert_eq!(good, (!kinds.is_empty()).then_some(count(expected)));
            prop_assert_eq!(restore_tests(&[]).value, 0);
        }
    }
}
