//! Prices of years to come, with the figures of the rules.

use super::*;
use crate::indices::{self, Confidence};

const AGREEMENT: &str = include_str!("../../../../../agreements/pau-bearn-pyrenees.toml");

fn terms() -> Terms {
    Terms::of(&agreements::document::check(AGREEMENT).document.unwrap()).unwrap()
}

fn value(month: Date, value: &str) -> PublishedValue {
    PublishedValue {
        id: indices::IndexId::from(month.to_string()),
        series: IndexSeries::Revised,
        month,
        value: Exact::parse(value).unwrap(),
        published_on: None,
        source: "Syntec".into(),
        confidence: Confidence::A,
        entered_by: "x".into(),
        entered_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        replaces: None,
    }
}

fn known() -> Vec<PublishedValue> {
    vec![value(date(2022, 6, 1), "284.7"), value(date(2023, 3, 1), "300.7"), value(date(2024, 3, 1), "312.3")]
}

fn asked() -> Asked {
    Asked { from: "2024".into(), years: "3".into(), agents: "42".into(), ..Asked::default() }
}

fn answer(asked: &Asked, terms: Terms) -> Vec<SimulatedYear> {
    let supposed = hypothesis(asked, date(2023, 12, 1), Some(42)).unwrap();
    let terms = vec![terms; usize::try_from(supposed.years).unwrap()];
    simulate(&Basis { terms: &terms, current: &known() }, &supposed).unwrap()
}

/// 2024 is published: 1 139.25 as in R1.6. Then 312.3 × 1.02 = 318.546 → 318.5, ratio 1.119, coefficient 1.105 (0.125 +
/// 0.875 × 1.119 = 1.104125, rounded up): 1 160.25; 318.546 × 1.02 = 324.917 → 324.9, 1.141, 1.123375 → 1.124: 1 180.20.
#[test]
fn carries_the_last_march_value_on_at_the_rate() {
    let years = answer(&Asked { rate: "2".into(), ..asked() }, terms());
    let told: Vec<_> = years.iter().map(|y| (y.year, y.is_published, y.price.0, y.charge.0)).collect();
    assert_eq!(
        told,
        [
            (2024, true, 113_925, 4_784_850),
            (2025, false, 116_025, 4_873_050),
            (2026, false, 118_020, 4_956_840)
        ]
    );
}

/// The lowered initial price of R1.12 gives 1 077.25 under the coefficient 1.085.
#[test]
fn starts_from_the_initial_price_of_the_year() {
    let lowered = Terms { initial_price: Cents(99_286), ..terms() };
    assert_eq!(answer(&asked(), lowered)[0].price, Cents(107_725));
}

#[test]
fn typed_values_come_before_the_rate_and_agents_go_on() {
    let years = answer(
        &Asked { values: ";330".into(), agents: "42; 50".into(), rate: "2".into(), ..asked() },
        terms(),
    );
    assert_eq!(years[1].index, Some(Exact::from(330)));
    assert_eq!(years.iter().map(|y| y.agents).collect::<Vec<_>>(), [42, 50, 50]);
}

/// R1.14: 10 agents from 2023-09-15, months 4/12 of 1 101.45 → 3 671.50; days 108/365 → 3 259.08; full 11 014.50.
#[test]
fn whoever_joins_or_leaves_owes_its_part_of_the_year() {
    let joins = Asked {
        from: "2023".into(),
        years: "2".into(),
        agents: "0".into(),
        arrival_agents: "10".into(),
        arrival_on: "2023-09-15".into(),
        ..Asked::default()
    };
    for (mode, due) in
        [(TimeProration::Months, 367_150), (TimeProration::Days, 325_908), (TimeProration::None, 1_101_450)]
    {
        let years = answer(&joins, Terms { proration: mode, ..terms() });
        assert_eq!((years[0].charge, years[0].agents), (Cents(due), 10), "{mode:?}");
        assert_eq!(years[1].charge, Cents(1_139_250));
    }
    let leaves = Asked { departure_agents: "10".into(), departure_on: "2024-06-30".into(), ..asked() };
    let years = answer(&leaves, Terms { proration: TimeProration::Months, ..terms() });
    // 32 × 1 139.25 + 10 × 569.625 = 36 456.00 + 5 696.25.
    assert_eq!((years[0].charge, years[0].agents), (Cents(4_215_225), 32));
    assert_eq!((years[1].charge.0, years[1].agents), (years[1].price.0 * 32, 32));
}

#[test]
fn what_cannot_be_supposed_is_said_on_its_field() {
    let wrong = Asked {
        from: "x".into(),
        years: "40".into(),
        rate: "90".into(),
        values: "0;x".into(),
        agents: "many".into(),
        arrival_agents: "3".into(),
        departure_on: "2024-01-01".into(),
        ..Asked::default()
    };
    let Err(platform::Error::Invalid(problems)) = hypothesis(&wrong, date(2023, 12, 1), None) else {
        panic!("it was accepted");
    };
    let fields: Vec<&str> = problems.0.iter().map(|p| p.field.as_str()).collect();
    for field in ["from", "years", "rate", "values", "agents", "arrival_on", "departure_agents"] {
        assert!(fields.contains(&field), "{field}: {fields:?}");
    }
}

/// A higher rate never lowers a price: the formula rises with the index.
#[test]
fn a_higher_rate_never_lowers_a_price() {
    use proptest::prelude::*;
    proptest!(|(low in 0_i64..100, more in 0_i64..100)| {
        let at = |tenths: i64| {
            let rate = format!("{}.{}", tenths / 10, tenths % 10);
            answer(&Asked { rate, ..asked() }, terms()).into_iter().map(|y| y.price).collect::<Vec<_>>()
        };
        let (before, after) = (at(low), at(low + more));
        prop_assert!(before.iter().zip(&after).all(|(a, b)| a <= b));
    });
}
