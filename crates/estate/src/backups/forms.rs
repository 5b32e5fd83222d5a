//! What is typed about backups.

use super::Object;
use serde::{Deserialize, Serialize};

/// What is typed about something protected. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ObjectForm {
    /// Whose; kept for good once created.
    pub beneficiary: String,
    /// Its name.
    pub name: String,
    /// A word of [`super::Kind`].
    pub kind: String,
    /// What backs it up: `restic`, `borg`, `Proxmox`.
    pub tool: String,
    /// First day a run is due; today when empty.
    pub starts_on: String,
    /// Time of the day, `22:00`.
    pub due_time: String,
    /// Hours between two runs: 24 for daily.
    pub every_hours: String,
    /// Minutes a run may take from when it is due.
    pub window_minutes: String,
    /// Days each run is kept.
    pub retention_days: String,
    /// Hours of data that may be lost.
    pub rpo_hours: String,
    /// Hours of service until data are usable again.
    pub rto_hours: String,
    /// The version read, for a change.
    pub version: i64,
}

impl ObjectForm {
    /// The form of something protected as it stands.
    pub fn of(object: &Object) -> Self {
        let policy = &object.policy;
        Self {
            beneficiary: object.beneficiary.to_string(),
            name: object.name.clone(),
            kind: object.kind.as_str().to_owned(),
            tool: object.tool.clone(),
            starts_on: policy.starts_on.to_string(),
            due_time: super::rules::clock(policy.due_minute),
            every_hours: policy.every_hours.to_string(),
            window_minutes: policy.window_minutes.to_string(),
            retention_days: policy.retention_days.to_string(),
            rpo_hours: policy.rpo_hours.to_string(),
            rto_hours: policy.rto_hours.to_string(),
            version: object.version,
        }
    }
}

/// Whether something is still protected. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RetireForm {
    /// The version read.
    pub version: i64,
}

/// A run as told. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunForm {
    /// What wrote the report: `restic`, `borg`, `proxmox`; `plain` when what follows says everything.
    pub format: String,
    /// What the tool wrote: the output of `restic backup --json`, of `borg create --json`, or a task log of Proxmox.
    pub report: String,
    /// The tool's own name of the run; that of the report without one.
    pub key: String,
    /// `succeeded` or `failed`, for `plain`.
    pub outcome: String,
    /// When it began, `2026-03-02T22:00:00Z`; that of the report without one.
    pub started_at: String,
    /// When it ended; that of the report, else now.
    pub ended_at: String,
    /// Whether what was written was read again and compared.
    pub verified: bool,
    /// Days it is kept, when they are known.
    pub kept_days: Option<i64>,
    /// Anything else.
    pub detail: String,
}

/// What is noted when the list of a day is signed. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckForm {
    /// What was noted; needed when something went wrong.
    pub note: String,
}
