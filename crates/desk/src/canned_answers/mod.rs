//! Canned answers: what is often said, with variables, and macros that also say what happens next and who has the
//! ticket then. Shared by all, by a team, for one beneficiary, or personal.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::{teams::TeamId, tickets::Transition};
use jiff::Timestamp;
use kernel::{
    Permission::TicketWork,
    id::{OrganisationId, PersonId},
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A canned answer.
    CannedId,
}

/// Who has the ticket once a macro is applied.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Give {
    /// Whoever has it already.
    #[default]
    Unchanged,
    /// Who applies it.
    Me,
    /// Nobody.
    Nobody,
    /// A team, and nobody of it yet.
    Team(TeamId),
}

/// A canned answer.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Canned {
    /// Which one.
    pub id: CannedId,
    /// Name.
    pub name: String,
    /// The words, with variables.
    pub body: String,
    /// Whose it is, when it is personal.
    pub owner: Option<PersonId>,
    /// The team that uses it, and its name.
    pub team: Option<(TeamId, String)>,
    /// The beneficiary it is for, and its name.
    pub beneficiary: Option<(OrganisationId, String)>,
    /// What happens to the ticket once it is said.
    pub then: Option<Transition>,
    /// Who has the ticket then.
    pub give: Give,
    /// How many times it was used.
    pub uses: i64,
    /// Since when it is no longer proposed.
    pub archived_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

impl Canned {
    /// Whether it does more than say something.
    pub fn is_macro(&self) -> bool {
        self.then.is_some() || self.give != Give::Unchanged
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/canned-answers/{}", self.id)
    }
}

/// What is typed about a canned answer. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CannedForm {
    /// Name.
    pub name: String,
    /// The words, with variables.
    pub body: String,
    /// `mine` for a personal one, `team` for `team`'s, everybody's otherwise.
    pub reach: String,
    /// Identifier of the team that uses it.
    pub team: String,
    /// Identifier of the only beneficiary it is for.
    pub beneficiary: String,
    /// What happens next: a transition, or empty.
    pub then: String,
    /// `me`, `nobody`, a team's identifier, or empty.
    pub give: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

/// Every route of canned answers, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/canned-answers", work, pages::list)
        .get("/canned-answers/new", work, pages::new_answer)
        .post("/canned-answers", work, pages::create)
        .get("/canned-answers/{answer}", work, pages::show)
        .post("/canned-answers/{answer}", work, pages::change)
        .post("/canned-answers/{answer}/archival", work, pages::archive)
        .post("/canned-answers/{answer}/restoration", work, pages::restore)
        .post("/tickets/{beneficiary}/{id}/canned-answer", work, pages::insert)
        .get("/tickets/{beneficiary}/{id}/macros/{answer}", work, pages::preview)
        .post("/tickets/{beneficiary}/{id}/macros/{answer}", work, pages::apply)
        .get("/api/v1/canned-answers", work, api::list)
        .post("/api/v1/canned-answers", work, api::create)
        .put("/api/v1/canned-answers/{answer}", work, api::change)
        .get("/api/v1/tickets/{beneficiary}/{id}/macros/{answer}", work, api::preview)
        .post("/api/v1/tickets/{beneficiary}/{id}/macros/{answer}", work, api::apply)
}
