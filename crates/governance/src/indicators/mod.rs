//! Indicators over time: months closed and frozen with what was counted, how far each commitment is from a target in force,
//! proposals of targets, and series (annexe 1 A, R5.1 to R5.4).

pub mod actions;
pub mod api;
pub mod files;
mod forms;
pub mod jobs;
pub mod pages;
mod routes;
pub mod rules;
pub mod store;
pub(crate) mod views;

pub use forms::{CloseForm, CommentForm, CorrectForm, DecideForm, ProposalForm, RunForm};
pub use routes::routes;

use crate::scoreboard::{ThingKind, Verdict};
use agreements::document::{Operator, Target, Unit};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Exact, Explanation, Figure, Text,
    id::{BeneficiaryId, PersonId},
    words,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A closing of a month.
    ClosingId,
    /// What somebody says of a closed value.
    ValueCommentId,
    /// A proposal of a target.
    ProposalId,
    /// Months asked to be closed one after the other.
    RunId,
}

words! {
    /// What was missing when a month was closed.
    GapKind {
        /// A time without monitoring has no end yet.
        Monitoring = "monitoring", "indicator-gap-monitoring";
        /// An outage has no end yet.
        Outage = "outage", "indicator-gap-outage";
        /// Tickets have a criticality that the agreement does not know.
        Criticality = "criticality", "indicator-gap-criticality";
        /// A meeting was held, and its minutes or its report are missing.
        Minutes = "minutes", "indicator-gap-minutes";
        /// A meeting was neither held nor cancelled.
        Meeting = "meeting", "indicator-gap-meeting";
        /// An indicator has no data.
        NoData = "no_data", "indicator-gap-no-data";
        /// An earlier month is not closed.
        Earlier = "earlier", "indicator-gap-earlier";
    }
}

words! {
    /// How far a commitment is from a target in force (R5.1).
    Stage {
        /// Measured, no month is closed.
        Measured = "measured", "indicator-stage-measured";
        /// Months are closed: they make the baseline.
        BaselineRunning = "baseline_running", "indicator-stage-baseline";
        /// A target is proposed.
        TargetProposed = "target_proposed", "indicator-stage-proposed";
        /// A target is agreed, and not in force yet.
        TargetAgreed = "target_agreed", "indicator-stage-agreed";
        /// A target is in force.
        InForce = "in_force", "indicator-stage-in-force";
    }
}

words! {
    /// Where months to be closed one after the other stand.
    RunState {
        /// Months are being closed.
        Going = "going", "indicator-run-going";
        /// All are closed.
        Done = "done", "indicator-run-done";
        /// Something stopped it.
        Stopped = "stopped", "indicator-run-stopped";
    }
}

/// Something missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Gap {
    /// What kind of thing.
    pub kind: GapKind,
    /// In words.
    pub text: Text,
    /// The page where it can be mended.
    pub path: String,
}

/// A month of a beneficiary as it was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Closing {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ClosingId,
    /// First day of the month.
    pub month: Date,
    /// 1, then one more for each correction.
    pub version: i64,
    /// The closing that this one corrects.
    pub corrects: Option<ClosingId>,
    /// Why it was corrected; empty for a first closing.
    pub reason: String,
    /// What was missing.
    pub gaps: Vec<Gap>,
    /// Why it was closed all the same.
    pub gaps_reason: String,
    /// Number of the agreement version that ruled its last day.
    pub agreement_version: i64,
    /// When its rows were read.
    pub as_of: Timestamp,
    /// Who closed it.
    pub closed_by_name: String,
    /// When.
    pub closed_at: Timestamp,
    /// SHA-256 of the digests of its values, in their order.
    pub digest: String,
}

