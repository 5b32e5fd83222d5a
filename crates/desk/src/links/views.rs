//! How links look: the panel of a ticket, its duplicates with their conversations, and the page that makes links.

use super::{Link, LinkForm, LinkKind, Merge, Other, SplitForm, rules, store};
use crate::tickets::{
    Message, TicketId, TicketKey,
    actions::{self as tickets, Reading},
    conversation,
    store::{self as ticket_store, Reader},
};
use kernel::Permission;
use maud::{Markup, html};
use platform::{
    Ctx, Result,
    web::{
        components::{
            self, Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, action_button,
            actions as buttons, error_of, error_summary, link, notice, section, submit, text,
        },
        page,
    },
};

/// What was typed and is shown again.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) link: LinkForm,
    pub(super) into: String,
    pub(super) split: SplitForm,
}

struct Related {
    links: Vec<Link>,
    main: Option<Other>,
    merge: Option<Merge>,
    may_undo: bool,
    duplicates: Vec<Other>,
}

async fn related(ctx: &Ctx, reading: &Reading) -> Result<Related> {
    let (key, reader) = (&reading.thread.ticket.key, Reader::of(&ctx.actor));
    let mut tx = ctx.read().await?;
    let merge = store::merge_of(&mut tx, key).await?;
    let (mut main, mut may_undo) = (None, false);
    if let Some(merge) = &merge {
        let direct = TicketKey { beneficiary: key.beneficiary.clone(), id: merge.into.clone() };
        if let Some(ticket) = ticket_store::get(&mut tx, &reader, &direct).await? {
            may_undo = rules::may_undo(merge, reading.thread.ticket.version, ticket.version);
            main = store::named(&mut tx, &direct).await?;
        }
    }
    // What one may not see is not named either.
    let mut links = store::of_ticket(&mut tx, key).await?;
    let ids: Vec<TicketId> = links.iter().map(|link| link.other.key.id.clone()).collect();
    let seen = ticket_store::visible(&mut tx, &reader, &ids).await?;
    links.retain(|link| seen.iter().any(|ticket| ticket.key == link.other.key));
    Ok(Related { links, main, merge, may_undo, duplicates: store::duplicates(&mut tx, key).await? })
}

fn named(other: &Other) -> Markup {
    link(&other.key.path(), &format!("{} {}", other.reference, other.title))
}

/// What the ticket is related to; nothing when it is related to nothing and the reader cannot change it.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let may_work = ctx.actor.may(Permission::TicketWork);
    let related = related(ctx, reading).await?;
    let duplicates = duplicates(ctx, &related.duplicates).await?;
    if !may_work && related.links.is_empty() && related.merge.is_none() && duplicates.is_empty() {
        return Ok(None);
    }
    let path = key.path();
    let body = html! {
        @if related.merge.is_some() {
            (notice(Tone::Info, &lang.t("link-is-duplicate"), html! {
                @if let Some(main) = &related.main { p { (lang.t("link-main")) " " (named(main)) } }
                @if may_work && related.may_undo {
                    (action_button(&ctx.csrf, &format!("{path}/merge/undo"), Emphasis::Secondary, &lang.t("link-unmerge"), None))
                }
            }))
        }
        ul { @for link in &related.links { li { (kind(ctx, link)) " " (named(&link.other)) } } }
        @for duplicate in &duplicates { (duplicate) }
        @if may_work { p { (components::link(&format!("{path}/links"), &lang.t("link-manage"))) } }
    };
    Ok(Some(section("links", &lang.t("link-title"), None, body)))
}

fn kind(ctx: &Ctx, link: &Link) -> String {
    ctx.lang.t(if link.is_from_here { link.kind.label_key() } else { link.kind.reverse_key() })
}

/// The conversations of the duplicates that the reader may see, each folded.
async fn duplicates(ctx: &Ctx, duplicates: &[Other]) -> Result<Vec<Markup>> {
    let reader = Reader::of(&ctx.actor);
    let mut tx = ctx.read().await?;
    let mut shown = vec![];
    for other in duplicates {
        let Some(thread) = ticket_store::thread(&mut tx, &reader, &other.key).await? else { continue };
        let entries = conversation::entries(ctx.lang, &thread);
        shown.push(html! {
            details {
                summary { (ctx.lang.with("link-duplicate", &[("ticket", &other.reference)])) }
                p { (named(other)) }
                ul { @for entry in &entries { li { (entry.author) ", " (components::time(ctx.lang, entry.at)) ": " (entry.body) } } }
            }
        });
    }
    Ok(shown)
}

