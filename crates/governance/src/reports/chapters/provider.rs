//! The consolidated report: every beneficiary beside the others, for the provider alone.

use super::{count, key_stories, paragraph, requests};
use crate::reports::{
    document::{
        Axis, Block, Chart, ChartForm,
        ColumnKind::{Figures, Wide, Words},
        KeyFigure, ReportDocument, Said, Section, Series,
    },
    facts::{MONTHS, ProviderFacts},
    rules,
    writing::{columns, drawn, period, sentence, table},
};
use kernel::{Cents, Explanation, Figure, Text};

/// The figures of each beneficiary's report that stand beside one another.
const SHOWN: [(&str, &str); 7] = [
    ("received", "report-key-received"),
    ("open", "report-key-open"),
    ("availability", "report-key-availability"),
    ("cuts", "report-key-cuts"),
    ("agents", "report-key-agents"),
    ("billed", "report-key-billed"),
    ("overdue", "report-key-overdue"),
];

/// Their headings, as short as a table of nine columns asks.
const SHORT: [&str; 7] = [
    "report-short-received",
    "report-short-open",
    "report-short-availability",
    "report-column-cuts",
    "report-column-agents",
    "report-column-net",
    "report-short-overdue",
];

/// The consolidated report.
pub(in crate::reports) fn document(facts: &ProviderFacts) -> ReportDocument {
    let sections = vec![summary(facts), bodies(facts), tickets(facts), security(facts), method(facts)];
    let explanations = key_stories(&sections);
    ReportDocument {
        kind: facts.kind,
        span: facts.span,
        code: facts.code.clone(),
        name: facts.name.clone(),
        provider: facts.name.clone(),
        is_consolidated: true,
        agreement: None,
        computed_at: facts.as_of,
        sections,
        explanations,
        headlines: vec![],
    }
}

/// The figure of that name in each report, in their order.
fn figures<'a>(facts: &'a ProviderFacts, name: &str) -> Vec<Option<&'a Figure>> {
    let of = |one: &'a crate::reports::Summary| {
        one.headlines.iter().find(|headline| headline.name == name).map(|headline| &headline.figure)
    };
    facts.reports.iter().map(of).collect()
}

fn summary(facts: &ProviderFacts) -> Section {
    let opening = Said::new("report-consolidated-opening")
        .with("period", period(facts.kind, facts.span))
        .count("count", count(&facts.reports));
    let missing = match count(&facts.missing) {
        0 => Said::new("report-consolidated-complete"),
        count => Said::new("report-consolidated-missing")
            .count("count", count)
            .with("names", Figure::Words(facts.missing.join(", "))),
    };
    let keys = SHOWN
        .iter()
        .filter(|(name, _)| *name != "availability")
        .filter_map(|(name, label)| total(facts, name, label));
    let blocks = vec![paragraph([Some(opening), Some(missing)]), Block::KeyFigures(keys.collect())];
    Section::new("summary", Said::new("report-chapter-summary"), blocks)
}

/// Counts and amounts of all added up. Shares are not: a mean of shares would mean nothing.
fn total(facts: &ProviderFacts, name: &str, label: &str) -> Option<KeyFigure> {
    let mut story = Explanation::of("R7.5", "art. 2", Text::new("report-rule-added"));
    let (mut counts, mut amounts) = (None::<i64>, None::<i64>);
    for (one, figure) in facts.reports.iter().zip(figures(facts, name)) {
        // Without a census or a measure a body has no such figure: the note says how many have one.
        let Some(figure) = figure else { continue };
        match figure {
            Figure::Count(count) => counts = Some(counts.unwrap_or(0) + count),
            Figure::Money(amount) => amounts = Some(amounts.unwrap_or(0) + amount.0),
            _ => continue,
        }
        let label = Text::new("report-input-body").with("name", &one.name);
        story.input(label, figure.clone(), Some(one.key.path()));
    }
    let figure = match (counts, amounts) {
        (Some(count), _) => Figure::Count(count),
        (None, Some(amount)) => Figure::Money(Cents(amount)),
        (None, None) => return None,
    };
    story.step(Text::new("report-step-added"), "", figure.clone());
    let note = Said::new("report-of-bodies").count("count", count(&story.inputs));
    Some(KeyFigure { label: Said::new(label), figure, note, explanation: story })
}

