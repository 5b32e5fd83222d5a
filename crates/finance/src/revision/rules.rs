//! The computations of art. 8: revised price, linked index, time proration, observed savings. All pure.

use super::{Formula, IndexPair, IndexValue, Old, Revised, Revision, RoundingReading};
use jiff::civil::Date;
use kernel::{Cents, Exact, Explained, Explanation, Figure, Rounding, Text};
use serde::{Deserialize, Serialize};

/// Decimals of every intermediate result that a reading rounds, and of the coefficient (R1.4).
const INTERMEDIATE_PLACES: u32 = 3;

/// Decimals of a linked index value (R1.10).
const LINKED_PLACES: u32 = 3;

/// Most decimals a unit price may carry on an invoice (R2.13).
const UNIT_PRICE_PLACES: u32 = 6;

/// The coefficient that continues the stopped series: 280.6 ÷ 286.4 as published, 0.97975 (R1.9).
pub fn link_coefficient() -> Exact {
    Exact::from(97_975) / Exact::from(100_000)
}

/// Carries a revised value back to the stopped series: value × 0.97975, half-up at 3 decimals (R1.10).
pub fn link(revised: &IndexValue<Revised>) -> IndexValue<Old> {
    let value = Rounding::HalfUp.apply(&(&revised.value * link_coefficient()), LINKED_PLACES);
    IndexValue { month: revised.month, value, series: std::marker::PhantomData }
}

/// The revised price and its steps, without the words: what `revise` explains (R1.3 to R1.5).
pub fn compute(initial_price: Cents, indices: &IndexPair, formula: &Formula) -> Revision {
    let half_up = |value: Exact| Rounding::HalfUp.apply(&value, INTERMEDIATE_PLACES);
    let raw_ratio = &indices.march.1 / &indices.zero.1;
    let ratio = if formula.reading == RoundingReading::C { raw_ratio } else { half_up(raw_ratio) };
    let raw_product = &formula.variable * &ratio;
    let product = if formula.reading == RoundingReading::A { half_up(raw_product) } else { raw_product };
    let coefficient_exact = &formula.fixed + &product;
    let coefficient = Rounding::Up.apply(&coefficient_exact, INTERMEDIATE_PLACES);
    let price = Cents::from_euros(&(initial_price.euros() * &coefficient), Rounding::HalfUp);
    Revision { ratio, product, coefficient_exact, coefficient, price }
}

/// The revised unit price of art. 8, explained (R1.3 to R1.7). Revisions never chain: `initial_price`
/// is always P0 and `indices` always starts from month zero.
pub fn revise(initial_price: Cents, indices: &IndexPair, formula: &Formula) -> Explained<Revision> {
    let revision = compute(initial_price, indices, formula);
    let mut story = Explanation::of("R1.3", "art. 8", Text::new("revision-rule"));
    let month = |(day, _): &(Date, Exact)| day.strftime("%Y-%m").to_string();
    story
        .input(Text::new("revision-initial-price"), Figure::Money(initial_price), None)
        .input(
            Text::new("revision-index-zero").with("month", month(&indices.zero)),
            Figure::Number(indices.zero.1.clone()),
            None,
        )
        .input(
            Text::new("revision-index-march").with("month", month(&indices.march)),
            Figure::Number(indices.march.1.clone()),
            None,
        )
        .input(Text::new("revision-reading"), Figure::Text(Text::new(formula.reading.label_key())), None);
    tell_coefficient(&mut story, indices, formula, &revision);
    let raw_price = initial_price.euros() * &revision.coefficient;
    story.steps.push(kernel::Step {
        label: Text::new("revision-price"),
        expression: format!("{initial_price} × {}", revision.coefficient),
        exact: Some(Figure::Number(raw_price)),
        rounding: Some((Rounding::HalfUp, 2)),
        result: Figure::Money(revision.price),
    });
    story.explain(revision)
}

/// Records ratio, product, sum and rounding up, each rounded as the reading says.
fn tell_coefficient(story: &mut Explanation, indices: &IndexPair, formula: &Formula, revision: &Revision) {
    let rounded = |story: &mut Explanation, key: &str, expression: String, exact: &Exact, mode| {
        story.round(Text::new(key), expression, exact, mode, INTERMEDIATE_PLACES);
    };
    let plain = |story: &mut Explanation, key: &str, expression: String, result: &Exact| {
        story.step(Text::new(key), expression, Figure::Number(result.clone()));
    };
    let division = format!("{} ÷ {}", indices.march.1, indices.zero.1);
    if formula.reading == RoundingReading::C {
        plain(story, "revision-ratio", division, &revision.ratio);
    } else {
        let exact = &indices.march.1 / &indices.zero.1;
        rounded(story, "revision-ratio", division, &exact, Rounding::HalfUp);
    }
    let multiplication = format!("{} × {}", formula.variable, revision.ratio);
    if formula.reading == RoundingReading::A {
        let exact = &formula.variable * &revision.ratio;
        rounded(story, "revision-product", multiplication, &exact, Rounding::HalfUp);
    } else {
        plain(story, "revision-product", multiplication, &revision.product);
    }
    let sum = format!("{} + {}", formula.fixed, revision.product);
    rounded(story, "revision-coefficient", sum, &revision.coefficient_exact, Rounding::Up);
}

