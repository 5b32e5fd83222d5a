//! What each party must do: obligations by article, data protection (annexe 1 E), insurance, disputes,
//! and the known drafting defects of the text.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One obligation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Stable code: article, then rank: `3.2`.
    pub code: String,
    /// Where the text says it.
    pub article: String,
    /// Who must.
    pub party: Debtor,
    /// What.
    pub text: String,
    /// How often.
    pub occurs: Occurrence,
    /// Period in months; with `periodic` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_months: Option<u8>,
    /// First or only due date, when the text or the parties give one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// What starts it; with `on_event`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// What proves that it was done.
    pub evidence: String,
    /// What Socle itself finds the proof in; absent when a person records it. With `once` and `periodic` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proved_by: Option<ProvedBy>,
}

/// Records of Socle that prove an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProvedBy {
    /// A steering committee held in its month (R7.2).
    SteeringCommittee,
    /// A technical committee held in its month (R7.2).
    TechnicalCommittee,
    /// An operational review held in its month, with its report (R7.2).
    OperationalReview,
    /// A validated census of the year (R1.13).
    Census,
    /// An approved revision of the year (R1.8).
    PriceRevision,
    /// The issued invoice of the year (R1.15).
    Invoice,
    /// A restore test that passed in the period.
    RestoreTest,
    /// A certificate of insurance that a person recorded, still valid (R6.5).
    InsuranceCertificate,
}

/// Who owes an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Debtor {
    /// The provider.
    Provider,
    /// The beneficiary.
    Beneficiary,
    /// Each party for itself.
    Both,
}

/// How often an obligation falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Occurrence {
    /// Once.
    Once,
    /// All the time.
    Continuous,
    /// Every `every_months` months.
    Periodic,
    /// Each time `event` happens.
    OnEvent,
}

/// Data protection between the parties (article 4, annexe 1 E, R9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DataProtection {
    /// Article that sets the roles.
    pub article: String,
    /// Who decides purposes and means.
    pub controller: super::PartyRole,
    /// Who processes for the controller.
    pub processor: super::PartyRole,
    /// Hours after detection within which the processor alerts the controller (R9.7).
    pub breach_alert_hours: u16,
    /// Working days within which the processor forwards a rights request (R9.8).
    pub rights_request_forward_days: u16,
    /// Days the controller has to object to a new sub-processor (R9.10).
    pub sub_processor_objection_days: u16,
    /// Where data may be: the text says national or European territory (R9.11).
    pub territory: Territory,
    /// The matrix of annexe 1 E.
    pub themes: Vec<ProtectionTheme>,
}

/// Territory where data may be processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Territory {
    /// France only.
    France,
    /// European Union and European Economic Area.
    Europe,
}

/// One row of annexe 1 E.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProtectionTheme {
    /// Stable code: `E.1`.
    pub code: String,
    /// Theme.
    pub title: String,
    /// What the provider does, point by point.
    pub provider: Vec<String>,
    /// What the beneficiary does, point by point.
    pub beneficiary: Vec<String>,
}

/// Insurance (article 9, R6.5).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Insurance {
    /// Article that asks for it.
    pub article: String,
    /// Covers asked for.
    pub covers: Vec<String>,
    /// Days before expiry of the certificate when the provider is reminded.
    pub reminder_days: u16,
}

/// Settlement of disputes (article 10, R6.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Disputes {
    /// Article that fixes the stages.
    pub article: String,
    /// Stages in their order; none may be skipped except as its own text allows.
    pub stages: Vec<DisputeStage>,
}

/// A stage of a dispute.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DisputeStage {
    /// Stable code.
    pub code: String,
    /// What happens.
    pub text: String,
    /// When the stage may be skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unless: Option<String>,
}

/// A known defect or silence of the text and how Socle reads it (R0.5): shown, never silently fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// Stable code: `D.1`.
    pub code: String,
    /// Where in the text.
    pub article: String,
    /// What the text says, or fails to say.
    pub says: String,
    /// How it is read here, until the parties decide otherwise.
    pub reading: String,
    /// Key of this file that holds the reading, such as `price.month_zero`; it must exist.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}
