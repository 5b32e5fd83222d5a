//! The page of a ticket: the conversation, and beside it all that one needs to know to answer.

pub mod clocks;
pub mod corrections;
pub mod forms;
pub mod lists;

use super::{
    State, Ticket, Transition,
    actions::{Reading, is_provider},
    conversation,
    rules::{self, clocks::Facts},
};
use kernel::Permission;
use maud::{Markup, Render as _, html};
use people::persons::Person;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{
            Choice, Crumb, Emphasis, Field, FieldError, Head, PostForm, Tone, actions, error_of,
            error_summary, facts, link, section, submit, tag, text, time, with_aside,
        },
        page,
    },
};

/// What was typed and is shown again, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// A message for the other side.
    pub body: String,
    /// An internal note.
    pub note: String,
    /// Why the state should change.
    pub reason: String,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The version the writer had read, when the ticket changed in between.
    pub read_version: Option<i64>,
}

/// The page.
pub fn ticket_page(
    ctx: &Ctx,
    reading: &Reading,
    workers: &[Person],
    panels: &[Markup],
    typed: &Typed,
) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let entries = conversation::entries(lang, &reading.thread);
    let body = html! {
        (error_summary(lang, &typed.errors))
        @if let Some(version) = typed.read_version { (difference(lang, reading, version)) }
        (platform::web::components::conversation(lang, &lang.t("desk-conversation"), &entries))
        (replies(ctx, ticket, typed))
    };
    let head = head(ctx, ticket, "desk-view-ticket").has_errors(!typed.errors.is_empty());
    let aside = html! { (aside(ctx, reading, workers, typed)) @for panel in panels { (panel) } };
    page(ctx, &head, with_aside(&lang.t("desk-context"), body, aside))
}

/// Title, way back and state of a ticket.
pub(super) fn head(ctx: &Ctx, ticket: &Ticket, view: &str) -> Head {
    let lang = ctx.lang;
    let lead = html! {
        (state_tag(lang, ticket.state)) " " (tag(Tone::Neutral, &ticket.priority)) " "
        (lang.t(ticket.kind.label_key()))
        @if ticket.is_administrative { " · " (lang.t("desk-administrative")) }
    };
    Head::new(format!("{} {}", ticket.reference, ticket.title), lang.t(view))
        .crumbs([list_crumb(ctx)])
        .lead(lead)
}

fn list_crumb(ctx: &Ctx) -> Crumb {
    if ctx.actor.may(Permission::TicketReadAll) || ctx.actor.may(Permission::TicketWork) {
        Crumb::new(ctx.lang.t("desk-tickets"), "/tickets")
    } else {
        Crumb::new(ctx.lang.t("desk-requests"), "/requests")
    }
}

/// A state in words and tone.
pub(super) fn state_tag(lang: Lang, state: State) -> Markup {
    let tone = match state {
        State::New => Tone::Warning,
        State::InProgress => Tone::Info,
        State::WaitingRequester | State::WaitingVendor | State::Closed => Tone::Neutral,
        State::Resolved => Tone::Good,
    };
    tag(tone, &lang.t(state.label_key()))
}

/// What came since the writer read the ticket: shown before anything is sent.
fn difference(lang: Lang, reading: &Reading, version: i64) -> Markup {
    let entries = conversation::since(lang, &reading.thread, version);
    let title = lang.t("desk-changed-since");
    html! {
        div.notice.warning role="alert" {
            div {
                p.notice-title { strong { (title) } }
                p { (lang.t("desk-changed-since-help")) }
                ul {
                    @for entry in &entries { li { (entry.author) ", " (time(lang, entry.at)) ": " (entry.body) } }
                }
            }
        }
    }
}

fn replies(ctx: &Ctx, ticket: &Ticket, typed: &Typed) -> Markup {
    let may_work = ctx.actor.may(Permission::TicketWork);
    let may_say = may_work || !is_provider(&ctx.actor);
    html! {
        @if may_say && ticket.state != State::Closed { (answer_form(ctx, ticket, typed)) }
        @if may_work { (note_form(ctx, ticket, typed)) }
    }
}

