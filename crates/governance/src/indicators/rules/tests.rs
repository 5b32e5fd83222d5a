//! Months, what is missing in them, the life cycle and the baseline, by worked cases.

use super::{
    life::{Facts, VersionFact, life, over},
    *,
};
use crate::{
    decisions::{DecidedTarget, Decision, DecisionKind},
    indicators::Stage,
    meetings::{MeetingId, MeetingKey},
};
use agreements::document::{Operator, Unit};
use jiff::civil::date;
use kernel::{Exact, Explanation, Figure};
use proptest::prelude::*;

fn closed(month: Date, value: Figure) -> ClosedValue {
    ClosedValue {
        closing: "c".into(),
        code: "X".to_owned(),
        month,
        version: 1,
        place: 1,
        indicator: String::new(),
        unit: Unit::Count,
        value,
        verdict: Verdict::NotContractual,
        target: None,
        numerator: None,
        denominator: None,
        explanation: Explanation::of("R5.1", "", Text::new("indicator-rule-baseline")),
        evidence_count: 0,
        digest: String::new(),
    }
}

fn decision(effective_on: Date, minutes_state: MinutesState) -> Decision {
    Decision {
        id: "d".into(),
        meeting: MeetingKey { beneficiary: "b".into(), id: MeetingId::from("m") },
        beneficiary_name: String::new(),
        year: 2026,
        number: 3,
        kind: DecisionKind::Target,
        body: String::new(),
        effective_on,
        target: Some(DecidedTarget {
            commitment: "X".to_owned(),
            operator: Operator::AtMost,
            value: "1".to_owned(),
        }),
        withdrawn_at: None,
        minutes_state,
    }
}

#[test]
fn months_are_typed_and_counted() {
    assert_eq!(month(" 2026-03 "), Some(date(2026, 3, 1)));
    for wrong in ["", "2026", "2026-13", "2026-3", "03-2026", "2026-03-01"] {
        assert_eq!(month(wrong), None, "{wrong}");
    }
    assert_eq!(last_over(date(2026, 1, 31)), date(2025, 12, 1));
    assert_eq!(period(date(2024, 2, 1)).last, date(2024, 2, 29));
    let winter = months(date(2025, 11, 1), date(2026, 2, 1));
    assert_eq!(winter.len(), 4);
    assert_eq!(months(date(2026, 2, 1), date(2026, 1, 1)), []);
    assert_eq!(months(date(1900, 1, 1), date(2026, 1, 1)).len(), MOST_MONTHS);
}

#[test]
fn a_stage_is_reached_by_what_happened() {
    let day = date(2026, 4, 15);
    let signed = [VersionFact { number: 1, effective_from: date(2022, 1, 1), has_target: false }];
    let bare = Facts { beneficiary: "VAL", versions: &signed, ..Facts::default() };
    assert_eq!(life(&bare, day).stage, Stage::Measured);
    let empty = [closed(date(2026, 1, 1), Figure::NoData)];
    assert_eq!(
        life(&Facts { closed: &empty, ..bare.clone() }, day).stage,
        Stage::Measured,
        "no data is no base"
    );
    let months = [closed(date(2026, 1, 1), Figure::Count(2))];
    let running = Facts { closed: &months, ..bare.clone() };
    assert_eq!(life(&running, day).stage, Stage::BaselineRunning);
    for (state, effective, stage) in [
        (MinutesState::Sent, date(2026, 4, 1), Stage::TargetProposed),
        (MinutesState::Validated, date(2026, 5, 1), Stage::TargetAgreed),
        (MinutesState::Validated, date(2026, 4, 1), Stage::InForce),
    ] {
        let decided = [decision(effective, state)];
        let found = life(&Facts { decisions: &decided, ..running.clone() }, day);
        assert_eq!(found.stage, stage);
        let step = found.steps.iter().find(|step| step.stage == stage).unwrap();
        assert_eq!((step.path.as_str(), step.on), ("/meetings/b/m", Some(effective)), "tied to its act");
    }
    let withdrawn =
        [Decision { withdrawn_at: Some(Timestamp::UNIX_EPOCH), ..decision(day, MinutesState::Validated) }];
    assert_eq!(life(&Facts { decisions: &withdrawn, ..running.clone() }, day).stage, Stage::BaselineRunning);
}

