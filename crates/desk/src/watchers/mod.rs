//! Watchers: who follows a ticket besides those who asked for it or work on it. A watcher of the beneficiary reads
//! what the requester reads, and never an internal note.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use crate::tickets::Named;
use jiff::Timestamp;
use platform::web::{Access::SignedIn, Routes};
use serde::Deserialize;

/// Somebody who follows a ticket.
#[derive(Clone, Debug)]
pub struct Watcher {
    /// Who.
    pub person: Named,
    /// Who let that person follow.
    pub added_by_name: String,
    /// Since when.
    pub added_at: Timestamp,
}

/// Who is to follow, or to follow no more. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WatcherForm {
    /// Identifier of the person; oneself when empty.
    pub person: String,
}

/// Every route of watchers. The actions check again, on the ticket itself.
pub fn routes() -> Routes {
    Routes::new()
        .get("/tickets/{beneficiary}/{id}/watchers", SignedIn, pages::show)
        .post("/tickets/{beneficiary}/{id}/watchers", SignedIn, pages::add)
        .post("/tickets/{beneficiary}/{id}/watchers/removal", SignedIn, pages::remove)
        .get("/api/v1/tickets/{beneficiary}/{id}/watchers", SignedIn, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/watchers", SignedIn, api::add)
        .post("/api/v1/tickets/{beneficiary}/{id}/watchers/removal", SignedIn, api::remove)
}
