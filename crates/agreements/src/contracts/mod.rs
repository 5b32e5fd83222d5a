//! Contracts that serve a beneficiary (art. 3, R6.4). Those that the beneficiary had signed are not taken over: it ends them
//! itself, by their own notice. Those that the provider signs go on with the beneficiary when the agreement ends.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::joined::Joined;
use jiff::civil::Date;
use kernel::{
    Cents,
    Permission::{AgreementRead, ContractManage},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A contract.
    ContractId,
}

words! {
    /// Who signed a contract.
    Signer {
        /// The provider, for the service.
        Provider = "provider", "contract-side-provider";
        /// The beneficiary, before the agreement or beside it.
        Beneficiary = "beneficiary", "contract-side-beneficiary";
    }
}

words! {
    /// What becomes of a contract on the last day of the agreement (R6.4).
    AtEnd {
        /// It ended, or ends with the agreement: nothing goes on.
        Over = "over", "contract-at-end-over";
        /// It goes on with the beneficiary until its own end.
        GoesOn = "goes_on", "contract-at-end-goes-on";
        /// It stays with the provider: the agreement says so, or it cannot be handed over.
        Stays = "stays", "contract-at-end-stays";
        /// It is the beneficiary's own.
        Own = "own", "contract-at-end-own";
    }
}

/// Key of a contract: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ContractKey {
    /// Whom it serves.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ContractId,
}

impl ContractKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/contracts/{}/{}", self.beneficiary, self.id)
    }
}

/// A contract that serves a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Contract {
    /// Its key.
    #[serde(flatten)]
    pub key: ContractKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Who signed it.
    pub side: Signer,
    /// With whom.
    pub supplier: String,
    /// What for.
    pub title: String,
    /// Its number.
    pub reference: String,
    /// Code of the block of the agreement that it serves; empty for none.
    pub block: String,
    /// First day.
    pub starts_on: Date,
    /// Last day, included; of the present period when it renews itself.
    pub ends_on: Date,
    /// Yearly amount as booked, in cents.
    pub amount: Option<Cents>,
    /// Months of notice.
    pub notice_months: i64,
    /// Whether it can go on with the beneficiary.
    pub is_transferable: bool,
    /// Part of it that serves the beneficiary, in percent.
    pub share_percent: i64,
    /// The contract itself.
    pub file: Option<Joined>,
    /// When it was ended before its last day.
    pub ended_on: Option<Date>,
    /// Why.
    pub ended_why: String,
    /// Who wrote it down.
    pub created_by: String,
    /// Raised at each change.
    pub version: i64,
}

impl Contract {
    /// The last day it rules: when it was ended, otherwise its own.
    pub fn last_day(&self) -> Date {
        self.ended_on.map_or(self.ends_on, |day| day.min(self.ends_on))
    }
}

/// What is typed about a contract. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ContractForm {
    /// Whom it serves; never changes.
    pub beneficiary: String,
    /// A word of [`Signer`].
    pub side: String,
    /// With whom.
    pub supplier: String,
    /// What for.
    pub title: String,
    /// Its number; may be empty.
    pub reference: String,
    /// Code of a block; may be empty.
    pub block: String,
    /// First day.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
    /// Euros a year; may be empty.
    pub amount: String,
    /// Months of notice; 0 when empty.
    pub notice_months: String,
    /// `yes` when it can go on with the beneficiary.
    pub is_transferable: String,
    /// Part that serves the beneficiary, in percent; 100 when empty.
    pub share_percent: String,
    /// The version read, when it is changed.
    pub version: i64,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// How a contract ends before its last day. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// The last day it rules.
    pub ended_on: String,
    /// Why.
    pub why: String,
    /// The version read.
    pub version: i64,
}

/// Every route of contracts, pages then API.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(AgreementRead), Needs(ContractManage));
    Routes::new()
        .get("/contracts", read, pages::list)
        .get("/contracts/new", manage, pages::new_contract)
        .post("/contracts", manage, pages::create)
        .get("/contracts/{beneficiary}/{id}", read, pages::show)
        .post("/contracts/{beneficiary}/{id}", manage, pages::change)
        .post("/contracts/{beneficiary}/{id}/end", manage, pages::end)
        .get("/contracts/{beneficiary}/{id}/file", read, pages::file)
        .get("/api/v1/contracts", read, api::list)
        .post("/api/v1/contracts", manage, api::create)
        .get("/api/v1/contracts/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/contracts/{beneficiary}/{id}", manage, api::change)
        .put("/api/v1/contracts/{beneficiary}/{id}/end", manage, api::end)
}