fn answer_form(ctx: &Ctx, ticket: &Ticket, typed: &Typed) -> Markup {
    let (lang, provider) = (ctx.lang, is_provider(&ctx.actor));
    let (title, button) = if provider {
        (lang.t("desk-answer"), lang.with("desk-answer-send", &[("name", &ticket.requester.name)]))
    } else {
        (lang.t("desk-message"), lang.t("desk-message-send"))
    };
    let then = [Transition::WaitRequester, Transition::WaitVendor, Transition::Resolve];
    let then = then.into_iter().filter(|t| rules::path(ticket.state, *t).is_some());
    let keep = std::iter::once(Choice::new("none", lang.t("desk-then-nothing")));
    let choices = keep.chain(then.map(|t| Choice::new(t.as_str(), lang.t(t.label_key()))));
    let fields = html! {
        (Field::textarea(lang, "body", title.as_str()).value(&typed.body).error(error_of(&typed.errors, "body")).required())
        (Field::file(lang, "files", lang.t("desk-files")).multiple().hint(files_hint(lang)).error(error_of(&typed.errors, "files")))
        @if provider { (Field::select(lang, "then", lang.t("desk-then"), choices).value("none")) }
        (actions(submit(Emphasis::Primary, &button)))
    };
    let form =
        PostForm::new(format!("{}/messages", ticket.key.path()), &ctx.csrf).upload().label(title.as_str());
    let key: String = ctx.id();
    let form = form.hidden("version", ticket.version.to_string()).hidden("key", key).body(fields);
    section("answer", &title, None, form.render())
}

/// Limits of joined files, in words.
pub(super) fn files_hint(lang: Lang) -> String {
    let limits = [("count", rules::FILES), ("size", rules::FILE_BYTES >> 20)];
    lang.with("desk-files-hint", &limits)
}

fn note_form(ctx: &Ctx, ticket: &Ticket, typed: &Typed) -> Markup {
    let lang = ctx.lang;
    let fields = html! {
        (Field::textarea(lang, "note", lang.t("desk-note")).rows(3).value(&typed.note).hint(lang.t("desk-note-hint"))
            .error(error_of(&typed.errors, "note")))
        (Field::file(lang, "note_files", lang.t("desk-files")).multiple().hint(files_hint(lang)))
        (actions(submit(Emphasis::Secondary, &lang.t("desk-note-add"))))
    };
    let key: String = ctx.id();
    let form = PostForm::new(format!("{}/notes", ticket.key.path()), &ctx.csrf).upload();
    section("note", &lang.t("desk-note-title"), None, form.hidden("key", key).body(fields).render())
}

fn aside(ctx: &Ctx, reading: &Reading, workers: &[Person], typed: &Typed) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let why = format!("{}/deadlines", ticket.key.path());
    html! {
        (section("clocks", &lang.t("desk-clocks"), None, clocks::all(lang, reading, &why)))
        (section("who", &lang.t("desk-facts"), None, html! {
            (ticket_facts(lang, reading))
            @if ctx.actor.may(Permission::TicketWork) {
                p { (link(&format!("{}/correction", ticket.key.path()), &lang.t("desk-correct"))) }
            }
        }))
        @if ctx.actor.may(Permission::TicketWork) { (work_forms(ctx, ticket, workers)) }
        (state_form(ctx, reading, typed))
    }
}

