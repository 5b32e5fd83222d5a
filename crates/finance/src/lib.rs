//! Money of an agreement: census, index, revision, invoices, savings, depreciation, exit settlement.

pub mod billing_runs;
pub mod censuses;
pub mod charges;
pub mod depreciation;
pub mod einvoice;
pub mod exit;
pub mod indices;
pub mod invoices;
mod reach;
pub mod revision;
pub mod revisions;
pub mod savings;
mod screen;
pub mod terms;

pub use indices::actions::import_indices;
pub use revisions::jobs::propose_due;

/// Background work of the area.
pub fn jobs() -> platform::jobs::Jobs {
    revisions::jobs::jobs().merge(billing_runs::jobs::jobs())
}

mod routes;
pub use routes::routes;
