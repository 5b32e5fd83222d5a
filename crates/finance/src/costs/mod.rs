//! What the services really cost in a year, block by block, and what one unit of work of each costs (art. 5): from invoices of
//! suppliers, depreciation, shares of pay and contracts. A closed year never changes; a correction is a new version.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod sources;
pub mod store;
mod views;

use crate::censuses::CensusId;
use jiff::Timestamp;
use kernel::{Cents, Exact, Explanation, id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

words! {
    /// What a cost comes from.
    Source {
        /// An invoice of a supplier.
        Supplier = "supplier", "cost-source-supplier";
        /// The yearly charge of a good bought for the beneficiary.
        Depreciation = "depreciation", "cost-source-depreciation";
        /// A share of the yearly cost of a function.
        Payroll = "payroll", "cost-source-payroll";
        /// A contract paid by the year.
        Contract = "contract", "cost-source-contract";
        /// The yearly charge of equipment that serves several beneficiaries.
        SharedEquipment = "shared_equipment", "cost-source-shared-equipment";
    }
}

/// One cost of a year: what a beneficiary's services took of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CostRow {
    /// What it comes from.
    pub source: Source,
    /// Who or what was paid: a supplier with its number, a good, a function, a contract.
    pub label: String,
    /// What for.
    pub detail: String,
    /// Code of the block; empty when nobody said which.
    pub block: String,
    /// Half-up to the cent.
    pub amount: Cents,
    /// How it came about.
    pub explanation: Explanation,
    /// The page of what it comes from.
    pub href: Option<String>,
}

/// The cost of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BlockCost {
    /// Code of the block; empty for costs that nobody put to one.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Sum of its rows.
    pub amount: Cents,
}

/// What one unit of work of a service costs (art. 5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct UnitCost {
    /// Code of the offer.
    pub offer: String,
    /// Its name.
    pub name: String,
    /// Its unit of work in words.
    pub unit: String,
    /// Cost of its blocks.
    pub cost: Cents,
    /// Units of work of the year; nothing while nobody said how many.
    pub units: Option<Exact>,
    /// Cost of one, half-up to the cent.
    pub unit_cost: Option<Cents>,
    /// The price of one unit in that year; nothing while there is none.
    pub price: Option<Cents>,
    /// How the cost of one came about.
    pub explanation: Explanation,
}

/// The costs of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CostContent {
    /// Every cost, by block.
    pub rows: Vec<CostRow>,
    /// Cost of each block that has one.
    pub blocks: Vec<BlockCost>,
    /// What one unit of each service costs.
    pub services: Vec<UnitCost>,
    /// Cost of the blocks of the core.
    pub core: Cents,
    /// Cost of everything.
    pub total: Cents,
    /// Agents of the census in force for the year.
    pub agents: Option<i64>,
    /// That census.
    pub census: Option<CensusId>,
    /// Kinds of assets depreciated in the year that nobody put to a block.
    pub kinds_without_block: Vec<String>,
}

/// A closed version of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ClosedYear {
    /// Whose costs.
    pub beneficiary: BeneficiaryId,
    /// Which year.
    pub year: i16,
    /// From 1: a correction is one more.
    pub version: i64,
    /// What it cost.
    pub content: CostContent,
    /// Why it follows another version; empty for the first.
    pub reason: String,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// By whom.
    pub closed_by: String,
}

impl ClosedYear {
    /// Path of the page of its year.
    pub fn path(&self) -> String {
        year_path(&self.beneficiary, self.year)
    }
}

/// A closed year without its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ClosedTotal {
    /// Which year.
    pub year: i16,
    /// Which version.
    pub version: i64,
    /// Cost of the core block.
    pub core: Cents,
    /// Cost of everything.
    pub total: Cents,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// By whom.
    pub closed_by: String,
    /// Why it follows another version.
    pub reason: String,
}

/// Path of the page of a year.
pub fn year_path(beneficiary: &BeneficiaryId, year: i16) -> String {
    format!("/costs/{beneficiary}/{year}")
}

/// How many units of work a service did. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnitsForm {
    /// Code of an offer, other than the core one whose units are the census.
    pub offer: String,
    /// How many.
    pub quantity: String,
    /// Where the figure comes from.
    pub source: String,
}

/// Closes a year, or corrects a closed one. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CloseForm {
    /// Why a closed year is corrected; nothing to close it the first time.
    pub reason: String,
    /// The last version read: 0 before the first.
    pub version: i64,
}
