//! How sentences are made: the names of periods, what changed since the one before, figures with their story.

use super::{
    ReportKind, Span,
    document::{Block, Chart, Column, ColumnKind, KeyFigure, Said, Table},
    facts::Facts,
};
use jiff::civil::Date;
use kernel::{Exact, Explanation, Figure, Text};

/// A month by its name and year.
pub(super) fn month(day: Date) -> Figure {
    Figure::Text(Text::new("report-month").with("month", day.month()).with("year", day.year()))
}

/// A year.
pub(super) fn year(year: i16) -> Figure {
    Figure::Text(Text::new("report-year").with("year", year))
}

/// The name of a period: `octobre 2026`, `2025`.
pub(super) fn period(kind: ReportKind, span: Span) -> Figure {
    match kind {
        ReportKind::Monthly => month(span.first),
        ReportKind::Annual => year(span.first.year()),
    }
}

/// Words of a message.
pub(super) fn told(key: &str) -> Figure {
    Figure::Text(Text::new(key))
}

/// A length of time cut to the minute when it lasts one at least: a report does not count seconds.
pub(super) fn cut(figure: &Figure) -> Figure {
    match figure {
        Figure::Seconds(seconds) if seconds.abs() >= 60 => Figure::Seconds(seconds / 60 * 60),
        other => other.clone(),
    }
}

/// What a count became since the period before: a sentence of its own. Nothing when neither period has any.
pub(super) fn change(facts: &Facts, now: i64, before: i64) -> Option<Said> {
    let then = period(facts.kind, facts.before);
    if !facts.has_before || (now == 0 && before == 0) {
        return None;
    }
    if before == 0 {
        return Some(Said::new("report-change-from-none").with("then", then));
    }
    if now == before {
        return Some(Said::new("report-change-none").with("then", then));
    }
    let key = if now > before { "report-change-more" } else { "report-change-less" };
    let share = Exact::ratio((now - before).abs() * 100, before).unwrap_or_else(Exact::zero);
    let said = Said::new(key).count("before", before).count("difference", (now - before).abs());
    Some(said.with("then", then).with("share", tenth(&share)))
}

/// A number cut at one decimal.
pub(super) fn tenth(number: &Exact) -> Figure {
    Figure::Number(Exact::parse(&number.to_decimal_cut(1)).unwrap_or_else(|_| Exact::zero()))
}

/// The same a period before, under a figure shown large.
pub(super) fn beside(facts: &Facts, before: Figure) -> Said {
    if !facts.has_before {
        return Said::new("report-beside-first");
    }
    Said::new("report-beside").with("value", before).with("then", period(facts.kind, facts.before))
}

/// A count of rows of the period, explained by the list it counts.
pub(super) fn counted(
    facts: &Facts,
    label: Said,
    (now, before): (i64, i64),
    (what, href): (Text, Option<&str>),
) -> KeyFigure {
    KeyFigure {
        label,
        figure: Figure::Count(now),
        note: beside(facts, Figure::Count(before)),
        explanation: counting(facts, what, now, href),
    }
}

/// The story of a count.
pub(super) fn counting(facts: &Facts, what: Text, count: i64, href: Option<&str>) -> Explanation {
    let mut story = Explanation::of("R7.5", "art. 2", Text::new("report-rule-counted"));
    story
        .input(Text::new("report-input-first"), Figure::Date(facts.span.first), None)
        .input(Text::new("report-input-last"), Figure::Date(facts.span.last), None)
        .step(what, "", Figure::Count(count));
    if let (Some(href), Some(input)) = (href, story.inputs.first_mut()) {
        input.href = Some(href.to_owned());
    }
    story
}

/// One sentence as a paragraph.
pub(super) fn sentence(said: Said) -> Block {
    Block::Paragraph(vec![said])
}

/// Columns: headings with what they hold.
pub(super) fn columns(all: &[(&str, ColumnKind)]) -> Vec<Column> {
    all.iter().map(|(key, kind)| Column { label: Said::new(key), kind: *kind }).collect()
}

/// A table without a closing row.
pub(super) fn table(
    name: &str,
    caption: &str,
    columns: Vec<Column>,
    rows: Vec<Vec<Figure>>,
    nothing: &str,
) -> Table {
    let (caption, nothing) = (Said::new(caption), Said::new(nothing));
    Table { name: name.to_owned(), caption, columns, rows, total: vec![], nothing }
}

/// A chart, or nothing when no place has a value.
pub(super) fn drawn(chart: Chart) -> Option<Block> {
    let has_value = chart.series.iter().any(|one| one.values.iter().any(Option::is_some));
    has_value.then_some(Block::Chart(chart))
}
