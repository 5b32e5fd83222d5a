//! Money of an agreement: census, index, revision, invoices, costs and savings, simulations, depreciation, exit settlement.

pub mod billing_runs;
pub mod censuses;
pub mod charges;
pub mod collection;
pub mod costs;
pub mod deposits;
pub mod depreciation;
pub mod einvoice;
pub mod exit;
pub mod exports;
pub mod indices;
pub mod invoices;
mod reach;
pub mod revision;
pub mod revisions;
pub mod savings;
mod screen;
pub mod simulations;
pub mod supplier_invoices;
pub mod terms;

pub use indices::actions::import_indices;
pub use revisions::jobs::propose_due;

/// Background work of the area.
pub fn jobs() -> platform::jobs::Jobs {
    let own = revisions::jobs::jobs().merge(billing_runs::jobs::jobs());
    own.merge(collection::jobs()).merge(deposits::jobs())
}

mod routes;
pub use routes::routes;
