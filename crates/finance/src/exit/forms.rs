//! What is typed about an exit. Each form is also a body of the API.

use kernel::Side;
use serde::{Deserialize, Serialize};

/// A question: what if we left.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WhatIf {
    /// On which day the notice would be received; today when empty.
    pub on: String,
    /// `all` when the beneficiary takes back every good it may; none otherwise.
    pub goods: String,
    /// For a file: `csv` or `xlsx`.
    pub format: String,
}

/// A notice as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NoticeForm {
    /// Which party leaves: `provider` or `beneficiary`.
    pub given_by: String,
    /// Function of who signed for it.
    pub signatory: String,
    /// A word of [`Means`](super::Means).
    pub means: String,
    /// Number of the deliberation or of the letter.
    pub reference: String,
    /// When it was received.
    pub received_on: String,
}

/// The goods that the beneficiary takes back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChoicesForm {
    /// Identifiers of assets.
    pub taken_back: Vec<String>,
    /// The version read before the change.
    pub version: i64,
}

/// A consequence that was seen to, or was not after all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TaskForm {
    /// What shows it; empty to say that it is to be done again.
    pub proof: String,
}

/// Confirms an exit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmForm {
    /// The version read before.
    pub version: i64,
}

/// Withdraws a notice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// Why.
    pub why: String,
    /// The version read before.
    pub version: i64,
}

/// The word of a party to an agreement.
pub(super) fn party_word(side: Side) -> &'static str {
    match side {
        Side::Provider => "provider",
        Side::Beneficiary => "beneficiary",
        Side::Contractor => "contractor",
    }
}

/// A party of the agreement as typed; nothing for anybody else.
pub(super) fn party(word: &str) -> Option<Side> {
    match word {
        "provider" => Some(Side::Provider),
        "beneficiary" => Some(Side::Beneficiary),
        _ => None,
    }
}
