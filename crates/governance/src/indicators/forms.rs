//! What is typed about indicators, on pages and by programs.

use serde::{Deserialize, Serialize};

/// A month to close. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CloseForm {
    /// Which month: `2026-03`.
    pub month: String,
    /// Why it is closed although data are missing; needed when some are.
    pub reason: String,
}

/// Why a closed month is corrected. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CorrectForm {
    /// Why.
    pub reason: String,
    /// Why it is corrected although something is missing that was not when it was closed; empty when nothing is.
    pub gaps_reason: String,
}

/// Months to close one after the other, up to the last one that is over. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunForm {
    /// The first month; the one after the last closed, or the first of the agreement, when empty.
    pub from: String,
    /// Why months are closed although data are missing; when empty, the first of them stops the work.
    pub reason: String,
}

/// Something said of a closed value. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CommentForm {
    /// The words.
    pub body: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// A target as proposed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProposalForm {
    /// `at_least` or `at_most`.
    pub operator: String,
    /// How much, in the commitment's unit: percent, hours for times, a number for counts.
    pub value: String,
    /// Why.
    pub motive: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What a steering committee makes of a proposal. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecideForm {
    /// Identifier of the meeting.
    pub meeting: String,
    /// What was decided, in words.
    pub decision: String,
    /// From which day it takes effect; the day of the meeting when empty.
    pub effective_on: String,
}
