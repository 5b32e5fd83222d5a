//! Scheduled processes of applications, watched (art. 2-II.D): each tells at an address of its own that it ran; one that
//! keeps silent is late.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
pub(crate) mod views;

pub use jobs::jobs;

use crate::applications::EnvironmentId;
use jiff::Timestamp;
use kernel::{
    Permission::{ApplicationManage, ApplicationRead},
    words,
};
use platform::web::{
    Access::{Needs, Public},
    Routes,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A scheduled process.
    ProcessId,
    /// One run of it, or one that did not come.
    RunId,
}

words! {
    /// How often a process runs.
    ScheduleKind {
        /// So many minutes after the last run.
        Interval = "interval", "process-interval";
        /// At a time of the day, on some days of the week.
        Daily = "daily", "process-daily";
    }
}

words! {
    /// How a process stands.
    Standing {
        /// It never told.
        Waiting = "waiting", "process-waiting";
        /// Its last run was told in time.
        OnTime = "on_time", "process-on-time";
        /// A run should have been told.
        Late = "late", "process-late";
        /// Its last run told a failure.
        Failed = "failed", "process-failed";
        /// Nobody waits for it.
        Paused = "paused", "process-paused";
    }
}

words! {
    /// What became of a run.
    Outcome {
        /// It was told to be done.
        Done = "done", "process-outcome-done";
        /// It was told to have failed.
        Failed = "failed", "process-outcome-failed";
        /// Nothing was told in time.
        Missed = "missed", "process-outcome-missed";
    }
}

/// When a process is expected to run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Schedule {
    /// How often.
    pub kind: ScheduleKind,
    /// Minutes after the last run; 0 when at a time.
    pub every_minutes: i64,
    /// Wall clock in Paris: `02:30`; empty when by interval.
    pub at_time: String,
    /// Days of the week, from 1 on Monday: `1,2,3,4,5`.
    pub days: String,
    /// Minutes after which a run that was not told is late.
    pub grace_minutes: i64,
}

/// A scheduled process.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Process {
    /// Which one.
    pub id: ProcessId,
    /// In which environment.
    pub environment: EnvironmentId,
    /// Its name.
    pub name: String,
    /// When it is expected.
    pub schedule: Schedule,
    /// How it stands.
    pub standing: Standing,
    /// When a run last told.
    pub last_run_at: Option<Timestamp>,
    /// When the next one is expected.
    pub due_at: Option<Timestamp>,
    /// Raised at each change of its form.
    pub version: i64,
}

/// A run, or one that did not come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Run {
    /// Which one.
    pub id: RunId,
    /// Of which process.
    pub process: ProcessId,
    /// What became of it.
    pub outcome: Outcome,
    /// What the process said, at most 500 characters.
    pub note: String,
    /// When it was told, or found missing.
    pub at: Timestamp,
}

/// What is typed about a process. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProcessForm {
    /// Identifier of an environment of the application; kept for good.
    pub environment: String,
    /// Its name.
    pub name: String,
    /// A word of [`ScheduleKind`].
    pub schedule: String,
    /// Minutes between two runs, when by interval.
    pub every_minutes: String,
    /// Time of the day in Paris, when daily: `02:30`.
    pub at_time: String,
    /// Days of the week, when daily: `1,2,3,4,5`; every day when empty.
    pub days: String,
    /// Minutes waited before a run is late.
    pub grace_minutes: String,
    /// The version read before a change.
    pub version: i64,
}

impl ProcessForm {
    /// The form of a process as it stands.
    pub fn of(one: &Process) -> Self {
        let minutes = |minutes: i64| if minutes == 0 { String::new() } else { minutes.to_string() };
        Self {
            environment: one.environment.to_string(),
            name: one.name.clone(),
            schedule: one.schedule.kind.as_str().to_owned(),
            every_minutes: minutes(one.schedule.every_minutes),
            at_time: one.schedule.at_time.clone(),
            days: one.schedule.days.clone(),
            grace_minutes: one.schedule.grace_minutes.to_string(),
            version: one.version,
        }
    }
}

/// Every route of scheduled processes, pages then API.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(ApplicationRead), Needs(ApplicationManage));
    Routes::new()
        .post("/applications/{beneficiary}/{id}/processes", manage, pages::add)
        .get("/applications/{beneficiary}/{id}/processes/{process}", read, pages::show)
        .post("/applications/{beneficiary}/{id}/processes/{process}", manage, pages::change)
        .post("/applications/{beneficiary}/{id}/processes/{process}/pause", manage, pages::pause)
        .post("/applications/{beneficiary}/{id}/processes/{process}/resumption", manage, pages::resume)
        .post("/applications/{beneficiary}/{id}/processes/{process}/address", manage, pages::renew)
        .post("/applications/{beneficiary}/{id}/processes/{process}/removal", manage, pages::remove)
        .post("/api/v1/hooks/processes/{secret}", Public, api::done)
        .post("/api/v1/hooks/processes/{secret}/failure", Public, api::failed)
        .get("/api/v1/applications/{beneficiary}/{id}/processes", read, api::list)
        .post("/api/v1/applications/{beneficiary}/{id}/processes", manage, api::add)
        .get("/api/v1/applications/{beneficiary}/{id}/processes/{process}", read, api::show)
        .put("/api/v1/applications/{beneficiary}/{id}/processes/{process}", manage, api::change)
}
