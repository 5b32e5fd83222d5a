//! The availability of a beneficiary's sites over a period, from what happened to them (A.1, A.2, R5.5 to R5.11).
//!
//! Outages, connections and blind times are of the estate, announced maintenance is of the desk, the target is of the
//! agreement: this area alone may read them together. The measuring itself is pure, in `estate::availability`.

pub mod actions;
mod api;
mod files;
mod pages;
pub mod rules;
pub(crate) mod views;

use crate::scoreboard::Period;
use estate::{
    availability::{Assessment, NetworkAvailability, SiteRecord, Terms, rules::network::Incidents},
    outages::Outage,
    sites::Site,
};
use jiff::{Timestamp, civil::Date};
use kernel::{Explained, Interval, Permission::SiteRead, ServiceClock, id::BeneficiaryId};
use platform::web::{Access::Needs, Routes};
use std::collections::BTreeMap;

/// What was measured over a period, for one beneficiary.
#[derive(Clone, Debug)]
pub struct Report {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Its code, as in addresses.
    pub code: String,
    /// Its name.
    pub beneficiary_name: String,
    /// The days asked for.
    pub period: Period,
    /// The instants measured: the period, up to now; nothing when all of it is to come.
    pub measured: Option<Measured>,
    /// When the figures were read.
    pub as_of: Timestamp,
    /// Number of the agreement version in force at the end of the period; nothing without an agreement, hence no target.
    pub agreement_version: Option<i64>,
    /// What the agreement fixes.
    pub terms: Terms,
}

/// What was measured between two instants.
#[derive(Clone, Debug)]
pub struct Measured {
    /// From when to when.
    pub span: Interval,
    /// The sites of the records: one record for each kind of link that served a site, in the order of the records.
    pub sites: Vec<Site>,
    /// What bears on each.
    pub records: Vec<SiteRecord>,
    /// On the service window: contractual (R5.6).
    pub on_window: Assessment,
    /// Around the clock: shown beside.
    pub around_the_clock: Assessment,
    /// The network, with its story.
    pub network: Explained<NetworkAvailability>,
    /// Cuts of the sites, all and in the window, with their story (R5.9).
    pub cuts: Explained<(i64, i64)>,
    /// Incidents of the network, with the story of their mean (R5.10).
    pub incidents: Explained<Incidents>,
    /// Seconds of the window lost, day by day, all sites together.
    pub down_by_day: BTreeMap<Date, i64>,
    /// The outages that were counted, the first first.
    pub outages: Vec<Outage>,
    /// Counts service time.
    pub clock: ServiceClock,
    /// Counts all time.
    pub always: ServiceClock,
}

/// Every route of availability. Both sides read the same figures.
pub fn routes() -> Routes {
    let read = Needs(SiteRead);
    Routes::new()
        .get("/availability", read, pages::choose)
        .get("/availability/{beneficiary}", read, pages::show)
        .get("/availability/{beneficiary}/file.csv", read, pages::csv)
        .get("/availability/{beneficiary}/sites/{site}", read, pages::site)
        .get("/api/v1/availability/{beneficiary}", read, api::show)
        .get("/api/v1/availability/{beneficiary}/sites/{site}", read, api::site)
}
