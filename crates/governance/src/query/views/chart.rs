//! The chart of an answer: lines over time, bars otherwise. What does not fit in it stands in the table.

use super::{
    table::{firsts, seconds},
    written,
};
use crate::{
    indicators::rules::month,
    query::{Amount, Answer, Dimension, Line},
};
use kernel::{Cents, Figure};
use maud::{Markup, html};
use platform::{
    i18n::{Lang, figures},
    web::components::{
        Tone,
        chart::{Bar, ChartHead, Series, StackedBar, bars, lines, stacked},
    },
};

/// Most lines or parts of one chart.
const SERIES: usize = 6;
/// Most bars.
const BARS: usize = 20;

/// The chart; nothing without a dimension or without lines.
pub(super) fn chart(lang: Lang, answer: &Answer) -> Markup {
    let is_time = |place: usize| answer.question.by.get(place).is_some_and(|one| one.is_time());
    if answer.lines.is_empty() {
        return html! {};
    }
    match answer.question.by.as_slice() {
        [] => html! {},
        [_] if is_time(0) => over_time(lang, answer, 0),
        [_] => plain(lang, answer),
        _ if is_time(0) => over_time(lang, answer, 0),
        _ if is_time(1) => over_time(lang, answer, 1),
        // Parts of a whole add up; shares and means do not.
        _ if matches!(answer.question.measure.amount, Amount::Share | Amount::Mean) => html! {},
        _ => parts(lang, answer),
    }
}

fn head(lang: Lang, answer: &Answer, shown: usize, of: usize) -> ChartHead {
    let name = lang.t(answer.question.measure.label);
    let total = written(lang, &answer.total);
    let told = lang.with("query-chart-told", &[("name", &name), ("total", &total)]);
    let left = if shown < of {
        format!(" {}", lang.with("query-chart-left", &[("shown", shown), ("count", of)]))
    } else {
        String::new()
    };
    ChartHead { id: "query-chart".into(), title: name, description: format!("{told}{left}") }
}

/// Lines over the dimension of time at a place; one for each value of the other dimension.
fn over_time(lang: Lang, answer: &Answer, place: usize) -> Markup {
    let times = &answer.spans;
    let others = match (answer.question.by.len(), place) {
        (1, _) => vec![(String::new(), lang.t(answer.question.measure.label))],
        (_, 0) => seconds(answer),
        _ => firsts(answer),
    };
    let head = head(lang, answer, others.len().min(SERIES), others.len());
    let at = |time: &str, other: &str| {
        answer
            .lines
            .iter()
            .find(|line| line.keys[place] == time && (line.keys.len() == 1 || line.keys[1 - place] == other))
    };
    let point = |line: Option<&Line>| match line {
        Some(line) => position(&line.value).map(|value| (value, written(lang, &line.value))),
        None => empty(lang, answer.question.measure.amount),
    };
    let series: Vec<Series> = others
        .iter()
        .take(SERIES)
        .map(|(key, label)| Series {
            name: label.clone(),
            points: times.iter().map(|(time, _)| point(at(time, key))).collect(),
        })
        .collect();
    let dimension = answer.question.by[place];
    let labels: Vec<String> = times.iter().map(|(key, label)| short(lang, dimension, key, label)).collect();
    let amount = answer.question.measure.amount;
    lines(lang, &head, &labels, &series, None, &|value| axis(lang, amount, value))
}

/// Where nothing happened, a count is zero; a share or a mean has no data (R5.3).
fn empty(lang: Lang, amount: Amount) -> Option<(f64, String)> {
    let zero = match amount {
        Amount::Count => Figure::Count(0),
        Amount::Seconds => Figure::Seconds(0),
        Amount::Cents => Figure::Money(Cents(0)),
        Amount::Share | Amount::Mean => return None,
    };
    Some((0.0, written(lang, &zero)))
}

fn plain(lang: Lang, answer: &Answer) -> Markup {
    let head = head(lang, answer, answer.lines.len().min(BARS), answer.lines.len());
    let name = lang.t(answer.question.measure.label);
    let bar = |line: &Line| Bar {
        label: line.labels[0].clone(),
        value: position(&line.value).unwrap_or(0.0),
        shown: written(lang, &line.value),
        tone: Tone::Info,
    };
    bars(lang, &head, &name, &answer.lines.iter().take(BARS).map(bar).collect::<Vec<_>>(), None)
}

/// Bars made of the values of the second dimension; what does not fit is in their total alone.
fn parts(lang: Lang, answer: &Answer) -> Markup {
    let (wholes, names) = (firsts(answer), seconds(answer));
    let head = head(lang, answer, wholes.len().min(BARS), wholes.len());
    let shown = &names[..names.len().min(SERIES)];
    let amount = answer.question.measure.amount;
    let bar = |(key, label): &(String, String)| {
        let own: Vec<&Line> = answer.lines.iter().filter(|line| line.keys[0] == *key).collect();
        let part = |(second, _): &(String, String)| {
            let line = own.iter().find(|line| line.keys[1] == *second);
            let told = line.and_then(|line| Some((position(&line.value)?, written(lang, &line.value))));
            told.or_else(|| empty(lang, amount)).unwrap_or_default()
        };
        let sum = own.iter().map(|line| line.numerator).sum();
        StackedBar {
            label: label.clone(),
            parts: shown.iter().map(part).collect(),
            total: written(lang, &crate::query::rules::value(amount, (sum, 0))),
        }
    };
    let bars: Vec<StackedBar> = wholes.iter().take(BARS).map(bar).collect();
    let names: Vec<String> = shown.iter().map(|(_, label)| label.clone()).collect();
    stacked(lang, &head, &names, &lang.t("query-total"), &bars)
}

/// A label that fits under an axis.
fn short(lang: Lang, dimension: Dimension, key: &str, label: &str) -> String {
    match month(key) {
        Some(start) if dimension == Dimension::Month => {
            format!("{} {:02}", figures::month_short(lang, start), start.year() % 100)
        }
        _ => label.to_owned(),
    }
}

/// The place of a figure on the scale: percent, hours, euros, or a number.
fn position(figure: &Figure) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a place on a scale, never a figure")]
    let of = |number: i64| number as f64;
    Some(match figure {
        Figure::Share(share) => share.approximate() * 100.0,
        Figure::Number(number) => number.approximate(),
        Figure::Seconds(seconds) => of(*seconds) / 3600.0,
        Figure::Money(amount) => amount.euros().approximate(),
        Figure::Count(count) => of(*count),
        _ => return None,
    })
}

/// A mark of the scale.
#[expect(clippy::cast_possible_truncation, reason = "marks of a scale are far below what an integer holds")]
fn axis(lang: Lang, amount: Amount, value: f64) -> String {
    let text = if value.fract() == 0.0 {
        figures::count(lang, value as i64)
    } else if lang == Lang::Fr {
        format!("{value:.1}").replace('.', ",")
    } else {
        format!("{value:.1}")
    };
    match amount {
        Amount::Share => format!("{text} %"),
        Amount::Seconds => format!("{text} h"),
        Amount::Cents => format!("{text} €"),
        Amount::Count | Amount::Mean => text,
    }
}
