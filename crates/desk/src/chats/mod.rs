//! Live conversations between a requester and agents. A conversation is the beginning of a ticket of the channel `chat`:
//! what is said are the messages of the ticket, stored once, so that the transcript is the ticket and nothing is copied.
//!
//! Here is only what makes it live: who waits, who is in charge, when it is over. Words among agents are internal notes,
//! which the requester's side never reads. Nobody answers in time, or the desk is closed: the ticket goes on like any other.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub use jobs::jobs;

use crate::{
    teams::TeamId,
    tickets::{Named, Thread, Ticket, TicketKey},
    words::words,
};
use jiff::Timestamp;
use kernel::{
    Permission::{TicketCreate, TicketWork},
    id::PersonId,
};
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};
use serde::Deserialize;

words! {
    /// Where a conversation stands.
    State {
        /// An agent is waited for.
        Waiting = "waiting", "chat-waiting";
        /// An agent is in charge.
        Active = "active", "chat-active";
        /// Over.
        Ended = "ended", "chat-ended";
        /// Nobody answered in time, or the desk was closed.
        Unanswered = "unanswered", "chat-unanswered";
    }
}

/// A conversation.
#[derive(Clone, Debug)]
pub struct Chat {
    /// The ticket it is the beginning of.
    pub key: TicketKey,
    /// Who asked.
    pub person: PersonId,
    /// Where it stands.
    pub state: State,
    /// When it began.
    pub opened_at: Timestamp,
    /// When it stops waiting for an agent; the instant of opening when the desk was closed.
    pub wait_until: Timestamp,
    /// The agent in charge.
    pub agent: Option<Named>,
    /// The agent it was handed over to, who has not taken it yet.
    pub meant_for: Option<Named>,
    /// The team it was handed over to, of which nobody has taken it yet.
    pub team: Option<(TeamId, String)>,
    /// When an agent first took it.
    pub taken_at: Option<Timestamp>,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// Who ended it.
    pub ended_by: Option<String>,
    /// Raised at each change of the above, not by messages.
    pub version: i64,
}

impl Chat {
    /// Its page.
    pub fn path(&self) -> String {
        path(&self.key)
    }

    /// Whether one may still write.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Waiting | State::Active)
    }

    /// Whether the desk was closed when it was opened.
    pub fn came_outside_hours(&self) -> bool {
        self.state == State::Unanswered && self.wait_until <= self.opened_at
    }
}

/// Page of the conversation of a ticket.
pub fn path(key: &TicketKey) -> String {
    format!("/chats/{}/{}", key.beneficiary, key.id)
}

/// A conversation as its reader sees it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The conversation.
    pub chat: Chat,
    /// What was said, within what the reader may see.
    pub thread: Thread,
}

/// A line of the list of agents.
#[derive(Clone, Debug)]
pub struct Line {
    /// The conversation.
    pub chat: Chat,
    /// Its ticket.
    pub ticket: Ticket,
}

/// What is typed to begin. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OpenForm {
    /// What for.
    pub body: String,
    /// `incident` or `request`.
    pub kind: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What is said. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SayForm {
    /// The words.
    pub body: String,
    /// `on` for a word among agents.
    pub internal: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// Which state a change was decided on. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TakeForm {
    /// The version read.
    pub version: i64,
}

/// To whom it is handed over. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandForm {
    /// Identifier of an agent, or empty.
    pub agent: String,
    /// Identifier of a team, or empty.
    pub team: String,
    /// A word for whoever takes it; the requester does not read it.
    pub word: String,
    /// The version read.
    pub version: i64,
}

/// How it ends. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// `on` when all is answered: the ticket is resolved too. Only the agent in charge says so.
    pub resolved: String,
}

/// Every route, pages then API.
pub fn routes() -> Routes {
    let (ask, work) = (Needs(TicketCreate), Needs(TicketWork));
    Routes::new()
        .get("/chats", work, pages::list)
        .get("/chats/new", ask, pages::new_chat)
        .post("/chats", ask, pages::open)
        .get("/chats/{beneficiary}/{id}", SignedIn, pages::show)
        .post("/chats/{beneficiary}/{id}/messages", SignedIn, pages::say)
        .post("/chats/{beneficiary}/{id}/taking", work, pages::take)
        .post("/chats/{beneficiary}/{id}/hand-over", work, pages::hand_over)
        .post("/chats/{beneficiary}/{id}/end", SignedIn, pages::end)
        .get("/api/v1/chats", work, api::list)
        .post("/api/v1/chats", ask, api::open)
        .get("/api/v1/chats/{beneficiary}/{id}", SignedIn, api::show)
        .post("/api/v1/chats/{beneficiary}/{id}/messages", SignedIn, api::say)
        .post("/api/v1/chats/{beneficiary}/{id}/taking", work, api::take)
        .post("/api/v1/chats/{beneficiary}/{id}/hand-over", work, api::hand_over)
        .post("/api/v1/chats/{beneficiary}/{id}/end", SignedIn, api::end)
}
