//! Reminders: when an agent wants to be told of a ticket again. Each has one's own; they stay on the provider's side.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod store;
pub mod views;

pub use jobs::jobs;

use crate::tickets::{TicketId, TicketKey};
use jiff::Timestamp;
use kernel::{
    Permission::TicketWork,
    id::{BeneficiaryId, PersonId},
};
use platform::web::{Access::Needs, Routes};
use serde::Deserialize;

kernel::id! {
    /// A reminder.
    ReminderId,
}

/// A reminder that is still to come.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// The ticket.
    pub ticket: TicketKey,
    /// Which one.
    pub id: ReminderId,
    /// Who is told.
    pub person: PersonId,
    /// When.
    pub at: Timestamp,
    /// Of what, in that person's words.
    pub note: String,
}

/// What is typed about a reminder. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReminderForm {
    /// When, on the wall clock of Paris: `2026-03-12T09:00`.
    pub at: String,
    /// Of what.
    pub note: String,
}

/// Path of a reminder.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct ReminderPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    reminder: ReminderId,
}

impl ReminderPath {
    fn split(self) -> (TicketKey, ReminderId) {
        (TicketKey { beneficiary: self.beneficiary, id: self.id }, self.reminder)
    }
}

/// Every route of reminders, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/tickets/{beneficiary}/{id}/reminders", work, pages::show)
        .post("/tickets/{beneficiary}/{id}/reminders", work, pages::add)
        .post("/tickets/{beneficiary}/{id}/reminders/{reminder}/removal", work, pages::remove)
        .get("/api/v1/tickets/{beneficiary}/{id}/reminders", work, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/reminders", work, api::add)
        .post("/api/v1/tickets/{beneficiary}/{id}/reminders/{reminder}/removal", work, api::remove)
}
