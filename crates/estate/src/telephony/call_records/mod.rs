//! Records of calls: read from files of exchanges and carriers, kept a year with their numbers, then as totals of the month.
//!
//! A file is gone through twice: first without writing anything, so that half a file is refused whole with its line; then in
//! batches, each call once however often it is told (source and its own name of the call).

pub mod actions;
pub mod api;
pub mod formats;
pub mod importing;
pub mod jobs;
pub mod pages;
pub mod rules;
mod sources;
pub mod store;
pub mod views;

pub use sources::{Columns, Format, Reading, Source, SourceForm, SourceId};

use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{TelephonyManage, TelephonyRead},
    Text,
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::Serialize;

kernel::id! {
    /// A file of records.
    ImportId,
}

words! {
    /// What kind of number was called (R8.3).
    Class {
        /// Inside the exchange.
        Internal = "internal", "calls-class-internal";
        /// A fixed number in mainland France.
        FixedFr = "fixed_fr", "calls-class-fixed-fr";
        /// A mobile number in mainland France.
        MobileFr = "mobile_fr", "calls-class-mobile-fr";
        /// Free for who calls.
        TollFree = "toll_free", "calls-class-toll-free";
        /// Paid in part by who is called.
        SharedCost = "shared_cost", "calls-class-shared-cost";
        /// Paid above the ordinary price.
        Premium = "premium", "calls-class-premium";
        /// A French department or community overseas.
        Overseas = "overseas", "calls-class-overseas";
        /// Another country.
        International = "international", "calls-class-international";
        /// By satellite.
        Satellite = "satellite", "calls-class-satellite";
        /// Help: 15, 17, 18, 112…
        Emergency = "emergency", "calls-class-emergency";
        /// No number that is known.
        Unknown = "unknown", "calls-class-unknown";
    }
}

words! {
    /// Where a file stands.
    State {
        /// It is read without writing anything.
        Checking = "checking", "calls-state-checking";
        /// Its calls are written.
        Applying = "applying", "calls-state-applying";
        /// Done.
        Done = "done", "calls-state-done";
        /// Nothing of it was taken.
        Refused = "refused", "calls-state-refused";
        /// Somebody stopped it.
        Cancelled = "cancelled", "calls-state-cancelled";
    }
}

/// What became of the records of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Counts {
    /// Calls that are new.
    pub added: i64,
    /// Calls that were known already.
    pub known: i64,
    /// Nobody answered.
    pub unanswered: i64,
    /// Received, not made.
    pub incoming: i64,
    /// Made by a number that is no line of anybody.
    pub unowned: i64,
    /// Older than details are kept.
    pub too_old: i64,
}

impl Counts {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        self.added += other.added;
        self.known += other.known;
        self.unanswered += other.unanswered;
        self.incoming += other.incoming;
        self.unowned += other.unowned;
        self.too_old += other.too_old;
    }
}

/// A file of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Import {
    /// Which one.
    pub id: ImportId,
    /// Where it comes from.
    pub source: SourceId,
    /// Name of the source.
    pub source_name: String,
    /// Name of the file.
    pub file_name: String,
    /// SHA-256 of the file.
    pub digest: String,
    /// Size in bytes.
    pub size: i64,
    /// Where it stands.
    pub state: State,
    /// Bytes gone through.
    pub bytes_done: i64,
    /// Lines gone through.
    pub line_done: i64,
    /// What became of its records.
    pub counts: Counts,
    /// Line at which it was refused.
    pub trouble_line: Option<i64>,
    /// Why.
    pub trouble: Option<Text>,
    /// Who asked.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Raised at each change of state.
    pub version: i64,
}

impl Import {
    /// Whether work is under way.
    pub fn is_running(&self) -> bool {
        matches!(self.state, State::Checking | State::Applying)
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/call-imports/{}", self.id)
    }
}

/// An answered outgoing call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// The source's own name of the call.
    pub key: String,
    /// When it began.
    pub at: Timestamp,
    /// Who called: number or extension.
    pub caller: String,
    /// The number called.
    pub called: String,
    /// What kind of number.
    pub class: Class,
    /// Two letters of the country, or empty.
    pub country: String,
    /// Talk time.
    pub seconds: i64,
}

/// Calls and seconds of a month, by kind of number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Total {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// First day of the month.
    pub month: Date,
    /// Kind of number.
    pub class: Class,
    /// Two letters of the country, or empty.
    pub country: String,
    /// Answered outgoing calls.
    pub calls: i64,
    /// Their talk time.
    pub seconds: i64,
}

/// Every route of records of calls.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(TelephonyRead), Needs(TelephonyManage));
    Routes::new()
        .get("/call-records", read, pages::list)
        .get("/call-imports", manage, pages::imports)
        .get("/call-imports/{import}", manage, pages::show)
        .post("/call-imports", manage, pages::receive)
        .post("/call-imports/{import}/cancellation", manage, pages::cancel)
        .get("/call-sources/new", manage, pages::new_source)
        .post("/call-sources", manage, pages::create_source)
        .get("/api/v1/call-records", read, api::list)
        .get("/api/v1/call-totals", read, api::totals)
        .get("/api/v1/call-sources", manage, api::sources)
        .post("/api/v1/call-sources", manage, api::create_source)
        .get("/api/v1/call-imports/{import}", manage, api::show)
        .post("/api/v1/call-imports/{import}/cancellation", manage, api::cancel)
}
