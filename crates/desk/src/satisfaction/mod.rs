//! Satisfaction: the requester of a ticket that is over says in one click how it went, without signing in.
//!
//! The link of a mail opens a page; only the answer to that page votes, because mail scanners open every link. Figures
//! always stand beside their rate of answers, and nothing is ever counted per agent.

pub mod actions;
pub mod api;
pub mod jobs;
pub mod pages;
pub mod panel;
pub mod rules;
pub mod store;
pub mod token;
mod views;

use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::Permission::{ScoreboardRead, TicketReadAll};
use platform::web::{
    Access::{Needs, Public},
    Routes,
};
use serde::Serialize;

/// What was asked about a ticket, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// The ticket.
    pub ticket: TicketKey,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// From 1 to 5.
    pub score: Option<i64>,
    /// In the requester's words.
    pub comment: String,
    /// When the answer was first given.
    pub voted_at: Option<Timestamp>,
    /// When it was last changed.
    pub changed_at: Option<Timestamp>,
}

/// An opinion with what a list shows of its ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The opinion.
    pub opinion: Opinion,
    /// `CODE-123`.
    pub reference: String,
    /// Its title.
    pub title: String,
}

/// The figures of a beneficiary over a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Result {
    /// Questions asked.
    pub asked: i64,
    /// Answers of each score, from 1 to 5.
    pub answers: [i64; 5],
}

impl Result {
    /// Number of answers.
    pub fn answered(&self) -> i64 {
        self.answers.iter().sum()
    }
}

/// Routes of this feature.
pub fn routes() -> Routes {
    Routes::new()
        .get("/opinion/{token}", Public, pages::question)
        .post("/opinion/{token}", Public, pages::vote)
        .get("/satisfaction", Needs(ScoreboardRead), pages::all)
        .get("/satisfaction/{beneficiary}", Needs(ScoreboardRead), pages::one)
        .get("/satisfaction/{beneficiary}/opinions.csv", Needs(TicketReadAll), pages::csv)
        .get("/api/v1/satisfaction/{beneficiary}", Needs(ScoreboardRead), api::one)
        .get("/api/v1/satisfaction/{beneficiary}/opinions", Needs(TicketReadAll), api::opinions)
}
