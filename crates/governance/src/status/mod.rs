//! The state of the network for a beneficiary's people: what is cut off now, works ahead, the past ninety days. Whoever wants
//! to be told by mail chooses so among the notifications.

pub mod actions;
mod api;
mod pages;
mod views;

use crate::availability::Report;
use desk::maintenance::Shown;
use estate::outages::Outage;
use platform::web::{Access::Needs, Routes};

/// Days looked back upon.
pub const DAYS: i64 = 90;

/// The state of the network of one beneficiary.
#[derive(Clone, Debug)]
pub struct Status {
    /// Outages that last, the latest first.
    pub open: Vec<Outage>,
    /// Works announced and not over, the next first.
    pub ahead: Vec<Shown>,
    /// Outages of the past days that are over, the latest first.
    pub past: Vec<Outage>,
    /// What was measured over these days.
    pub report: Report,
}

/// Every route of the status: whoever sees the sites sees how they are.
pub fn routes() -> Routes {
    let read = Needs(kernel::Permission::SiteRead);
    Routes::new().get("/status", read, pages::choose).get("/status/{beneficiary}", read, pages::show).get(
        "/api/v1/status/{beneficiary}",
        read,
        api::show,
    )
}
