//! Price and charge of years to come (art. 8, R1.18): the rules of revision and invoices, over supposed values. Pure.

use super::{Asked, Hypothesis, SimulatedYear};
use crate::{
    indices::PublishedValue,
    invoices::rules::{parts, share},
    revision::{
        IndexSeries,
        rules::{TimeProration, prorate, share_of_year},
    },
    revisions::{self, Inputs, UsedValue},
    terms::Terms,
};
use jiff::civil::{Date, date};
use kernel::{Cents, Exact, Explanation, Figure, Rounding, Text};
use platform::Problems;

/// Most years at once.
pub const MOST_YEARS: i16 = 10;

/// Most agents that are believed.
const MOST_AGENTS: i64 = 1_000_000;

/// Decimals of a published value of the index (R1.11).
const INDEX_PLACES: u32 = 1;

/// Reads what is asked. `today` gives the first year, `census` the headcount when none is typed.
pub fn hypothesis(asked: &Asked, today: Date, census: Option<i64>) -> platform::Result<Hypothesis> {
    let mut problems = Problems::default();
    let from = whole(&mut problems, "from", &asked.from, (2000, 2089)).unwrap_or(i64::from(today.year()) + 1);
    let years = whole(&mut problems, "years", &asked.years, (1, i64::from(MOST_YEARS))).unwrap_or(5);
    let rate = match asked.rate.trim().trim_end_matches('%').trim() {
        "" => Exact::zero(),
        text => number(text)
            .filter(|rate| *rate > Exact::from(-50) && *rate < Exact::from(50))
            .unwrap_or_else(|| {
                problems.add("rate", Text::new("simulation-error-rate"));
                Exact::zero()
            }),
    };
    let values = values(&mut problems, &asked.values);
    let agents = agents(&mut problems, &asked.agents, census);
    let arrival =
        group(&mut problems, ("arrival_agents", &asked.arrival_agents), ("arrival_on", &asked.arrival_on));
    let departure = group(
        &mut problems,
        ("departure_agents", &asked.departure_agents),
        ("departure_on", &asked.departure_on),
    );
    let fewest = agents.iter().min().copied().unwrap_or_default();
    if departure.is_some_and(|(count, _)| count > fewest) {
        problems.add("departure_agents", Text::new("simulation-error-departure"));
    }
    problems.into_result()?;
    Ok(Hypothesis {
        from: i16::try_from(from).unwrap_or(2000),
        years: i16::try_from(years).unwrap_or(5),
        rate: rate / Exact::from(100),
        values,
        agents,
        arrival,
        departure,
    })
}

fn whole(problems: &mut Problems, field: &str, text: &str, (least, most): (i64, i64)) -> Option<i64> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let found = text.parse::<i64>().ok().filter(|n| (least..=most).contains(n));
    if found.is_none() && !text.is_empty() {
        problems.add(field, Text::new("simulation-error-between").with("least", least).with("most", most));
    }
    found
}

fn number(text: &str) -> Option<Exact> {
    Exact::parse(text).ok().filter(|_| text.chars().count() <= 12 && !text.contains('/'))
}

fn words(text: &str) -> Vec<&str> {
    let text = text.trim();
    let by = if text.contains(';') { ';' } else { ' ' };
    if text.is_empty() { vec![] } else { text.split(by).map(str::trim).collect() }
}

fn values(problems: &mut Problems, text: &str) -> Vec<Option<Exact>> {
    let mut values = vec![];
    for word in words(text).into_iter().take(usize::from(MOST_YEARS.unsigned_abs())) {
        let value = number(word).filter(|value| *value > Exact::from(1) && *value < Exact::from(10_000));
        if value.is_none() && !word.is_empty() && problems.0.iter().all(|problem| problem.field != "values") {
            problems.add("values", Text::new("simulation-error-values"));
        }
        values.push(value);
    }
    values
}

fn agents(problems: &mut Problems, text: &str, census: Option<i64>) -> Vec<i64> {
    let mut agents = vec![];
    for word in words(text).into_iter().filter(|word| !word.is_empty()) {
        let Some(count) = word.parse::<i64>().ok().filter(|count| (0..=MOST_AGENTS).contains(count)) else {
            problems.add("agents", Text::new("simulation-error-agents"));
            break;
        };
        agents.push(count);
    }
    match (agents.is_empty(), census) {
        (true, Some(count)) => vec![count],
        (true, None) => {
            if problems.0.iter().all(|problem| problem.field != "agents") {
                problems.add("agents", Text::new("simulation-error-no-census"));
            }
            vec![0]
        }
        (false, _) => agents,
    }
}

