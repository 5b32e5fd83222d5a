//! The bar of what may be done next: it stays in sight. Its panels open without script.

use super::super::{
    State, Ticket, Transition,
    actions::{Reading, is_provider},
    rules,
};
use super::{Typed, forms};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::persons::Person;
use platform::{
    Ctx,
    web::components::{
        Choice, Emphasis, Field, Icon, PostForm, actions, error_of, link, section, submit, submit_with,
    },
};

/// The bar, for those who work on tickets.
pub(super) fn bar(ctx: &Ctx, reading: &Reading, workers: &[Person], typed: &Typed) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    if !ctx.actor.may(Permission::TicketWork) {
        return html! {};
    }
    let me = ctx.actor.person.as_ref().map_or("", |id| id.as_str());
    let assignee = ticket.assignee.as_ref().and_then(|named| named.id.as_ref()).map_or("", |id| id.as_str());
    let in_page = shows_states_in_page(typed);
    html! {
        nav.action-bar aria-label=(lang.t("desk-next")) {
            @if ticket.state != State::Closed {
                a."button primary" href="#field-body" { (Icon::Mail) (lang.t("desk-bar-answer")) (key("R")) }
            }
            a.button href="#field-note" data-opens="note" { (Icon::Lock) (lang.t("desk-bar-note")) (key("N")) }
            @if assignee != me { (take(ctx, ticket)) }
            button.button type="button" popovertarget="panel-assign" data-key="a" { (lang.t("desk-assign")) (key("A")) }
            button.button type="button" popovertarget="panel-criticality" data-key="p" {
                (lang.t("desk-criticality")) (key("P"))
            }
            @if !in_page {
                button.button type="button" popovertarget="panel-state" data-key="s" { (lang.t("desk-state")) (key("S")) }
                (finish(ctx, ticket))
            }
        }
        (panel(ctx, "assign", "desk-assign", assign(ctx, ticket, workers, assignee)))
        (panel(ctx, "criticality", "desk-criticality", criticality(ctx, ticket)))
        @if !in_page {
            (panel(ctx, "state", "desk-next", state(ctx, reading, &offered(ctx, reading), typed, "panel")))
            @if rules::path(ticket.state, Transition::Resolve).is_some() {
                (panel(ctx, "finish", "desk-transition-resolve", state(ctx, reading, &[Transition::Resolve], typed, "finish")))
            }
        }
    }
}

fn key(name: &str) -> Markup {
    html! { kbd aria-hidden="true" { (name) } }
}

fn panel(ctx: &Ctx, name: &str, title: &str, body: Markup) -> Markup {
    html! {
        div.panel popover id={ "panel-" (name) } role="dialog" aria-labelledby={ "panel-" (name) "-title" } {
            h2 id={ "panel-" (name) "-title" } { (ctx.lang.t(title)) }
            (body)
        }
    }
}

fn take(ctx: &Ctx, ticket: &Ticket) -> Markup {
    let button = html! { button.button type="submit" data-key="m" { (ctx.lang.t("desk-take")) (key("M")) } };
    changing(ctx, ticket, "taking").body(button).render()
}

fn changing(ctx: &Ctx, ticket: &Ticket, what: &str) -> PostForm {
    PostForm::new(format!("{}/{what}", ticket.key.path()), &ctx.csrf)
        .hidden("version", ticket.version.to_string())
}

fn assign(ctx: &Ctx, ticket: &Ticket, workers: &[Person], assignee: &str) -> Markup {
    let lang = ctx.lang;
    let nobody = std::iter::once(Choice::new("nobody", lang.t("desk-nobody")));
    let people = nobody.chain(workers.iter().map(|p| Choice::new(p.id.as_str(), &p.name)));
    let assignee = if assignee.is_empty() { "nobody" } else { assignee };
    let fields = html! {
        (Field::select(lang, "assignee", lang.t("desk-assignee"), people).value(assignee))
        (actions(submit(Emphasis::Primary, &lang.t("desk-assign"))))
    };
    changing(ctx, ticket, "assignment").body(fields).render()
}

