//! Requests made by a form: the answers with the version of the form, what the agreement says of them, the tasks
//! that follow, and the technical go-live (G.3).

pub mod actions;
mod api;
pub mod intake;
mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::{
    request_forms::{FormId, FormVersion, rules::Answers},
    tasks::Task,
    tickets::TicketKey,
};
use agreements::scope::{Concern, Finding};
use jiff::Timestamp;
use kernel::{Explanation, Permission, id::PersonId};
use platform::web::{Access, Routes};

/// A request made by a form.
#[derive(Clone, Debug)]
pub struct ServiceRequest {
    /// Its ticket.
    pub ticket: TicketKey,
    /// For whom.
    pub requester: PersonId,
    /// Version of the form.
    pub form: FormId,
    /// Answers by code of their question.
    pub answers: Answers,
    /// When it was asked.
    pub asked_at: Timestamp,
    /// When it was accepted: the clock of G.3 starts.
    pub accepted_at: Option<Timestamp>,
    /// When it was refused.
    pub refused_at: Option<Timestamp>,
    /// Technical go-live.
    pub live_at: Option<Timestamp>,
    /// Who recorded it.
    pub live_by_name: Option<String>,
    /// Raised at each change.
    pub version: i64,
}

/// What the agreement says of a ticket, as judged at intake or since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoped {
    /// What it is about.
    pub concern: Concern,
    /// What the agreement says.
    pub finding: Finding,
    /// Why.
    pub explanation: Explanation,
    /// When it was judged.
    pub judged_at: Timestamp,
    /// By whom it was said what the ticket is about.
    pub judged_by_name: String,
}

/// A request with its form and tasks.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The request.
    pub request: ServiceRequest,
    /// The form by which it was made.
    pub form: FormVersion,
    /// Tasks in order.
    pub tasks: Vec<Task>,
    /// Answers in words: names instead of identifiers, labels instead of values.
    pub words: Vec<(String, String)>,
}

/// Routes of this feature.
pub fn routes() -> Routes {
    let (create, work) = (Access::Needs(Permission::TicketCreate), Access::Needs(Permission::TicketWork));
    Routes::new()
        .get("/catalogue", create, pages::catalogue)
        .get("/requests/forms/{form}", create, pages::form)
        .post("/requests/forms/{form}", create, pages::ask)
        .post("/tickets/{beneficiary}/{id}/scope", work, pages::scope)
        .post("/tickets/{beneficiary}/{id}/go-live", work, pages::go_live)
        .get("/api/v1/catalogue", create, api::catalogue)
        .post("/api/v1/requests", create, api::ask)
        .get("/api/v1/tickets/{beneficiary}/{id}/request", Access::SignedIn, api::show)
        .put("/api/v1/tickets/{beneficiary}/{id}/scope", work, api::scope)
        .put("/api/v1/tickets/{beneficiary}/{id}/go-live", work, api::go_live)
}
