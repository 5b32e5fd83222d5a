//! Closures: times at which first-line support was closed although the service window was open (G.4).

pub mod actions;
mod pages;
pub mod store;
mod views;

use jiff::Timestamp;
use kernel::{Interval, Permission};
use platform::web::{Access, Routes};

kernel::id! {
    /// A closure.
    ClosureId,
}

/// One closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Identifier.
    pub id: ClosureId,
    /// From this instant (included) to that one (excluded).
    pub interval: Interval,
    /// Why, in the words of who recorded it; both sides read it.
    pub reason: String,
    /// Who recorded it.
    pub recorded_by_name: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// When it was cancelled: entered by mistake.
    pub cancelled_at: Option<Timestamp>,
}

/// Routes of this feature. Both sides read; the desk records.
pub fn routes() -> Routes {
    Routes::new()
        .get("/closures", Access::Needs(Permission::ScoreboardRead), pages::list)
        .post("/closures", Access::Needs(Permission::TicketWork), pages::record)
        .post("/closures/{id}/cancellation", Access::Needs(Permission::TicketWork), pages::cancel)
}
