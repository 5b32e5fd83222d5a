//! What is typed about meetings, on pages and by programs.

use serde::{Deserialize, Serialize};

/// What is typed about a meeting. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MeetingForm {
    /// With whom; kept for good once created.
    pub beneficiary: String,
    /// `steering`, `technical` or `operational`; kept for good once created.
    pub committee: String,
    /// Why it meets beside its plan; may be empty.
    pub subject: String,
    /// When it begins, on the clock of Paris: `2026-01-14T10:00`.
    pub starts: String,
    /// How long it is to last, in minutes.
    pub minutes_long: String,
    /// Where.
    pub place: String,
    /// The version read before a change.
    pub version: i64,
    /// Makes sending a new one twice harmless.
    pub key: String,
}

/// Why a meeting does not take place. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CancelForm {
    /// Why.
    pub reason: String,
}

/// Who sits in a meeting, and who came. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ParticipantForm {
    /// `provider` or `beneficiary`; kept for good.
    pub side: String,
    /// In what function.
    pub function: String,
    /// Identifier of the person; nobody of this instance when empty.
    pub person: String,
    /// The name; the person's own when empty.
    pub name: String,
    /// A word of [`Presence`]; `unknown` when empty.
    pub presence: String,
}

/// A point of the agenda as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ItemForm {
    /// What it is about.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// Its place, from 1; the last when empty.
    pub place: String,
    /// What the minutes say.
    pub minutes: String,
    /// The version read before a change.
    pub version: i64,
}

/// What the minutes say before their points. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SummaryForm {
    /// The words.
    pub summary: String,
    /// The version of the meeting read before.
    pub version: i64,
}

/// What is said about minutes. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CommentForm {
    /// The words.
    pub body: String,
    /// Makes sending it twice harmless.
    pub key: String,
}
