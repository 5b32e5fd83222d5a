//! Rules of applications, case by case and for anything typed.

use super::*;
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

#[test]
fn maintenance_leaves_the_publisher_after_the_months_of_the_agreement() {
    let cases = [
        (date(2024, 3, 1), 24, date(2026, 3, 1)),
        (date(2024, 2, 29), 24, date(2026, 2, 28)),
        (date(2023, 12, 31), 2, date(2024, 2, 29)),
    ];
    for (from, months, after) in cases {
        let found = warranty(from, months, "XD-FON-C1").unwrap();
        assert_eq!(found.value, after, "{from} {months}");
        assert_eq!((found.explanation.rule.code.as_str(), found.explanation.steps.len()), ("R0.4", 2));
    }
    assert!(warranty(Date::MAX, 24, "").is_err());
}

#[test]
fn the_warranty_stands_by_days() {
    let (from, after) = (date(2024, 3, 1), date(2026, 3, 1));
    let cases = [
        (date(2024, 2, 29), Standing::Before),
        (from, Standing::Running),
        (date(2025, 12, 1), Standing::Ending(90)),
        (date(2026, 2, 28), Standing::Ending(1)),
        (after, Standing::Over),
    ];
    for (today, expected) in cases {
        assert_eq!(standing(from, after, today), expected, "{today}");
    }
}

fn excepted(starts_on: Date, ends_on: Date, ended_at: Option<Timestamp>) -> Exception {
    Exception {
        id: "x".into(),
        environment: "e".into(),
        reason: "Reprise".into(),
        safeguards: "Accès nominatif".into(),
        author_name: "Rose".into(),
        starts_on,
        ends_on,
        ended_at,
    }
}

#[test]
fn production_data_elsewhere_need_an_exception_that_holds() {
    use {EnvironmentData as D, EnvironmentKind as K};
    let (first, last) = (date(2026, 3, 1), date(2026, 3, 31));
    let held = [excepted(first, last, None)];
    let ended = [excepted(first, last, Some(Timestamp::UNIX_EPOCH))];
    let cases: [(K, D, &[Exception], Date, bool); 7] = [
        (K::Production, D::Production, &[], first, false),
        (K::Acceptance, D::Anonymised, &[], first, false),
        (K::Acceptance, D::Production, &[], first, true),
        (K::Acceptance, D::Production, &held, first, false),
        (K::Training, D::Production, &held, last, false),
        (K::Training, D::Production, &held, date(2026, 4, 1), true),
        (K::Development, D::Production, &ended, first, true),
    ];
    for (kind, data, exceptions, day, expected) in cases {
        assert_eq!(is_breach(kind, data, exceptions, day), expected, "{kind:?} {data:?} {day}");
    }
}

fn item_of(environment: &str, name: &str, value: &str) -> Item {
    Item {
        environment: environment.into(),
        kind: ItemKind::Software,
        name: name.into(),
        value: value.into(),
        changed_by: String::new(),
        changed_at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn environments_are_compared_name_by_name() {
    let items = [
        item_of("p", "Java", "17"),
        item_of("r", "java", "21"),
        item_of("p", "PHP", "8"),
        item_of("z", "Java", "1"),
    ];
    let rows = compared(&["p", "r"], &items);
    let shown: Vec<_> = rows.iter().map(|row| (row.name, row.values.clone(), row.differs)).collect();
    let expected = [("Java", vec![Some("17"), Some("21")], true), ("PHP", vec![Some("8"), None], false)];
    assert_eq!(shown, expected);
}

#[test]
fn every_mistake_is_named_with_its_field() {
    fn wrong<T>(read: Result<T, Problems>) -> Vec<String> {
        read.err().unwrap_or_default().0.into_iter().map(|problem| problem.field).collect()
    }
    let today = date(2026, 3, 11);
    assert_eq!(
        wrong(application(&ApplicationForm::default(), date(2026, 3, 11))),
        ["name", "purpose", "publisher", "business_owner"]
    );
    assert_eq!(wrong(environment(&EnvironmentForm::default())), ["kind", "name", "data"]);
    let long = ExceptionForm {
        reason: "R".into(),
        safeguards: "S".into(),
        ends_on: "2026-12-31".into(),
        ..ExceptionForm::default()
    };
    assert_eq!(wrong(exception(&long, today)), ["ends_on"]);
    let over = ExceptionForm { starts_on: "2026-01-01".into(), ends_on: "2026-03-10".into(), ..long.clone() };
    assert_eq!(wrong(exception(&over, today)), ["ends_on"]);
    let good = ExceptionForm { ends_on: "2026-06-30".into(), ..long };
    assert_eq!(exception(&good, today).ok(), Some((today, date(2026, 6, 30))));
    let bad = CheckForm { result: "broken".into(), checked_on: "2026-03-12".into(), ..CheckForm::default() };
    assert_eq!(wrong(check(&bad, today)), ["checked_on", "note"]);
    let refused = DecideForm { decision: "refused".into(), ..DecideForm::default() };
    assert_eq!(wrong(decide(&refused)), ["remark"]);
    assert_eq!(wrong(decide(&DecideForm { decision: "open".into(), ..refused })), ["decision"]);
    let costing = |cost: &str| ImprovementForm { proposal: "P".into(), gain: "G".into(), cost: cost.into() };
    assert_eq!(improvement(&costing("1 200,50 €")).ok(), Some(Some(Cents(120_050))));
    assert_eq!(improvement(&costing("")).ok(), Some(None));
    assert_eq!(wrong(improvement(&costing("-3"))), ["cost"]);
}

proptest! {
    #[test]
    fn hostile_forms_never_crash(text in "\\PC{0,30}", day in "[0-9-]{0,12}") {
        let today = date(2026, 3, 11);
        let form = ExceptionForm {
            reason: text.clone(), safeguards: text.clone(), starts_on: day.clone(), ends_on: day.clone(),
        };
        drop(exception(&form, today));
        drop(measure(&MeasureForm { measured_on: day, what: text.clone(), value: text.clone(), unit: text.clone() }, today));
        drop(specification(&SpecificationForm { steps: text.clone(), note: text.clone(), number: 0 }));
        drop(improvement(&ImprovementForm { proposal: text.clone(), gain: text.clone(), cost: text }));
    }

    #[test]
    fn the_warranty_ends_after_it_begins(days in 0i64..20_000, months in 1u16..120) {
        let from = date(2000, 1, 1).checked_add(days.days()).unwrap();
        let after = warranty(from, months, "").unwrap().value;
        prop_assert!(after > from);
        prop_assert_eq!(standing(from, after, after), Standing::Over);
    }
}
