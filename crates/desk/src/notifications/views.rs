//! How notifications are drawn.

use super::{Digest, Told, actions::Choices, letters};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, Head, PostForm, Tone, action_button, actions,
            confirmation, empty_state, link_button, pagination, section, submit, tag, text, time,
        },
        page,
    },
};

pub(super) fn list_page(ctx: &Ctx, told: &[Told], next: Option<&str>) -> Markup {
    let lang = ctx.lang;
    let settings = link_button(Emphasis::Secondary, "/account/notifications", &lang.t("notify-choices"));
    let head = Head::new(lang.t("notify-title"), lang.t("notify-view")).actions(html! {
        @if told.iter().any(|one| one.notification.read_at.is_none()) {
            (action_button(&ctx.csrf, "/notifications/read", Emphasis::Secondary, &lang.t("notify-read-all"), None))
        }
        (settings)
    });
    let table = DataTable::new(lang.t("notify-title"))
        .caption_hidden()
        .column(lang.t("notify-what"))
        .column(lang.t("notify-when"))
        .column(lang.t("notify-state"))
        .column(lang.t("notify-action"));
    let rows = told.iter().map(|one| {
        let is_unread = one.notification.read_at.is_none();
        let words = letters::told(lang, one);
        let path = format!("/notifications/{}/{}/read", one.notification.beneficiary, one.notification.id);
        let open = action_button(&ctx.csrf, &path, Emphasis::Quiet, &lang.t("notify-open"), Some(&words));
        let state = if is_unread {
            tag(Tone::Info, &lang.t("notify-unread"))
        } else {
            tag(Tone::Neutral, &lang.t("notify-read"))
        };
        [text(words), time(lang, one.notification.at), state, open]
    });
    let nothing = empty_state(&lang.t("notify-none"), &lang.t("notify-none-why"), None);
    let next = next.map(|before| format!("/notifications?before={before}"));
    let body = html! {
        (table.rows(rows).empty(nothing))
        (pagination(lang, &lang.t("notify-title"), None, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

pub(super) fn choices_page(ctx: &Ctx, choices: &Choices, is_saved: bool) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("notify-choices"), lang.t("notify-view"))
        .crumbs([Crumb::new(lang.t("people-account"), "/account")])
        .lead(html! { p { (lang.t("notify-choices-lead")) } });
    let body = html! {
        (section("ways", &lang.t("notify-ways"), None, ways(ctx, choices)))
        (section("moments", &lang.t("notify-moments"), None, moments(ctx, choices)))
        (actions(submit(Emphasis::Primary, &lang.t("notify-save"))))
    };
    page(
        ctx,
        &head,
        html! {
            @if is_saved { (confirmation(&lang.t("notify-saved"), html! {})) }
            (PostForm::new("/account/notifications", &*ctx.csrf).body(body).render())
        },
    )
}

/// One line an event, one box a way; each box says what it is for to those who hear it alone.
fn ways(ctx: &Ctx, choices: &Choices) -> Markup {
    let lang = ctx.lang;
    let table = DataTable::new(lang.t("notify-ways"))
        .caption_hidden()
        .column(lang.t("notify-event"))
        .column(lang.t("notify-by-mail"))
        .column(lang.t("notify-on-screen"));
    let rows = choices.ways.iter().map(|(event, ways)| {
        let name = lang.t(event.label_key());
        let tick = |field: &str, way: &str, is_ticked: bool| {
            html! {
                label.tick {
                    input type="checkbox" name=(field) value=(event.as_str()) checked[is_ticked];
                    span.visually-hidden { (name) ", " (way) }
                }
            }
        };
        [
            text(&name),
            tick("mail", &lang.t("notify-by-mail"), ways.by_mail),
            tick("screen", &lang.t("notify-on-screen"), ways.on_screen),
        ]
    });
    table.rows(rows).render()
}

fn moments(ctx: &Ctx, choices: &Choices) -> Markup {
    let (lang, setting) = (ctx.lang, &choices.setting);
    let digests = Digest::ALL.iter().map(|digest| Choice::new(digest.as_str(), lang.t(digest.label_key())));
    let value = |is_on: bool| if is_on { "on" } else { "" };
    html! {
        (Field::radios(lang, "digest", lang.t("notify-digest"), digests).value(setting.digest.as_str()))
        (Field::checkbox(lang, "quiet", lang.t("notify-quiet")).hint(lang.t("notify-quiet-hint")).value(value(setting.is_quiet)))
        (Field::checkbox(lang, "urgent", lang.t("notify-urgent")).value(value(setting.lets_urgent)))
    }
}