fn ticket_facts(lang: Lang, reading: &Reading) -> Markup {
    let ticket = &reading.thread.ticket;
    let agreement =
        reading.terms.source.as_ref().map_or_else(|| lang.t("desk-no-agreement"), |s| s.reference.clone());
    let mut pairs = vec![
        (lang.t("desk-requester"), text(&ticket.requester.name)),
        (lang.t("desk-beneficiary"), text(&ticket.beneficiary_name)),
        (lang.t("desk-agreement"), text(agreement)),
        (lang.t("desk-site"), text(ticket.site.as_ref().map_or("—", |(_, name)| name.as_str()))),
        (lang.t("desk-received"), time(lang, ticket.received_at)),
        (lang.t("desk-channel"), text(lang.t(ticket.channel.label_key()))),
        (
            lang.t("desk-assignee"),
            text(ticket.assignee.as_ref().map_or_else(|| lang.t("desk-nobody"), |a| a.name.clone())),
        ),
        (lang.t("desk-impact"), text(lang.t(ticket.impact.label_key()))),
        (lang.t("desk-urgency"), text(lang.t(ticket.urgency.label_key()))),
    ];
    if let Some((_, category)) = &ticket.category {
        pairs.push((lang.t("category-one"), text(category)));
    }
    if ticket.created_by.id != ticket.requester.id {
        pairs.insert(1, (lang.t("desk-created-by"), text(&ticket.created_by.name)));
    }
    if let Some(done) = Facts::of(&reading.thread).resolved_at() {
        pairs.push((lang.t("desk-resolved"), time(lang, done)));
    }
    facts(pairs)
}

fn work_forms(ctx: &Ctx, ticket: &Ticket, workers: &[Person]) -> Markup {
    let (lang, path) = (ctx.lang, ticket.key.path());
    let version = ticket.version.to_string();
    let me = ctx.actor.person.as_ref().map_or("", |id| id.as_str());
    let assignee =
        ticket.assignee.as_ref().and_then(|named| named.id.as_ref()).map_or("nobody", |id| id.as_str());
    let nobody = std::iter::once(Choice::new("nobody", lang.t("desk-nobody")));
    let people = nobody.chain(workers.iter().map(|p| Choice::new(p.id.as_str(), &p.name)));
    let take = PostForm::new(format!("{path}/taking"), &ctx.csrf).hidden("version", &version);
    let give =
        PostForm::new(format!("{path}/assignment"), &ctx.csrf).hidden("version", &version).body(html! {
            (Field::select(lang, "assignee", lang.t("desk-assignee"), people).value(assignee))
            (actions(submit(Emphasis::Secondary, &lang.t("desk-assign"))))
        });
    let criticality =
        PostForm::new(format!("{path}/criticality"), &ctx.csrf).hidden("version", &version).body(html! {
            (forms::impact(lang, ticket.impact.as_str())) (forms::urgency(lang, ticket.urgency.as_str()))
            (actions(submit(Emphasis::Secondary, &lang.t("desk-criticality-set"))))
        });
    html! {
        @if assignee != me { (take.body(submit(Emphasis::Primary, &lang.t("desk-take")))) }
        details { summary { (lang.t("desk-assign")) } (give) }
        details { summary { (lang.t("desk-criticality")) } (criticality) }
    }
}

/// What may happen to the ticket next, for the reader at hand.
fn state_form(ctx: &Ctx, reading: &Reading, typed: &Typed) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let provider = is_provider(&ctx.actor);
    if provider && !ctx.actor.may(Permission::TicketWork) {
        return html! {};
    }
    let may_reopen = rules::may_reopen(&reading.thread.stays, reading.now);
    let offered: Vec<Transition> = rules::transitions(ticket.state)
        .filter(|t| provider || rules::is_for_requesters(*t))
        .filter(|t| *t != Transition::Reopen || may_reopen)
        .collect();
    if offered.is_empty() {
        return html! {
            @if ticket.state == State::Closed && !provider {
                p { (lang.t("desk-closed-for-good")) " " (link("/requests/new", &lang.t("desk-new-request"))) }
            }
        };
    }
    let form = PostForm::new(format!("{}/state", ticket.key.path()), &ctx.csrf)
        .hidden("version", ticket.version.to_string());
    let form = form.body(html! {
        (Field::text(lang, "reason", lang.t("desk-reason")).value(&typed.reason).hint(lang.t("desk-reason-hint"))
            .error(error_of(&typed.errors, "reason")))
        (actions(html! {
            @for t in &offered {
                (platform::web::components::submit_with(Emphasis::Secondary, &lang.t(t.label_key()), "transition", t.as_str()))
            }
        }))
    });
    section("state", &lang.t("desk-next"), None, form.render())
}