/// A body that joins or leaves: its agents with their day, both or neither.
fn group(
    problems: &mut Problems,
    (count_field, count): (&str, &str),
    (day_field, day): (&str, &str),
) -> Option<(i64, Date)> {
    let typed = whole(problems, count_field, count, (1, MOST_AGENTS));
    let on = platform::typed::maybe_day(problems, day_field, day);
    if typed.is_some() && day.trim().is_empty() {
        problems.add(day_field, Text::new("web-error-day"));
    }
    if on.is_some() && count.trim().is_empty() {
        problems.add(count_field, Text::new("web-error-needed"));
    }
    typed.zip(on)
}

/// What an answer is computed from beside the hypothesis: the terms of each year, in their order, and the values published.
pub struct Basis<'a> {
    /// The terms of each year.
    pub terms: &'a [Terms],
    /// The values of the index known today.
    pub current: &'a [PublishedValue],
}

/// The years of a hypothesis; refused when no price can be computed, with the reason.
pub fn simulate(basis: &Basis<'_>, supposed: &Hypothesis) -> Result<Vec<SimulatedYear>, Text> {
    let years = (0..supposed.years).zip(basis.terms);
    years.map(|(place, terms)| year(basis, supposed, supposed.from + place, terms)).collect()
}

/// A price with the index it was computed from.
struct Priced {
    index: Option<(Exact, bool)>,
    coefficient: Option<Exact>,
    price: Cents,
    explanation: Explanation,
}

fn year(basis: &Basis<'_>, supposed: &Hypothesis, year: i16, terms: &Terms) -> Result<SimulatedYear, Text> {
    let parts = parts(terms, year);
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let agents = agents_of(supposed, year);
    let mut story = Explanation::of("R1.18", "art. 8", Text::new("simulation-rule"));
    let (mut charge, mut shown) = (Cents::ZERO, None);
    for part in &parts {
        let priced = priced(basis, supposed, terms, part.2)?;
        // The agreement is supposed to go on: its term does not cut the years.
        let whole = share(terms, year, *part, parts.len() == 1, (first, last));
        let mode = terms.proration;
        let mut groups = vec![("simulation-agents", agents.0, whole.clone())];
        if let Some((count, from, to)) = agents.1 {
            groups.push(("simulation-arrival", count, within(mode, year, &whole, (from, to))));
        }
        if let Some((count, from, to)) = agents.2 {
            groups.push(("simulation-departure", count, within(mode, year, &whole, (from, to))));
        }
        story.input(Text::new("simulation-price").with("year", year), Figure::Money(priced.price), None);
        for (key, count, share) in
            groups.into_iter().filter(|(_, count, share)| *count > 0 && !share.is_zero())
        {
            let line = prorate(priced.price, count, &share).value;
            story.input(Text::new(key), Figure::Count(count), None);
            let expression = format!("{count} × {}", line.unit_price);
            story.step(Text::new("simulation-part"), expression, Figure::Money(line.net));
            charge = charge + line.net;
        }
        shown = Some(priced);
    }
    story.step(Text::new("simulation-charge").with("year", year), "", Figure::Money(charge));
    let shown = shown.ok_or_else(|| Text::new("simulation-error-none"))?;
    Ok(SimulatedYear {
        year,
        is_published: shown.index.as_ref().is_some_and(|(_, published)| *published),
        index: shown.index.map(|(value, _)| value),
        coefficient: shown.coefficient,
        price: shown.price,
        agents: present_at_end(supposed, year),
        charge,
        price_explanation: shown.explanation,
        explanation: story,
    })
}

type Group = Option<(i64, Date, Date)>;

/// Agents present all the year, those who join in it or did before, those who leave in it, each with its days.
fn agents_of(supposed: &Hypothesis, year: i16) -> (i64, Group, Group) {
    let counted = counted(supposed, year);
    let (first, last) = (date(year, 1, 1), date(year, 12, 31));
    let arrival = supposed.arrival.filter(|(_, from)| from.year() <= year);
    let arrival = arrival.map(|(count, from)| (count, from.max(first), last));
    let leaving = supposed.departure.filter(|(_, until)| until.year() <= year);
    let gone = leaving.map_or(0, |(count, _)| count.min(counted));
    let departure = leaving.filter(|(_, until)| until.year() == year);
    (counted - gone, arrival, departure.map(|(_, until)| (gone, first, until.min(last))))
}

