//! The monthly operational report and the annual report of each beneficiary, and the consolidated ones of the provider
//! (article 2, R7.5): computed, read again by both sides, published, then never changed.

pub mod actions;
pub mod api;
mod chapters;
pub mod document;
mod drawing;
pub mod facts;
mod forms;
pub mod jobs;
mod pack;
pub mod pages;
pub mod paper;
mod routes;
pub mod rules;
pub mod store;
pub mod tables;
mod views;
mod writing;

pub use chapters::document as compose;
pub use forms::{CommentForm, CorrectionForm, DraftForm, PublicationForm, RunForm, TextsForm};
pub use routes::routes;
pub(crate) use views::{pack_link, pack_links};

use document::{Headline, ReportDocument};
use jiff::{Timestamp, civil::Date};
use kernel::{id::BeneficiaryId, words};
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A report.
    ReportId,
    /// Something said about a report.
    RemarkId,
    /// The drafts of a period for everybody.
    RunId,
}

words! {
    /// Which report.
    ReportKind {
        /// The operational report of a month.
        Monthly = "monthly", "report-kind-monthly";
        /// The report of a year.
        Annual = "annual", "report-kind-annual";
    }
}

words! {
    /// Where a report stands.
    ReportState {
        /// Being made: computed again at will.
        Draft = "draft", "report-state-draft";
        /// Read by both sides, open to comments.
        Review = "review", "report-state-review";
        /// Published: it never changes again.
        Published = "published", "report-state-published";
    }
}

/// Civil days of a report, both included: a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Span {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// Key of a report: whose, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReportKey {
    /// Whose; the provider's own identifier for a consolidated one.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ReportId,
}

impl ReportKey {
    /// Path of the report's page.
    pub fn path(&self) -> String {
        format!("/reports/{}/{}", self.beneficiary, self.id)
    }
}

/// A report without its contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Report {
    /// Its key.
    #[serde(flatten)]
    pub key: ReportKey,
    /// Code of whose it is, as in addresses.
    pub code: String,
    /// Name of whose it is.
    pub name: String,
    /// Whether it is the provider's consolidated one.
    pub is_consolidated: bool,
    /// Which report.
    pub kind: ReportKind,
    /// Its days.
    #[serde(flatten)]
    pub span: Span,
    /// 1, then one more for each correction.
    pub edition: i64,
    /// The edition it corrects.
    pub corrects: Option<ReportId>,
    /// Why that had to be corrected.
    pub reason: String,
    /// Where it stands.
    pub state: ReportState,
    /// What a person writes before the figures.
    pub introduction: String,
    /// What a person writes about the period to come.
    pub plan: String,
    /// When its figures were read.
    pub computed_at: Timestamp,
    /// The published file on paper.
    pub pdf_digest: Option<Digest>,
    /// The published data.
    pub document_digest: Option<Digest>,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// By whom.
    pub published_by: String,
    /// Raised at each change.
    pub version: i64,
}

/// Something said about a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Remark {
    /// Which one.
    pub id: RemarkId,
    /// Who.
    pub author: String,
    /// Whether the provider's side said it.
    pub is_provider: bool,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// A report with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The report.
    pub report: Report,
    /// What it says.
    pub document: ReportDocument,
    /// What was said about it.
    pub remarks: Vec<Remark>,
}

/// The few figures of a beneficiary's report that the consolidated one takes up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Whose report.
    pub key: ReportKey,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub state: ReportState,
    /// The figures.
    pub headlines: Vec<Headline>,
}

/// The drafts of a period for every beneficiary: where the work stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Run {
    /// Which one.
    pub id: RunId,
    /// Which report.
    pub kind: ReportKind,
    /// First day of the period.
    pub first: Date,
    /// Reports to be made, the consolidated one among them.
    pub total: i64,
    /// Reports looked after so far.
    pub done: i64,
    /// Of these, beneficiaries for whom none could be made.
    pub skipped: i64,
    /// Names of those whose report could not be written: the others are made all the same.
    pub failed: Vec<String>,
    /// The last beneficiary done: name and identifier.
    #[serde(skip)]
    pub last: (String, String),
    /// Who asked for it.
    pub asked_by: String,
    /// When.
    pub started_at: Timestamp,
    /// When everything was done.
    pub finished_at: Option<Timestamp>,
}
