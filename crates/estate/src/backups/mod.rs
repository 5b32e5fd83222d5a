//! Backups (art. 4, B.2, S.1, S.2): what is protected and by which policy, runs told by tools or by a heartbeat, a daily list that
//! somebody signs, restores, and tests of restoring with their proof.
//!
//! A silent run is a missed one: what was due and did not come is written down by the watch.

pub mod actions;
pub mod api;
mod forms;
pub mod jobs;
pub mod measures;
pub mod pages;
pub mod reports;
pub mod restores;
mod routes;
pub mod rules;
pub mod store;
pub mod views;

pub use forms::{CheckForm, ObjectForm, RetireForm, RunForm};
pub use routes::routes;

use jiff::{Timestamp, civil::Date};
use kernel::{id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// Something protected.
    ObjectId,
    /// A run.
    RunId,
}

words! {
    /// What is protected (art. 4).
    Kind {
        /// Living data: files, mail.
        Data = "data", "backup-kind-data";
        /// Data of an application.
        Application = "application", "backup-kind-application";
        /// A whole system.
        System = "system", "backup-kind-system";
    }
}

words! {
    /// How a run ended.
    Outcome {
        /// It ended well.
        Succeeded = "succeeded", "backup-outcome-succeeded";
        /// It said that it failed.
        Failed = "failed", "backup-outcome-failed";
        /// It was due and nothing was heard.
        Missed = "missed", "backup-outcome-missed";
    }
}

/// When runs are due and what they must keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Policy {
    /// First day.
    pub starts_on: Date,
    /// Minute of the day, on the clock of mainland France.
    pub due_minute: i64,
    /// Hours between two runs.
    pub every_hours: i64,
    /// Minutes after which a run that has not ended is late.
    pub window_minutes: i64,
    /// Days each run is kept.
    pub retention_days: i64,
    /// Hours of data that may be lost.
    pub rpo_hours: i64,
    /// Hours of the service window until data are usable again.
    pub rto_hours: i64,
}

/// Something protected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Object {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ObjectId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What backs it up.
    pub tool: String,
    /// Its policy.
    pub policy: Policy,
    /// Number of its heartbeat's secret.
    #[serde(skip)]
    pub generation: i64,
    /// Until when missing runs were written down.
    #[serde(skip)]
    pub watched_until: Timestamp,
    /// When it was no longer protected.
    pub retired_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

impl Object {
    /// Its key.
    pub fn key(&self) -> ObjectKey {
        ObjectKey { beneficiary: self.beneficiary.clone(), id: self.id.clone() }
    }
}

/// A run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Run {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: RunId,
    /// What was backed up.
    pub object: ObjectId,
    /// The tool's own name of the run.
    pub key: String,
    /// When it was due.
    pub due_at: Option<Timestamp>,
    /// When it began.
    pub started_at: Option<Timestamp>,
    /// When it ended; of a missed one, when it should have.
    pub ended_at: Timestamp,
    /// How it ended.
    pub outcome: Outcome,
    /// Whether what was written was read again and compared.
    pub is_verified: bool,
    /// Days the tool keeps it, when it says so.
    pub kept_days: Option<i64>,
    /// Bytes gone through.
    pub bytes: Option<i64>,
    /// What the tool said.
    pub detail: String,
    /// Who told.
    pub told_by: String,
}

/// Key of something protected, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ObjectKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ObjectId,
}

impl ObjectKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/backups/{}/{}", self.beneficiary, self.id)
    }
}

/// A list that was signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Check {
    /// Of which day.
    pub day: Date,
    /// Runs that were due since the day before.
    pub due: i64,
    /// Of these, failed or missed.
    pub wrong: i64,
    /// What was noted.
    pub note: String,
    /// Who signed.
    pub signed_by_name: String,
    /// When.
    pub signed_at: Timestamp,
}
