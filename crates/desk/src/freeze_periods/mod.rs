//! Freeze periods: times at which nothing should change, such as an election or the closing of the accounts.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use jiff::Timestamp;
use kernel::{
    Interval,
    Permission::{DeskRead, DeskRun},
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A freeze period.
    FreezeId,
}

/// A freeze period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FreezePeriod {
    /// Which one.
    pub id: FreezeId,
    /// What it is.
    pub title: String,
    /// Why.
    pub reason: String,
    /// When.
    #[serde(flatten)]
    pub span: Interval,
    /// Who set it.
    pub created_by_name: String,
    /// When it was set.
    pub created_at: Timestamp,
    /// Since when it no longer counts.
    pub cancelled_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

/// What is typed about a freeze period. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FreezeForm {
    /// What it is.
    pub title: String,
    /// Why.
    pub reason: String,
    /// Beginning, wall clock of Paris: `2026-03-03T17:30`.
    pub from: String,
    /// End.
    pub to: String,
}

/// Every route of freeze periods, pages then API.
pub fn routes() -> Routes {
    let (read, run) = (Needs(DeskRead), Needs(DeskRun));
    Routes::new()
        .get("/freeze-periods", read, pages::list)
        .post("/freeze-periods", run, pages::create)
        .post("/freeze-periods/{freeze}/cancellation", run, pages::cancel)
        .post("/freeze-periods/{freeze}/restoration", run, pages::restore)
        .get("/api/v1/freeze-periods", read, api::list)
        .post("/api/v1/freeze-periods", run, api::create)
        .post("/api/v1/freeze-periods/{freeze}/cancellation", run, api::cancel)
        .post("/api/v1/freeze-periods/{freeze}/restoration", run, api::restore)
}
