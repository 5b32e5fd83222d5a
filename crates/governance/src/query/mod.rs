//! Asking the data: a measure of a closed catalogue, counted by one or two dimensions over some months, within the reader's
//! scope. The address is the question; no text of a reader ever becomes SQL.

pub mod actions;
pub mod api;
pub mod catalogue;
pub mod files;
pub mod pages;
pub mod rules;
mod store;
mod views;

pub use catalogue::{Amount, MEASURES, Measure};

use jiff::{Timestamp, civil::Date};
use kernel::{Explanation, Figure, Permission::ScoreboardRead, words};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

words! {
    /// By what a measure is counted.
    Dimension {
        /// Month.
        Month = "month", "query-by-month";
        /// Quarter of a year.
        Quarter = "quarter", "query-by-quarter";
        /// Year.
        Year = "year", "query-by-year";
        /// Whose it is.
        Beneficiary = "beneficiary", "query-by-beneficiary";
        /// Incident or request.
        Kind = "kind", "query-by-kind";
        /// How a ticket came.
        Channel = "channel", "query-by-channel";
        /// Level of criticality of the agreement.
        Criticality = "criticality", "query-by-criticality";
        /// Category of tickets.
        Category = "category", "query-by-category";
        /// Where it is.
        Site = "site", "query-by-site";
        /// Team of the desk.
        Team = "team", "query-by-team";
        /// Where it stands.
        State = "state", "query-by-state";
        /// Service of the catalogue that is asked for.
        Service = "service", "query-by-service";
        /// Cause of an outage.
        Cause = "cause", "query-by-cause";
        /// Kind of an asset.
        AssetKind = "asset_kind", "query-by-asset-kind";
        /// Why the provider has an asset in its hands.
        LegalStatus = "legal_status", "query-by-legal-status";
        /// Block or offer that is billed.
        Offer = "offer", "query-by-offer";
        /// Invoice or credit note.
        Document = "document", "query-by-document";
        /// How a backup ended.
        Outcome = "outcome", "query-by-outcome";
        /// Kind of number called.
        CallClass = "call_class", "query-by-call-class";
        /// Fixed or mobile.
        LineKind = "line_kind", "query-by-line-kind";
        /// How a site is connected.
        Fibre = "fibre", "query-by-fibre";
        /// Commitment of the agreement.
        Commitment = "commitment", "query-by-commitment";
    }
}

impl Dimension {
    /// Whether it is a span of time: its values have an order, and those without rows are shown too.
    pub fn is_time(self) -> bool {
        matches!(self, Self::Month | Self::Quarter | Self::Year)
    }
}

/// A question as typed: the query of the page, of its files and of the API. Every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// Code of a measure of the catalogue.
    pub measure: String,
    /// A word of [`Dimension`]; the total alone when empty.
    pub by: String,
    /// A second one.
    pub then: String,
    /// First month, `2026-01`; eleven months before the last when empty.
    pub from: String,
    /// Last month; the present one when empty.
    pub to: String,
    /// Code of a beneficiary; every one in reach when empty.
    pub beneficiary: String,
    /// Values to keep to, `channel:mail;state:closed`: a dimension and a key of an answer.
    pub only: String,
    /// `csv`, `xlsx` or `ods`, for files.
    pub format: String,
}

/// A question that means something.
#[derive(Clone, Debug)]
pub struct Question {
    /// What is measured.
    pub measure: &'static Measure,
    /// By what, at most two.
    pub by: Vec<Dimension>,
    /// First day of the period; of no account for what is measured as it is now.
    pub first: Date,
    /// Last day.
    pub last: Date,
    /// Values to keep to.
    pub only: Vec<(Dimension, String)>,
}

/// One line of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// What `only` takes, one for each dimension; the first month of a span of time.
    pub keys: Vec<String>,
    /// The same in words.
    pub labels: Vec<String>,
    /// The count or the sum; of a share or a mean, what is divided.
    pub numerator: i64,
    /// By what, for shares and means; 0 otherwise.
    pub denominator: i64,
    /// The value.
    pub value: Figure,
}

/// What the data answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// Values that are kept to, in words.
    pub kept: Vec<String>,
    /// Lines, in the order of time, or the largest first.
    pub lines: Vec<Line>,
    /// Every span of time of the question, its key and its words, those without lines too; none without such a dimension.
    pub spans: Vec<(String, String)>,
    /// Over all lines.
    pub total: Figure,
    /// How the total came about.
    pub explanation: Explanation,
    /// When the rows were read.
    pub as_of: Timestamp,
}

/// A login of the database server that reads the reporting views.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// The login.
    pub role: String,
    /// `*` for every beneficiary, or the identifier of one.
    pub reads: String,
    /// Its name.
    pub beneficiary: Option<String>,
    /// Who allowed it.
    pub granted_by: String,
    /// When.
    pub granted_at: Timestamp,
}

/// Every route of this feature. Each measure asks for the permission of the list it counts as well.
pub fn routes() -> Routes {
    let read = Needs(ScoreboardRead);
    Routes::new()
        .get("/query", read, pages::ask)
        .get("/query/file", read, pages::file)
        .get("/api/v1/query", read, api::ask)
        .get("/api/v1/query/file", read, api::file)
        .get("/api/v1/query/catalogue", read, api::catalogue)
}
