//! The service commitments of annexe 1 A and how each is measured (R5).

use super::{DailySlot, Decimal};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One indicator line of annexe 1 A.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Stable code: `G.2a`.
    pub code: String,
    /// Sub-domain of the annexe.
    pub domain: Domain,
    /// The commitment, as the text words it.
    pub text: String,
    /// The indicator, as the text words it.
    pub indicator: String,
    /// How it is computed.
    pub formula: IndicatorFormula,
    /// Unit of the value.
    pub unit: Unit,
    /// Whether a target is agreed.
    pub status: CommitmentStatus,
    /// The agreed target; with status `target` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// Parameters of the formula.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<IndicatorParameters>,
    /// Level of service found, as the text words it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found_level: Option<String>,
    /// What readers must know: objective to be agreed, missing listing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
}

/// Sub-domains of annexe 1 A.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Domain {
    /// G: gouvernance.
    Governance,
    /// A: accès très haut débit, réseau.
    Network,
    /// B: hébergement et services fondamentaux.
    Hosting,
    /// C: téléphonie.
    Telephony,
    /// S: sécurité.
    Security,
}

impl Domain {
    /// Every sub-domain, in the order of the annexe.
    pub const ALL: [Self; 5] =
        [Self::Governance, Self::Network, Self::Hosting, Self::Telephony, Self::Security];

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Governance => "governance",
            Self::Network => "network",
            Self::Hosting => "hosting",
            Self::Telephony => "telephony",
            Self::Security => "security",
        }
    }

    /// The sub-domain of a stored or typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|domain| domain.as_str() == word)
    }
}

/// The formulas the product knows (R5); another one is a change of program, not of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IndicatorFormula {
    /// G.1: committee slots filled / slots due (R7.2).
    CommitteeSlots,
    /// G.2a: share of requests first answered within `within_days` calendar days of receipt.
    AnsweredWithin,
    /// G.2b, B.1a, C.1a: share within the level's intervention target; the times by level without one.
    InterventionTime,
    /// B.1b, C.1b: share within the level's restoration target; the times by level without one.
    RestorationTime,
    /// G.3: accepted demand to technical go-live.
    GoLiveTime,
    /// G.4: staffed hours / planned hours of first-line support.
    StaffedHours,
    /// A.1a: availability of the network (R5.5).
    Availability,
    /// A.1b: number of service cuts (R5.9).
    ServiceCuts,
    /// A.2: mean duration of incidents that ended in the period (R5.10).
    MeanIncidentDuration,
    /// A.3: buildings connected in the year, and left to connect.
    ConnectedBuildings,
    /// B.2a, S.2a: restore request to data usable (R5.12).
    DataRestoreTime,
    /// B.2b, S.2b: longest gap between successful backups (R5.12).
    MaximumDataLoss,
    /// C.1c: sets of the current standard / active sets (R8.7).
    ModernSets,
    /// S.1a: successful and compliant backups / scheduled ones.
    BackupSuccess,
    /// S.1b: restore tests done and passed.
    RestoreTests,
}

/// Unit of an indicator's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Share, 100 being all.
    Percent,
    /// Seconds inside the service window, shown as hours and minutes.
    ServiceTime,
    /// Seconds of real time.
    ElapsedTime,
    /// Number of things.
    Count,
}

/// Whether a target is agreed (R5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommitmentStatus {
    /// A target is agreed: the value is met or missed.
    Target,
    /// Measured without target: shown as not contractual, never green or red.
    Unmeasured,
}

/// An agreed target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// How the value compares with the figure.
    pub operator: Operator,
    /// The figure: percent, hours for times, a number for counts.
    pub value: Decimal,
}

/// Comparison of a value with its target, on exact numbers (R5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Operator {
    /// Value >= target.
    AtLeast,
    /// Value <= target.
    AtMost,
}

/// Parameters of formulas; each formula reads its own and ignores the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndicatorParameters {
    /// `answered_within`: calendar days allowed for the first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u16>,
    /// `staffed_hours`: the hours the commitment quotes; they must be the service window.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<DailySlot>,
    /// `availability`, `service_cuts`: measured on the service window only (R5.6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_service_window: Option<bool>,
    /// `availability`: working days of advance for a maintenance to count as planned (R5.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maintenance_notice_days: Option<u16>,
    /// `availability`: sites on a carrier's link are judged on the carrier's repair time instead (R5.8).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub carrier_links_excluded: Option<bool>,
    /// `availability`, `service_cuts`: outages closer than this are one (R5.9).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merge_gap_seconds: Option<u32>,
    /// Which tickets, assets or jobs count: `network`, `hosting`, `telephony`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Domain>,
}
