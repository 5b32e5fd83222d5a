//! What is typed about reports, on pages and by programs.

use serde::{Deserialize, Serialize};

/// Which report to draft. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DraftForm {
    /// Code of the beneficiary; the provider's own code for the consolidated report.
    pub beneficiary: String,
    /// `monthly` or `annual`.
    pub kind: String,
    /// The month, `2026-10`, or the year, `2025`.
    pub period: String,
}

/// Which drafts to make for everybody. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunForm {
    /// `monthly` or `annual`.
    pub kind: String,
    /// The month, `2026-10`, or the year, `2025`; it must be over.
    pub period: String,
}

/// What a person writes in a report. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TextsForm {
    /// Before the figures.
    pub introduction: String,
    /// About the period to come.
    pub plan: String,
    /// The version of the report read before.
    pub version: i64,
}

/// What is said about a report. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CommentForm {
    /// The words.
    pub body: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// A report to publish as it was read. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PublicationForm {
    /// The version of the report read before.
    pub version: i64,
}

/// Why a published report is to be corrected. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectionForm {
    /// Why.
    pub reason: String,
}
