//! Planned interventions: when somebody comes, where and for what. Both sides see them.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use crate::tickets::{TicketId, TicketKey};
use jiff::Timestamp;
use kernel::{Interval, Permission::TicketWork, id::BeneficiaryId};
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};
use serde::Deserialize;

kernel::id! {
    /// A planned intervention.
    VisitId,
}

/// A planned intervention.
#[derive(Clone, Debug)]
pub struct Visit {
    /// Which one.
    pub id: VisitId,
    /// From when to when.
    pub interval: Interval,
    /// Identifier and name of the site; nothing when it is done from afar.
    pub site: Option<(String, String)>,
    /// What is done.
    pub what: String,
    /// Who planned it.
    pub planned_by_name: String,
    /// When it was cancelled, and by whom.
    pub cancelled: Option<(Timestamp, String)>,
}

/// An intervention with the ticket it is for.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What, when and where.
    pub visit: Visit,
    /// The ticket.
    pub key: TicketKey,
    /// Reference and title of the ticket.
    pub ticket: String,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
}

/// What is typed about an intervention. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VisitForm {
    /// Beginning, on the wall clock of Paris: `2026-03-12T09:00`.
    pub starts_at: String,
    /// End, likewise.
    pub ends_at: String,
    /// Identifier of a site of the beneficiary; empty from afar.
    pub site: String,
    /// What is done.
    pub what: String,
}

/// Path of an intervention.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct VisitPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    visit: VisitId,
}

impl VisitPath {
    fn split(self) -> (TicketKey, VisitId) {
        (TicketKey { beneficiary: self.beneficiary, id: self.id }, self.visit)
    }
}

/// Every route of planned interventions, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/tickets/{beneficiary}/{id}/visits", SignedIn, pages::show)
        .post("/tickets/{beneficiary}/{id}/visits", work, pages::plan)
        .post("/tickets/{beneficiary}/{id}/visits/{visit}/cancellation", work, pages::cancel)
        .get("/api/v1/tickets/{beneficiary}/{id}/visits", SignedIn, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/visits", work, api::plan)
        .post("/api/v1/tickets/{beneficiary}/{id}/visits/{visit}/cancellation", work, api::cancel)
}
