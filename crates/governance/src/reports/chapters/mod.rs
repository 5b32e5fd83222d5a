//! The chapters of a report, in order: pure functions from facts to sentences, figures, tables and charts.

mod activity;
mod ahead;
mod governance;
mod indicators;
mod method;
mod money;
mod outages;
pub(super) mod provider;
mod requests;
mod security;
mod sites;
mod summary;

use super::{
    document::{Block, Headline, ReportDocument, Said, Why},
    facts::Facts,
    rules,
};
use kernel::Figure;

/// The report of a beneficiary.
pub fn document(facts: &Facts) -> ReportDocument {
    let sections = vec![
        summary::section(facts),
        activity::section(facts),
        indicators::section(facts),
        outages::section(facts),
        requests::section(facts),
        sites::section(facts),
        money::section(facts),
        security::section(facts),
        governance::section(facts),
        ahead::section(facts),
        method::section(facts),
    ];
    let mut explanations = key_stories(&sections);
    explanations.extend(indicators::stories(facts));
    let headlines = headlines(facts, &sections);
    ReportDocument {
        kind: facts.kind,
        span: facts.span,
        code: facts.code.clone(),
        name: facts.name.clone(),
        provider: facts.provider.clone(),
        is_consolidated: false,
        agreement: facts.agreement.as_ref().map(|one| one.reference.clone()),
        computed_at: facts.as_of,
        sections,
        explanations,
        headlines,
    }
}

/// The stories of the figures shown large, each once.
pub(super) fn key_stories(sections: &[super::document::Section]) -> Vec<Why> {
    let blocks = sections.iter().flat_map(|section| &section.blocks);
    let keys = blocks.filter_map(|block| match block {
        Block::KeyFigures(all) => Some(all),
        _ => None,
    });
    let mut stories: Vec<Why> = vec![];
    for one in keys.flatten() {
        let (title, figure, explanation) = (one.label.clone(), one.figure.clone(), one.explanation.clone());
        if stories.iter().all(|known| known.title != title) {
            stories.push(Why { title, figure, explanation });
        }
    }
    stories
}

/// What the consolidated report takes up.
fn headlines(facts: &Facts, sections: &[super::document::Section]) -> Vec<Headline> {
    let (now, _) = rules::places(facts.kind, facts.months.len());
    let shown =
        sections.first().into_iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::KeyFigures(all) => Some(all),
            _ => None,
        });
    let mut headlines: Vec<Headline> = shown
        .flatten()
        .filter_map(|one| {
            let name = one.label.key.strip_prefix("report-key-")?.to_owned();
            Some(Headline { name, figure: one.figure.clone() })
        })
        .collect();
    let sites = i64::try_from(facts.sites.all.len()).unwrap_or(0);
    let received = facts.desk.count(now, None, None);
    for (name, count) in [("received", received), ("sites", sites)] {
        if headlines.iter().all(|one| one.name != name) {
            headlines.push(Headline { name: name.to_owned(), figure: Figure::Count(count) });
        }
    }
    headlines
}

/// Sentences that are there, as a paragraph.
fn paragraph(all: impl IntoIterator<Item = Option<Said>>) -> Block {
    Block::Paragraph(all.into_iter().flatten().collect())
}

/// How many there are.
fn count<T>(all: &[T]) -> i64 {
    i64::try_from(all.len()).unwrap_or(i64::MAX)
}
