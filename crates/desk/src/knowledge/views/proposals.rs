//! What other features show of knowledge: answers proposed while somebody types, articles beside a ticket, and what may
//! be put into an answer.

use super::super::{Article, Audience, markup, path_of, store, suggest};
use super::{audience, crumb};
use crate::tickets::{State, actions::Reading};
use kernel::{Permission, Side};
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    i18n::Lang,
    web::{
        components::{
            Choice, Emphasis, Field, Head, PostForm, Tone, empty_state, filter_form, link, paragraphs,
            section, submit, tag,
        },
        page,
    },
};

/// Articles proposed beside a ticket.
const BESIDE: usize = 4;

/// Under a field in which a question is typed: the script fills it as one types; `found` is what was looked for without
/// script.
pub(crate) fn place(lang: Lang, field: &str, found: &[Article], is_served: bool) -> Markup {
    html! {
        div.suggestions data-suggest=(field) aria-live="polite" {
            @if !found.is_empty() { (proposed(lang, found, is_served)) }
        }
    }
}

/// The articles, each opened where it stands so that nothing typed is lost. Who is served may say that the question is
/// answered: the form around is then not sent.
fn proposed(lang: Lang, found: &[Article], is_served: bool) -> Markup {
    html! {
        div #knowledge-found {
            p { strong { (lang.t("knowledge-may-answer")) } }
            @for article in found {
                details.answer {
                    summary {
                        (article.shown.title)
                        @if article.shown.audience == Audience::Internal { " " (tag(Tone::Warning, &audience(lang, &article.shown))) }
                    }
                    (paragraphs(&markup::plain(&article.shown.body)))
                    div.actions {
                        @if is_served {
                            button.button type="submit" formnovalidate formenctype="application/x-www-form-urlencoded"
                                formaction={ (article.path()) "/answered" } {
                                (lang.t("knowledge-answered-me")) span.visually-hidden { " : " (article.shown.title) }
                            }
                        }
                        a href=(article.path()) target="_blank" rel="noopener" {
                            (lang.t("knowledge-open")) span.visually-hidden { " " (article.shown.title) }
                        }
                    }
                }
            }
        }
    }
}

/// Answers to a question, as a page of its own; the script takes its list for the field at hand.
pub(in super::super) fn suggestions_page(ctx: &Ctx, q: &str, found: &[Article]) -> Markup {
    let lang = ctx.lang;
    let is_served = ctx.actor.side == Some(Side::Beneficiary);
    let form = html! {
        (Field::search(lang, "q", lang.t("knowledge-question")).value(q).max_length(600))
        (submit(Emphasis::Primary, &lang.t("knowledge-look")))
    };
    let list = match found.first() {
        Some(first) => {
            let list = proposed(lang, found, is_served);
            // Who is not served has nothing to send: no form around.
            let post = PostForm::new(format!("{}/answered", first.path()), &ctx.csrf);
            html! { @if is_served { (post.label(lang.t("knowledge-may-answer")).body(list)) } @else { (list) } }
        }
        None => empty_state(&lang.t("knowledge-no-answer"), &lang.t("knowledge-no-answer-why"), None),
    };
    let head = Head::new(lang.t("knowledge-look"), lang.t("knowledge-title")).crumbs([crumb(lang)]);
    let body = html! {
        (filter_form("/knowledge/suggestions", &lang.t("knowledge-look"), form))
        @if !q.trim().is_empty() { (list) }
        @if is_served { p.onward { (link("/requests/new", &lang.t("knowledge-ask"))) } }
    };
    page(ctx, &head, body)
}

/// Beside a ticket, for agents: articles that look alike, and making one of what was resolved.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    if ctx.actor.side != Some(Side::Provider) || !ctx.actor.may(Permission::TicketWork) {
        return Ok(None);
    }
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let mut tx = ctx.read().await?;
    let alike = suggest::best(ctx, &mut tx, &ticket.title, BESIDE).await?;
    let made = store::made_of(&mut tx, &ticket.key).await?;
    drop(tx);
    let is_over = matches!(ticket.state, State::Resolved | State::Closed);
    let may_make = is_over && super::super::actions::may_write(ctx);
    if alike.is_empty() && made.is_none() && !may_make {
        return Ok(None);
    }
    let new = format!("/knowledge/new?ticket={}/{}", ticket.key.beneficiary, ticket.key.id);
    let body = html! {
        @if !alike.is_empty() { ul.recent { @for article in &alike { li {
            (link(&article.path(), &article.shown.title))
            @if article.shown.audience == Audience::Internal { (tag(Tone::Warning, &lang.t("knowledge-internal-short"))) }
        } } } }
        @match made {
            Some(id) => p { (link(&path_of(&id), &lang.t("knowledge-was-made"))) },
            None => @if may_make { p { (link(&new, &lang.t("knowledge-make"))) } },
        }
    };
    Ok(Some(section("knowledge", &lang.t("knowledge-title"), None, body)))
}

/// In the form of an answer: an article that the requester reads, as text or as a link; those that look alike first.
pub(crate) async fn in_answer(ctx: &Ctx, reading: &Reading) -> Result<Markup> {
    if ctx.actor.side != Some(Side::Provider) || !ctx.actor.may(Permission::TicketWork) {
        return Ok(html! {});
    }
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let mut tx = ctx.read().await?;
    let mut offered = store::offered(&mut tx, &ticket.key.beneficiary).await?;
    let alike = suggest::best(ctx, &mut tx, &ticket.title, BESIDE).await?;
    drop(tx);
    // Stable: the others stay in the order of their titles.
    offered.sort_by_key(|(id, _)| alike.iter().position(|one| one.id == *id).unwrap_or(usize::MAX));
    let choices = offered.iter().map(|(id, title)| Choice::new(id.as_str(), title));
    let action = format!("{}/article", ticket.key.path());
    Ok(html! {
        @if !offered.is_empty() {
            details.more {
                summary { (lang.t("knowledge-in-answer")) }
                (Field::select(lang, "article", lang.t("knowledge-article"), choices))
                div.actions {
                    button.button type="submit" formaction=(action) name="insert" value="text" { (lang.t("knowledge-insert-text")) }
                    button.button type="submit" formaction=(action) name="insert" value="link" { (lang.t("knowledge-insert-link")) }
                }
            }
        }
    })
}
