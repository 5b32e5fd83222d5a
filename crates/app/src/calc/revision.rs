//! `socle calc revision`: the price revision of art. 8 (R1.3 to R1.10).

use super::{
    Refusal,
    clock::Clocks,
    fields::{Amount, Number},
    session::Ask,
};
use finance::revision::{Formula, IndexPair, IndexSeries, IndexValue, Old, Revised, RoundingReading, rules};
use jiff::civil::{Date, date};
use kernel::{Cents, Exact, Explanation, Figure, Text};
use serde::{Deserialize, Serialize};

/// Digits kept of a ratio without end, under reading C.
const ENDLESS_PLACES: u32 = 20;

/// Months that an index value must carry and a query does not give; never shown.
const MONTH_ZERO: Date = date(2022, 6, 1);
const MARCH: Date = date(2023, 3, 1);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    p0: Amount,
    s0: Number,
    sm: Number,
    #[serde(default)]
    reading: RoundingReading,
    s0_series: Option<IndexSeries>,
    sm_series: Option<IndexSeries>,
    #[serde(default)]
    link: bool,
    fixed: Option<Number>,
    variable: Option<Number>,
}

#[derive(Debug, Serialize)]
pub(super) struct Answer {
    ratio: String,
    product: String,
    coefficient_exact: String,
    coefficient: String,
    price: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    linked: Option<String>,
}

impl Query {
    /// The two index values, of one series or linked; and the linked value when there is one.
    fn indices(&self) -> Result<(IndexPair, Option<Exact>), Refusal> {
        let series = |given: Option<IndexSeries>, other: Option<IndexSeries>| {
            given.or(other).unwrap_or(IndexSeries::Revised)
        };
        let zero = series(self.s0_series, self.sm_series);
        let march = series(self.sm_series, self.s0_series);
        match (zero, march, self.link) {
            (IndexSeries::Old, IndexSeries::Revised, true) => {
                let linked = rules::link(&revised("sm", MARCH, &self.sm)?);
                Ok((IndexPair::of(&old("s0", MONTH_ZERO, &self.s0)?, &linked), Some(linked.value().clone())))
            }
            (_, _, true) => Err(Refusal::of("calc-revision-nothing-to-link")),
            (IndexSeries::Old, IndexSeries::Old, false) => {
                Ok((IndexPair::of(&old("s0", MONTH_ZERO, &self.s0)?, &old("sm", MARCH, &self.sm)?), None))
            }
            (IndexSeries::Revised, IndexSeries::Revised, false) => {
                let pair =
                    IndexPair::of(&revised("s0", MONTH_ZERO, &self.s0)?, &revised("sm", MARCH, &self.sm)?);
                Ok((pair, None))
            }
            _ => Err(Refusal::of("calc-revision-mixed-series")),
        }
    }

    fn formula(&self) -> Formula {
        let founding = Formula::founding(self.reading);
        let given = |number: Option<&Number>, usual: Exact| number.map_or(usual, |number| number.0.clone());
        Formula {
            fixed: given(self.fixed.as_ref(), founding.fixed),
            variable: given(self.variable.as_ref(), founding.variable),
            reading: self.reading,
        }
    }

    fn price(&self) -> Result<Cents, Refusal> {
        if self.p0.0 < Cents::ZERO { Err(Refusal::of("calc-revision-negative-price")) } else { Ok(self.p0.0) }
    }
}

fn old(key: &str, month: Date, value: &Number) -> Result<IndexValue<Old>, Refusal> {
    IndexValue::new(month, indexed(key, value)?).map_err(|_| not_an_index(key))
}

fn revised(key: &str, month: Date, value: &Number) -> Result<IndexValue<Revised>, Refusal> {
    IndexValue::new(month, indexed(key, value)?).map_err(|_| not_an_index(key))
}

/// An index below a hundredth is a slip, and would make a price no amount can hold.
fn indexed(key: &str, value: &Number) -> Result<Exact, Refusal> {
    let least = Exact::from(1) / Exact::from(100);
    if value.0 < least { Err(not_an_index(key)) } else { Ok(value.0.clone()) }
}

fn not_an_index(key: &str) -> Refusal {
    Refusal::of("calc-revision-not-an-index").with("key", key)
}

impl Ask for Query {
    type Answer = Answer;

    fn answer(&self, _: &mut Clocks) -> Result<Answer, Refusal> {
        let (indices, linked) = self.indices()?;
        let formula = self.formula();
        let revision = rules::compute(self.price()?, &indices, &formula);
        // As many decimals as the reading keeps, so that the rounding shows: 1.050, 0.924000.
        let (ratio, product) = match formula.reading {
            RoundingReading::A => (3, 3),
            RoundingReading::B => (3, 6),
            RoundingReading::C => (0, 0),
        };
        Ok(Answer {
            ratio: decimal(&revision.ratio, ratio),
            product: decimal(&revision.product, product),
            coefficient_exact: decimal(&revision.coefficient_exact, product),
            coefficient: decimal(&revision.coefficient, 3),
            price: revision.price.to_string(),
            linked: linked.map(|value| decimal(&value, 3)),
        })
    }

    fn explain(&self, _: &mut Clocks) -> Result<Explanation, Refusal> {
        let (indices, linked) = self.indices()?;
        let mut story = rules::revise(self.price()?, &indices, &self.formula()).explanation;
        // The query does not say which months its values relate to: neither does the explanation.
        let labels = ["calc-revision-index-zero", "calc-revision-index-march"];
        for (input, key) in
            story.inputs.iter_mut().filter(|input| input.label.args.contains_key("month")).zip(labels)
        {
            input.label = Text::new(key);
        }
        if let Some(value) = linked {
            story.input(Text::new("calc-revision-linked"), Figure::Number(value), None);
        }
        Ok(story)
    }
}

/// The decimal with at least `places` decimals; one without end is cut.
fn decimal(number: &Exact, places: usize) -> String {
    let text = number.to_string();
    if text.contains('/') {
        return number.to_decimal_cut(ENDLESS_PLACES);
    }
    let missing = places.saturating_sub(text.split_once('.').map_or(0, |(_, decimals)| decimals.len()));
    let point = if missing > 0 && !text.contains('.') { "." } else { "" };
    format!("{text}{point}{}", "0".repeat(missing))
}
