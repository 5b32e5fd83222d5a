//! What is typed about drafts. Each form is also a body of the API.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A new draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewForm {
    /// Whose agreement.
    pub beneficiary: String,
    /// A word of [`super::DraftKind`].
    pub kind: String,
    /// In a few words.
    pub title: String,
    /// Why; may be empty.
    pub reason: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What a draft is about, and from when it rules.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AboutForm {
    /// In a few words.
    pub title: String,
    /// Why.
    pub reason: String,
    /// First day it rules; the first day of the term for a whole agreement.
    pub effective_on: String,
    /// The version read.
    pub version: i64,
}

/// Values of a draft by their paths, as typed: what is empty is removed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ValuesBody {
    /// The part they belong to: `price`, `offers[POSTES]`.
    pub part: String,
    /// Path and value: `price.initial_price` and `1100,00`.
    pub values: BTreeMap<String, String>,
    /// The version read.
    pub version: i64,
}

/// Which part of a draft is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ValuesQuery {
    /// The part: `price`, `offers[POSTES]`.
    pub part: String,
}

/// The whole file of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SourceForm {
    /// The file, in TOML.
    pub source: String,
    /// The version read.
    pub version: i64,
}

/// A step without words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    /// The version read.
    pub version: i64,
}

/// The deliberation of a side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VoteForm {
    /// `provider` or `beneficiary`; one's own side for the beneficiary.
    pub side: String,
    /// When it voted.
    pub voted_on: String,
    /// Number of the deliberation.
    pub reference: String,
    /// The version read.
    pub version: i64,
}

/// The signature of both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignForm {
    /// When both had signed.
    pub signed_on: String,
    /// The version read.
    pub version: i64,
}

/// Why a draft is given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AbandonForm {
    /// The reason.
    pub why: String,
    /// The version read.
    pub version: i64,
}
