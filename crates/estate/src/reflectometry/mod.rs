//! Reflectometry: the files in which a measuring device says how the fibre of a site is (art. 2-I.A).

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub(crate) mod views;

use crate::sites::SiteId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{SiteManage, SiteRead},
    id::BeneficiaryId,
};
use platform::{
    Digest,
    web::{Access::Needs, Routes},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A result of reflectometry.
    ResultId,
}

/// A result of reflectometry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Measure {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ResultId,
    /// The site.
    pub site: SiteId,
    /// When it was measured.
    pub measured_on: Date,
    /// SHA-256 of the file.
    pub digest: Digest,
    /// Name of the file.
    pub name: String,
    /// Its bytes.
    pub size: i64,
    /// What is to be known.
    pub note: String,
    /// Who filed it.
    pub filed_by_name: String,
    /// When.
    pub filed_at: Timestamp,
}

/// What is typed beside the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MeasureForm {
    /// When it was measured; today when empty.
    pub measured_on: String,
    /// What is to be known.
    pub note: String,
}

/// Key of a result, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ResultKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// The site.
    pub id: SiteId,
    /// Which one.
    pub result: ResultId,
}

/// Every route of reflectometry: both sides read, the provider files.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(SiteRead), Needs(SiteManage));
    Routes::new()
        .post("/sites/{beneficiary}/{id}/reflectometry", manage, pages::file)
        .get("/sites/{beneficiary}/{id}/reflectometry/{result}", read, pages::download)
        .get("/api/v1/sites/{beneficiary}/{id}/reflectometry", read, api::list)
}
