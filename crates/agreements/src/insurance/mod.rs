//! Certificates of the provider's insurance (art. 6 and 9, R6.5). One certificate shows every beneficiary the same cover: it is
//! recorded once, and proves the deadline of each agreement that asks for one.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::joined::Joined;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{AgreementRead, ContractManage},
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A certificate of insurance.
    CertificateId,
}

words! {
    /// Where a certificate stands on a day.
    Standing {
        /// Its first day is to come.
        ToCome = "to_come", "insurance-standing-to-come";
        /// It proves the cover.
        Valid = "valid", "insurance-standing-valid";
        /// It proves the cover, and its end is near.
        Expiring = "expiring", "insurance-standing-expiring";
        /// Its last day is past.
        Expired = "expired", "insurance-standing-expired";
        /// It was taken back.
        Withdrawn = "withdrawn", "insurance-standing-withdrawn";
    }
}

/// A certificate of insurance. It never changes; it may be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Certificate {
    /// Which one.
    pub id: CertificateId,
    /// Who insures.
    pub insurer: String,
    /// Number of the policy.
    pub policy: String,
    /// What is covered.
    pub covers: String,
    /// First day of cover.
    pub valid_from: Date,
    /// Last day of cover, included.
    pub valid_until: Date,
    /// The certificate itself.
    pub file: Option<Joined>,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// By whom; empty when it was not.
    pub withdrawn_by: String,
    /// Why; empty when it was not.
    pub withdrawn_reason: String,
}

impl Certificate {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/insurance/{}", self.id)
    }
}

/// What is typed about a certificate. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CertificateForm {
    /// Who insures.
    pub insurer: String,
    /// Number of the policy.
    pub policy: String,
    /// What is covered.
    pub covers: String,
    /// First day of cover.
    pub valid_from: String,
    /// Last day of cover.
    pub valid_until: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// Why a certificate is taken back. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// The reason.
    pub reason: String,
}

/// Every route of certificates, pages then API.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(AgreementRead), Needs(ContractManage));
    Routes::new()
        .get("/insurance", read, pages::list)
        .get("/insurance/new", manage, pages::new_certificate)
        .post("/insurance", manage, pages::record)
        .get("/insurance/{certificate}", read, pages::show)
        .post("/insurance/{certificate}/withdrawal", manage, pages::withdraw)
        .get("/insurance/{certificate}/file", read, pages::file)
        .get("/api/v1/insurance", read, api::list)
        .post("/api/v1/insurance", manage, api::record)
        .get("/api/v1/insurance/{certificate}", read, api::show)
        .post("/api/v1/insurance/{certificate}/withdrawal", manage, api::withdraw)
}
