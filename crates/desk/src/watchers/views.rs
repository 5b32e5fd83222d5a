//! How watchers look: a short panel on the ticket, and a page where they are chosen.

use super::{Watcher, actions, store};
use crate::tickets::{TicketKey, actions as tickets, actions::Reading, listing};
use kernel::Permission;
use maud::{Markup, html};
use people::persons::Person;
use platform::{
    Ctx, Result,
    web::{
        components::{
            Choice, Crumb, DataTable, Emphasis, Field, FieldError, Head, PostForm, actions as buttons,
            empty_state, error_of, error_summary, link, section, submit, text, time,
        },
        page,
    },
};

/// Who follows, and the button to follow oneself or no more.
pub(crate) async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let (lang, key) = (ctx.lang, &reading.thread.ticket.key);
    let watchers = store::of_ticket(&mut ctx.read().await?, key).await?;
    let names: Vec<&str> = watchers.iter().map(|watcher| watcher.person.name.as_str()).collect();
    let path = format!("{}/watchers", key.path());
    let body = html! {
        p { @if names.is_empty() { (lang.t("watcher-none")) } @else { (names.join(", ")) } }
        (follow(ctx, &path, &watchers))
        p { (link(&path, &lang.t("watcher-manage"))) }
    };
    Ok(Some(section("watchers", &lang.t("watcher-title"), None, body)))
}

fn follow(ctx: &Ctx, path: &str, watchers: &[Watcher]) -> Markup {
    let follows = watchers.iter().any(|watcher| watcher.person.id == ctx.actor.person);
    let (action, label) = if follows {
        (format!("{path}/removal"), "watcher-unfollow")
    } else {
        (path.to_owned(), "watcher-follow")
    };
    html! { (PostForm::new(action, &ctx.csrf).body(submit(Emphasis::Secondary, &ctx.lang.t(label)))) }
}

/// The page of a ticket's watchers.
pub(super) async fn watchers_page(ctx: &Ctx, key: &TicketKey, errors: &[FieldError]) -> Result<Markup> {
    let (lang, path) = (ctx.lang, format!("{}/watchers", key.path()));
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    let watchers = actions::list(ctx, key).await?;
    let may_choose = actions::may_choose(ctx);
    let people = if may_choose { candidates(ctx, key).await? } else { vec![] };
    let crumb = Crumb::new(format!("{} {}", ticket.reference, ticket.title), key.path());
    let head =
        Head::new(lang.with("watcher-of", &[("ticket", &ticket.reference)]), lang.t("desk-view-ticket"));
    let head = head.crumbs([crumb]).lead(text(lang.t("watcher-lead"))).has_errors(!errors.is_empty());
    let table = DataTable::new(lang.t("watcher-title")).caption_hidden();
    let columns = ["watcher-person", "watcher-since", "watcher-added-by", "watcher-end"];
    let table = columns.iter().fold(table, |table, key| table.column(lang.t(key)));
    let table = table.rows(watchers.iter().map(|watcher| {
        let is_own = watcher.person.id == ctx.actor.person;
        vec![
            text(&watcher.person.name),
            time(lang, watcher.added_at),
            text(&watcher.added_by_name),
            html! { @if is_own || may_choose { (end(ctx, &path, watcher)) } },
        ]
    }));
    let choices =
        people.iter().map(|p| Choice::new(p.id.as_str(), format!("{} ({})", p.name, p.organisation_name)));
    let add = PostForm::new(&path, &ctx.csrf).label(lang.t("watcher-add")).body(html! {
        (Field::select(lang, "person", lang.t("watcher-person"), choices).error(error_of(errors, "person")))
        (buttons(submit(Emphasis::Primary, &lang.t("watcher-add"))))
    });
    let nothing = empty_state(&lang.t("watcher-none"), &lang.t("watcher-none-why"), None);
    Ok(page(
        ctx,
        &head,
        html! {
            (error_summary(lang, errors)) (table.empty(nothing)) (follow(ctx, &path, &watchers))
            @if may_choose { (add) }
        },
    ))
}

fn end(ctx: &Ctx, path: &str, watcher: &Watcher) -> Markup {
    let id = watcher.person.id.as_ref().map_or("", |id| id.as_str());
    let post = PostForm::new(format!("{path}/removal"), &ctx.csrf).hidden("person", id).body(html! {
        button.quiet type="submit" {
            (ctx.lang.t("watcher-remove")) span.visually-hidden { " " (watcher.person.name) }
        }
    });
    html! { (post) }
}

/// Persons of the body; for the desk, its own people too.
async fn candidates(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Person>> {
    let mut people =
        if ctx.actor.may(Permission::TicketWork) { listing::workers(ctx).await? } else { vec![] };
    let mut tx = ctx.read().await?;
    people.extend(people::persons::store::active_of(&mut tx, &key.beneficiary).await?);
    people.retain(|person| actions::may_follow(person, key));
    Ok(people)
}
