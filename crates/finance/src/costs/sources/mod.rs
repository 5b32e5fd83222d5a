//! What costs of a year come from beside invoices: allocation keys with their figures, shares of pay, contracts, equipment that
//! serves several, and the block to which the depreciation of each kind of asset is put (art. 5). They are the provider's own.

pub mod actions;
pub mod api;
mod forms;
pub mod pages;
pub mod store;
mod views;

pub use forms::{EntryForm, KeyForm, KindForm, WithdrawForm};

use jiff::Timestamp;
use kernel::{Cents, Exact, id::BeneficiaryId, words};
use serde::Serialize;

kernel::id! {
    /// An allocation key of a year.
    KeyId,
    /// A yearly cost that comes with no invoice.
    EntryId,
}

words! {
    /// What a key counts.
    KeyUnit {
        /// Agents with a workstation.
        Agents = "agents", "cost-unit-agents";
        /// Tickets.
        Tickets = "tickets", "cost-unit-tickets";
        /// Workstations.
        Workstations = "workstations", "cost-unit-workstations";
        /// Telephone lines.
        Lines = "lines", "cost-unit-lines";
        /// Gigabytes stored.
        Gigabytes = "gigabytes", "cost-unit-gigabytes";
        /// Fixed shares, of a hundred.
        Percent = "percent", "cost-unit-percent";
    }
}

words! {
    /// What a cost without an invoice is.
    EntryKind {
        /// A share of the yearly cost of a function, never of a named person.
        Payroll = "payroll", "cost-source-payroll";
        /// A contract paid by the year.
        Contract = "contract", "cost-source-contract";
        /// The yearly charge of equipment that serves several beneficiaries (R3.7).
        SharedEquipment = "shared_equipment", "cost-source-shared-equipment";
    }
}

/// How costs are shared between those who are served: a figure of each over a total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct AllocationKey {
    /// Which one.
    pub id: KeyId,
    /// Of which year.
    pub year: i16,
    /// Its name.
    pub name: String,
    /// What it counts.
    pub unit: KeyUnit,
    /// The figure of the whole service.
    pub total: Exact,
    /// Where the figures come from.
    pub source: String,
    /// The figure of each beneficiary that has one.
    pub shares: Vec<Share>,
    /// Raised at each change.
    pub version: i64,
}

/// The figure of a beneficiary under a key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Share {
    /// Which beneficiary.
    pub beneficiary: BeneficiaryId,
    /// Its name.
    pub name: String,
    /// Its figure.
    pub figure: Exact,
}

/// A yearly cost that comes with no invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Entry {
    /// Which one.
    pub id: EntryId,
    /// Of which year.
    pub year: i16,
    /// What it is.
    pub kind: EntryKind,
    /// The function, the contract or the equipment.
    pub label: String,
    /// Its yearly cost.
    pub amount: Cents,
    /// The share of it put to the block, in percent.
    pub percent: Exact,
    /// Code of the block.
    pub block: String,
    /// How it is shared.
    pub key: KeyId,
    /// Name of that key.
    pub key_name: String,
    /// Where the figure comes from.
    pub source: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
    /// Since when it counts no more.
    pub withdrawn_at: Option<Timestamp>,
    /// Why.
    pub withdrawn_why: String,
}

/// Everything costs of a year come from, for those who look after them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Sources {
    /// Which year.
    pub year: i16,
    /// Its allocation keys, by name.
    pub keys: Vec<AllocationKey>,
    /// Its entries, the oldest first; those withdrawn too.
    pub entries: Vec<Entry>,
    /// The block of each kind of asset that has one: the kind, then the block.
    pub kinds: Vec<(String, String)>,
    /// The blocks of the agreements in force: code, then title.
    pub blocks: Vec<(String, String)>,
    /// Supplier invoices of the year of which a part is put to no block.
    pub to_impute: i64,
}
