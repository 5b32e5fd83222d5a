//! Time spent: minutes of agents on tickets, with a word on what they did. It stays on the provider's side.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::tickets::{Named, TicketId, TicketKey};
use jiff::{Timestamp, civil::Date};
use kernel::{Permission::TicketWork, id::BeneficiaryId};
use platform::web::{Access::Needs, Routes};
use serde::Deserialize;

kernel::id! {
    /// Some time spent.
    TimeId,
}

/// Some time spent on a ticket.
#[derive(Clone, Debug)]
pub struct Spent {
    /// The ticket.
    pub ticket: TicketKey,
    /// Which one.
    pub id: TimeId,
    /// Who spent it.
    pub person: Named,
    /// How many minutes.
    pub minutes: i64,
    /// On which day, in Paris.
    pub on: Date,
    /// On what, in a few words.
    pub note: String,
    /// When it was cancelled and by whom: it counts no more.
    pub cancelled: Option<(Timestamp, String)>,
}

/// Some time in a list over tickets.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The time.
    pub spent: Spent,
    /// `CODE-123`.
    pub reference: String,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
}

/// The time of a person for a beneficiary.
#[derive(Clone, Debug)]
pub struct Total {
    /// Who.
    pub person_name: String,
    /// For whom.
    pub beneficiary_name: String,
    /// Minutes.
    pub minutes: i64,
}

/// What is typed about time spent. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TimeForm {
    /// `45`, `45 min`, `1:30` or `1h30`.
    pub minutes: String,
    /// Day as `2026-03-11`; today when empty.
    pub on: String,
    /// On what.
    pub note: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// Path of some time spent.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct TimePath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    time: TimeId,
}

impl TimePath {
    fn split(self) -> (TicketKey, TimeId) {
        (TicketKey { beneficiary: self.beneficiary, id: self.id }, self.time)
    }
}

/// Every route of time spent, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/time", work, pages::report)
        .get("/time.csv", work, pages::csv)
        .get("/tickets/{beneficiary}/{id}/time", work, pages::show)
        .post("/tickets/{beneficiary}/{id}/time", work, pages::record)
        .post("/tickets/{beneficiary}/{id}/time/{time}/cancellation", work, pages::cancel)
        .get("/api/v1/time", work, api::report)
        .get("/api/v1/tickets/{beneficiary}/{id}/time", work, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/time", work, api::record)
        .post("/api/v1/tickets/{beneficiary}/{id}/time/{time}/cancellation", work, api::cancel)
}
