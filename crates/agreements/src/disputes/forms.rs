//! What is typed about disputes. Each form is also a body of the API.

use serde::{Deserialize, Serialize};

/// A new dispute.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DisputeForm {
    /// Whose agreement; one's own when there is one only.
    pub beneficiary: String,
    /// In a few words.
    pub title: String,
    /// What is disputed.
    pub subject: String,
    /// Where in the agreement; may be empty.
    pub article: String,
    /// When it was raised with the other side; today when empty.
    pub opened_on: String,
    /// Last day the parties give the first stage; may be empty.
    pub due_on: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// The next stage begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BeginForm {
    /// When; today when empty.
    pub began_on: String,
    /// Last day the parties give it; may be empty.
    pub due_on: String,
    /// The version read.
    pub version: i64,
}

/// The present stage ends, or is skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// A word of [`super::Outcome`].
    pub outcome: String,
    /// When; today when empty.
    pub ended_on: String,
    /// What came of it, or why it is skipped.
    pub note: String,
    /// The version read.
    pub version: i64,
}

/// A document for the present stage.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentForm {
    /// What it is.
    pub title: String,
    /// Its date; today when empty.
    pub dated_on: String,
}
