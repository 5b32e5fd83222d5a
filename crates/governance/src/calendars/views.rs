//! How calendars look.

use super::{Feed, Part};
use maud::{Markup, html};
use platform::{
    Ctx,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, action_button,
            confirmation, copyable, empty_state, error_of, error_summary, section, submit, text, time,
        },
        page,
    },
};

/// One's own calendars and the form of a new one; `address` is that of the one just made, shown this once.
pub(super) fn list_page(ctx: &Ctx, feeds: &[Feed], address: Option<&str>, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("calendar-title"), lang.t("calendar-view"))
        .crumbs([Crumb::new(lang.t("calendar-account"), "/account")])
        .lead(html! { p { (lang.t("calendar-lead")) } })
        .has_errors(!errors.is_empty());
    let parts = Part::ALL.iter().filter(|part| part.is_for(&ctx.actor));
    let parts = parts.map(|part| Choice::new(part.as_str(), lang.t(part.label_key())));
    let form = PostForm::new("/calendars", &*ctx.csrf).body(html! {
        (Field::radios(lang, "part", lang.t("calendar-part"), parts).value(Part::Visits.as_str()).error(error_of(errors, "part")))
        (submit(Emphasis::Primary, &lang.t("calendar-create")))
    });
    let body = html! {
        (error_summary(lang, errors))
        @if let Some(address) = address {
            (confirmation(&lang.t("calendar-made"), html! { p { (copyable(lang, address)) } p { (lang.t("calendar-made-help")) } }))
        }
        (section("feeds", &lang.t("calendar-own"), None, feeds_table(ctx, feeds)))
        (section("new", &lang.t("calendar-new"), None, html! { (form) }))
    };
    page(ctx, &head, body)
}

fn feeds_table(ctx: &Ctx, feeds: &[Feed]) -> Markup {
    let lang = ctx.lang;
    let read = |feed: &Feed| html! { @match feed.last_read_at { Some(at) => (time(lang, at)), None => (lang.t("calendar-never")) } };
    let end = |feed: &Feed| {
        let label = lang.t(feed.part.label_key());
        action_button(
            &ctx.csrf,
            &format!("/calendars/{}/revocation", feed.id),
            Emphasis::Danger,
            &lang.t("calendar-revoke"),
            Some(&label),
        )
    };
    let table = DataTable::new(lang.t("calendar-own"))
        .caption_hidden()
        .column(lang.t("calendar-part"))
        .column(lang.t("calendar-created"))
        .column(lang.t("calendar-read"))
        .column(lang.t("calendar-action"))
        .rows(feeds.iter().map(|feed| {
            [text(lang.t(feed.part.label_key())), time(lang, feed.created_at), read(feed), end(feed)]
        }))
        .empty(empty_state(&lang.t("calendar-none"), &lang.t("calendar-none-why"), None));
    html! { (table) }
}
