//! Why a ticket waits, as data. Each reason says who is waited for, and therefore whether the clocks stop (R4.6).

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use crate::tickets::{State, Transition};
use jiff::Timestamp;
use kernel::Permission::{DeskManage, TicketWork};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A reason to wait.
    PendingId,
}

/// A reason to wait.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct PendingReason {
    /// Which one.
    pub id: PendingId,
    /// In a few words that both sides read.
    pub name: String,
    /// Who is waited for: [`State::WaitingRequester`] or [`State::WaitingVendor`].
    pub state: State,
    /// Since when it is no longer proposed.
    pub archived_at: Option<Timestamp>,
}

impl PendingReason {
    /// The transition that leads to the wait.
    pub fn transition(&self) -> Transition {
        if self.state == State::WaitingVendor { Transition::WaitVendor } else { Transition::WaitRequester }
    }
}

/// What is typed about a reason. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PendingForm {
    /// In a few words.
    pub name: String,
    /// `waiting_requester` or `waiting_vendor`.
    pub state: String,
}

/// Every route of reasons to wait, pages then API.
pub fn routes() -> Routes {
    let (work, manage) = (Needs(TicketWork), Needs(DeskManage));
    Routes::new()
        .get("/pending-reasons", work, pages::list)
        .post("/pending-reasons", manage, pages::create)
        .post("/pending-reasons/{reason}/archival", manage, pages::archive)
        .post("/pending-reasons/{reason}/restoration", manage, pages::restore)
        .post("/tickets/{beneficiary}/{id}/wait", work, pages::wait)
        .get("/api/v1/pending-reasons", work, api::list)
        .post("/api/v1/pending-reasons", manage, api::create)
        .post("/api/v1/tickets/{beneficiary}/{id}/wait", work, api::wait)
}
