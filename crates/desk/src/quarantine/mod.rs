//! The quarantine: mails that wait for a person's decision, each with its reason. Nothing is deleted; a rejection can
//! be taken back.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use crate::{mail_intake::Reason, tickets::TicketKey};
use jiff::Timestamp;
use kernel::Permission::MailDecide;
use platform::{
    Digest,
    web::{Access, Routes},
};
use serde::Serialize;

kernel::id! {
    /// A mail that came.
    MailId,
}

/// A mail that waits, or waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which one.
    pub id: MailId,
    /// Its bytes as they came.
    pub digest: Digest,
    /// Bytes.
    pub size: i64,
    /// Name the sender gives.
    pub from_name: String,
    /// Address the sender gives.
    pub from_address: String,
    /// Subject.
    pub subject: String,
    /// Beginning of the text.
    pub preview: String,
    /// When it was taken.
    pub received_at: Timestamp,
    /// Where it stands.
    pub standing: Standing,
    /// Why it waits.
    pub reason: Reason,
    /// The ticket it was given to.
    pub ticket: Option<TicketKey>,
    /// Raised at each decision.
    pub version: i64,
    /// Name of the mailbox it came to; nothing when a mail server handed it over.
    pub came_to: Option<String>,
    /// Whose people mostly write to that mailbox: a hint for whoever decides, no more.
    pub meant_for: Option<String>,
}

/// Where a mail of the quarantine stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It waits.
    Quarantine,
    /// It was rejected; that can be taken back.
    Rejected,
    /// It became a ticket.
    Ticket,
    /// It was added to a ticket.
    Message,
}

impl Standing {
    /// The word stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Quarantine => "quarantine",
            Self::Rejected => "rejected",
            Self::Ticket => "ticket",
            Self::Message => "message",
        }
    }
}

/// Routes of this feature; its actions also ask for the right to read every ticket, which contractors lack.
pub fn routes() -> Routes {
    Routes::new()
        .get("/quarantine", Access::Needs(MailDecide), pages::list)
        .get("/quarantine/{mail}", Access::Needs(MailDecide), pages::show)
        .get("/quarantine/{mail}/raw", Access::Needs(MailDecide), pages::raw)
        .post("/quarantine/{mail}/release", Access::Needs(MailDecide), pages::release)
        .post("/quarantine/{mail}/addition", Access::Needs(MailDecide), pages::add)
        .post("/quarantine/{mail}/rejection", Access::Needs(MailDecide), pages::reject)
        .post("/quarantine/{mail}/restoration", Access::Needs(MailDecide), pages::restore)
        .get("/api/v1/quarantine", Access::Needs(MailDecide), api::list)
        .get("/api/v1/quarantine/{mail}", Access::Needs(MailDecide), api::show)
        .post("/api/v1/quarantine/{mail}/decision", Access::Needs(MailDecide), api::decide)
}
