//! The kinds that the authority adds.

use super::super::kinds::OwnKind;
use super::crumb;
use maud::{Markup, html};
use platform::{
    Ctx,
    web::{
        components::{
            DataTable, Emphasis, Field, FieldError, Head, PostForm, Tone, actions as buttons, error_of,
            error_summary, submit, tag, text,
        },
        page,
    },
};

/// The page.
pub(in super::super) fn kinds_page(
    ctx: &Ctx,
    kinds: &[OwnKind],
    typed: &str,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("asset-kinds"), lang.t("asset-view")).crumbs([crumb(lang)]);
    let head = head.lead(text(lang.t("asset-kinds-lead"))).has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("asset-kinds")).caption_hidden();
    let table = table.column(lang.t("asset-kind")).column(lang.t("asset-state"));
    let table = table.rows(kinds.iter().map(|kind| {
        let post = PostForm::new(format!("/estate/assets/kinds/{}/retirement", kind.id), &ctx.csrf);
        let retire = post.body(html! {
            button.quiet type="submit" { (lang.t("asset-kind-retire")) span.visually-hidden { " " (kind.name) } }
        });
        let state = if kind.is_retired { tag(Tone::Neutral, &lang.t("asset-kind-retired")) } else { html! { (retire) } };
        [text(&kind.name), state]
    }));
    let nothing = html! { p { (lang.t("asset-kinds-none")) } };
    let add = PostForm::new("/estate/assets/kinds", &ctx.csrf).body(html! {
        (Field::text(lang, "name", lang.t("asset-kind-new")).value(typed).error(error_of(errors, "name")).required())
        (buttons(submit(Emphasis::Primary, &lang.t("asset-kind-add"))))
    });
    page(ctx, &head, html! { (error_summary(lang, errors)) (table.empty(nothing)) (add) })
}
