//! One change to several tickets at once: shown before, told ticket by ticket after, put back within ten minutes.
//!
//! Each ticket is changed by the same action as from its own page, with the version that was read; what one refuses
//! stops none of the others.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::{
    teams::TeamId,
    tickets::{Impact, Ticket, TicketId, TicketKey, Transition, Urgency, actions::Standing},
};
use jiff::Timestamp;
use kernel::{Permission::TicketWork, Text, id::PersonId};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// Tickets changed together.
    BatchId,
}

/// What is done to each ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// Given to somebody, or to nobody.
    Assign {
        /// To whom.
        assignee: Option<PersonId>,
    },
    /// Given to a team, or to none.
    Team {
        /// To which.
        team: Option<TeamId>,
    },
    /// Impact and urgency, from which the agreement of each ticket gives the level.
    Criticality {
        /// How many are concerned.
        impact: Impact,
        /// How much work is hindered.
        urgency: Urgency,
    },
    /// A transition of the graph.
    Move {
        /// Which.
        transition: Transition,
        /// Why.
        #[serde(default)]
        reason: String,
    },
}

/// A ticket ticked in a list, with the version that was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ticked {
    /// Whose.
    pub beneficiary: kernel::id::BeneficiaryId,
    /// Which.
    pub id: TicketId,
    /// As read.
    pub version: i64,
}

impl Ticked {
    /// Its key.
    pub fn key(&self) -> TicketKey {
        TicketKey { beneficiary: self.beneficiary.clone(), id: self.id.clone() }
    }

    /// As the box of a list sends it: `beneficiary/id/version`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (beneficiary, id, version) = (parts.next()?, parts.next()?, parts.next()?);
        let version = version.parse().ok()?;
        parts.next().is_none().then(|| Self { beneficiary: beneficiary.into(), id: id.into(), version })
    }

    /// The value of the box of a ticket.
    pub fn value(ticket: &Ticket) -> String {
        format!("{}/{}/{}", ticket.key.beneficiary, ticket.key.id, ticket.version)
    }
}

/// What would become of one ticket.
#[derive(Clone, Debug)]
pub struct Foreseen {
    /// What was ticked.
    pub ticked: Ticked,
    /// The ticket, when the reader still sees it.
    pub ticket: Option<Ticket>,
    /// What stands before and after, in words; or why nothing would be done.
    pub effect: Result<(Text, Text), Text>,
}

/// What became of one ticket.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Identifier of the row.
    pub id: String,
    /// The ticket.
    pub key: TicketKey,
    /// Reference and title.
    pub name: String,
    /// Why it was refused; nothing when it was done.
    pub refusal: Option<Text>,
    /// How it stood before.
    pub before: Standing,
    /// The version that the change made.
    pub version_after: i64,
    /// When.
    pub at: Timestamp,
    /// When it was put back.
    pub undone_at: Option<Timestamp>,
    /// Why it could not be put back.
    pub undo_refusal: Option<Text>,
}

/// Every route of changes to several tickets.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/tickets/bulk", work, pages::preview)
        .post("/tickets/bulk", work, pages::apply)
        .get("/tickets/bulk/{batch}", work, pages::report)
        .post("/tickets/bulk/{batch}/undo", work, pages::undo)
        .post("/api/v1/tickets/bulk", work, api::apply)
        .post("/api/v1/tickets/bulk/{batch}/undo", work, api::undo)
}