/// A value of a closed month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ClosedValue {
    /// In which closing.
    pub closing: ClosingId,
    /// Code of the commitment.
    pub code: String,
    /// First day of the month.
    pub month: Date,
    /// Version of the closing.
    pub version: i64,
    /// Its place in the annexe.
    pub place: i64,
    /// What is measured, in the words of the agreement.
    pub indicator: String,
    /// Unit.
    pub unit: Unit,
    /// The value.
    pub value: Figure,
    /// How it stands.
    pub verdict: Verdict,
    /// The target that was in force.
    pub target: Option<Target>,
    /// What was divided, for shares and means.
    pub numerator: Option<Exact>,
    /// By what.
    pub denominator: Option<Exact>,
    /// How it came about.
    pub explanation: Explanation,
    /// Rows that were counted.
    pub evidence_count: i64,
    /// SHA-256 of the value with its evidence, as canonical JSON.
    pub digest: String,
}

/// A row that was counted in a closed value, as it was then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Evidence {
    /// What it is.
    pub kind: ThingKind,
    /// What names it in its own list.
    pub id: String,
    /// How people know it: the number of a ticket.
    pub name: String,
    /// Its criticality, or what rows are sorted by; empty without.
    pub level: String,
    /// From when, or when.
    pub from: Option<Timestamp>,
    /// Until when.
    pub to: Option<Timestamp>,
    /// Its measure in seconds; nothing while it runs.
    pub seconds: Option<i64>,
    /// The same inside the service window, where both are shown.
    pub service_seconds: Option<i64>,
    /// Of how many seconds, where the measure is a part of them.
    pub of_seconds: Option<i64>,
    /// Whether it is as it should be; nothing where that is not asked.
    pub is_kept: Option<bool>,
}

/// Key of a closing, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ClosingPath {
    /// Code of the beneficiary.
    pub beneficiary: String,
    /// Which one.
    pub closing: ClosingId,
}

/// Key of a closed value, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ValuePath {
    /// Code of the beneficiary.
    pub beneficiary: String,
    /// In which closing.
    pub closing: ClosingId,
    /// Code of the commitment.
    pub code: String,
}

/// Something said of a closed value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ValueComment {
    /// Which one.
    pub id: ValueCommentId,
    /// Who.
    pub author: String,
    /// Whether the provider's side said it.
    pub is_provider: bool,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// What the closed months of a commitment were, for whoever proposes a target (R5.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Baseline {
    /// Closed months with a value.
    pub months: i64,
    /// The first of them.
    pub first: Option<Date>,
    /// The last of them.
    pub last: Option<Date>,
    /// The middle one.
    pub median: Figure,
    /// The best one.
    pub best: Figure,
    /// The worst one.
    pub worst: Figure,
}

/// A target that a side proposes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Proposal {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ProposalId,
    /// Code of the commitment.
    pub commitment: String,
    /// How the value must compare.
    pub operator: Operator,
    /// With how much, in the unit of the agreement file.
    pub value: String,
    /// Why.
    pub motive: String,
    /// The closed months that were shown.
    pub baseline: Baseline,
    /// Who proposes it.
    pub author: String,
    /// Identifier of who proposes it.
    #[serde(skip)]
    pub author_id: Option<PersonId>,
    /// Whether the provider's side does.
    pub is_provider: bool,
    /// When.
    pub proposed_at: Timestamp,
    /// The decision it became.
    pub decision: Option<crate::decisions::DecisionId>,
    /// Since when it is taken back.
    pub withdrawn_at: Option<Timestamp>,
}

impl Proposal {
    /// Whether it waits for a decision.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() && self.withdrawn_at.is_none()
    }
}

/// Months to be closed one after the other, in the background.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct ClosingRun {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: RunId,
    /// The first month.
    pub first: Date,
    /// The last one.
    pub last: Date,
    /// Confirms what is missing; empty to stop there.
    pub reason: String,
    /// Where it stands.
    pub state: RunState,
    /// Months in all.
    pub total: i64,
    /// Months that are closed.
    pub done: i64,
    /// Why it stopped.
    pub trouble: Option<Text>,
    /// Who asked.
    #[serde(skip)]
    pub asked_by: Option<PersonId>,
    /// Name of who asked.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}
