//! How queries look.

use super::{Query, QueryForm};
use crate::monitoring::{Source, views::part_head};
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::{Lang, figures},
    web::{
        components::{
            Choice, Emphasis, Field, FieldError, Fields, PostForm, Tone, actions as buttons, error_summary,
            facts, notice, submit, text, time,
        },
        page,
    },
};

/// The form of a query that is there, without its token; the usual one otherwise.
pub(super) fn of(query: Option<&Query>) -> QueryForm {
    let Some(query) = query else {
        return QueryForm {
            expression: "probe_success".to_owned(),
            site_label: "site".to_owned(),
            step: "60".to_owned(),
            ..QueryForm::default()
        };
    };
    QueryForm {
        address: query.address.clone(),
        expression: query.expression.clone(),
        site_label: query.site_label.clone(),
        step: query.step_seconds.to_string(),
        version: query.version,
        ..QueryForm::default()
    }
}

/// What a Prometheus is asked, as a form.
pub(super) fn form_page(
    ctx: &Ctx,
    source: &Source,
    query: Option<&Query>,
    form: &QueryForm,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let own = format!("/monitoring/{}", source.id);
    let head = part_head(ctx, source, "monitoring-query-title").has_errors(!errors.is_empty());
    let f = Fields::plain(lang, errors);
    let has_token = query.is_some_and(|query| !query.token.is_empty());
    let token_hint = if has_token { "query-token-kept" } else { "query-token-hint" };
    let post = PostForm::new(format!("{own}/query"), &ctx.csrf).hidden("version", form.version.to_string());
    let post = post.body(html! {
        (f.line("address", "query-address", &form.address).hint(lang.t("query-address-hint")).required())
        (f.with("token", Field::password(lang, "token", lang.t("query-token"))).hint(lang.t(token_hint)).autocomplete("off"))
        @if has_token {
            (f.with("without_token", Field::radios(lang, "without_token", lang.t("query-token-there"), [
                Choice::new("no", lang.t("query-token-keep")), Choice::new("yes", lang.t("query-token-forget")),
            ]).value("no")))
        }
        (f.line("expression", "query-expression", &form.expression).hint(lang.t("query-expression-hint")).required())
        (f.line("site_label", "query-label", &form.site_label).hint(lang.t("query-label-hint")))
        (f.line("step", "query-step", &form.step).inputmode("numeric").width(6).hint(lang.t("query-step-hint")))
        (buttons(submit(Emphasis::Primary, &lang.t("monitoring-save"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (post) })
}

/// What is asked and how it goes, on the page of its source.
pub(in super::super) fn about(lang: Lang, query: Option<&Query>) -> Markup {
    let Some(query) = query else {
        return notice(Tone::Warning, &lang.t("query-none"), html! { p { (lang.t("query-none-why")) } });
    };
    let or_never =
        |at| html! { @match at { Some(at) => (time(lang, at)), None => (lang.t("monitoring-never")) } };
    html! {
        @if let Some(since) = query.failing_since {
            (notice(Tone::Bad, &lang.with("query-failing", &[("since", figures::instant(lang, since))]), html! {
                p { (query.last_error) }
                p { (lang.t("query-failing-why")) }
            }))
        }
        (facts([
            (lang.t("query-address"), text(&query.address)),
            (lang.t("query-expression"), html! { code { (query.expression) } }),
            (lang.t("query-label"), text(&query.site_label)),
            (lang.t("query-step"), text(query.step_seconds.to_string())),
            (lang.t("query-read-until"), or_never(query.read_until)),
            (lang.t("query-last-read"), or_never(query.last_read_at)),
        ]))
    }
}
