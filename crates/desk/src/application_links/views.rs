//! How links to applications look: beside an application, beside a ticket, on an article.

use super::{Named, actions, actions::Beside, store};
use crate::{
    knowledge::ArticleId,
    tickets::{actions::Reading, views::state_tag},
};
use estate::applications::{ApplicationKey, store::in_use};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    web::{
        components::{
            Choice, Emphasis, Field, PostForm, action_button, actions as buttons, link, section, submit, text,
        },
        guard::percent,
    },
};

/// Procedures and tickets on the page of an application.
pub(super) async fn beside_application(ctx: &Ctx, key: &ApplicationKey) -> Result<Option<Markup>> {
    let Some(beside) = actions::beside(ctx, key).await? else { return Ok(None) };
    Ok(Some(html! { (procedures(ctx, key, &beside)) (tickets(ctx, &beside)) }))
}

fn procedures(ctx: &Ctx, key: &ApplicationKey, beside: &Beside) -> Markup {
    let (lang, links) = (ctx.lang, ctx.actor.may(Permission::DeskRun));
    let path = format!("{}/procedures", key.path());
    let choices = beside.choices.iter().map(|(id, title)| Choice::new(id, title));
    let post = PostForm::new(&path, &ctx.csrf).body(html! {
        (Field::select(lang, "article", lang.t("application-procedures"), choices).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("application-procedure-link"))))
    });
    let body = html! {
        @if beside.procedures.is_empty() { p { (lang.t("application-procedures-none")) } }
        ul.recent { @for one in &beside.procedures { li {
            (link(&one.path(), &one.shown.title))
            @if links {
                (action_button(&ctx.csrf, &format!("{path}/{}/removal", one.id), Emphasis::Quiet,
                    &lang.t("application-procedure-unlink"), Some(&one.shown.title)))
            }
        } } }
        @if !beside.choices.is_empty() { details { summary { (lang.t("application-procedure-add")) } (post) } }
    };
    section("procedures", &lang.t("application-procedures"), None, body)
}

fn tickets(ctx: &Ctx, beside: &Beside) -> Markup {
    let lang = ctx.lang;
    let line = format!("application:\"{}\"", beside.name.replace('"', ""));
    let all = format!("/tickets?q={}", percent(&line));
    let body = html! {
        @if beside.tickets.is_empty() { p { (lang.t("application-tickets-none")) } }
        ul.recent { @for one in &beside.tickets { li {
            (link(&one.key.path(), &format!("{} {}", one.reference, one.title))) (state_tag(lang, one.state))
        } } }
        @if ctx.actor.may(Permission::TicketReadAll) { p { (link(&all, &lang.t("application-tickets-all"))) } }
    };
    section("tickets", &lang.t("application-tickets"), None, body)
}

/// Which application a ticket is about, for its reader; the choice, for those who work on it.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let mut tx = ctx.read().await?;
    let named = store::of_ticket(&mut tx, key).await?;
    let works = ctx.actor.may(Permission::TicketWork) && ctx.actor.may(Permission::ApplicationRead);
    let known = if works { in_use(&mut tx, &key.beneficiary).await? } else { vec![] };
    if named.is_none() && known.is_empty() {
        return Ok(None);
    }
    let chosen = named.as_ref().map_or("", |one| one.key.id.as_str());
    let none = std::iter::once(Choice::new("", lang.t("application-of-ticket-none")));
    // One that is used no more stays chosen until another is.
    let gone = named.iter().filter(|one| known.iter().all(|other| other.key != one.key));
    let gone = gone.map(|one| Choice::new(one.key.id.as_str(), &one.name));
    let choices = known.iter().map(|one| Choice::new(one.key.id.as_str(), &one.name));
    let choices = none.chain(gone).chain(choices);
    let post = PostForm::new(format!("{}/application", key.path()), &ctx.csrf).body(html! {
        (Field::select(lang, "application", lang.t("application-of-ticket"), choices).value(chosen))
        (buttons(submit(Emphasis::Secondary, &lang.t("application-of-ticket-set"))))
    });
    let body = html! {
        @if let Some(named) = &named { p { (shown(ctx, named)) } }
        @if !known.is_empty() { details { summary { (lang.t("application-of-ticket-set")) } (post) } }
    };
    Ok(Some(section("application", &lang.t("application-of-ticket"), None, body)))
}

fn shown(ctx: &Ctx, named: &Named) -> Markup {
    if ctx.actor.may(Permission::ApplicationRead) {
        link(&named.key.path(), &named.name)
    } else {
        text(&named.name)
    }
}

/// The applications that an article is about, in the reader's scope; nothing when there are none.
pub(crate) async fn of_article(ctx: &Ctx, id: &ArticleId) -> Result<Option<Markup>> {
    let all = store::of_article(&mut ctx.read().await?, id).await?;
    if all.is_empty() {
        return Ok(None);
    }
    Ok(Some(html! {
        p { (ctx.lang.t("application-of-article")) " : "
            @for (n, one) in all.iter().enumerate() { @if n > 0 { ", " } (shown(ctx, one)) }
        }
    }))
}
