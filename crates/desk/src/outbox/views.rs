//! How the outbox is drawn.

use super::{Mail, MailId, MailState, PROVIDER, Standing, pages::ListPage, rules};
use crate::tickets::TicketKey;
use kernel::id::BeneficiaryId;
use maud::Render as _;
use maud::{Markup, html};
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Crumb, DataTable, Emphasis, Head, PostForm, Tab, Tone, action_button, actions, empty_state,
            facts, link, notice, pagination, section, submit, tabs, tag, text, time,
        },
        page,
    },
};

/// Path of a mail's page.
pub(super) fn path(beneficiary: &BeneficiaryId, id: &MailId) -> String {
    format!("/outbox/{beneficiary}/{id}")
}

pub(super) fn list_page(ctx: &Ctx, list: &ListPage) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(lang.t("outbox-title"), lang.t("outbox-view"))
        .lead(html! { p { (lang.t("outbox-lead")) } });
    let columns =
        ["outbox-subject", "outbox-to", "outbox-kind", "outbox-state", "outbox-written", "outbox-error"];
    let table = DataTable::new(lang.t("outbox-title")).caption_hidden();
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let rows = list.mails.iter().map(|mail| {
        [
            link(&path(&mail.beneficiary, &mail.id), &mail.subject),
            text(&mail.to.address),
            text(lang.t(mail.kind.label_key())),
            state(lang, mail.state),
            time(lang, mail.created_at),
            text(why(lang, mail)),
        ]
    });
    let nothing = empty_state(&lang.t("outbox-none"), &lang.t("outbox-none-why"), None);
    let here = |before: &str| match list.state {
        Some(state) => format!("/outbox?state={}&before={before}", state.as_str()),
        None => format!("/outbox?before={before}"),
    };
    let next = list.next.as_deref().map(here);
    let body = html! {
        (server(lang, &list.standing))
        (states(lang, list))
        @if let Some(state) = list.state.filter(|s| matches!(s, MailState::Failed | MailState::Held)) {
            @if list.standing.has_server && !list.mails.is_empty() { (all_again(ctx, state)) }
        }
        (table.rows(rows).empty(nothing))
        (pagination(lang, &lang.t("outbox-title"), None, next.as_deref(), None))
    };
    page(ctx, &head, body)
}

fn all_again(ctx: &Ctx, state: MailState) -> Markup {
    let button = submit(Emphasis::Secondary, &ctx.lang.t("outbox-retry-all"));
    PostForm::new("/outbox/retries", &*ctx.csrf)
        .hidden("state", state.as_str())
        .body(actions(button))
        .render()
}

fn states(lang: Lang, list: &ListPage) -> Markup {
    let count = |state| match state {
        MailState::Failed => Some(list.standing.failed),
        MailState::Bounced => Some(list.standing.bounced),
        MailState::Held => Some(list.standing.held),
        _ => None,
    };
    let all = Tab {
        label: lang.t("outbox-all"),
        href: "/outbox".to_owned(),
        is_current: list.state.is_none(),
        count: None,
    };
    let each = MailState::ALL.iter().map(|state| Tab {
        label: lang.t(state.label_key()),
        href: format!("/outbox?state={}", state.as_str()),
        is_current: list.state == Some(*state),
        count: count(*state).and_then(|n| u64::try_from(n).ok()).filter(|n| *n > 0),
    });
    let parts: Vec<Tab> = std::iter::once(all).chain(each).collect();
    tabs(&lang.t("outbox-states"), &parts)
}

