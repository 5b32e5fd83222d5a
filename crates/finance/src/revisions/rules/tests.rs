//! The revision of the founding agreement, with its index values.

use super::*;
use crate::{indices::Confidence, revision::rules::TimeProration, terms::CoreOffer};
use agreements::document::{CensusPolicy, RevisionEffect};
use jiff::civil::date;
use kernel::{Cents, Exact};

fn terms(series_policy: SeriesPolicy, value_policy: IndexValuePolicy) -> Terms {
    let zero = if series_policy == SeriesPolicy::Revised { date(2022, 6, 1) } else { date(2021, 6, 1) };
    Terms {
        reference: "X".into(),
        first_day: date(2022, 1, 1),
        last_day: date(2026, 12, 31),
        initial_price: Cents(105_000),
        initial_price_origin: None,
        month_zero: zero,
        formula: Formula::founding(RoundingReading::B),
        reference_month: 3,
        value_policy,
        series_policy,
        revision_month: 6,
        first_year: 2023,
        effect: RevisionEffect::CalendarYear,
        proration: TimeProration::None,
        census: CensusPolicy::LatestOfYear,
        payment_days: 30,
        core: CoreOffer {
            code: "SOCLE".into(),
            name: "Bloc socle".into(),
            unit: "agent".into(),
            from: Some(date(2022, 1, 1)),
            until: None,
            vat: None,
            vat_from: None,
        },
    }
}

fn value(series: IndexSeries, month: Date, value: &str, published_on: Option<Date>) -> PublishedValue {
    PublishedValue {
        id: format!("{series:?}{month}").as_str().into(),
        series,
        month,
        value: Exact::parse(value).unwrap(),
        published_on,
        source: "s".into(),
        confidence: Confidence::A,
        entered_by: "p".into(),
        entered_at: "2023-01-01T00:00:00Z".parse().unwrap(),
        replaces: None,
    }
}

fn values() -> Vec<PublishedValue> {
    vec![
        value(IndexSeries::Old, date(2021, 6, 1), "275.7", None),
        value(IndexSeries::Revised, date(2022, 6, 1), "284.7", Some(date(2022, 9, 30))),
        value(IndexSeries::Revised, date(2023, 2, 1), "298.4", Some(date(2023, 3, 31))),
        value(IndexSeries::Revised, date(2023, 3, 1), "300.7", Some(date(2023, 4, 28))),
    ]
}

fn price(terms: &Terms, values: &[PublishedValue]) -> Cents {
    outcome(terms, &inputs(terms, 2023, values).unwrap()).unwrap().price
}

#[test]
fn takes_march_under_v1_and_the_value_known_at_its_end_under_v2() {
    let v1 = terms(SeriesPolicy::Revised, IndexValuePolicy::RelatingToMonth);
    assert_eq!(price(&v1, &values()), Cents(110_145));
    let v2 = terms(SeriesPolicy::Revised, IndexValuePolicy::KnownAtMonthEnd);
    assert_eq!(price(&v2, &values()), Cents(109_410)); // R1.7
    let mut unknown = values();
    unknown[3].published_on = None;
    let missing = inputs(&v2, 2023, &unknown).unwrap_err();
    assert_eq!(missing[0].text.key, "revision-missing-publication");
}

#[test]
fn links_an_old_month_zero_and_says_so() {
    let linked = terms(SeriesPolicy::OldLinked, IndexValuePolicy::RelatingToMonth);
    let found = outcome(&linked, &inputs(&linked, 2023, &values()).unwrap()).unwrap();
    assert_eq!(found.price, Cents(111_405));
    assert_eq!(found.explanation.steps[0].label.key, "revision-link");
    assert_eq!(found.explanation.steps[0].result, Figure::Number(Exact::parse("294.611").unwrap()));
}

#[test]
fn waits_for_the_month_and_takes_no_other() {
    let v1 = terms(SeriesPolicy::Revised, IndexValuePolicy::RelatingToMonth);
    let without_march: Vec<_> = values().into_iter().take(3).collect();
    let missing = inputs(&v1, 2023, &without_march).unwrap_err();
    assert_eq!((missing[0].series, missing[0].month), (IndexSeries::Revised, date(2023, 3, 1)));
    let nothing = inputs(&v1, 2023, &[]).unwrap_err();
    assert_eq!(nothing.len(), 2);
}

#[test]
fn mixing_series_is_refused() {
    let v1 = terms(SeriesPolicy::Revised, IndexValuePolicy::RelatingToMonth);
    let mut mixed = inputs(&v1, 2023, &values()).unwrap();
    mixed.zero = used(&values()[0]);
    assert_eq!(outcome(&v1, &mixed).unwrap_err().key, "revision-series-mixed");
}

#[test]
fn replays_the_three_readings() {
    let v1 = terms(SeriesPolicy::Revised, IndexValuePolicy::RelatingToMonth);
    let prices: Vec<i64> =
        replay(&v1, &inputs(&v1, 2023, &values()).unwrap()).iter().map(|(_, r)| r.price.0).collect();
    assert_eq!(prices, [110_145, 110_145, 110_250]);
}
