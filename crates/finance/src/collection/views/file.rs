//! Reading a file back, drawn.

use crate::{
    collection::{import::FileKind, pages::ImportForm},
    indices::import::{ImportReport, ImportRow, Outcome},
};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions,
            confirmation, error_of, error_summary, notice, section, submit_with, tag, text,
        },
        page,
    },
};

/// The form of a file, and what it brings line by line.
pub(in crate::collection) fn import(
    ctx: &Ctx,
    form: &ImportForm,
    report: Option<&ImportReport>,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let kinds = FileKind::ALL.iter().map(|kind| {
        let hint = match kind {
            FileKind::Orders => "receivable-file-orders-columns",
            FileKind::Payments => "receivable-file-payments-columns",
        };
        Choice::new(kind.as_str(), lang.t(kind.label_key())).hint(lang.t(hint))
    });
    let chosen = if form.kind.is_empty() { FileKind::Orders.as_str() } else { &form.kind };
    let body = html! {
        (Field::radios(lang, "kind", lang.t("receivable-file-kind"), kinds).value(chosen)
            .error(error_of(errors, "kind")).required())
        (Field::file(lang, "file", lang.t("receivable-file")).hint(lang.t("receivable-file-hint"))
            .error(error_of(errors, "file")).accept(".csv,.xlsx").required())
        (actions(html! {
            (submit_with(Emphasis::Primary, &lang.t("index-check"), "mode", "check"))
            (submit_with(Emphasis::Secondary, &lang.t("receivable-file-write"), "mode", "write"))
        }))
    };
    let failed = !errors.is_empty() || report.is_some_and(|report| !report.is_clean());
    let head = Head::new(lang.t("receivable-import"), lang.t("receivable-title"))
        .crumbs([Crumb::new(lang.t("receivable-title"), "/receivables")])
        .lead(text(lang.t("receivable-import-lead")))
        .has_errors(failed);
    page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            @if let Some(report) = report { (summary(lang, report)) }
            (PostForm::new("/receivables/import", &ctx.csrf).upload().body(body))
            @if let Some(report) = report { (section("report", &lang.t("index-report"), None, rows(lang, report))) }
        },
    )
}

fn summary(lang: Lang, report: &ImportReport) -> Markup {
    let errors = report.errors().count();
    if errors > 0 {
        let title = lang.with("receivable-file-errors", &[("count", errors)]);
        return notice(Tone::Bad, &title, html! { p { (lang.t("index-report-nothing")) } });
    }
    if report.written > 0 {
        let title = lang.with("receivable-file-written", &[("count", report.written)]);
        return confirmation(&title, html! {});
    }
    notice(Tone::Info, &lang.t("receivable-file-dry"), html! {})
}

fn rows(lang: Lang, report: &ImportReport) -> Markup {
    let cells = |row: &ImportRow| {
        let (tone, words, detail) = match &row.outcome {
            Outcome::New { value } | Outcome::Changed { to: value, .. } => {
                (Tone::Good, "receivable-row-new", value.clone())
            }
            Outcome::Same => (Tone::Neutral, "receivable-row-same", String::new()),
            Outcome::Error { column, text } => {
                (Tone::Bad, "index-row-error", format!("{column} : {}", lang.text(text)))
            }
        };
        [text(row.line.to_string()), text(&row.what), tag(tone, &lang.t(words)), text(detail)]
    };
    let table = DataTable::new(lang.t("index-report"))
        .figures(lang.t("index-line"))
        .column(lang.t("invoice-number"))
        .column(lang.t("index-outcome"))
        .column(lang.t("index-detail"))
        .rows(report.rows.iter().map(cells))
        .caption_hidden();
    html! { (table) }
}