fn criticality(ctx: &Ctx, ticket: &Ticket) -> Markup {
    let fields = html! {
        (forms::impact(ctx.lang, ticket.impact.as_str())) (forms::urgency(ctx.lang, ticket.urgency.as_str()))
        (actions(submit(Emphasis::Primary, &ctx.lang.t("desk-criticality-set"))))
    };
    changing(ctx, ticket, "criticality").body(fields).render()
}

/// The key `e`: resolving asks why, closing what is resolved does not.
fn finish(ctx: &Ctx, ticket: &Ticket) -> Markup {
    let lang = ctx.lang;
    if rules::path(ticket.state, Transition::Resolve).is_some() {
        return html! {
            button.button type="button" popovertarget="panel-finish" data-key="e" {
                (lang.t("desk-transition-resolve")) (key("E"))
            }
        };
    }
    if rules::path(ticket.state, Transition::Close).is_none() {
        return html! {};
    }
    let button = html! { button.button type="submit" data-key="e" { (lang.t("desk-bar-close")) (key("E")) } };
    changing(ctx, ticket, "state")
        .hidden("transition", Transition::Close.as_str())
        .hidden("undo", "on")
        .body(button)
        .render()
}

/// What the reader at hand may do to the state.
fn offered(ctx: &Ctx, reading: &Reading) -> Vec<Transition> {
    let provider = is_provider(&ctx.actor);
    let may_reopen = rules::may_reopen(&reading.thread.stays, reading.now, reading.reopen_days);
    rules::transitions(reading.thread.ticket.state)
        .filter(|t| provider || rules::is_for_requesters(*t))
        .filter(|t| *t != Transition::Reopen || may_reopen)
        .collect()
}

/// One form with a reason and a button for each transition. `of` keeps the fields of two such forms apart.
fn state(ctx: &Ctx, reading: &Reading, offered: &[Transition], typed: &Typed, of: &str) -> Markup {
    let lang = ctx.lang;
    let reason = Field::text(lang, "reason", lang.t("desk-reason")).value(&typed.reason);
    let hint = if asks_whether_solved(ctx, reading) { "desk-solved-hint" } else { "desk-reason-hint" };
    let reason = reason.hint(lang.t(hint)).error(error_of(&typed.errors, "reason"));
    let reason = if of == "page" { reason } else { reason.id_as(format!("{of}-reason")) };
    let emphasis = if offered.len() == 1 { Emphasis::Primary } else { Emphasis::Secondary };
    let fields = html! {
        (reason)
        (actions(html! {
            @for t in offered { (submit_with(emphasis, &lang.t(label(ctx, *t)), "transition", t.as_str())) }
        }))
    };
    changing(ctx, &reading.thread.ticket, "state").body(fields).render()
}

/// The requester answers a question: is it solved?
fn label(ctx: &Ctx, transition: Transition) -> &'static str {
    match transition {
        Transition::Close if !is_provider(&ctx.actor) => "desk-solved-yes",
        Transition::Reopen if !is_provider(&ctx.actor) => "desk-solved-no",
        other => other.label_key(),
    }
}

/// A refused change of state is shown open, with its reason; closed panels would hide it.
fn shows_states_in_page(typed: &Typed) -> bool {
    error_of(&typed.errors, "reason").is_some() || !typed.reason.is_empty()
}

/// Whether the reader is asked to say that all is well, which comes before the conversation.
pub(super) fn asks_whether_solved(ctx: &Ctx, reading: &Reading) -> bool {
    !is_provider(&ctx.actor) && reading.thread.ticket.state == State::Resolved
}

/// What may happen next, in the page itself: for the requester's side, and when something was refused.
pub(super) fn states_in_page(ctx: &Ctx, reading: &Reading, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let (provider, works) = (is_provider(&ctx.actor), ctx.actor.may(Permission::TicketWork));
    if provider && !(works && shows_states_in_page(typed)) {
        return html! {};
    }
    let offered = offered(ctx, reading);
    if offered.is_empty() {
        return html! {
            @if reading.thread.ticket.state == State::Closed && !provider {
                p { (lang.t("desk-closed-for-good")) " " (link("/requests/new", &lang.t("desk-new-request"))) }
            }
        };
    }
    let title = if asks_whether_solved(ctx, reading) { "desk-solved" } else { "desk-next" };
    section("state", &lang.t(title), None, state(ctx, reading, &offered, typed, "page"))
}
