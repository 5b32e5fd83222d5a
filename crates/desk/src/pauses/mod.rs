//! Pauses recorded after the fact: time during which somebody was waited for and nobody said so then. They count
//! like stays in states (R4.6); one entered by mistake is cancelled and stays in the history.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::tickets::{State, TicketId, TicketKey};
use jiff::Timestamp;
use kernel::{Interval, Permission::TicketWork, id::BeneficiaryId};
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};
use serde::Deserialize;

kernel::id! {
    /// A pause recorded after the fact.
    PauseId,
}

/// A pause recorded after the fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Which one.
    pub id: PauseId,
    /// Who was waited for: [`State::WaitingRequester`] or [`State::WaitingVendor`].
    pub state: State,
    /// From this instant (included) to that one (excluded), both past.
    pub interval: Interval,
    /// Why, in the words of who recorded it; both sides read it.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by_name: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it was cancelled, and by whom: it counts no more.
    pub cancelled: Option<(Timestamp, String)>,
}

/// What is typed about a pause. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PauseForm {
    /// Beginning, on the wall clock of Paris: `2026-03-11T10:00`.
    pub from: String,
    /// End, likewise.
    pub to: String,
    /// `waiting_requester` or `waiting_vendor`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// The version of the ticket that was read.
    pub version: i64,
}

/// Path of a pause.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct PausePath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    pause: PauseId,
}

impl PausePath {
    fn split(self) -> (TicketKey, PauseId) {
        (TicketKey { beneficiary: self.beneficiary, id: self.id }, self.pause)
    }
}

/// Every route of pauses, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/tickets/{beneficiary}/{id}/pauses", work, pages::show)
        .post("/tickets/{beneficiary}/{id}/pauses", work, pages::add)
        .post("/tickets/{beneficiary}/{id}/pauses/{pause}/cancellation", work, pages::cancel)
        .get("/api/v1/tickets/{beneficiary}/{id}/pauses", SignedIn, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/pauses", work, api::add)
        .post("/api/v1/tickets/{beneficiary}/{id}/pauses/{pause}/cancellation", work, api::cancel)
}
