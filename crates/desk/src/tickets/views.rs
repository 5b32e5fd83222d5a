//! The page of a ticket: the conversation, and beside it all that one needs to know to answer.

mod bar;
pub mod clocks;
mod compose;
mod context;
pub mod corrections;
pub mod forms;
pub mod lists;

use super::{State, Ticket, actions::Reading, conversation};
use crate::{
    drafts::{Draft, Kind},
    held::{self, Held},
    presence::{self, Present},
};
use jiff::Timestamp;
use kernel::Permission;
use maud::{Markup, html};
use people::persons::Person;
use platform::{
    Ctx,
    i18n::Lang,
    web::{
        components::{Crumb, FieldError, Head, Tone, error_summary, tag, time, with_aside},
        page,
    },
};

pub(crate) use compose::files_hint;

/// What was typed and is shown again, with what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// A message for the other side.
    pub body: String,
    /// An internal note.
    pub note: String,
    /// Minutes spent on the message.
    pub minutes: String,
    /// Why the state should change.
    pub reason: String,
    /// When the message or the note shown was kept as a draft.
    pub kept_at: Option<Timestamp>,
    /// What is wrong.
    pub errors: Vec<FieldError>,
    /// The version the writer had read, when the ticket changed in between.
    pub read_version: Option<i64>,
}

impl Typed {
    /// What the person was writing when he or she left the page.
    pub fn restored(drafts: Vec<Draft>) -> Self {
        drafts.into_iter().fold(Self::default(), |typed, draft| {
            let typed = Self { kept_at: Some(draft.saved_at), ..typed };
            match draft.kind {
                Kind::Answer => Self { body: draft.body, ..typed },
                Kind::Note => Self { note: draft.body, ..typed },
            }
        })
    }
}

/// What stands beside the conversation, besides the ticket itself.
#[derive(Clone, Debug)]
pub struct Beside {
    /// Those who may be given the ticket; nobody for readers who do not work on it.
    pub workers: Vec<Person>,
    /// The requester's other tickets, the newest first.
    pub recent: Vec<Ticket>,
    /// What other features show.
    pub panels: Vec<Markup>,
    /// What may be put into an answer.
    pub canned: Markup,
    /// What the reader may still take back.
    pub held: Vec<Held>,
    /// Who else has the ticket open.
    pub present: Vec<Present>,
}

/// The page: what may be done stays in sight above, the conversation, and beside it all that one needs to know.
pub fn ticket_page(ctx: &Ctx, reading: &Reading, beside: &Beside, typed: &Typed) -> Markup {
    let (lang, ticket) = (ctx.lang, &reading.thread.ticket);
    let entries = conversation::entries(lang, &reading.thread);
    let is_asked = bar::asks_whether_solved(ctx, reading);
    let body = html! {
        (error_summary(lang, &typed.errors))
        (held::views::waiting(ctx, &beside.held))
        @if is_asked { (bar::states_in_page(ctx, reading, typed)) }
        @if let Some(version) = typed.read_version { (difference(lang, reading, version)) }
        (platform::web::components::conversation(lang, &lang.t("desk-conversation"), &entries))
        (compose::forms(ctx, ticket, beside, typed))
        @if !is_asked { (bar::states_in_page(ctx, reading, typed)) }
    };
    let head = head(ctx, ticket, "desk-view-ticket").has_errors(!typed.errors.is_empty());
    let aside = html! {
        (context::aside(ctx, reading, &beside.recent)) @for panel in &beside.panels { (panel) }
    };
    let body = html! {
        (crate::live::views::of_ticket(lang, ticket))
        (presence::views::place(lang, &ticket.key.path(), &beside.present))
        (bar::bar(ctx, reading, &beside.workers, typed))
        (with_aside(&lang.t("desk-context"), body, aside))
    };
    page(ctx, &head, html! { div.ticket { (body) } })
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
pub(crate) fn state_tag(lang: Lang, state: State) -> Markup {
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
