//! The telephone as a channel: calls that an exchange tells of or that an agent notes, who calls, and the ticket of a call.
//!
//! A call belongs to the provider, whoever called: numbers are shown only to those who may see every person. A caller is
//! known by the number of a person; the ticket says *phone*, and the call stands beside it.

pub mod actions;
pub mod api;
pub mod intake;
mod jobs;
pub mod pages;
mod routes;
pub mod rules;
pub mod store;
pub mod views;

pub use jobs::jobs;
pub use routes::routes;

use crate::{tickets::TicketKey, words::words};
use jiff::Timestamp;
use kernel::id::PersonId;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A call.
    CallId,
}

words! {
    /// Who called whom.
    Direction {
        /// Somebody called the desk.
        In = "in", "call-direction-in";
        /// The desk called somebody.
        Out = "out", "call-direction-out";
    }
}

words! {
    /// Where a call stands.
    State {
        /// It rings.
        Ringing = "ringing", "call-state-ringing";
        /// They speak.
        Answered = "answered", "call-state-answered";
        /// Nobody took it.
        Missed = "missed", "call-state-missed";
        /// It is over.
        Ended = "ended", "call-state-ended";
    }
}

words! {
    /// What an exchange tells of a call.
    Told {
        /// It rings.
        Ringing = "ringing", "call-state-ringing";
        /// Somebody took it.
        Answered = "answered", "call-state-answered";
        /// It ended without having been taken.
        Missed = "missed", "call-state-missed";
        /// Somebody hung up.
        Ended = "ended", "call-state-ended";
    }
}

words! {
    /// Part of the list of calls.
    Part {
        /// Ringing or going on.
        Now = "now", "call-part-now";
        /// Missed, and nobody called back yet.
        Missed = "missed", "call-part-missed";
        /// Every call.
        All = "all", "call-part-all";
    }
}

/// Somebody whom a number may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Caller {
    /// Who.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Name of the organisation.
    pub organisation: String,
    /// Its identifier when it is a beneficiary: only then may a ticket be for this person.
    pub beneficiary: Option<kernel::id::BeneficiaryId>,
}

/// A call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Call {
    /// Which one.
    pub id: CallId,
    /// Who called whom.
    pub direction: Direction,
    /// E.164, else as it was told; empty when it was hidden or forgotten.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// Whether the desk was open when it began.
    pub in_hours: bool,
    /// When it began.
    pub began_at: Timestamp,
    /// When it was taken.
    pub answered_at: Option<Timestamp>,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Who of the desk took or made it.
    pub agent: Option<(PersonId, String)>,
    /// The other one, once it is known.
    pub person: Option<Caller>,
    /// The ticket, and its reference.
    #[serde(skip)]
    pub ticket: Option<(TicketKey, String)>,
    /// What was noted.
    pub note: String,
    /// Who called back, and when.
    pub called_back: Option<(Timestamp, String)>,
    /// Raised at each change.
    pub version: i64,
}

impl Call {
    /// Path of the call's page.
    pub fn path(&self) -> String {
        format!("/calls/{}", self.id)
    }
}

/// What an exchange posts of a call.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Post {
    /// The exchange's own name of the call, the same for everything it tells of it.
    pub call: String,
    /// What happened.
    pub event: Told,
    /// Who called whom; a call to the desk unless said.
    #[serde(default = "incoming")]
    pub direction: Direction,
    /// The other one's number; empty or a word when it is hidden.
    #[serde(default)]
    pub number: String,
    /// Mail address or number of the agent, as Socle knows it.
    #[serde(default)]
    pub agent: String,
    /// When; now unless said.
    pub at: Option<Timestamp>,
}

fn incoming() -> Direction {
    Direction::In
}

/// A call noted by hand. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoteForm {
    /// The other one's number.
    pub number: String,
    /// `in` or `out`.
    pub direction: String,
    /// `answered`, or `missed`.
    pub state: String,
    /// When it began, in Paris; now when empty.
    pub at: String,
    /// Who it was.
    pub person: String,
    /// Reference of the ticket it was about.
    pub ticket: String,
    /// What was said.
    pub note: String,
    /// Only to choose among its persons.
    pub beneficiary: String,
}

/// The ticket of a call: what matters while somebody is on the phone. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TicketForm {
    /// In a few words.
    pub title: String,
    /// For whom.
    pub requester: String,
    /// More words, if there is time.
    pub description: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// A ticket that is there already. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    /// Its reference.
    pub ticket: String,
}
