//! The reversibility plan of an agreement (R6.6): in versions, drafted by the provider, accepted by both sides, read again each
//! year. What was accepted never changes; the next version follows it.

pub mod actions;
pub mod api;
pub mod pages;
mod paper;
pub mod rules;
pub mod store;
pub(super) mod views;

use jiff::{Timestamp, civil::Date};
use kernel::{Side, id::BeneficiaryId, words};
use platform::Digest;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// A chapter of a plan, in its order.
    Chapter {
        /// What is handed back: inventory, services, data.
        Scope = "scope", "plan-chapter-scope";
        /// What is done, one thing after the other.
        Steps = "steps", "plan-chapter-steps";
        /// Who does what on each side.
        Roles = "roles", "plan-chapter-roles";
        /// Which data in which formats.
        Data = "data", "plan-chapter-data";
        /// How long it takes, and by when each step is done.
        Calendar = "calendar", "plan-chapter-calendar";
        /// How what people know is passed on.
        Knowledge = "knowledge", "plan-chapter-knowledge";
        /// What it costs and who bears it, the engineering of the rebuilding with it.
        Charges = "charges", "plan-chapter-charges";
        /// How it is rehearsed and checked.
        Tests = "tests", "plan-chapter-tests";
        /// Which accounts, keys and codes are handed over, and how.
        Credentials = "credentials", "plan-chapter-credentials";
        /// What is deleted afterwards, when, and what proves it.
        Deletion = "deletion", "plan-chapter-deletion";
    }
}

impl Chapter {
    /// Key of what is expected in the chapter.
    pub fn hint_key(self) -> &'static str {
        match self {
            Self::Scope => "plan-hint-scope",
            Self::Steps => "plan-hint-steps",
            Self::Roles => "plan-hint-roles",
            Self::Data => "plan-hint-data",
            Self::Calendar => "plan-hint-calendar",
            Self::Knowledge => "plan-hint-knowledge",
            Self::Charges => "plan-hint-charges",
            Self::Tests => "plan-hint-tests",
            Self::Credentials => "plan-hint-credentials",
            Self::Deletion => "plan-hint-deletion",
        }
    }
}

words! {
    /// Where a version stands.
    PlanState {
        /// Being written.
        Draft = "draft", "plan-state-draft";
        /// Before both sides.
        Submitted = "submitted", "plan-state-submitted";
        /// Accepted by both; never changes.
        Accepted = "accepted", "plan-state-accepted";
    }
}

/// Key of a version, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PlanKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which version, from 1.
    pub number: i64,
}

impl PlanKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/reversibility/{}/plans/{}", self.beneficiary, self.number)
    }
}

/// The chapters that have words.
pub type Chapters = BTreeMap<Chapter, String>;

/// A version of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Plan {
    /// Its key.
    #[serde(flatten)]
    pub key: PlanKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Where it stands.
    pub state: PlanState,
    /// What it says.
    pub chapters: Chapters,
    /// Days after a pack was handed over from which its data may be deleted though the beneficiary said nothing of it; without
    /// any, only what it found whole is deleted (R9.12).
    pub deletion_days: Option<i64>,
    /// What changed since the version before.
    pub changes: String,
    /// Who wrote in it last.
    pub written_by: String,
    /// When it was begun.
    pub created_at: Timestamp,
    /// When it was last written.
    pub updated_at: Timestamp,
    /// When it was put before both sides.
    pub submitted_at: Option<Timestamp>,
    /// The day on which the second side accepted it.
    pub accepted_on: Option<Date>,
    /// The document as it was accepted.
    pub pdf_digest: Option<Digest>,
    /// Raised at each change.
    pub version: i64,
}

/// That a side accepted a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Acceptance {
    /// Which side.
    pub side: Side,
    /// Who, by the name then.
    pub person: String,
    /// When.
    pub at: Timestamp,
}

/// A version as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PlanForm {
    /// What is handed back.
    pub scope: String,
    /// What is done, one thing after the other.
    pub steps: String,
    /// Who does what.
    pub roles: String,
    /// Which data in which formats.
    pub data: String,
    /// How long it takes.
    pub calendar: String,
    /// How knowledge is passed on.
    pub knowledge: String,
    /// What it costs and who bears it.
    pub charges: String,
    /// How it is rehearsed.
    pub tests: String,
    /// Which accounts, keys and codes are handed over.
    pub credentials: String,
    /// What is deleted afterwards.
    pub deletion: String,
    /// Days after which silence of the beneficiary allows it; may be empty.
    pub deletion_days: String,
    /// What changed since the version before.
    pub changes: String,
    /// The version read before.
    pub version: i64,
}

impl PlanForm {
    /// What was typed in a chapter.
    pub fn text(&self, chapter: Chapter) -> &str {
        match chapter {
            Chapter::Scope => &self.scope,
            Chapter::Steps => &self.steps,
            Chapter::Roles => &self.roles,
            Chapter::Data => &self.data,
            Chapter::Calendar => &self.calendar,
            Chapter::Knowledge => &self.knowledge,
            Chapter::Charges => &self.charges,
            Chapter::Tests => &self.tests,
            Chapter::Credentials => &self.credentials,
            Chapter::Deletion => &self.deletion,
        }
    }
}

/// A step of a version's life. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    /// The version read before.
    pub version: i64,
}
