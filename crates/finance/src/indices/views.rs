//! How index values are drawn.

use super::{
    Confidence, IndexForm, PublishedValue, href,
    import::{ImportReport, ImportRow, Outcome},
    month_name, rules, series_key, series_name,
};
use crate::{revision::IndexSeries, screen::errors};
use jiff::civil::Date;
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Problems,
    i18n::{Lang, figures},
    sheet,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tab, Tone, actions,
            chart::{ChartHead, Series, lines},
            confirmation, empty_state, error_of, error_summary, link, link_button, notice, pagination,
            section, submit, submit_with, tabs, tag, text,
        },
        page,
    },
};

/// Months on one page of the list.
const MONTHS: usize = 36;

fn series_label(lang: Lang, series: IndexSeries) -> String {
    lang.t(series_key(series))
}

fn crumbs(ctx: &Ctx) -> Vec<Crumb> {
    vec![Crumb::new(ctx.lang.t("index-list"), "/indices")]
}

pub(super) fn list(
    ctx: &Ctx,
    series: IndexSeries,
    before: Option<Date>,
    mut values: Vec<PublishedValue>,
) -> Markup {
    let lang = ctx.lang;
    let more = values.len() > MONTHS;
    values.truncate(MONTHS);
    let next = values
        .last()
        .filter(|_| more)
        .map(|last| format!("/indices?series={}&before={}", series_name(series), month_name(last.month)));
    let buttons = html! {
        @if ctx.actor.may(Permission::IndexManage) {
            (link_button(Emphasis::Primary, "/indices/new", &lang.t("index-new")))
            (link_button(Emphasis::Secondary, "/indices/import", &lang.t("index-import")))
        }
    };
    let head = Head::new(lang.t("index-list"), lang.t("money-view"))
        .lead(html! { p { (lang.t("index-lead")) } })
        .actions(buttons);
    let drawing = (values.len() > 1).then(|| drawing(lang, series, &values));
    let body = html! {
        (series_tabs(lang, series))
        @if let Some(drawing) = drawing { (drawing) }
        (table(ctx, series, before, values))
        (pagination(lang, &lang.t("index-list"), None, next.as_deref(), None))
        (sheet::links(lang, "export-as", "/exports/indices"))
    };
    page(ctx, &head, body)
}

fn series_tabs(lang: Lang, series: IndexSeries) -> Markup {
    let parts: Vec<Tab> = [IndexSeries::Revised, IndexSeries::Old]
        .into_iter()
        .map(|other| Tab {
            label: series_label(lang, other),
            href: format!("/indices?series={}", series_name(other)),
            is_current: other == series,
            count: None,
        })
        .collect();
    tabs(&lang.t("index-series"), &parts)
}

/// The values as a line, the earliest on the left; a month without a value leaves a gap.
fn drawing(lang: Lang, series: IndexSeries, values: &[PublishedValue]) -> Markup {
    let mut rows = rules::with_gaps(values.to_vec(), None);
    rows.reverse();
    let (mut labels, mut points) = (vec![], vec![]);
    for row in &rows {
        match row {
            rules::MonthRow::Known(v) => {
                labels.push(month_name(v.month));
                points.push(Some((v.value.approximate(), figures::exact(lang, &v.value))));
            }
            rules::MonthRow::Missing(month) => {
                labels.push(month_name(*month));
                points.push(None);
            }
        }
    }
    let ends = (labels.first().cloned().unwrap_or_default(), labels.last().cloned().unwrap_or_default());
    let value = |v: Option<&PublishedValue>| v.map(|v| figures::exact(lang, &v.value)).unwrap_or_default();
    let args =
        [("from", ends.0), ("first", value(values.last())), ("to", ends.1), ("last", value(values.first()))];
    let head = ChartHead {
        id: "index-chart".to_owned(),
        title: series_label(lang, series),
        description: lang.with("index-chart", &args),
    };
    let line = Series { name: lang.t("index-value"), points };
    lines(lang, &head, &labels, &[line], None, &|v| format!("{v:.0}"))
}

