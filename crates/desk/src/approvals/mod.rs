//! Approvals: who must agree to a request, step by step, on either side; delegation from one day to another.
//!
//! Nobody approves an own request unless its form says so. Whoever is asked answers on screen or by the link of a mail, which
//! shows when it is opened and decides only when its page is sent: mail scanners open every link. The request is accepted, and the clock of G.3 starts,
//! when every step is agreed to; one refusal, with its reason, ends it.

pub mod actions;
mod api;
pub mod jobs;
mod pages;
pub mod rules;
pub mod store;
pub mod token;
pub mod views;

use crate::{
    requests::{Scoped, Whole},
    tickets::TicketKey,
    words::words,
};
use jiff::{Timestamp, civil::Date};
use kernel::id::{OrganisationId, PersonId};
use platform::web::{Access, Routes};

kernel::id! {
    /// A step of approval.
    StepId,
    /// A person asked at a step.
    SeatId,
    /// A delegation.
    DelegationId,
}

words! {
    /// Where a step stands.
    StepState {
        /// A step before is not agreed to yet.
        Waiting = "waiting", "approval-state-waiting";
        /// Its persons are asked.
        Open = "open", "approval-state-open";
        /// Agreed to.
        Accepted = "accepted", "approval-state-accepted";
        /// Refused.
        Refused = "refused", "approval-state-refused";
        /// Not needed for these answers.
        Skipped = "skipped", "approval-state-skipped";
    }
}

words! {
    /// What a person answers.
    Decision {
        /// Yes.
        Accepted = "accepted", "approval-accepted";
        /// No, with a reason.
        Refused = "refused", "approval-refused";
    }
}

words! {
    /// How many must agree.
    Rule {
        /// One is enough.
        Any = "any", "approval-rule-any";
        /// Every one.
        All = "all", "approval-rule-all";
    }
}

/// A step with those who are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Which one.
    pub id: StepId,
    /// Its ticket.
    pub ticket: TicketKey,
    /// Rank from 1.
    pub position: i64,
    /// What is agreed to, in French and in English.
    pub title: [String; 2],
    /// How many must agree.
    pub rule: Rule,
    /// Where it stands.
    pub state: StepState,
    /// When its persons were asked.
    pub opened_at: Option<Timestamp>,
    /// When it was decided.
    pub decided_at: Option<Timestamp>,
}

/// Somebody asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Which one.
    pub id: SeatId,
    /// At which step.
    pub step: StepId,
    /// Of which ticket.
    pub ticket: TicketKey,
    /// Who.
    pub person: PersonId,
    /// Name of that person.
    pub person_name: String,
    /// The answer.
    pub decision: Option<Decision>,
    /// Why.
    pub reason: String,
    /// Who answered: the person or the delegate.
    pub decided_by_name: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
}

/// Something that waits for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The seat to answer.
    pub seat: SeatId,
    /// The ticket.
    pub ticket: TicketKey,
    /// `CODE-123`.
    pub reference: String,
    /// Title of the request.
    pub title: String,
    /// Name of the requester.
    pub requester_name: String,
    /// For whom the reader answers: its own name, or who delegated.
    pub person: PersonId,
    /// Name of that person.
    pub person_name: String,
    /// What is agreed to, in French and in English.
    pub step: [String; 2],
    /// Since when.
    pub opened_at: Timestamp,
}

/// What is asked of the reader, with all that is needed to answer.
#[derive(Clone, Debug)]
pub struct Asked {
    /// What waits, for whom.
    pub waiting: Waiting,
    /// The request.
    pub whole: Whole,
    /// What the agreement says of it.
    pub scoped: Option<Scoped>,
    /// Every step of the request.
    pub steps: Vec<Step>,
    /// Everybody asked.
    pub seats: Vec<Seat>,
    /// Whether an answer may be given now.
    pub is_open: bool,
}

/// Somebody answers for somebody else, from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegation {
    /// Which one.
    pub id: DelegationId,
    /// Of which organisation.
    pub organisation: OrganisationId,
    /// For whom.
    pub person: PersonId,
    /// Name of that person.
    pub person_name: String,
    /// Who answers.
    pub delegate: PersonId,
    /// Name of who answers.
    pub delegate_name: String,
    /// First day.
    pub from: Date,
    /// Last day, included.
    pub to: Date,
    /// When it was taken back.
    pub cancelled_at: Option<Timestamp>,
}

/// Routes of this feature. What waits for somebody is found by the person, so everybody may look.
pub fn routes() -> Routes {
    let access = Access::SignedIn;
    Routes::new()
        .get("/approval/{token}", Access::Public, pages::link)
        .post("/approval/{token}", Access::Public, pages::decide_by_link)
        .get("/approvals", access, pages::list)
        .get("/approvals/{beneficiary}/{seat}", access, pages::show)
        .post("/approvals/{beneficiary}/{seat}", access, pages::decide)
        .post("/approvals/delegations", access, pages::delegate)
        .post("/approvals/delegations/{delegation}/cancellation", access, pages::cancel)
        .get("/api/v1/approvals", access, api::list)
        .get("/api/v1/approvals/{beneficiary}/{seat}", access, api::show)
        .post("/api/v1/approvals/{beneficiary}/{seat}", access, api::decide)
}
