//! How forms look to those who keep them.

use super::{FormVersion, document::Report};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button, empty_state,
            error_summary, facts, link, section, submit, tag, text, time,
        },
        page,
    },
};

/// Every form, and the import.
pub(super) fn list(ctx: &Ctx, forms: &[FormVersion], source: &str, report: Option<&Report>) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("form-list"), lang.t("form-view")).has_errors(report.is_some());
    let columns = ["form-name", "form-code", "form-version", "form-imported-at", "form-state"];
    let table = DataTable::new(lang.t("form-list")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(forms.iter().map(|form| {
        [
            link(&format!("/forms/{}", form.id), form.document.name.of(lang)),
            text(&form.code),
            text(form.version.to_string()),
            time(lang, form.imported_at),
            state(lang, form),
        ]
    }));
    let body = html! {
        @if let Some(report) = report { (problems(lang, report)) }
        (table.empty(empty_state(&lang.t("form-none"), &lang.t("form-none-why"), None)))
        @if ctx.actor.may(Permission::FormManage) {
            (section("import", &lang.t("form-import"), None, import(ctx, source)))
        }
    };
    page(ctx, &head, body)
}

fn state(lang: Lang, form: &FormVersion) -> Markup {
    if form.retired_at.is_some() {
        tag(Tone::Neutral, &lang.t("form-retired"))
    } else {
        tag(Tone::Info, &lang.t("form-offered"))
    }
}

fn import(ctx: &Ctx, source: &str) -> Markup {
    let lang = ctx.lang;
    PostForm::new("/forms", &ctx.csrf)
        .upload()
        .body(html! {
            (Field::file(lang, "file", lang.t("form-file")).accept(".toml,text/plain").hint(lang.t("form-file-hint")))
            (Field::textarea(lang, "source", lang.t("form-source")).rows(12).value(source))
            (submit(Emphasis::Primary, &lang.t("form-import-do")))
        })
        .render()
}

/// What is wrong with a refused file, line by line.
fn problems(lang: Lang, report: &Report) -> Markup {
    let errors: Vec<FieldError> = report
        .problems
        .iter()
        .map(|one| FieldError {
            field: "source".to_owned(),
            message: format!(
                "{} : {} {}",
                lang.with("form-at", &[("line", one.line), ("column", one.column)]),
                lang.text(&one.message),
                lang.text(&one.fix)
            ),
        })
        .collect();
    error_summary(lang, &errors)
}

/// One version: what it asks, and its file.
pub(super) fn show(ctx: &Ctx, form: &FormVersion, source: &str, report: &Report) -> Markup {
    let lang = ctx.lang;
    let document = &form.document;
    let title = format!("{} · {} {}", document.name.of(lang), lang.t("form-version"), form.version);
    let head = Head::new(title, lang.t("form-view")).crumbs([Crumb::new(lang.t("form-list"), "/forms")]);
    let may_retire = ctx.actor.may(Permission::FormManage) && form.retired_at.is_none();
    let retire = format!("/forms/{}/retirement", form.id);
    let body = html! {
        p { (document.about.of(lang)) }
        (facts([
            (lang.t("form-code"), text(&form.code)),
            (lang.t("form-imported-at"), html! { (time(lang, form.imported_at)) ", " (form.imported_by_name) }),
            (lang.t("form-state"), state(lang, form)),
        ]))
        @if !report.problems.is_empty() { (problems(lang, report)) }
        (section("fields", &lang.t("form-fields"), None, html! {
            ol { @for field in &document.fields {
                li { (field.label.of(lang)) @if field.required { " (" (lang.t("web-required")) ")" } }
            } }
        }))
        (section("source", &lang.t("form-source"), None, html! { pre { code { (source) } } }))
        @if may_retire {
            (action_button(&ctx.csrf, &retire, Emphasis::Secondary, &lang.t("form-retire"), Some(document.name.of(lang))))
        }
    };
    page(ctx, &head, body)
}
