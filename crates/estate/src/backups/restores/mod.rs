//! Restores asked for and timed (B.2a, S.2a), and tests of restoring, planned then done with their proof (S.1b).

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use super::ObjectId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{BackupManage, BackupRead},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A request to restore.
    RestoreId,
    /// A test.
    TestId,
}

words! {
    /// How hard a restore is.
    Complexity {
        /// Some files.
        Simple = "simple", "restore-complexity-simple";
        /// A folder, a mailbox, a database.
        Standard = "standard", "restore-complexity-standard";
        /// An application or a whole system.
        Complex = "complex", "restore-complexity-complex";
    }
}

words! {
    /// How a restore ended.
    Ended {
        /// Data are usable.
        Done = "done", "restore-ended-done";
        /// They could not be restored.
        Failed = "failed", "restore-ended-failed";
    }
}

words! {
    /// How a test ended.
    TestOutcome {
        /// Data came back as they were.
        Passed = "passed", "restore-test-passed";
        /// They did not.
        Failed = "failed", "restore-test-failed";
    }
}

/// Data asked back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Restore {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: RestoreId,
    /// Of what.
    pub object: ObjectId,
    /// Its name.
    pub object_name: String,
    /// What is asked back.
    pub what: String,
    /// How hard it is.
    pub complexity: Complexity,
    /// When it was asked.
    pub requested_at: Timestamp,
    /// When the data were usable, or given up.
    pub usable_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<Ended>,
    /// Anything else.
    pub note: String,
    /// Raised at each change.
    pub version: i64,
}

/// A test of restoring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Test {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: TestId,
    /// Of what.
    pub object: ObjectId,
    /// Its name.
    pub object_name: String,
    /// On which day it is to be done.
    pub planned_on: Date,
    /// When it was done.
    pub done_at: Option<Timestamp>,
    /// How it ended.
    pub outcome: Option<TestOutcome>,
    /// Who did it.
    pub operator: String,
    /// How long it took.
    pub seconds: Option<i64>,
    /// Name of its proof.
    pub proof_name: String,
    /// SHA-256 of its proof.
    pub proof_digest: Option<String>,
    /// Anything else.
    pub note: String,
    /// Raised at each change.
    pub version: i64,
}

/// A restore as asked. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RestoreForm {
    /// Of what: beneficiary and identifier, `b/o`.
    pub object: String,
    /// What is asked back.
    pub what: String,
    /// A word of [`Complexity`].
    pub complexity: String,
    /// When it was asked, on the clock, `2026-03-02T09:00`; now when empty.
    pub requested_at: String,
}

/// How a restore ended. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// A word of [`Ended`].
    pub outcome: String,
    /// When the data were usable, on the clock; now when empty.
    pub usable_at: String,
    /// Anything else.
    pub note: String,
    /// The version read.
    pub version: i64,
}

/// A test as planned. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TestForm {
    /// Of what: beneficiary and identifier, `b/o`.
    pub object: String,
    /// On which day.
    pub planned_on: String,
}

/// How a test went. Also the body of the API, where the proof is text.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DoneForm {
    /// A word of [`TestOutcome`].
    pub outcome: String,
    /// Minutes it took.
    pub minutes: String,
    /// Who did it; oneself when empty.
    pub operator: String,
    /// Anything else.
    pub note: String,
    /// What proves it, as text, for programs.
    pub proof: String,
    /// The version read.
    pub version: i64,
}

/// Key of a restore or a test, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct RowKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: String,
}

/// Every route of restores and tests.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(BackupRead), Needs(BackupManage));
    Routes::new()
        .get("/restores", read, pages::list)
        .post("/restores", manage, pages::ask)
        .post("/restores/{beneficiary}/{id}/end", manage, pages::end)
        .post("/restore-tests", manage, pages::plan)
        .post("/restore-tests/{beneficiary}/{id}/result", manage, pages::done)
        .get("/restore-tests/{beneficiary}/{id}/proof", read, pages::proof)
        .get("/api/v1/restores", read, api::list)
        .post("/api/v1/restores", manage, api::ask)
        .put("/api/v1/restores/{beneficiary}/{id}/end", manage, api::end)
        .post("/api/v1/restore-tests", manage, api::plan)
        .put("/api/v1/restore-tests/{beneficiary}/{id}/result", manage, api::done)
}
