//! Checklists: tasks that always come together, kept as data and added to a ticket in one gesture.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::teams::TeamId;
use jiff::Timestamp;
use kernel::Permission::{DeskManage, TicketWork};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A checklist.
    ChecklistId,
}

/// A list of tasks.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Checklist {
    /// Which one.
    pub id: ChecklistId,
    /// Name, one of a kind.
    pub name: String,
    /// The tasks in order.
    pub items: Vec<Item>,
    /// Since when it is no longer proposed.
    pub archived_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

/// A task of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Item {
    /// What to do.
    pub title: String,
    /// The team that does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// Due this many calendar days after the list is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_days: Option<i64>,
}

/// What is typed about a checklist. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChecklistForm {
    /// Name.
    pub name: String,
    /// One task a line: `What to do | Team | days`, the last two being optional.
    pub items: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

/// Every route of checklists, pages then API.
pub fn routes() -> Routes {
    let (work, manage) = (Needs(TicketWork), Needs(DeskManage));
    Routes::new()
        .get("/checklists", work, pages::list)
        .post("/checklists", manage, pages::create)
        .get("/checklists/{checklist}", work, pages::show)
        .post("/checklists/{checklist}", manage, pages::change)
        .post("/checklists/{checklist}/archival", manage, pages::archive)
        .post("/checklists/{checklist}/restoration", manage, pages::restore)
        .post("/tickets/{beneficiary}/{id}/checklist", work, pages::apply)
        .get("/api/v1/checklists", work, api::list)
        .post("/api/v1/checklists", manage, api::create)
        .put("/api/v1/checklists/{checklist}", manage, api::change)
        .post("/api/v1/tickets/{beneficiary}/{id}/checklist", work, api::apply)
}