/// The page that links, merges and splits.
pub(super) async fn links_page(
    ctx: &Ctx,
    key: &TicketKey,
    typed: &Typed,
    errors: &[FieldError],
) -> Result<Markup> {
    let (lang, reading) = (ctx.lang, tickets::read(ctx, key).await?);
    let (ticket, related) = (&reading.thread.ticket, related(ctx, &reading).await?);
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head = Head::new(lang.with("link-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).has_errors(!errors.is_empty());
    let messages: Vec<&Message> = reading.thread.messages.iter().filter(|m| !m.is_internal).collect();
    Ok(page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors))
            (section("linked", &lang.t("link-title"), None, linked(ctx, key, &related.links)))
            (section("link", &lang.t("link-add"), None, link_form(ctx, key, typed, errors)))
            @if related.merge.is_none() {
                (section("merge", &lang.t("link-merge"), None, merge_form(ctx, key, ticket.version, typed, errors)))
            }
            @if !messages.is_empty() {
                (section("split", &lang.t("link-split"), None, split_form(ctx, key, &messages, typed, errors)))
            }
        },
    ))
}

fn linked(ctx: &Ctx, key: &TicketKey, links: &[Link]) -> Markup {
    let action = format!("{}/links/removal", key.path());
    html! {
        @if links.is_empty() { p { (ctx.lang.t("link-none")) } }
        ul {
            @for link in links {
                @let post = PostForm::new(&action, &ctx.csrf).hidden("kind", link.kind.as_str()).hidden("other", &link.other.reference);
                li {
                    (kind(ctx, link)) " " (named(&link.other)) " "
                    (post.body(html! { button.quiet type="submit" {
                        (ctx.lang.t("link-remove")) span.visually-hidden { " " (link.other.reference) }
                    } }))
                }
            }
        }
    }
}

fn link_form(ctx: &Ctx, key: &TicketKey, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let offered = LinkKind::ALL.iter().filter(|kind| **kind != LinkKind::SplitFrom);
    let kinds = offered.map(|kind| Choice::new(kind.as_str(), lang.t(kind.label_key())));
    let kind = if typed.link.kind.is_empty() { "relates" } else { typed.link.kind.as_str() };
    let post = PostForm::new(format!("{}/links", key.path()), &ctx.csrf).label(lang.t("link-add"));
    html! { (post.body(html! {
        (Field::select(lang, "kind", lang.t("link-kind"), kinds).value(kind).error(error_of(errors, "kind")))
        (Field::text(lang, "other", lang.t("link-other")).value(&typed.link.other).hint(lang.t("link-other-hint"))
            .width(12).error(error_of(errors, "other")).required())
        (buttons(submit(Emphasis::Secondary, &lang.t("link-add"))))
    })) }
}

fn merge_form(ctx: &Ctx, key: &TicketKey, version: i64, typed: &Typed, errors: &[FieldError]) -> Markup {
    let lang = ctx.lang;
    let post = PostForm::new(format!("{}/merge", key.path()), &ctx.csrf).label(lang.t("link-merge"));
    let post = post.hidden("version", version.to_string());
    html! {
        p { (lang.t("link-merge-help")) }
        (post.body(html! {
            (Field::text(lang, "into", lang.t("link-into")).value(&typed.into).hint(lang.t("link-other-hint"))
                .width(12).error(error_of(errors, "into")).required())
            (buttons(submit(Emphasis::Secondary, &lang.t("link-merge-do"))))
        }))
    }
}

fn split_form(
    ctx: &Ctx,
    key: &TicketKey,
    messages: &[&Message],
    typed: &Typed,
    errors: &[FieldError],
) -> Markup {
    let lang = ctx.lang;
    let begins = |message: &Message| {
        let words: String = message.body.chars().take(60).collect();
        format!("{}: {}", message.author.name, words.replace('\n', " "))
    };
    let choices = messages.iter().map(|message| Choice::new(message.id.as_str(), begins(message)));
    let post = PostForm::new(format!("{}/split", key.path()), &ctx.csrf).label(lang.t("link-split"));
    html! {
        (text(lang.t("link-split-help")))
        (post.body(html! {
            (Field::select(lang, "message", lang.t("link-message"), choices).value(&typed.split.message).error(error_of(errors, "message")))
            (Field::text(lang, "title", lang.t("link-split-title")).value(&typed.split.title)
                .hint(lang.t("link-split-title-hint")).error(error_of(errors, "title")))
            (buttons(submit(Emphasis::Secondary, &lang.t("link-split-do"))))
        }))
    }
}
