//! The first page after signing in: what needs this person now, each figure a link to its list.

mod pages;
pub mod store;
mod views;

use platform::web::{Access, Routes};

/// Tickets in the actor's scope that need somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskFigures {
    /// Neither resolved nor closed.
    pub open: i64,
    /// Open and assigned to nobody.
    pub unassigned: i64,
    /// Open with a promise due in the next four hours of real time.
    pub due_soon: i64,
    /// Open with a promise already broken.
    pub overdue: i64,
    /// Waiting for the requester: the beneficiary's turn.
    pub waiting_requester: i64,
}

/// Money in the actor's scope that waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoneyFigures {
    /// Invoices drafted, not approved.
    pub drafts: i64,
    /// Invoices approved, not issued.
    pub approved: i64,
    /// Revisions that wait for an index value.
    pub pending_revisions: i64,
    /// Revisions computed, waiting for approval.
    pub proposed_revisions: i64,
    /// Censuses established, not validated.
    pub censuses_to_validate: i64,
    /// Issued invoices not yet paid nor cancelled.
    pub unpaid: i64,
}

/// Routes of this feature.
pub fn routes() -> Routes {
    Routes::new().get("/", Access::SignedIn, pages::home)
}