fn counted(supposed: &Hypothesis, year: i16) -> i64 {
    let place = usize::try_from(year - supposed.from).unwrap_or_default();
    supposed.agents.get(place).or(supposed.agents.last()).copied().unwrap_or_default()
}

fn present_at_end(supposed: &Hypothesis, year: i16) -> i64 {
    let (whole, arrival, departure) = agents_of(supposed, year);
    let stays =
        departure.filter(|(_, _, until)| *until == date(year, 12, 31)).map_or(0, |(count, _, _)| count);
    whole + arrival.map_or(0, |(count, _, _)| count) + stays
}

/// The share of a part that a group is due for: its own share of the year when the year is one part.
fn within(mode: TimeProration, year: i16, whole: &Exact, (from, to): (Date, Date)) -> Exact {
    whole * share_of_year(mode, year, from, to)
}

/// The price that a revision gives; the initial one before the first.
fn priced(
    basis: &Basis<'_>,
    supposed: &Hypothesis,
    terms: &Terms,
    revision: Option<i16>,
) -> Result<Priced, Text> {
    let Some(year) = revision else {
        let mut story = Explanation::of("R1.2", "art. 8", Text::new("invoice-initial-price-rule"));
        story.input(Text::new("revision-initial-price"), Figure::Money(terms.initial_price), None);
        return Ok(Priced { index: None, coefficient: None, price: terms.initial_price, explanation: story });
    };
    let (inputs, is_published) = match revisions::rules::inputs(terms, year, basis.current) {
        Ok(inputs) => (inputs, true),
        Err(_) => (suppose_inputs(basis, supposed, terms, year)?, false),
    };
    let mut outcome = revisions::rules::outcome(terms, &inputs)?;
    if let Some(input) = outcome.explanation.inputs.get_mut(2).filter(|_| !is_published) {
        input.href = None;
        input.label = Text::new("simulation-index-supposed").with("year", year);
    }
    Ok(Priced {
        index: Some((inputs.march.value, is_published)),
        coefficient: Some(outcome.coefficient),
        price: outcome.price,
        explanation: outcome.explanation,
    })
}

/// A value of the index so many years later at a yearly rate (0.025 for 2.5 %), rounded once, half-up, to the one decimal of
/// published values (R1.18).
pub fn carried(value: &Exact, rate: &Exact, years: i16) -> Exact {
    let growth = Exact::from(1) + rate;
    let carried = (0..years).fold(value.clone(), |value, _| value * &growth);
    Rounding::HalfUp.apply(&carried, INDEX_PLACES)
}

/// The index values of a year that is not published yet: the one typed, or the last published one of the reference month carried
/// on at the rate, at one decimal as the publisher does.
fn suppose_inputs(
    basis: &Basis<'_>,
    supposed: &Hypothesis,
    terms: &Terms,
    year: i16,
) -> Result<Inputs, Text> {
    let revised = basis.current.iter().filter(|value| value.series == IndexSeries::Revised);
    let of_month = revised.clone().filter(|value| value.month.month() == terms.reference_month);
    let before = of_month.filter(|value| value.month.year() <= year).max_by_key(|value| value.month);
    let base = before.or_else(|| revised.max_by_key(|value| value.month));
    let base = base.ok_or_else(|| Text::new("simulation-error-index"))?;
    let zero = basis.current.iter().find(|v| v.series == terms.zero_series() && v.month == terms.month_zero);
    let zero = zero.ok_or_else(|| Text::new("simulation-error-index"))?;
    let place = usize::try_from(year - supposed.from).ok();
    let typed = place.and_then(|place| supposed.values.get(place)?.clone());
    let value = typed.unwrap_or_else(|| carried(&base.value, &supposed.rate, year - base.month.year()));
    if value.is_zero() || value.is_negative() {
        return Err(Text::new("simulation-error-index"));
    }
    let month = Date::new(year, terms.reference_month, 1).map_err(|_| Text::new("simulation-error-index"))?;
    let used = |value: &PublishedValue| UsedValue {
        id: value.id.clone(),
        series: value.series,
        month: value.month,
        value: value.value.clone(),
    };
    let march = UsedValue { month, value, series: IndexSeries::Revised, ..used(base) };
    Ok(Inputs { zero: used(zero), march })
}

#[cfg(test)]
mod tests;
