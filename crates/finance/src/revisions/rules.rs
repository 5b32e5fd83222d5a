//! Which index values a revision takes, and what it gives. All pure.

use super::{Inputs, Missing, Outcome, UsedValue};
use crate::{
    indices::{self, PublishedValue},
    revision::{
        Formula, IndexPair, IndexSeries, IndexValue, Revision, RoundingReading,
        rules::{link, link_coefficient, revise},
    },
    terms::Terms,
};
use agreements::document::{IndexValuePolicy, SeriesPolicy};
use jiff::civil::Date;
use kernel::{Explained, Figure, Rounding, Step, Text};

/// The index values of a year's revision, or what is missing. Never another month than the agreement's (R1.8).
pub fn inputs(terms: &Terms, year: i16, current: &[PublishedValue]) -> Result<Inputs, Vec<Missing>> {
    let zero = exactly(current, terms.zero_series(), terms.month_zero, "revision-missing-zero");
    let march = Date::new(year, terms.reference_month, 1).map_or_else(
        |_| Err(missing(IndexSeries::Revised, terms.month_zero, "revision-missing-march")),
        |month| match terms.value_policy {
            IndexValuePolicy::RelatingToMonth => {
                exactly(current, IndexSeries::Revised, month, "revision-missing-march")
            }
            IndexValuePolicy::KnownAtMonthEnd => known_at_end(current, month),
        },
    );
    match (zero, march) {
        (Ok(zero), Ok(march)) => Ok(Inputs { zero, march }),
        (zero, march) => Err([zero.err(), march.err()].into_iter().flatten().collect()),
    }
}

fn missing(series: IndexSeries, month: Date, key: &str) -> Missing {
    let text = Text::new(key).with("month", indices::month_name(month));
    Missing { series, month, text }
}

fn used(value: &PublishedValue) -> UsedValue {
    UsedValue { id: value.id.clone(), series: value.series, month: value.month, value: value.value.clone() }
}

fn exactly(
    current: &[PublishedValue],
    series: IndexSeries,
    month: Date,
    key: &str,
) -> Result<UsedValue, Missing> {
    let found = current.iter().find(|v| v.series == series && v.month == month);
    found.map(used).ok_or_else(|| missing(series, month, key))
}

/// The value last published up to the end of a month (reading V2 of R1.7). A later value without a publication
/// date could be the one: then nobody knows, and the revision waits.
fn known_at_end(current: &[PublishedValue], month: Date) -> Result<UsedValue, Missing> {
    let last = month.last_of_month();
    let mut revised: Vec<&PublishedValue> =
        current.iter().filter(|v| v.series == IndexSeries::Revised && v.month <= month).collect();
    revised.sort_by_key(|v| std::cmp::Reverse(v.month));
    for value in revised {
        match value.published_on {
            None => return Err(missing(IndexSeries::Revised, value.month, "revision-missing-publication")),
            Some(day) if day <= last => return Ok(used(value)),
            Some(_) => {}
        }
    }
    Err(missing(IndexSeries::Revised, month, "revision-missing-march"))
}

/// The two values as a pair of one series, by construction (R1.10); refused when the series do not fit the policy.
fn pair(terms: &Terms, inputs: &Inputs) -> Result<IndexPair, Text> {
    let refuse = || Text::new("revision-series-mixed");
    if inputs.march.series != IndexSeries::Revised || inputs.zero.series != terms.zero_series() {
        return Err(refuse());
    }
    let march = IndexValue::new(inputs.march.month, inputs.march.value.clone()).map_err(|_| refuse())?;
    let (month, value) = (inputs.zero.month, inputs.zero.value.clone());
    Ok(match terms.series_policy {
        SeriesPolicy::Revised => IndexPair::of(&IndexValue::new(month, value).map_err(|_| refuse())?, &march),
        SeriesPolicy::OldLinked => {
            IndexPair::of(&IndexValue::new(month, value).map_err(|_| refuse())?, &link(&march))
        }
    })
}

/// The revised price under one reading, each index value leading to its row.
pub fn under(terms: &Terms, inputs: &Inputs, reading: RoundingReading) -> Result<Explained<Revision>, Text> {
    let formula = Formula { reading, ..terms.formula.clone() };
    let mut explained = revise(terms.initial_price, &pair(terms, inputs)?, &formula);
    let story = &mut explained.explanation;
    if let (Some(origin), Some(input)) = (&terms.initial_price_origin, story.inputs.first_mut()) {
        input.label = Text::new("revision-lowered-price").with("decision", &origin.reference);
        input.href = Some(origin.path.clone());
    }
    for (place, value) in [(1, &inputs.zero), (2, &inputs.march)] {
        if let Some(input) = story.inputs.get_mut(place) {
            input.href = Some(indices::href(value.series, value.month));
        }
    }
    if terms.series_policy == SeriesPolicy::OldLinked {
        let exact = &inputs.march.value * link_coefficient();
        story.steps.insert(
            0,
            Step {
                label: Text::new("revision-link"),
                expression: format!("{} × {}", inputs.march.value, link_coefficient()),
                result: Figure::Number(Rounding::HalfUp.apply(&exact, 3)),
                exact: Some(Figure::Number(exact)),
                rounding: Some((Rounding::HalfUp, 3)),
            },
        );
    }
    Ok(explained)
}

/// The price of a year under the reading of the agreement.
pub fn outcome(terms: &Terms, inputs: &Inputs) -> Result<Outcome, Text> {
    let Explained { value, explanation } = under(terms, inputs, terms.formula.reading)?;
    Ok(Outcome { coefficient: value.coefficient, price: value.price, explanation })
}

/// The three readings side by side, from frozen inputs (R1.4).
pub fn replay(terms: &Terms, inputs: &Inputs) -> Vec<(RoundingReading, Revision)> {
    let one = |reading| Some((reading, under(terms, inputs, reading).ok()?.value));
    RoundingReading::ALL.into_iter().filter_map(one).collect()
}

/// Whether the index values known today would give other inputs than those used.
pub fn has_moved(terms: &Terms, year: i16, used: &Inputs, current: &[PublishedValue]) -> bool {
    let figures = |i: &Inputs| (i.zero.value.clone(), i.march.month, i.march.value.clone());
    inputs(terms, year, current).is_ok_and(|now| figures(&now) != figures(used))
}

/// First day on which the revision of a year may be proposed (R1.8).
pub fn opens_on(terms: &Terms, year: i16) -> Option<Date> {
    (year >= terms.first_year).then(|| Date::new(year, terms.revision_month, 1).ok()).flatten()
}

#[cfg(test)]
mod tests;
