//! What the agreement says of a ticket, on its page: the same explanation for both sides.

use crate::{
    requests::{Scoped, actions},
    tickets::actions::Reading,
};
use agreements::{
    document::{AgreementDocument, PartyRole},
    scope,
};
use kernel::{Permission, Text};
use maud::{Markup, Render as _, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::components::{Choice, Emphasis, Field, PostForm, Tone, explained, section, submit, tag},
};

/// What the agreement says of a ticket, and for the desk the way to say what it is about.
pub async fn scope_panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let ticket = &reading.thread.ticket;
    let (_, scoped) = actions::read(ctx, &ticket.key).await?;
    let may_say = ctx.actor.may(Permission::TicketWork);
    if scoped.is_none() && !may_say {
        return Ok(None);
    }
    let mut tx = ctx.read().await?;
    let day = agreements::reading::today(ctx);
    let version = agreements::versions::in_force(&mut tx, &ticket.key.beneficiary, day).await?;
    let document = version.as_ref().map(|version| &*version.document);
    let lang = ctx.lang;
    let said = format!("{} {}", ticket.title, ticket.description);
    let recalled = document.filter(|_| scoped.is_none()).and_then(|document| scope::hint(document, &said));
    let body = html! {
        @if let Some(scoped) = &scoped { (finding(lang, scoped)) }
        @if may_say && let Some(document) = document {
            @if let Some(topic) = recalled.and_then(|line| line.topic.as_deref()) {
                p.hint { (lang.with("request-recalls", &[("topic", topic)])) }
            }
            details { summary { (lang.t("request-say-topic")) } (topic_form(ctx, reading, document, scoped.as_ref(), recalled.map(|line| line.code.as_str()))) }
        }
    };
    Ok(Some(section("scope", &lang.t("scope-title"), None, body)))
}

fn finding(lang: Lang, scoped: &Scoped) -> Markup {
    let standing = scoped.finding.standing;
    let tone = if standing.is_out() { Tone::Warning } else { Tone::Good };
    let figure = kernel::Figure::Text(Text::new(standing.key()));
    html! {
        p { (tag(tone, &lang.t(if standing.is_out() { "request-out" } else { "request-in" }))) }
        (explained(lang, &lang.t("scope-title"), &figure, &scoped.explanation))
        @if standing.is_out() && scoped.finding.party == Some(PartyRole::Beneficiary) {
            p { (lang.with("request-who", &[("name", scoped.finding.party_name.as_str()), ("article", &scoped.finding.article)])) }
        }
    }
}

fn topic_form(
    ctx: &Ctx,
    reading: &Reading,
    document: &AgreementDocument,
    scoped: Option<&Scoped>,
    recalled: Option<&str>,
) -> Markup {
    let lang = ctx.lang;
    let known = scoped.and_then(|scoped| scoped.concern.line.as_deref()).or(recalled).unwrap_or("");
    let since = scoped.and_then(|scoped| scoped.concern.live_since);
    let topics = scope::topics(document).map(|(_, line, topic)| Choice::new(&line.code, topic));
    PostForm::new(format!("{}/scope", reading.thread.ticket.key.path()), &ctx.csrf)
        .label(lang.t("request-say-topic"))
        .body(html! {
            (Field::select(lang, "line", lang.t("request-topic"), topics).value(known).required())
            (Field::date(lang, "live_since", lang.t("scope-live-since")).value(since.map(|day| day.to_string()).unwrap_or_default()))
            (submit(Emphasis::Secondary, &lang.t("request-topic-set")))
        })
        .render()
}