fn table(ctx: &Ctx, series: IndexSeries, before: Option<Date>, values: Vec<PublishedValue>) -> Markup {
    let lang = ctx.lang;
    let mut table = DataTable::new(lang.t("index-list"))
        .column(lang.t("index-month"))
        .figures(lang.t("index-value"))
        .column(lang.t("index-published"))
        .column(lang.t("index-confidence"))
        .column(lang.t("index-source"));
    for row in rules::with_gaps(values, before) {
        table = table.row(match row {
            rules::MonthRow::Known(v) => known_cells(lang, &v),
            rules::MonthRow::Missing(month) => missing_cells(ctx, series, month),
        });
    }
    let table =
        table.caption_hidden().empty(empty_state(&lang.t("index-none"), &lang.t("index-none-why"), None));
    html! { (table) }
}

fn known_cells(lang: Lang, v: &PublishedValue) -> Vec<Markup> {
    vec![
        link(&href(v.series, v.month), &figures::month(lang, v.month)),
        text(figures::exact(lang, &v.value)),
        text(v.published_on.map_or_else(|| lang.t("index-published-unknown"), |d| figures::date(lang, d))),
        text(lang.t(v.confidence.label_key())),
        text(&v.source),
    ]
}

fn missing_cells(ctx: &Ctx, series: IndexSeries, month: Date) -> Vec<Markup> {
    let lang = ctx.lang;
    let enter = format!("/indices/new?series={}&month={}", series_name(series), month_name(month));
    let may = ctx.actor.may(Permission::IndexManage);
    vec![
        text(figures::month(lang, month)),
        tag(Tone::Warning, &lang.t("index-missing")),
        html! { @if may { (link(&enter, &lang.t("index-enter"))) } },
        html! {},
        html! {},
    ]
}

pub(super) fn show(ctx: &Ctx, series: IndexSeries, month: Date, values: &[PublishedValue]) -> Markup {
    let lang = ctx.lang;
    let title = lang.with(
        "index-title",
        &[("month", figures::month(lang, month)), ("series", series_label(lang, series))],
    );
    let enter = format!("/indices/new?series={}&month={}", series_name(series), month_name(month));
    let label = lang.t(if values.is_empty() { "index-enter" } else { "index-correct" });
    let button =
        ctx.actor.may(Permission::IndexManage).then(|| link_button(Emphasis::Secondary, &enter, &label));
    let table = DataTable::new(lang.t("index-history"))
        .figures(lang.t("index-value"))
        .column(lang.t("index-published"))
        .column(lang.t("index-confidence"))
        .column(lang.t("index-source"))
        .column(lang.t("index-entered-by"))
        .rows(values.iter().map(|v| {
            let who = format!("{}, {}", v.entered_by, figures::instant(lang, v.entered_at));
            let mut cells = known_cells(lang, v);
            cells.remove(0);
            cells.push(text(who));
            cells
        }))
        .empty(empty_state(&lang.t("index-missing"), &lang.t("index-missing-why"), None));
    let head = Head::new(title, lang.t("index-list"))
        .crumbs(crumbs(ctx))
        .lead(html! { p { (lang.t("index-history-lead")) } })
        .actions(button.unwrap_or_default());
    page(ctx, &head, html! { (table) })
}

pub(super) fn form(ctx: &Ctx, form: &IndexForm, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let head = Head::new(lang.t("index-new"), lang.t("index-list"))
        .crumbs(crumbs(ctx))
        .has_errors(!errors.is_empty());
    let body = html! {
        (fields(lang, form, &errors))
        (actions(html! {
            (submit(Emphasis::Primary, &lang.t("index-save")))
            (link_button(Emphasis::Secondary, "/indices", &lang.t("money-back")))
        }))
    };
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            (notice(Tone::Info, &lang.t("index-new-lead"), html! {}))
            (PostForm::new("/indices", &ctx.csrf).body(body))
        },
    )
}