fn bodies(facts: &ProviderFacts) -> Section {
    let columns_of: Vec<_> = SHOWN.iter().map(|(name, _)| figures(facts, name)).collect();
    let rows = facts.reports.iter().enumerate().map(|(place, one)| {
        let values = columns_of.iter().map(|column| column[place].cloned().unwrap_or(Figure::NoData));
        let state = Figure::Text(Text::new(one.state.label_key()));
        std::iter::once(Figure::Words(one.name.clone())).chain(values).chain([state]).collect()
    });
    let mut heads = columns(&[("report-column-body", Wide)]);
    heads.extend(columns(&SHORT.map(|label| (label, Figures))));
    heads.extend(columns(&[("report-column-standing", Words)]));
    let rows = rows.collect();
    let table = table("bodies", "report-table-bodies", heads, rows, "report-nothing-bodies");
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(bars(facts, "received", "report-chart-bodies-received", "report-column-total"));
    blocks.extend(bars(facts, "billed", "report-chart-bodies-billed", "report-column-net"));
    blocks.extend(bars(facts, "availability", "report-chart-bodies-availability", "report-column-window"));
    Section::new("bodies", Said::new("report-chapter-bodies"), blocks)
}

/// One figure of each beneficiary, the highest first, at most twenty.
fn bars(facts: &ProviderFacts, name: &str, title: &str, series: &str) -> Option<Block> {
    let values = figures(facts, name);
    let mut all: Vec<(&str, &Figure)> = facts
        .reports
        .iter()
        .zip(values)
        .filter_map(|(one, figure)| Some((one.name.as_str(), figure?)))
        .filter(|(_, figure)| crate::reports::document::position(figure).is_some())
        .collect();
    let place = |figure: &Figure| crate::reports::document::position(figure).unwrap_or(0.0);
    all.sort_by(|a, b| place(b.1).total_cmp(&place(a.1)));
    all.truncate(20);
    let (first, most) = *all.first()?;
    drawn(Chart {
        name: format!("bodies-{name}"),
        title: Said::new(title),
        description: Said::new("report-chart-bodies-says")
            .with("name", Figure::Words(first.to_owned()))
            .with("value", most.clone()),
        form: ChartForm::Bars,
        axis: Axis::Things(all.iter().map(|one| Figure::Words(one.0.to_owned())).collect()),
        series: vec![Series {
            name: Said::new(series),
            values: all.iter().map(|one| Some(one.1.clone())).collect(),
        }],
        target: None,
    })
}

fn tickets(facts: &ProviderFacts) -> Section {
    let (now, _) = rules::places(facts.kind, MONTHS);
    let title = Said::new("report-chapter-requests");
    let received = facts.desk.count(now, None, None);
    if received == 0 {
        return Section::new("requests", title, vec![sentence(Said::new("report-requests-none"))]);
    }
    let said = Said::new("report-consolidated-received").count("count", received);
    let mut blocks = vec![sentence(said.with("period", period(facts.kind, facts.span)))];
    blocks.extend(requests::over_months(&facts.months, &facts.desk, facts.kind));
    blocks.push(Block::Table(requests::channels(&facts.desk, facts.kind)));
    Section::new("requests", title, blocks)
}

fn security(facts: &ProviderFacts) -> Section {
    let (came, waiting) = facts.held_mail;
    let held = Said::new("report-held-mail").count("count", came).count("waiting", waiting);
    let blocks = vec![sentence(held), sentence(Said::new("report-data-protection-today"))];
    Section::new("security", Said::new("report-chapter-security"), blocks)
}

fn method(facts: &ProviderFacts) -> Section {
    let read = Said::new("report-method-read").with("at", Figure::Instant(facts.as_of));
    let notes = vec![
        Said::new("report-method-consolidated"),
        Said::new("report-method-consolidated-desk"),
        Said::new("report-method-shares"),
        Said::new("report-method-empty"),
        Said::new("report-method-cut"),
    ];
    Section::new("method", Said::new("report-chapter-method"), vec![sentence(read), Block::List(notes)])
}
