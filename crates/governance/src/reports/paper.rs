//! The report on paper.

use super::{
    Report, ReportKind, ReportState, Whole,
    document::{
        Block, Chart, Column, ColumnKind, KeyFigure, ReportDocument, Said, Section, Table, Why, written,
    },
    drawing, writing,
};
use people::Organisation;
use platform::{
    documents::{
        ChartBlock, DocumentData, DocumentHead, ExplanationBlock, Highlight, LabelledValue, PartyBlock,
        SignatureBlock, TextBlock, TextColumn, TextDocument, TextSection, TextTable,
    },
    i18n::{Lang, figures},
};

/// The title of a report: what it is, over which period, for whom.
pub fn title(lang: Lang, report: &Report) -> String {
    let key = match (report.kind, report.is_consolidated) {
        (ReportKind::Monthly, false) => "report-title-monthly",
        (ReportKind::Annual, false) => "report-title-annual",
        (ReportKind::Monthly, true) => "report-title-monthly-consolidated",
        (ReportKind::Annual, true) => "report-title-annual-consolidated",
    };
    let period = figures::figure(lang, &writing::period(report.kind, report.span));
    lang.with(key, &[("period", period)])
}

/// The whole report, ready to be printed.
pub fn document(
    lang: Lang,
    all: &Whole,
    provider: &Organisation,
    body: Option<&Organisation>,
) -> DocumentData {
    let report = &all.report;
    let title = title(lang, report);
    let banner = match report.state {
        ReportState::Published if lang == Lang::Fr => None,
        ReportState::Published => Some(lang.t("report-banner-translation")),
        _ => Some(lang.t("report-banner-draft")),
    };
    let sections = sections(lang, all);
    DocumentData::Text(Box::new(TextDocument {
        head: DocumentHead {
            lang,
            subject: lang.with("report-subject", &[("title", &title), ("name", &report.name)]),
            identity: format!("report {} {}", report.key.beneficiary, report.key.id),
            created: report.published_at.unwrap_or(report.computed_at),
            provider: party(provider),
            logo_svg: None,
            banner,
            title: title.clone(),
        },
        subtitle: report.name.clone(),
        addressee: body.filter(|_| !report.is_consolidated).map(party),
        references: references(lang, report, &all.document),
        has_contents: report.kind == ReportKind::Annual,
        sections,
    }))
}

pub(super) fn party(organisation: &Organisation) -> PartyBlock {
    let address = &organisation.address;
    let town = format!("{} {}", address.postal_code, address.city);
    let lines = address.street.lines().map(str::to_owned).chain([town]);
    PartyBlock {
        name: organisation.name.clone(),
        address: lines.filter(|line| !line.trim().is_empty()).collect(),
        details: vec![],
    }
}

fn references(lang: Lang, report: &Report, document: &ReportDocument) -> Vec<LabelledValue> {
    let fact = |key: &str, value: String| LabelledValue { label: lang.t(key), value };
    let days =
        [("first", figures::date(lang, report.span.first)), ("last", figures::date(lang, report.span.last))];
    let mut all = vec![fact("report-period", lang.with("report-days", &days))];
    if let Some(agreement) = &document.agreement {
        all.push(fact("report-agreement", agreement.clone()));
    }
    all.push(fact("report-computed", figures::instant(lang, document.computed_at)));
    match report.published_at {
        Some(at) => {
            let args = [("at", figures::instant(lang, at)), ("by", report.published_by.clone())];
            all.push(fact("report-published", lang.with("report-published-by", &args)));
        }
        None => all.push(fact("report-state", lang.t(report.state.label_key()))),
    }
    if report.edition > 1 {
        let args = [("edition", report.edition.to_string()), ("reason", report.reason.clone())];
        all.push(fact("report-edition", lang.with("report-corrects", &args)));
    }
    all
}

fn sections(lang: Lang, all: &Whole) -> Vec<TextSection> {
    let (report, document) = (&all.report, &all.document);
    let mut sections = vec![];
    if !report.introduction.is_empty() {
        let words = vec![TextBlock::Paragraph(report.introduction.clone())];
        sections.push(TextSection::new(lang.t("report-introduction"), words));
    }
    let is_annual = report.kind == ReportKind::Annual;
    for (number, section) in (1..).zip(&document.sections) {
        let plan = Some(report.plan.as_str()).filter(|plan| section.name == "ahead" && !plan.is_empty());
        let begins_page = is_annual && number == 1;
        sections.push(TextSection { begins_page, ..chapter(lang, number, section, plan) });
    }
    if is_annual {
        sections.push(signatures(lang, report));
    }
    // A month is read in a meeting: how its figures came about stands on its page, and in the data that are kept.
    if is_annual && !document.explanations.is_empty() {
        let intro = TextBlock::Note(lang.t("report-explanations-lead"));
        let whys = document.explanations.iter().map(|one| TextBlock::Explanation(why(lang, one)));
        let blocks = std::iter::once(intro).chain(whys).collect();
        let annex = TextSection::new(lang.t("report-explanations"), blocks);
        sections.push(TextSection { begins_page: true, ..annex });
    }
    sections
}

