//! What is typed about an invoice of a supplier. Each form is also a body of the API.

use serde::{Deserialize, Serialize};

/// A part of a line put to a block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImputeForm {
    /// Which line, from 1.
    pub line: String,
    /// How much of it excluding VAT, in euros; what is left of it when empty.
    pub amount: String,
    /// Code of a block of the agreements.
    pub block: String,
    /// A word of [`Nature`](super::Nature).
    pub nature: String,
    /// Identifier of an allocation key of the year of the invoice.
    pub key: String,
    /// `on` when the provider recovers the VAT; otherwise it is a cost.
    pub recovers_vat: String,
    /// The version read before.
    pub version: i64,
}

/// Sets an invoice aside, or takes an imputation away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SetAsideForm {
    /// Why.
    pub why: String,
    /// The version read before.
    pub version: i64,
}