fn fields(lang: Lang, form: &IndexForm, errors: &[FieldError]) -> Markup {
    let series = [IndexSeries::Revised, IndexSeries::Old];
    let confidences = [Confidence::A, Confidence::B, Confidence::C];
    html! {
        (Field::radios(lang, "series", lang.t("index-series"),
            series.map(|s| Choice::new(series_name(s), series_label(lang, s))))
            .value(if form.series.is_empty() { "revised" } else { &form.series })
            .error(error_of(errors, "series")).required())
        (Field::month(lang, "month", lang.t("index-month")).hint(lang.t("index-month-hint"))
            .value(form.month.as_str()).error(error_of(errors, "month")).required())
        (Field::number(lang, "value", lang.t("index-value"))
            .value(form.value.as_str()).error(error_of(errors, "value")).required())
        (Field::date(lang, "published", lang.t("index-published")).hint(lang.t("index-published-hint"))
            .value(form.published.as_str()).error(error_of(errors, "published")))
        (Field::radios(lang, "confidence", lang.t("index-confidence"),
            confidences.map(|c| Choice::new(c.as_str(), lang.t(c.label_key()))))
            .value(if form.confidence.is_empty() { "A" } else { &form.confidence })
            .error(error_of(errors, "confidence")).required())
        (Field::text(lang, "source", lang.t("index-source")).hint(lang.t("index-source-hint"))
            .value(form.source.as_str()).error(error_of(errors, "source")).required())
    }
}

pub(super) fn import(ctx: &Ctx, report: Option<&ImportReport>, problems: &Problems) -> Markup {
    let lang = ctx.lang;
    let errors = errors(lang, problems);
    let form = PostForm::new("/indices/import", &ctx.csrf).upload().body(html! {
        (Field::file(lang, "file", lang.t("index-file")).hint(lang.t("index-file-hint"))
            .error(error_of(&errors, "file")).accept(".csv,text/csv").required())
        (actions(html! {
            (submit_with(Emphasis::Primary, &lang.t("index-check"), "mode", "check"))
            (submit_with(Emphasis::Secondary, &lang.t("index-write"), "mode", "write"))
        }))
    });
    let failed = !errors.is_empty() || report.is_some_and(|r| !r.is_clean());
    let head = Head::new(lang.t("index-import"), lang.t("index-list")).crumbs(crumbs(ctx)).has_errors(failed);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, &errors))
            @if let Some(report) = report { (summary(lang, report)) }
            (form)
            @if let Some(report) = report { (section("report", &lang.t("index-report"), None, rows(lang, report))) }
        },
    )
}

fn summary(lang: Lang, report: &ImportReport) -> Markup {
    let errors = report.errors().count();
    if errors > 0 {
        let title = lang.with("index-report-errors", &[("count", errors)]);
        return notice(Tone::Bad, &title, html! { p { (lang.t("index-report-nothing")) } });
    }
    if report.written > 0 {
        return confirmation(&lang.with("index-report-written", &[("count", report.written)]), html! {});
    }
    notice(Tone::Info, &lang.t("index-report-dry"), html! {})
}

fn rows(lang: Lang, report: &ImportReport) -> Markup {
    let cells = |row: &ImportRow| {
        let (tone, words, detail) = match &row.outcome {
            Outcome::New { value } => (Tone::Good, "index-row-new", value.clone()),
            Outcome::Same => (Tone::Neutral, "index-row-same", String::new()),
            Outcome::Changed { from, to } => (Tone::Warning, "index-row-changed", format!("{from} → {to}")),
            Outcome::Error { column, text } if column.is_empty() => {
                (Tone::Bad, "index-row-error", lang.text(text))
            }
            Outcome::Error { column, text } => {
                (Tone::Bad, "index-row-error", format!("{column} : {}", lang.text(text)))
            }
        };
        [text(row.line.to_string()), text(&row.what), tag(tone, &lang.t(words)), text(detail)]
    };
    let table = DataTable::new(lang.t("index-report"))
        .figures(lang.t("index-line"))
        .column(lang.t("index-month"))
        .column(lang.t("index-outcome"))
        .column(lang.t("index-detail"))
        .rows(report.rows.iter().map(cells))
        .caption_hidden();
    html! { (table) }
}
