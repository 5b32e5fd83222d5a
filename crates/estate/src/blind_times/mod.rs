//! Blind times: when nobody watched a site, so that it counts neither up nor down (R5.5). Typed, or told by a source of
//! monitoring that fell silent.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;
pub mod watched;

use crate::{outages::Source, sites::SiteId};
use jiff::Timestamp;
use kernel::{
    Permission::{SiteManage, SiteRead},
    id::BeneficiaryId,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A blind time.
    BlindTimeId,
}

/// Time during which nobody watched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BlindTime {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: BlindTimeId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// The site; every site of the beneficiary without one.
    pub site: Option<SiteId>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// First instant.
    pub from: Timestamp,
    /// First instant after it; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// Why nobody watched.
    pub reason: String,
    /// Who told of it.
    pub source: Source,
    /// Who recorded it.
    pub recorded_by_name: String,
    /// When.
    pub recorded_at: Timestamp,
    /// When it was withdrawn: it counts nowhere since.
    pub withdrawn_at: Option<Timestamp>,
}

/// What is typed about a blind time. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BlindTimeForm {
    /// The site as `beneficiary/site`, or the beneficiary alone for every site of it.
    pub place: String,
    /// Beginning: local time of the desk (`2026-03-03T09:00`), or an instant.
    pub from: String,
    /// End, written the same way; empty while it lasts.
    pub to: String,
    /// Why nobody watched.
    pub reason: String,
}

/// Key of a blind time, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct BlindTimeKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: BlindTimeId,
}

/// Every route of blind times: both sides read, the provider writes.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(SiteRead), Needs(SiteManage));
    Routes::new()
        .get("/blind-times", read, pages::list)
        .post("/blind-times", manage, pages::record)
        .post("/blind-times/{beneficiary}/{id}/end", manage, pages::end)
        .post("/blind-times/{beneficiary}/{id}/withdrawal", manage, pages::withdraw)
        .get("/api/v1/blind-times", read, api::list)
        .post("/api/v1/blind-times", manage, api::record)
        .put("/api/v1/blind-times/{beneficiary}/{id}/end", manage, api::end)
        .put("/api/v1/blind-times/{beneficiary}/{id}/withdrawal", manage, api::withdraw)
}