/// How a membership that starts or ends during the year is charged (R1.14).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimeProration {
    /// The whole year is due.
    #[default]
    None,
    /// Twelfths, every month started being due.
    Months,
    /// Days present over days of the year.
    Days,
}

/// The share of a calendar year that a membership covers, both days included. Zero when it does not touch the year.
pub fn share_of_year(mode: TimeProration, year: i16, from: Date, to: Date) -> Exact {
    let (first, last) = (jiff::civil::date(year, 1, 1), jiff::civil::date(year, 12, 31));
    let (from, to) = (from.max(first), to.min(last));
    if from > to {
        return Exact::zero();
    }
    let part = |count: i32, of: i32| Exact::from(count) / Exact::from(of);
    match mode {
        TimeProration::None => Exact::from(1),
        TimeProration::Months => part(i32::from(to.month()) - i32::from(from.month()) + 1, 12),
        TimeProration::Days => {
            let present = i32::from(to.day_of_year()) - i32::from(from.day_of_year()) + 1;
            part(present, i32::from(first.days_in_year()))
        }
    }
}

/// A line of the annual invoice after proration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProratedLine {
    /// Unit price for the part of the year, excluding VAT, at most 6 decimals.
    pub unit_price: Exact,
    /// Quantity times unit price, half-up to the cent.
    pub net: Cents,
}

