//! Adding up what the database counted.

use super::{
    super::store::{Counted, Span},
    starts, value,
};
use crate::indicators::rules::month_word;
use crate::query::{Answer, Dimension, Line, Question};
use crate::scoreboard::CountedRow;
use jiff::{Timestamp, civil::Date};
use kernel::{Explanation, Figure, Text};
use std::collections::BTreeMap;

/// Most terms of a sum that are written out.
const TERMS: usize = 12;

/// How long things lasted, by their keys, until an instant for those that last.
pub(in super::super) fn lasting(spans: &[Span], now: Timestamp) -> Vec<Counted> {
    let long = |span: &Span| span.to.unwrap_or(now).duration_since(span.from).as_secs().max(0);
    let line = |span: &Span| Counted { keys: span.keys.clone(), numerator: long(span), denominator: 0 };
    added_up(spans.iter().map(line).collect())
}

/// What a dimension is of an incident, as the database would say it.
pub(in super::super) fn key(
    dimension: Option<&Dimension>,
    starts: &[Date],
    (body, row): (&str, &CountedRow),
) -> String {
    match dimension {
        Some(Dimension::Beneficiary) => body.to_owned(),
        Some(Dimension::Criticality) => row.level.clone(),
        Some(one) if one.is_time() => {
            let day = crate::meetings::rules::day(row.received_at);
            starts.iter().skip(1).filter(|start| **start <= day).count().to_string()
        }
        _ => String::new(),
    }
}

/// One line for each pair of keys.
pub(in super::super) fn added_up(counted: Vec<Counted>) -> Vec<Counted> {
    let mut sums: BTreeMap<[String; 2], (i64, i64)> = BTreeMap::new();
    for one in counted {
        let sum = sums.entry(one.keys).or_default();
        *sum = (sum.0 + one.numerator, sum.1 + one.denominator);
    }
    let line = |(keys, (numerator, denominator))| Counted { keys, numerator, denominator };
    sums.into_iter().map(line).collect()
}

/// The lines in their order, spans of time without rows among them, with the total and how it came about.
pub(in super::super) fn answer(question: Question, counted: &[Counted], as_of: Timestamp) -> Answer {
    let sum = |part: fn(&Counted) -> i64| counted.iter().map(part).sum::<i64>();
    let (numerator, denominator) = (sum(|one| one.numerator), sum(|one| one.denominator));
    let total = value(question.measure.amount, (numerator, denominator));
    let explanation = explained(&question, counted, (numerator, denominator), &total);
    let spans = spans(&question);
    let lines = ordered(&question, all(&question, counted, &spans));
    Answer { question, kept: vec![], lines, spans, total, explanation, as_of }
}

/// The spans of time of a question: it has one such dimension at most.
fn spans(question: &Question) -> Vec<(String, String)> {
    let time = question.by.iter().find(|one| one.is_time());
    let starts = starts(time, question.first, question.last);
    starts.into_iter().map(|start| (month_word(start), month_word(start))).collect()
}

/// What was counted, and nothing for spans of time without rows when the question is by time alone.
fn all(question: &Question, counted: &[Counted], spans: &[(String, String)]) -> Vec<Line> {
    let key = |(dimension, key): (&Dimension, &String)| {
        let span = key.parse().ok().and_then(|place: usize| spans.get(place)).filter(|_| dimension.is_time());
        span.map_or_else(|| key.clone(), |(start, _)| start.clone())
    };
    let counted = counted.iter().map(|one| {
        let keys = question.by.iter().zip(&one.keys).map(key).collect();
        line(question, keys, (one.numerator, one.denominator))
    });
    let mut lines: Vec<Line> = counted.collect();
    if question.by.len() == 1 {
        for (start, _) in spans {
            if !lines.iter().any(|line| line.keys[0] == *start) {
                lines.push(line(question, vec![start.clone()], (0, 0)));
            }
        }
    }
    lines
}

fn line(question: &Question, keys: Vec<String>, (numerator, denominator): (i64, i64)) -> Line {
    let value = value(question.measure.amount, (numerator, denominator));
    Line { labels: keys.clone(), keys, numerator, denominator, value }
}

/// In the order of time, else the largest first; by the first dimension, then by the second.
fn ordered(question: &Question, mut lines: Vec<Line>) -> Vec<Line> {
    let mut weights: [BTreeMap<String, i64>; 2] = [BTreeMap::new(), BTreeMap::new()];
    for line in &lines {
        for (weight, key) in weights.iter_mut().zip(&line.keys) {
            *weight.entry(key.clone()).or_default() += line.numerator;
        }
    }
    lines.sort_by(|one, other| {
        let places = question.by.iter().zip(&weights).zip(one.keys.iter().zip(&other.keys));
        let mut order = std::cmp::Ordering::Equal;
        for ((dimension, weight), (a, b)) in places {
            let by_weight = || weight.get(b).cmp(&weight.get(a));
            let next = if dimension.is_time() { a.cmp(b) } else { by_weight().then_with(|| a.cmp(b)) };
            order = order.then(next);
        }
        order
    });
    lines
}

fn explained(
    question: &Question,
    counted: &[Counted],
    (numerator, denominator): (i64, i64),
    total: &Figure,
) -> Explanation {
    let measure = question.measure;
    let mut story = Explanation::of("R7.7", "art. 2", Text::new(measure.says));
    if measure.has_time() {
        story.input(Text::new("query-first-day"), Figure::Date(question.first), None);
        story.input(Text::new("query-last-day"), Figure::Date(question.last), None);
    }
    let lines = i64::try_from(counted.len()).unwrap_or(i64::MAX);
    story.input(Text::new("query-lines-counted"), Figure::Count(lines), Some(measure.list.to_owned()));
    let sum = |part: fn(&Counted) -> i64| match counted.len() {
        2..=TERMS => counted.iter().map(|one| part(one).to_string()).collect::<Vec<_>>().join(" + "),
        _ => String::new(),
    };
    if denominator > 0 || matches!(total, Figure::NoData) {
        story.step(Text::new("query-step-numerator"), sum(|one| one.numerator), Figure::Count(numerator));
        story.step(
            Text::new("query-step-denominator"),
            sum(|one| one.denominator),
            Figure::Count(denominator),
        );
        story.step(Text::new("query-step-ratio"), format!("{numerator} ÷ {denominator}"), total.clone());
    } else {
        let terms = if matches!(total, Figure::Count(_)) { sum(|one| one.numerator) } else { String::new() };
        story.step(Text::new("query-step-sum"), terms, total.clone());
    }
    story
}