/// How the server does: the part of the page, and of the health page, that tells whether mail leaves.
pub(crate) fn server(lang: Lang, standing: &Standing) -> Markup {
    if !standing.has_server {
        return notice(
            Tone::Warning,
            &lang.t("outbox-no-server"),
            html! { p { (lang.t("outbox-no-server-why")) } },
        );
    }
    if let Some(since) = standing.failing_since {
        let body = html! { p { (lang.t("outbox-failing-why")) } p { (time(lang, since)) ": " (standing.last_error) } };
        return notice(Tone::Bad, &lang.t("outbox-failing"), body);
    }
    let refused = standing.refused_today;
    html! {
        @if let Some(at) = standing.last_sent_at { p { (lang.t("outbox-last-sent")) " " (time(lang, at)) } }
        @if refused > 0 { p { (lang.with("outbox-refused", &[("count", refused)])) } }
    }
}

fn state(lang: Lang, state: MailState) -> Markup {
    let tone = match state {
        MailState::Queued => Tone::Info,
        MailState::Sent => Tone::Good,
        MailState::Failed | MailState::Bounced => Tone::Bad,
        MailState::Held => Tone::Warning,
        MailState::Cancelled => Tone::Neutral,
    };
    tag(tone, &lang.t(state.label_key()))
}

fn why(lang: Lang, mail: &Mail) -> String {
    match mail.state {
        MailState::Held => lang.t("outbox-no-server"),
        _ => mail.last_error.clone(),
    }
}

pub(super) fn mail_page(ctx: &Ctx, mail: &Mail) -> Markup {
    let lang = ctx.lang;
    let head = Head::new(&mail.subject, lang.t("outbox-view"))
        .crumbs([Crumb::new(lang.t("outbox-title"), "/outbox")])
        .lead(state(lang, mail.state));
    let body = html! {
        (decide(ctx, mail))
        (section("about", &lang.t("outbox-about"), None, about(lang, mail)))
        (section("words", &lang.t("outbox-words"), None, html! { pre.mail-text { (mail.text) } }))
    };
    page(ctx, &head, body)
}

fn about(lang: Lang, mail: &Mail) -> Markup {
    let to = if mail.to.name.is_empty() {
        mail.to.address.clone()
    } else {
        format!("{} <{}>", mail.to.name, mail.to.address)
    };
    let mut pairs = vec![
        (lang.t("outbox-to"), text(to)),
        (lang.t("outbox-kind"), text(lang.t(mail.kind.label_key()))),
        (lang.t("outbox-written"), time(lang, mail.created_at)),
    ];
    if let Some(at) = mail.sent_at {
        pairs.push((lang.t("outbox-sent"), time(lang, at)));
    } else if mail.state == MailState::Queued {
        pairs.push((lang.t("outbox-next"), time(lang, mail.next_at)));
    }
    if mail.attempts > 0 {
        pairs.push((lang.t("outbox-attempts"), text(mail.attempts.to_string())));
    }
    let error = why(lang, mail);
    if !error.is_empty() {
        pairs.push((lang.t("outbox-error"), text(error)));
    }
    if let (Some(ticket), true) = (&mail.ticket, mail.beneficiary.as_str() != PROVIDER) {
        let key = TicketKey { beneficiary: mail.beneficiary.clone(), id: ticket.clone() };
        pairs.push((lang.t("outbox-ticket"), link(&key.path(), &lang.t("outbox-open-ticket"))));
    }
    pairs.push((lang.t("outbox-message-id"), html! { code { (mail.message_id) } }));
    facts(pairs)
}

fn decide(ctx: &Ctx, mail: &Mail) -> Markup {
    let lang = ctx.lang;
    let own = path(&mail.beneficiary, &mail.id);
    let button = |verb: &str, emphasis, key: &str| {
        action_button(&ctx.csrf, &format!("{own}/{verb}"), emphasis, &lang.t(key), Some(&mail.subject))
    };
    let has_server = ctx.platform.settings.mail.has_server();
    actions(html! {
        @if rules::may_retry(mail.state) && has_server { (button("retry", Emphasis::Primary, "outbox-retry")) }
        @if rules::may_cancel(mail.state) { (button("cancellation", Emphasis::Danger, "outbox-cancel")) }
    })
}
