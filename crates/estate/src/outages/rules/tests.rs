//! Outages: times, shares, what cannot be, what is counted as one.

use super::*;
use crate::outages::{NamedSite, OutageId, Source};
use proptest::prelude::*;

const NOW: &str = "2026-03-10T12:00:00Z";

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

fn form() -> OutageForm {
    OutageForm { sites: vec!["s1".into()], from: "2026-03-10T09:00".into(), ..OutageForm::default() }
}

fn fields(form: &OutageForm) -> Vec<String> {
    match content(form, now()) {
        Err(platform::Error::Invalid(problems)) => problems.0.into_iter().map(|p| p.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn times_are_local_or_instants() {
    let nine = "2026-03-10T08:00:00Z".parse().unwrap();
    assert_eq!(content(&form(), now()).unwrap().from, nine);
    let utc = OutageForm { from: "2026-03-10T08:00:00Z".into(), ..form() };
    assert_eq!(content(&utc, now()).unwrap().from, nine);
    assert_eq!(typed(nine), "2026-03-10T09:00");
    assert_eq!(typed(nine + jiff::SignedDuration::from_secs(7)), "2026-03-10T09:00:07");
}

#[test]
fn what_cannot_be_is_told_at_its_field() {
    let cases = [
        (OutageForm { from: "hier".into(), ..form() }, "from"),
        (OutageForm { from: "2026-03-10T14:00".into(), ..form() }, "from"),
        (OutageForm { to: "2026-03-10T09:00".into(), ..form() }, "to"),
        (OutageForm { to: "2026-03-10T08:59".into(), ..form() }, "to"),
        (OutageForm { to: "2026-03-10T13:30".into(), ..form() }, "to"),
        (OutageForm { to: "midi".into(), ..form() }, "to"),
        (OutageForm { percent: "0".into(), ..form() }, "percent"),
        (OutageForm { percent: "101".into(), ..form() }, "percent"),
        (OutageForm { percent: "-5".into(), ..form() }, "percent"),
        (OutageForm { percent: "50".into(), ..form() }, "factor_reason"),
        (OutageForm { cause: "ghosts".into(), ..form() }, "cause"),
        (OutageForm { sites: vec![], ..form() }, "sites"),
        (OutageForm { note: "x".repeat(TEXT + 1), ..form() }, "note"),
    ];
    for (form, field) in cases {
        assert_eq!(fields(&form), [field], "{form:?}");
    }
}

#[test]
fn percent_are_exact_shares() {
    let cases = [
        ("", Some((1, 1))),
        ("100", Some((1, 1))),
        ("12,5 %", Some((1, 8))),
        ("50", Some((1, 2))),
        ("x", None),
    ];
    for (text, expected) in cases {
        assert_eq!(share(text), expected.and_then(|(n, d)| Exact::ratio(n, d)), "{text}");
    }
}

fn outage(id: &str, sites: &[&str], from: i64, to: Option<i64>) -> Outage {
    let at = |seconds| Timestamp::from_second(seconds).unwrap();
    Outage {
        beneficiary: "b1".into(),
        id: OutageId::from(id),
        beneficiary_name: String::new(),
        sites: sites.iter().map(|id| NamedSite { id: (*id).into(), name: (*id).to_owned() }).collect(),
        from: at(from),
        to: to.map(at),
        factor: Exact::from(1),
        factor_reason: String::new(),
        cause: Cause::Unknown,
        note: String::new(),
        source: Source::Hand,
        ticket: String::new(),
        reported_by_name: String::new(),
        reported_at: at(0),
        withdrawn_at: None,
        version: 1,
    }
}

#[test]
fn outages_of_a_site_that_overlap_or_touch_are_one_cut() {
    let own = outage("own", &["a", "b"], 100, Some(200));
    let withdrawn = Outage { withdrawn_at: Some(now()), ..outage("gone", &["a"], 150, None) };
    let others = [
        own.clone(),
        outage("overlaps", &["b"], 150, Some(250)),
        outage("touches", &["a"], 200, Some(300)),
        outage("later", &["a"], 201, Some(300)),
        outage("elsewhere", &["c"], 150, Some(250)),
        withdrawn,
    ];
    let merged = merged_with(&own, &others, now());
    let found: Vec<&str> = merged.iter().map(|one| one.id.as_str()).collect();
    assert_eq!(found, ["overlaps", "touches"]);
}

proptest! {
    /// What is taken never lies in the future nor ends before it began, whatever is typed.
    #[test]
    fn what_is_taken_has_happened(from in 0i64..4_000_000_000, length in -5_000i64..5_000) {
        let at = |seconds| Timestamp::from_second(seconds).unwrap().to_string();
        let form = OutageForm { from: at(from), to: at(from + length), ..form() };
        match content(&form, now()) {
            Ok(content) => {
                prop_assert!(content.from < content.to.unwrap() && content.to.unwrap() <= now());
            }
            Err(_) => prop_assert!(length <= 0 || from + length > now().as_second()),
        }
    }
}