/// Prorates the *unit price* half-up to 6 decimals, then `line = round2(quantity × price)`, so that the
/// invoice stays checkable by hand (R1.14).
pub fn prorate(price: Cents, quantity: i64, share: &Exact) -> Explained<ProratedLine> {
    let mut story = Explanation::of("R1.14", "art. 8", Text::new("proration-rule"));
    story
        .input(Text::new("proration-price"), Figure::Money(price), None)
        .input(Text::new("proration-quantity"), Figure::Count(quantity), None)
        .input(Text::new("proration-share"), Figure::Number(share.clone()), None);
    let unit_price = story.round(
        Text::new("proration-unit-price"),
        format!("{price} × {}", share.to_fraction()),
        &(price.euros() * share),
        Rounding::HalfUp,
        UNIT_PRICE_PLACES,
    );
    let raw = Exact::from(quantity) * &unit_price;
    let net = Cents::from_euros(&raw, Rounding::HalfUp);
    story.steps.push(kernel::Step {
        label: Text::new("proration-line"),
        expression: format!("{quantity} × {unit_price}"),
        exact: Some(Figure::Number(raw)),
        rounding: Some((Rounding::HalfUp, 2)),
        result: Figure::Money(net),
    });
    story.explain(ProratedLine { unit_price, net })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use num_bigint::BigInt;
    use proptest::prelude::*;

    fn exact(text: &str) -> Exact {
        Exact::parse(text).unwrap()
    }

    fn revised_pair(zero: &str, march: &str) -> IndexPair {
        let value = |day, text| IndexValue::<Revised>::new(day, exact(text)).unwrap();
        IndexPair::of(&value(date(2022, 6, 1), zero), &value(date(2023, 3, 1), march))
    }

    #[test]
    fn revises_every_worked_row_under_the_three_readings() {
        let rows = [
            ("284.7", "300.7", "1.056", "1.049", [("1.049", 110_145), ("1.049", 110_145), ("1.05", 110_250)]),
            ("284.7", "312.3", "1.097", "1.084875", [("1.085", 113_925); 3]),
            (
                "275.7",
                "294.611",
                "1.069",
                "1.060375",
                [("1.06", 111_300), ("1.061", 111_405), ("1.061", 111_405)],
            ),
            (
                "275.7",
                "305.976",
                "1.11",
                "1.09625",
                [("1.096", 115_080), ("1.097", 115_185), ("1.097", 115_185)],
            ),
            (
                "200.0",
                "201.0",
                "1.005",
                "1.004375",
                [("1.004", 105_420), ("1.005", 105_525), ("1.005", 105_525)],
            ),
            ("200.0", "200.8", "1.004", "1.0035", [("1.004", 105_420); 3]),
            (
                "200.0",
                "190.0",
                "0.95",
                "0.95625",
                [("0.956", 100_380), ("0.957", 100_485), ("0.957", 100_485)],
            ),
            ("284.7", "284.7", "1", "1", [("1", 105_000); 3]),
        ];
        for (zero, march, ratio, under_b, expected) in rows {
            for (reading, (coefficient, price)) in RoundingReading::ALL.into_iter().zip(expected) {
                let found =
                    revise(Cents(105_000), &revised_pair(zero, march), &Formula::founding(reading)).value;
                assert_eq!(found.coefficient, exact(coefficient), "{zero} {march} {reading:?}");
                assert_eq!(found.price, Cents(price), "{zero} {march} {reading:?}");
                if reading == RoundingReading::B {
                    assert_eq!((found.ratio, found.coefficient_exact), (exact(ratio), exact(under_b)));
                }
            }
        }
    }

    #[test]
    fn explains_each_rounding_of_the_chosen_reading() {
        let story = |reading| {
            let pair = revised_pair("284.7", "300.7");
            revise(Cents(105_000), &pair, &Formula::founding(reading)).explanation
        };
        let modes = |reading| story(reading).steps.iter().map(|s| s.rounding).collect::<Vec<_>>();
        let (near, up, cents) =
            (Some((Rounding::HalfUp, 3)), Some((Rounding::Up, 3)), Some((Rounding::HalfUp, 2)));
        assert_eq!(modes(RoundingReading::A), [near, near, up, cents]);
        assert_eq!(modes(RoundingReading::B), [near, None, up, cents]);
        assert_eq!(modes(RoundingReading::C), [None, None, up, cents]);
        assert_eq!(story(RoundingReading::B).steps[2].expression, "0.125 + 0.924");
    }

    #[test]
    fn links_a_revised_value_to_the_stopped_series() {
        for (revised, linked) in [("300.7", "294.611"), ("312.3", "305.976"), ("286.4", "280.6")] {
            let value = IndexValue::<Revised>::new(date(2023, 3, 31), exact(revised)).unwrap();
            assert_eq!(link(&value).value(), &exact(linked));
            assert_eq!(link(&value).month(), date(2023, 3, 1));
        }
        assert!(IndexValue::<Old>::new(date(2021, 6, 1), exact("0")).is_err());
    }

    #[test]
    fn prorates_the_unit_price_and_then_the_line() {
        let line = |mode| {
            let share = share_of_year(mode, 2023, date(2023, 9, 15), date(2026, 12, 31));
            prorate(Cents(110_145), 10, &share).value
        };
        assert_eq!(
            line(TimeProration::None),
            ProratedLine { unit_price: exact("1101.45"), net: Cents(1_101_450) }
        );
        assert_eq!(
            line(TimeProration::Months),
            ProratedLine { unit_price: exact("367.15"), net: Cents(367_150) }
        );
        assert_eq!(
            line(TimeProration::Days),
            ProratedLine { unit_price: exact("325.908493"), net: Cents(325_908) }
        );
        assert!(share_of_year(TimeProration::None, 2023, date(2024, 1, 1), date(2024, 12, 31)).is_zero());
    }

    /// Half-up and up on integers only: nothing of `Exact` or `Rounding` is used on this side.
    fn independent(p0: i64, zero: i64, march: i64, reading: RoundingReading) -> i64 {
        let near = |n: BigInt, d: &BigInt| (n * 2 + d) / (d * BigInt::from(2));
        let thousand = BigInt::from(1000);
        // The coefficient is the fraction `numerator / denominator`, all positive.
        let (numerator, denominator) = match reading {
            RoundingReading::C => (BigInt::from(125 * zero + 875 * march), &thousand * zero),
            RoundingReading::B => {
                let ratio = near(&thousand * march, &BigInt::from(zero));
                (BigInt::from(125_000) + ratio * 875, &thousand * &thousand)
            }
            RoundingReading::A => {
                let ratio = near(&thousand * march, &BigInt::from(zero));
                (BigInt::from(125) + near(ratio * 875, &thousand), thousand.clone())
            }
        };
        let up = (numerator * &thousand + &denominator - 1) / denominator;
        i64::try_from(near(up * p0, &thousand)).unwrap()
    }

    proptest! {
        #[test]
        fn agrees_with_integer_arithmetic(p0 in 0_i64..10_000_000, zero in 1_i64..9_999, march in 1_i64..9_999) {
            let tenths = |n: i64| format!("{}.{}", n / 10, n % 10);
            let pair = revised_pair(&tenths(zero), &tenths(march));
            for reading in RoundingReading::ALL {
                let found = compute(Cents(p0), &pair, &Formula::founding(reading)).price;
                prop_assert_eq!(found, Cents(independent(p0, zero, march, reading)));
            }
        }
    }
}
