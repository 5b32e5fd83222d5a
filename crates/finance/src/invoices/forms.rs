//! What is typed about invoices. Each form is also a body of the API.

use serde::Deserialize;

/// An event as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventForm {
    /// What.
    #[serde(default)]
    pub kind: String,
    /// On which day.
    #[serde(default)]
    pub on: String,
    /// Number of the revenue order, the slip or the deposit.
    #[serde(default)]
    pub reference: String,
    /// More words.
    #[serde(default)]
    pub note: String,
}

/// A line of an issued invoice that is lowered, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReductionForm {
    /// Key of the charge.
    pub line: String,
    /// Euros excluding VAT that are given back; all that is left of the line when empty.
    pub amount: String,
    /// Why.
    pub reason: String,
}
