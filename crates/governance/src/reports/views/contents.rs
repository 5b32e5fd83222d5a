//! The chapters of a report on a page: sentences, figures, tables, charts with their tables and their files.

use crate::reports::{
    document::{Block, Chart, ChartForm, ColumnKind, KeyFigure, Section, Table, Why, position, written},
    drawing::tick,
    paper::joined,
};
use kernel::Figure;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::components::{
        DataTable, Narrow, Tone,
        chart::{self, Bar, ChartHead, Series, Target},
        explained, figure, paragraphs, section, text,
    },
};

/// A chapter under its number; what a person wrote about the period to come stands first in its own.
pub(super) fn chapter(ctx: &Ctx, number: usize, one: &Section, base: &str, plan: Option<&str>) -> Markup {
    let title = format!("{number}. {}", one.title.write(ctx.lang));
    let body = html! {
        @if let Some(plan) = plan { (paragraphs(plan)) }
        @for block in &one.blocks { (drawn(ctx, block, base)) }
    };
    section(&one.name, &title, None, body)
}

fn drawn(ctx: &Ctx, block: &Block, base: &str) -> Markup {
    let lang = ctx.lang;
    match block {
        Block::Heading(said) => html! { h3 { (said.write(lang)) } },
        Block::Paragraph(all) => html! { p { (joined(lang, all)) } },
        Block::Words(words) => paragraphs(words),
        Block::Note(said) => html! { p.hint { (said.write(lang)) } },
        Block::List(all) => html! { ul.points { @for one in all { li { (one.write(lang)) } } } },
        Block::KeyFigures(all) => keys(lang, all),
        Block::Table(one) => with_files(lang, base, &one.name, !one.rows.is_empty(), table(lang, one)),
        Block::Chart(one) => with_files(lang, base, &one.name, true, plotted(lang, one)),
        Block::Why(one) => why(ctx, one),
    }
}

fn with_files(lang: Lang, base: &str, name: &str, has_rows: bool, body: Markup) -> Markup {
    html! {
        (body)
        @if has_rows { (platform::sheet::links(lang, "export-as", &format!("{base}/tables/{name}"))) }
    }
}

fn keys(lang: Lang, all: &[KeyFigure]) -> Markup {
    html! {
        ul.key-figures aria-label=(lang.t("report-chapter-summary")) {
            @for one in all {
                li.key-figure.neutral {
                    span.key-label { (one.label.write(lang)) }
                    span.key-value { (figure(lang, &one.figure)) }
                    p.key-period { (one.note.write(lang)) }
                }
            }
        }
    }
}

/// How a figure came about, folded.
pub(super) fn why(ctx: &Ctx, one: &Why) -> Markup {
    let title = one.title.write(ctx.lang);
    html! { h3 { (title) } (explained(ctx.lang, &title, &one.figure, &ctx.linked(&one.explanation))) }
}

fn table(lang: Lang, one: &Table) -> Markup {
    if one.rows.is_empty() {
        return html! { p { (one.nothing.write(lang)) } };
    }
    let mut drawn = DataTable::new(one.caption.write(lang)).narrow(Narrow::Cards);
    for column in &one.columns {
        let label = column.label.write(lang);
        drawn = if column.kind == ColumnKind::Figures { drawn.figures(label) } else { drawn.column(label) };
    }
    let cells = |row: &[Figure]| row.iter().map(|cell| text(written(lang, cell))).collect::<Vec<_>>();
    drawn = drawn.rows(one.rows.iter().map(|row| cells(row)));
    if !one.total.is_empty() {
        drawn = drawn.total(cells(&one.total));
    }
    drawn.render()
}

fn plotted(lang: Lang, one: &Chart) -> Markup {
    let head = ChartHead {
        id: format!("chart-{}", one.name),
        title: one.title.write(lang),
        description: one.description.write(lang),
    };
    let shown = |figure: &Figure| Some((position(figure)?, figures::figure(lang, figure)));
    let target = one.target.as_ref().and_then(shown).map(|(value, written)| Target {
        label: lang.with("report-target-line", &[("value", written)]),
        value,
    });
    match one.form {
        ChartForm::Lines => {
            let marks = one.axis.marks(lang);
            let series: Vec<Series> = one
                .series
                .iter()
                .map(|series| Series {
                    name: series.name.write(lang),
                    points: series.values.iter().map(|value| shown(value.as_ref()?)).collect(),
                })
                .collect();
            let like = one.series.iter().flat_map(|series| series.values.iter().flatten()).next().cloned();
            let like = like.unwrap_or(Figure::Count(0));
            chart::lines(lang, &head, &marks, &series, target.as_ref(), &|value| tick(lang, &like, value))
        }
        ChartForm::Bars => {
            let values = one.series.iter().take(1).flat_map(|series| &series.values);
            let bars: Vec<Bar> = one
                .axis
                .labels(lang)
                .into_iter()
                .zip(values)
                .filter_map(|(label, value)| {
                    let (value, shown) = shown(value.as_ref()?)?;
                    Some(Bar { label, value, shown, tone: Tone::Info })
                })
                .collect();
            let name = one.series.first().map(|series| series.name.write(lang)).unwrap_or_default();
            chart::bars(lang, &head, &name, &bars, target.as_ref())
        }
    }
}
