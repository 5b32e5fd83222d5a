//! What a person is writing on a ticket, kept on the server until it is sent: an expired session, another machine
//! or a crash lose nothing. A draft is its writer's alone, and is not in the audit log: nothing was said yet.

pub mod actions;
pub mod pages;
pub mod store;

use crate::words::words;
use jiff::Timestamp;
use kernel::Permission::TicketWork;
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};

words! {
    /// What is being written.
    Kind {
        /// A message for the other side.
        Answer = "answer", "drafts-answer";
        /// An internal note.
        Note = "note", "drafts-note";
    }
}

/// What was being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// For whom.
    pub kind: Kind,
    /// The words so far.
    pub body: String,
    /// When they were last kept.
    pub saved_at: Timestamp,
}

/// Every route of drafts.
pub fn routes() -> Routes {
    Routes::new().post("/tickets/{beneficiary}/{id}/drafts/answer", SignedIn, pages::answer).post(
        "/tickets/{beneficiary}/{id}/drafts/note",
        Needs(TicketWork),
        pages::note,
    )
}
