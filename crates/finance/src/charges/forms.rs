//! What is typed about charges. Each form is also a body of the API.

use serde::{Deserialize, Serialize};

/// A count of units of work, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UnitsForm {
    /// Code of the offer.
    pub offer: String,
    /// How many, at most four decimals: `12` or `7,5`.
    pub quantity: String,
    /// What shows it.
    pub evidence: String,
}

/// The charges that are accepted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptForm {
    /// Keys of charges: `annexed:2025:POSTES`.
    pub lines: Vec<String>,
}

/// An objection to a line, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ObjectionForm {
    /// Key of the charge.
    pub line: String,
    /// Why.
    pub reason: String,
}

/// An answer to an objection, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    /// A word of [`Answer`](super::Answer).
    pub answer: String,
    /// The quantity agreed to when accepted; `0` drops the line.
    pub quantity: String,
    /// Why.
    pub reason: String,
}
