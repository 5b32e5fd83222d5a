//! Ten seconds to take back an answer or a closing. Until then nothing happened: a row waits, which a crash does not
//! lose and a job releases. Whoever does not want to wait sends it at once.

pub mod actions;
mod jobs;
pub mod pages;
pub mod store;
pub mod views;

pub use jobs::jobs;

use crate::{
    tickets::{TicketKey, Transition},
    words::words,
};
use jiff::{SignedDuration, Timestamp};
use kernel::{Permission::TicketWork, Text, id::PersonId};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

/// How long something can be taken back.
pub const FOR: SignedDuration = SignedDuration::from_secs(10);

/// A release that has not ended after this long was cut short, and is taken up again.
pub const CUT_SHORT: SignedDuration = SignedDuration::from_mins(1);

/// How long its author is told that it failed.
pub const TOLD: SignedDuration = SignedDuration::from_hours(24);

kernel::id! {
    /// Something held.
    HeldId,
}

words! {
    /// What waits.
    Kind {
        /// A message for the other side.
        Answer = "answer", "held-answer";
        /// A closing.
        Close = "close", "held-close";
    }
}

words! {
    /// Where it stands.
    State {
        /// It waits.
        Held = "held", "held-state-held";
        /// It happened.
        Done = "done", "held-state-done";
        /// Its author took it back.
        TakenBack = "taken_back", "held-state-taken-back";
        /// It could not happen any more.
        Failed = "failed", "held-state-failed";
    }
}

/// A joined file, its bytes being kept already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldFile {
    /// SHA-256 of its bytes.
    pub digest: String,
    /// Name given by the sender.
    pub name: String,
    /// Kind claimed by the sender.
    pub media_type: String,
}

/// What is to happen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Content {
    /// Version of the ticket that was read.
    pub version: i64,
    /// The words.
    pub body: String,
    /// What happens to the ticket next.
    pub then: Option<Transition>,
    /// Joined files.
    pub files: Vec<HeldFile>,
    /// Minutes spent, as typed; empty when none were.
    pub minutes: String,
}

/// Something held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which one.
    pub id: HeldId,
    /// The ticket.
    pub key: TicketKey,
    /// Whose.
    pub person: PersonId,
    /// What.
    pub kind: Kind,
    /// What is to happen.
    pub content: Content,
    /// Where it stands.
    pub state: State,
    /// Why it did not happen.
    pub failure: Option<Text>,
    /// When it happens by itself.
    pub release_at: Timestamp,
    /// Since when it is on its way.
    pub releasing_at: Option<Timestamp>,
}

/// Every route of things held.
pub fn routes() -> Routes {
    Routes::new()
        .post("/tickets/{beneficiary}/{id}/held/{held}/undo", Needs(TicketWork), pages::take_back)
        .post("/tickets/{beneficiary}/{id}/held/{held}/release", Needs(TicketWork), pages::release)
}
