//! The governance scheme (article 2, R7).

use super::PartyRole;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A committee and its calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Committee {
    /// Which committee.
    pub code: CommitteeKind,
    /// Name as the text gives it.
    pub name: String,
    /// Article that sets it up.
    pub article: String,
    /// Least number of meetings a year.
    pub minimum_per_year: u8,
    /// Months with a slot, each 1 to 12 (R7.2).
    pub months: Vec<u8>,
    /// What a given month is for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<MonthAgenda>,
    /// What the committee does.
    pub purposes: Vec<String>,
    /// Who sits, by function.
    pub participants: Vec<Participant>,
    /// Whether a slot is filled only with its report (operational review, R7.2).
    pub report_required: bool,
    /// Reports presented.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<String>,
}

/// The three meetings of the scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitteeKind {
    /// COPIL.
    Steering,
    /// COTECH.
    Technical,
    /// Point d'avancement opérationnel.
    Operational,
}

/// Purpose of a month's meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthAgenda {
    /// 1 to 12.
    pub month: u8,
    /// What it is for.
    pub text: String,
}

/// A seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Participant {
    /// Side.
    pub party: PartyRole,
    /// Function, never a name.
    pub function: String,
    /// Sits only when needed.
    #[serde(default)]
    pub optional: bool,
}
