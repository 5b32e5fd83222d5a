//! Problems: what stands behind incidents, of one beneficiary or of several; known errors with what to do meanwhile.
//!
//! A problem belongs to the provider. A beneficiary with incidents of a published one reads its public words, kept in a row
//! of its own, and its own incidents; nothing else, not even how many others there are.

pub mod actions;
pub mod api;
mod forms;
mod jobs;
pub mod pages;
mod routes;
pub mod rules;
pub mod search;
pub mod store;
pub mod views;

pub use jobs::jobs;
pub use routes::routes;

use crate::{
    categories::CategoryId,
    tickets::{Linked, Named},
    words::words,
};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::i18n::Lang;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A problem.
    ProblemId,
    /// Something said to the tickets of a problem.
    MessageId,
}

words! {
    /// Where a problem stands.
    State {
        /// Written down.
        New = "new", "problem-state-new";
        /// Its cause is looked for.
        Investigating = "investigating", "problem-state-investigating";
        /// What to do meanwhile is known.
        KnownError = "known_error", "problem-state-known-error";
        /// Solved; it might come back.
        Resolved = "resolved", "problem-state-resolved";
        /// Over.
        Closed = "closed", "problem-state-closed";
    }
}

/// A problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Which one.
    pub id: ProblemId,
    /// Its number; [`Problem::reference`] is how it is called.
    pub number: i64,
    /// In a few words.
    pub title: String,
    /// What is seen.
    pub description: String,
    /// Where it stands.
    pub state: State,
    /// Identifier and name of the category of its incidents.
    pub category: Option<(CategoryId, String)>,
    /// Why it happens.
    pub root_cause: String,
    /// What agents do meanwhile.
    pub workaround: String,
    /// What beneficiaries concerned read, in French and in English; without English, French is shown.
    pub public_title: [String; 2],
    /// The same at length: what to do meanwhile.
    pub public_text: [String; 2],
    /// Since when they read it.
    pub published_at: Option<Timestamp>,
    /// How it was solved.
    pub resolution: String,
    /// Who wrote it down.
    pub opened_by_name: String,
    /// When.
    pub opened_at: Timestamp,
    /// When it was solved.
    pub resolved_at: Option<Timestamp>,
    /// Incidents linked to it.
    pub incidents: i64,
    /// Beneficiaries they belong to.
    pub beneficiaries: i64,
    /// Raised at each change.
    pub version: i64,
}

impl Problem {
    /// How it is called: `PRB-12`.
    pub fn reference(&self) -> String {
        format!("PRB-{}", self.number)
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/problems/{}", self.id)
    }
}

/// Something said to the tickets of a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// The problem.
    pub problem: ProblemId,
    /// The words.
    pub body: String,
    /// Whether they resolve the tickets.
    pub resolves: bool,
    /// Who said it.
    pub author: Named,
    /// When.
    pub at: Timestamp,
}

/// What one beneficiary reads of a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KnownError {
    /// Whose row.
    pub beneficiary: BeneficiaryId,
    /// The problem.
    pub id: ProblemId,
    /// In a few words, in French and in English.
    pub title: [String; 2],
    /// What to do meanwhile.
    pub text: [String; 2],
    /// Whether it is solved.
    pub is_solved: bool,
    /// Since when it is told.
    pub published_at: Timestamp,
}

impl KnownError {
    /// The title in the reader's language.
    pub fn title(&self, lang: Lang) -> &str {
        crate::announcements::said(lang, &self.title)
    }

    /// The words in the reader's language.
    pub fn text(&self, lang: Lang) -> &str {
        crate::announcements::said(lang, &self.text)
    }
}

/// A recent incident that no problem explains yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexplained {
    /// The incident.
    pub incident: Linked,
    /// Its category.
    pub category: Option<(CategoryId, String)>,
    /// Identifier and name of its site.
    pub site: Option<(String, String)>,
}

/// Incidents that have something in common, proposed as a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What they have in common.
    pub common: Common,
    /// Its name.
    pub name: String,
    /// The incidents.
    pub incidents: Vec<Linked>,
}

/// What incidents have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// A category, over every beneficiary.
    Category(String),
    /// A site.
    Site(String),
}

/// What is written of a problem. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProblemForm {
    /// In a few words.
    pub title: String,
    /// What is seen.
    pub description: String,
    /// Identifier of a category, or empty.
    pub category: String,
    /// Why it happens.
    pub root_cause: String,
    /// What agents do meanwhile.
    pub workaround: String,
    /// What beneficiaries concerned read, in French.
    pub public_title_fr: String,
    /// The same at length.
    pub public_text_fr: String,
    /// In English; may be empty.
    pub public_title_en: String,
    /// In English; may be empty.
    pub public_text_en: String,
    /// Numbers of its incidents, when it is new: `VAL-12, VAL-15`.
    pub tickets: String,
    /// The version read, for a change.
    pub version: i64,
}

/// Where a problem goes. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MoveForm {
    /// A word of [`State`].
    pub state: String,
    /// How it was solved, when it is.
    pub resolution: String,
}

/// Whether beneficiaries concerned read it. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PublishForm {
    /// `on` or `true` when they do.
    pub published: String,
}

/// What is said to all its tickets. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TellForm {
    /// The words.
    pub body: String,
    /// `on` when they resolve the tickets and the problem.
    pub solved: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// Tickets by their numbers. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TicketsForm {
    /// `VAL-12, VAL-15`.
    pub tickets: String,
}

/// A change by its number. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChangesForm {
    /// `CHG-12`, or `12`.
    pub change: String,
}
