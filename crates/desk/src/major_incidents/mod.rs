//! Major incidents: one trouble behind tickets of several beneficiaries. The provider speaks to all of them at once and
//! resolves them together; each beneficiary sees that its own ticket is one of them, and nothing of the others.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub use jobs::jobs;

use jiff::Timestamp;
use kernel::Permission::DeskRun;
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A major incident.
    IncidentId,
    /// Something said to every ticket of a major incident.
    AnnouncementId,
}

/// A major incident.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct MajorIncident {
    /// Which one.
    pub id: IncidentId,
    /// What is the matter, in words that every beneficiary concerned may read.
    pub title: String,
    /// Who declared it.
    pub declared_by_name: String,
    /// When.
    pub declared_at: Timestamp,
    /// When it was over.
    pub resolved_at: Option<Timestamp>,
    /// Tickets in it.
    pub tickets: i64,
    /// Beneficiaries that these tickets belong to.
    pub beneficiaries: i64,
    /// Raised at each change.
    pub version: i64,
}

/// Something said to all.
#[derive(Clone, Debug)]
pub struct Announcement {
    /// Which one.
    pub id: AnnouncementId,
    /// The major incident.
    pub incident: IncidentId,
    /// The words.
    pub body: String,
    /// Who said it: identifier and name.
    pub author: crate::tickets::Named,
    /// When.
    pub at: Timestamp,
}

/// What is typed to declare one. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeclareForm {
    /// What is the matter.
    pub title: String,
    /// References of the tickets in it: `VAL-12, VAL-15`.
    pub tickets: String,
}

/// Tickets that come in or go out. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MembersForm {
    /// References of the tickets: `VAL-12, VAL-15`.
    pub tickets: String,
}

/// What is said to all. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SayForm {
    /// The words; for a resolution, what was done.
    pub body: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// Every route of major incidents, pages then API.
pub fn routes() -> Routes {
    let run = Needs(DeskRun);
    Routes::new()
        .get("/major-incidents", run, pages::list)
        .post("/major-incidents", run, pages::declare)
        .get("/major-incidents/{incident}", run, pages::show)
        .post("/major-incidents/{incident}/tickets", run, pages::add)
        .post("/major-incidents/{incident}/tickets/removal", run, pages::remove)
        .post("/major-incidents/{incident}/messages", run, pages::say)
        .post("/major-incidents/{incident}/resolution", run, pages::resolve)
        .post("/major-incidents/{incident}/reopening", run, pages::reopen)
        .post("/tickets/{beneficiary}/{id}/major-incident", run, pages::join)
        .get("/api/v1/major-incidents", run, api::list)
        .post("/api/v1/major-incidents", run, api::declare)
        .get("/api/v1/major-incidents/{incident}", run, api::show)
        .post("/api/v1/major-incidents/{incident}/tickets", run, api::add)
        .post("/api/v1/major-incidents/{incident}/tickets/removal", run, api::remove)
        .post("/api/v1/major-incidents/{incident}/messages", run, api::say)
        .post("/api/v1/major-incidents/{incident}/resolution", run, api::resolve)
        .post("/api/v1/major-incidents/{incident}/reopening", run, api::reopen)
}