#[test]
fn an_amendment_is_an_act_too() {
    let versions = [
        VersionFact { number: 1, effective_from: date(2022, 1, 1), has_target: false },
        VersionFact { number: 2, effective_from: date(2026, 7, 1), has_target: true },
        VersionFact { number: 3, effective_from: date(2027, 1, 1), has_target: true },
    ];
    let facts = Facts { beneficiary: "VAL", versions: &versions, ..Facts::default() };
    assert_eq!(life(&facts, date(2026, 6, 30)).stage, Stage::TargetAgreed, "signed, not in force yet");
    let found = life(&facts, date(2027, 3, 1));
    assert_eq!(found.stage, Stage::InForce);
    assert_eq!(found.steps[4].on, Some(date(2026, 7, 1)), "since the first version that gives it");
}

#[test]
fn a_baseline_is_the_middle_month_the_best_and_the_worst() {
    let count = |month: i8, n: i64| closed(date(2026, month, 1), Figure::Count(n));
    let months =
        [count(1, 5), closed(date(2026, 2, 1), Figure::NoData), count(3, 1), count(4, 9), count(5, 3)];
    let found = over(&months, Operator::AtMost).value;
    assert_eq!((found.months, found.first, found.last), (4, Some(date(2026, 1, 1)), Some(date(2026, 5, 1))));
    assert_eq!([found.median, found.best, found.worst], [3, 1, 9].map(Figure::Count));
    let found = over(&months, Operator::AtLeast).value;
    assert_eq!([found.best, found.worst], [9, 1].map(Figure::Count));
    let none = over(&[], Operator::AtLeast).value;
    assert_eq!((none.months, none.median), (0, Figure::NoData), "never 0 (R5.3)");
    // Measured as a time before an amendment, as a share since.
    let half = Figure::Share(Exact::ratio(1, 2).unwrap());
    let mixed = [closed(date(2026, 1, 1), Figure::Seconds(60)), closed(date(2026, 2, 1), half.clone())];
    let found = over(&mixed, Operator::AtLeast).value;
    assert_eq!((found.months, found.median), (1, half));
}

#[test]
fn a_digest_tells_any_change_of_value_or_rows() {
    let value = closed(date(2026, 1, 1), Figure::Count(2));
    let row = of_thing(&CountedThing::new(ThingKind::Outage, "o", "Mairie"));
    let digest_of = |value: &ClosedValue, rows: &[Evidence]| digest(value, rows);
    let first = digest_of(&value, std::slice::from_ref(&row));
    assert_eq!(first.len(), 64);
    assert_eq!(first, digest_of(&value, std::slice::from_ref(&row)), "the same bytes");
    assert_ne!(first, digest_of(&value, &[]));
    assert_ne!(first, digest_of(&closed(date(2026, 1, 1), Figure::Count(3)), &[row]));
}

#[test]
fn what_a_correction_changed_is_told_in_the_order_of_the_annexe() {
    let named = |code: &str, digest: &str| ClosedValue {
        code: code.to_owned(),
        digest: digest.to_owned(),
        ..closed(date(2026, 1, 1), Figure::Count(1))
    };
    let before = [named("A", "1"), named("B", "1"), named("C", "1")];
    let after = [named("A", "1"), named("B", "2"), named("D", "1")];
    let found = changes(&before, &after);
    assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), ["B", "D", "C"]);
    assert!(found[1].before.is_none() && found[2].after.is_none());
}

proptest! {
    /// A baseline is made of values of real months, and nothing is better than its best or worse than its worst.
    #[test]
    fn a_baseline_is_made_of_real_months(values in prop::collection::vec(0i64..1_000, 1..40)) {
        let months: Vec<ClosedValue> =
            values.iter().map(|n| closed(date(2026, 1, 1), Figure::Count(*n))).collect();
        let found = over(&months, Operator::AtLeast).value;
        let (least, most) = (*values.iter().min().unwrap(), *values.iter().max().unwrap());
        prop_assert_eq!((found.worst, found.best), (Figure::Count(least), Figure::Count(most)));
        let Figure::Count(median) = found.median else { panic!("no median") };
        prop_assert!(values.contains(&median));
    }
}
