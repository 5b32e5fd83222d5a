//! Census of equipped agents: how many agents had a workstation, as the beneficiary counted them (art. 8, R1.13).
//!
//! A census is established by the beneficiary and validated by a person. Once decided it never changes: a
//! mistake is corrected by a new census that names the old one.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A census.
    CensusId,
}

/// A count of the agents that had a workstation on a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Census {
    /// Whose agents.
    pub beneficiary: BeneficiaryId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Identifier.
    pub id: CensusId,
    /// The day the count is true of.
    pub reference_date: Date,
    /// Number of agents having a workstation on that day. An agent with two counts once.
    pub agent_count: i64,
    /// How the count was made, in the author's words.
    pub note: String,
    /// The census this one corrects.
    pub corrects: Option<CensusId>,
    /// Who established it.
    pub author: String,
    /// When.
    pub established_at: Timestamp,
    /// What was decided; nothing while it waits.
    pub decision: Option<CensusDecision>,
}

/// The answer given to a census by a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct CensusDecision {
    /// Validated or refused.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Why, when it was refused.
    pub note: String,
}

/// Whether a census may be billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may be billed.
    Validated,
    /// It may not; a new one is needed.
    Refused,
}

impl Verdict {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Validated => "validated",
            Self::Refused => "refused",
        }
    }
}

impl Census {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/censuses/{}/{}", self.beneficiary, self.id)
    }

    /// What was decided; nothing while it waits.
    pub fn verdict(&self) -> Option<Verdict> {
        self.decision.as_ref().map(|d| d.verdict)
    }

    /// Whether it was validated.
    pub fn is_validated(&self) -> bool {
        self.verdict() == Some(Verdict::Validated)
    }

    /// Message key of where it stands.
    pub fn state_key(&self) -> &'static str {
        match self.verdict() {
            None => "census-state-waiting",
            Some(Verdict::Validated) => "census-state-validated",
            Some(Verdict::Refused) => "census-state-refused",
        }
    }
}

/// A census as typed on the page or sent to the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CensusForm {
    /// Whose agents.
    #[serde(default)]
    pub beneficiary: String,
    /// The day the count is true of, `2023-01-15`.
    #[serde(default)]
    pub reference_date: String,
    /// Number of agents having a workstation.
    #[serde(default)]
    pub agent_count: String,
    /// How the count was made.
    #[serde(default)]
    pub note: String,
    /// The census this one corrects; empty for none.
    #[serde(default)]
    pub corrects: String,
}

/// A census that reads well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCensus {
    /// Whose agents.
    pub beneficiary: BeneficiaryId,
    /// The day the count is true of.
    pub reference_date: Date,
    /// Number of agents having a workstation.
    pub agent_count: i64,
    /// How the count was made.
    pub note: String,
    /// The census this one corrects.
    pub corrects: Option<CensusId>,
}
