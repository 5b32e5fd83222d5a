//! Outages: what cut sites off, from when to when, told by a person or by monitoring (commitments A.1 and A.2).
//!
//! An outage is corrected with a history and never removed. Availability reads [`store::touching`].

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;
pub mod watched;

use crate::sites::SiteId;
use jiff::Timestamp;
use kernel::{
    Exact,
    Permission::{SiteManage, SiteRead},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An outage.
    OutageId,
}

words! {
    /// Why it happened.
    Cause {
        /// Not known, or not yet.
        Unknown = "unknown", "outage-cause-unknown";
        /// Electricity failed.
        Power = "power", "outage-cause-power";
        /// A machine failed.
        Equipment = "equipment", "outage-cause-equipment";
        /// A cable was cut or unplugged.
        Cable = "cable", "outage-cause-cable";
        /// The carrier's network failed.
        Carrier = "carrier", "outage-cause-carrier";
        /// A setting was wrong.
        Configuration = "configuration", "outage-cause-configuration";
        /// More was asked than could be carried.
        Overload = "overload", "outage-cause-overload";
        /// Somebody attacked.
        Attack = "attack", "outage-cause-attack";
        /// Works, water or fire in the building.
        Building = "building", "outage-cause-building";
    }
}

words! {
    /// Who told of it.
    Source {
        /// A person.
        Hand = "hand", "outage-source-hand";
        /// A monitoring system.
        Monitoring = "monitoring", "outage-source-monitoring";
    }
}

/// A site by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct NamedSite {
    /// Which one.
    pub id: SiteId,
    /// Its name.
    pub name: String,
}

/// An outage of one or several sites.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Outage {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: OutageId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Its sites, by name.
    pub sites: Vec<NamedSite>,
    /// First instant.
    pub from: Timestamp,
    /// First instant after it; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// Share of its sites that is down, above 0 and up to 1 (R5.11).
    pub factor: Exact,
    /// Why that share, when it is not all.
    pub factor_reason: String,
    /// Why it happened.
    pub cause: Cause,
    /// What is to be known.
    pub note: String,
    /// Who told of it.
    pub source: Source,
    /// Number of the ticket about it, or empty.
    pub ticket: String,
    /// Who reported it.
    pub reported_by_name: String,
    /// When.
    pub reported_at: Timestamp,
    /// When it was withdrawn: it counts nowhere since.
    pub withdrawn_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

impl Outage {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/outages/{}/{}", self.beneficiary, self.id)
    }
}

/// What an outage said at one of its versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Revision {
    /// Which version.
    pub version: i64,
    /// First instant.
    pub from: Timestamp,
    /// First instant after it.
    pub to: Option<Timestamp>,
    /// Share down.
    pub factor: Exact,
    /// Why it happened.
    pub cause: Cause,
    /// Names of the sites.
    pub sites: Vec<String>,
    /// Whether it was withdrawn by then.
    pub is_withdrawn: bool,
    /// Why it was corrected or withdrawn.
    pub reason: String,
    /// By whom.
    pub by_name: String,
    /// When.
    pub at: Timestamp,
}

/// What is typed about an outage. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutageForm {
    /// Whose; kept for good once reported.
    pub beneficiary: String,
    /// Identifiers of its sites.
    pub sites: Vec<String>,
    /// Beginning: local time of the desk (`2026-03-03T09:00`), or an instant (`2026-03-03T08:00:00Z`).
    pub from: String,
    /// End, written the same way; empty while it lasts.
    pub to: String,
    /// Percent of the sites that is down, above 0 and up to 100; empty for all.
    pub percent: String,
    /// Why that share, when it is not all.
    pub factor_reason: String,
    /// A word of [`Cause`]; empty when not known.
    pub cause: String,
    /// What is to be known.
    pub note: String,
    /// Number of the ticket about it, or empty.
    pub ticket: String,
    /// Why it is corrected; needed for a change.
    pub reason: String,
    /// Makes sending a new one twice harmless.
    pub key: String,
    /// The version read before a change; not used for a new one.
    pub version: i64,
}

/// Why an outage is withdrawn. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// Why.
    pub reason: String,
    /// The version read.
    pub version: i64,
}

/// When an outage ended. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// Local time or instant; now when empty.
    pub to: String,
    /// The version read.
    pub version: i64,
}

/// Key of an outage, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct OutageKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: OutageId,
}

/// Every route of outages: both sides read, the provider writes.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(SiteRead), Needs(SiteManage));
    Routes::new()
        .get("/outages", read, pages::list)
        .get("/outages/new", manage, pages::new_outage)
        .post("/outages", manage, pages::report)
        .get("/outages/{beneficiary}/{id}", read, pages::show)
        .get("/outages/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/outages/{beneficiary}/{id}", manage, pages::correct)
        .post("/outages/{beneficiary}/{id}/end", manage, pages::end)
        .post("/outages/{beneficiary}/{id}/withdrawal", manage, pages::withdraw)
        .get("/api/v1/outages", read, api::list)
        .post("/api/v1/outages", manage, api::report)
        .get("/api/v1/outages/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/outages/{beneficiary}/{id}", manage, api::correct)
        .put("/api/v1/outages/{beneficiary}/{id}/end", manage, api::end)
        .put("/api/v1/outages/{beneficiary}/{id}/withdrawal", manage, api::withdraw)
}
