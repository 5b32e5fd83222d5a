//! What is typed about the sources of costs. Each form is also a body of the API.

use serde::{Deserialize, Serialize};

/// An allocation key as typed: the figure of each beneficiary stands beside it, in the same order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KeyForm {
    /// Its name.
    pub name: String,
    /// A word of [`KeyUnit`](super::KeyUnit).
    pub unit: String,
    /// The figure of the whole service; a hundred for fixed shares when empty.
    pub total: String,
    /// Where the figures come from.
    pub source: String,
    /// Identifiers of beneficiaries.
    pub beneficiary: Vec<String>,
    /// Their figures; empty for none.
    pub figure: Vec<String>,
    /// The version read before a change; nothing for a new key.
    pub version: i64,
}

/// A yearly cost as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EntryForm {
    /// A word of [`EntryKind`](super::EntryKind).
    pub kind: String,
    /// The function, the contract or the equipment; never the name of a person.
    pub label: String,
    /// Its yearly cost in euros.
    pub amount: String,
    /// The share of it put to the block, in percent; all of it when empty.
    pub percent: String,
    /// Code of a block.
    pub block: String,
    /// Identifier of an allocation key of the year.
    pub key: String,
    /// Where the figure comes from.
    pub source: String,
}

/// Takes an entry away, for a reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// Why.
    pub why: String,
}

/// To which block the depreciation of a kind of asset is put.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KindForm {
    /// The word of a kind, or the identifier of one of the authority's.
    pub kind: String,
    /// Code of a block.
    pub block: String,
}