/// A chapter under its number; what a person wrote about the period to come stands first in its own.
pub(super) fn chapter(lang: Lang, number: usize, section: &Section, plan: Option<&str>) -> TextSection {
    let written = plan.map(|plan| TextBlock::Paragraph(plan.to_owned()));
    let blocks = section.blocks.iter().filter(|one| !matches!(one, Block::Why(_)));
    let blocks = written.into_iter().chain(blocks.map(|one| block(lang, one))).collect();
    TextSection::new(format!("{number}. {}", section.title.write(lang)), blocks)
}

fn signatures(lang: Lang, report: &Report) -> TextSection {
    let signed = report.published_at.map(|at| {
        let args = [("at", figures::instant(lang, at)), ("by", report.published_by.clone())];
        lang.with("report-published-by", &args)
    });
    let block = SignatureBlock {
        party: lang.t("report-signed-provider"),
        function: lang.t("report-signed-director"),
        signed: signed.unwrap_or_default(),
    };
    TextSection::new("", vec![TextBlock::Signatures(vec![block])])
}

fn block(lang: Lang, block: &Block) -> TextBlock {
    match block {
        Block::Heading(said) => TextBlock::Heading(said.write(lang)),
        Block::Paragraph(all) => TextBlock::Paragraph(joined(lang, all)),
        Block::Words(words) => TextBlock::Paragraph(words.clone()),
        Block::Note(said) => TextBlock::Note(said.write(lang)),
        Block::List(all) => TextBlock::List(all.iter().map(|one| one.write(lang)).collect()),
        Block::KeyFigures(all) => TextBlock::Highlights(all.iter().map(|one| highlight(lang, one)).collect()),
        Block::Table(one) if one.rows.is_empty() => TextBlock::Paragraph(one.nothing.write(lang)),
        Block::Table(one) => TextBlock::Table(table(lang, one)),
        Block::Chart(one) => TextBlock::Chart(chart(lang, one)),
        Block::Why(one) => TextBlock::Explanation(why(lang, one)),
    }
}

/// Sentences that follow one another.
pub(super) fn joined(lang: Lang, all: &[Said]) -> String {
    all.iter().map(|one| one.write(lang)).collect::<Vec<_>>().join(" ")
}

fn highlight(lang: Lang, one: &KeyFigure) -> Highlight {
    Highlight {
        label: one.label.write(lang),
        value: figures::figure(lang, &one.figure),
        note: one.note.write(lang),
    }
}

fn table(lang: Lang, one: &Table) -> TextTable {
    let row = |row: &Vec<_>| row.iter().map(|figure| written(lang, figure)).collect();
    TextTable {
        caption: one.caption.write(lang),
        columns: one.columns.iter().map(|column| heading(lang, column)).collect(),
        rows: one.rows.iter().map(row).collect(),
        total: one.total.iter().map(|figure| figures::figure(lang, figure)).collect(),
    }
}

fn heading(lang: Lang, column: &Column) -> TextColumn {
    let label = column.label.write(lang);
    match column.kind {
        ColumnKind::Words => TextColumn::new(label),
        ColumnKind::Wide => TextColumn::wide(label),
        ColumnKind::Figures => TextColumn::figure(label),
    }
}

fn chart(lang: Lang, one: &Chart) -> ChartBlock {
    let values = one.table();
    ChartBlock {
        title: one.title.write(lang),
        svg: drawing::svg(lang, one),
        alt: one.description.write(lang),
        columns: values.columns.iter().map(|column| column.label.write(lang)).collect(),
        rows: values
            .rows
            .iter()
            .map(|row| row.iter().map(|figure| figures::figure(lang, figure)).collect())
            .collect(),
    }
}

fn why(lang: Lang, one: &Why) -> ExplanationBlock {
    let value = figures::figure(lang, &one.figure);
    ExplanationBlock::new(lang, one.title.write(lang), value, &one.explanation)
}
