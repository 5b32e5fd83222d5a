//! Reading a question, the spans of time it asks for, and adding up what the database counted. Pure.

mod fold;

pub(super) use fold::{added_up, answer, key, lasting};

use super::{Amount, Asked, Dimension, Measure, Question};
use crate::indicators::rules::{before, month, month_word, months, next};
use jiff::civil::Date;
use kernel::{Actor, Exact, Figure, Text};
use platform::Problems;

/// Most months of one question: three years.
pub const MOST_MONTHS: usize = 36;
/// Most lines of one answer: beyond, nobody reads them, and a narrower question is asked for.
pub const MOST_LINES: usize = 1_000;
/// Most rows whose length is worked out one by one.
pub const MOST_SPANS: usize = 50_000;

/// What a question means on a day, for somebody.
pub fn question(asked: &Asked, today: Date, actor: &Actor) -> Result<Question, Problems> {
    let mut problems = Problems::default();
    let Some(measure) = measure(asked, actor, &mut problems) else { return Err(problems) };
    let mut by = vec![];
    for (field, word) in [("by", &asked.by), ("then", &asked.then)] {
        if let Some(dimension) = dimension(measure, (field, word), &mut problems) {
            if by.contains(&dimension)
                || (dimension.is_time() && by.iter().any(|one: &Dimension| one.is_time()))
            {
                problems.add(field, Text::new("query-error-twice"));
            }
            by.push(dimension);
        }
    }
    let (first, last) = period(asked, today, &mut problems);
    let only = kept(measure, &asked.only, &mut problems);
    if problems.0.is_empty() { Ok(Question { measure, by, first, last, only }) } else { Err(problems) }
}

/// A measure that does not exist and one that its reader may not read are told alike.
fn measure(asked: &Asked, actor: &Actor, problems: &mut Problems) -> Option<&'static Measure> {
    let found = Measure::of(asked.measure.trim()).filter(|one| actor.may(one.needs));
    if found.is_none() {
        problems.add("measure", Text::new("query-error-measure"));
    }
    found
}

fn dimension(measure: &Measure, (field, word): (&str, &str), problems: &mut Problems) -> Option<Dimension> {
    let word = word.trim();
    if word.is_empty() {
        return None;
    }
    let found = Dimension::parse(word).filter(|one| measure.dimensions.contains(one));
    if found.is_none() {
        let words: Vec<&str> = measure.dimensions.iter().map(|one| one.as_str()).collect();
        problems.add(field, Text::new("query-error-dimension").with("words", words.join(", ")));
    }
    found
}

/// The months asked for: the last twelve when nothing is typed.
fn period(asked: &Asked, today: Date, problems: &mut Problems) -> (Date, Date) {
    let mut typed = |field: &str, text: &str, otherwise: Date| match text.trim() {
        "" => otherwise,
        text => month(text).unwrap_or_else(|| {
            problems.add(field, Text::new("query-error-month"));
            otherwise
        }),
    };
    let last = typed("to", &asked.to, today.first_of_month());
    let first = typed("from", &asked.from, before(last, 11));
    if first > last {
        problems.add("to", Text::new("query-error-order"));
    } else if first <= before(last, MOST_MONTHS) {
        let args = Text::new("query-error-far").with("limit", MOST_MONTHS);
        problems.add("from", args.with("first", month_word(before(last, MOST_MONTHS - 1))));
    }
    (first, last.last_of_month())
}

/// `channel:mail;state:closed`.
fn kept(measure: &Measure, only: &str, problems: &mut Problems) -> Vec<(Dimension, String)> {
    let mut kept = vec![];
    for part in only.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (word, value) = part.split_once(':').unwrap_or((part, ""));
        let found = Dimension::parse(word.trim());
        match found.filter(|one| !one.is_time() && measure.dimensions.contains(one)) {
            Some(dimension) => kept.push((dimension, value.trim().to_owned())),
            None => problems.add("only", Text::new("query-error-only").with("part", part)),
        }
    }
    kept
}

/// The values that are kept to, as an address says them, without the one at a place.
pub fn only_without(question: &Question, place: Option<usize>) -> String {
    let parts = question.only.iter().enumerate().filter(|(at, _)| Some(*at) != place);
    parts
        .map(|(_, (dimension, value))| format!("{}:{value}", dimension.as_str()))
        .collect::<Vec<_>>()
        .join(";")
}

/// The same question, kept to one value more and no longer counted by it.
pub fn narrowed(question: &Question, dimension: Dimension, key: &str) -> String {
    let kept = only_without(question, None);
    let one = format!("{}:{key}", dimension.as_str());
    if kept.is_empty() { one } else { format!("{kept};{one}") }
}

/// The beginnings of the spans of time of a dimension within the period; empty when it is no time.
pub fn starts(dimension: Option<&Dimension>, first: Date, last: Date) -> Vec<Date> {
    let is_start = |month: &Date| match dimension {
        Some(Dimension::Month) => true,
        Some(Dimension::Quarter) => *month == first || (month.month() - 1) % 3 == 0,
        Some(Dimension::Year) => *month == first || month.month() == 1,
        _ => false,
    };
    months(first, last).into_iter().filter(is_start).collect()
}

/// The value of a line.
pub(super) fn value(amount: Amount, (numerator, denominator): (i64, i64)) -> Figure {
    let ratio = || Exact::ratio(Exact::from(numerator), Exact::from(denominator));
    match amount {
        Amount::Count => Figure::Count(numerator),
        Amount::Seconds => Figure::Seconds(numerator),
        Amount::Cents => Figure::Money(kernel::Cents(numerator)),
        Amount::Share => ratio().map_or(Figure::NoData, Figure::Share),
        Amount::Mean => ratio().map_or(Figure::NoData, |exact| Figure::Number(cut(&exact))),
    }
}

/// Cut, not rounded, at two decimals (R5.4).
fn cut(exact: &Exact) -> Exact {
    Exact::parse(&exact.to_decimal_cut(2)).unwrap_or_else(|_| exact.clone())
}

/// The months from one span of time to the next, for a link to them.
pub fn span_of(dimension: Dimension, start: Date, last: Date) -> (Date, Date) {
    let mut end = start;
    while next(end) <= last
        && match dimension {
            Dimension::Quarter => (next(end).month() - 1) % 3 != 0,
            Dimension::Year => next(end).month() != 1,
            _ => false,
        }
    {
        end = next(end);
    }
    (start, end)
}

#[cfg(test)]
mod tests;
