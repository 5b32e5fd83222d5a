//! Probes: what this program looks at by itself, for who has no monitoring of its own.
//!
//! A *probe* looks at one thing of one beneficiary at regular intervals: a connection, a page, a certificate or a name. After
//! so many failures in a row it is down: through [`crate::monitoring`], as with any other source, one incident opens and, when
//! it cuts its site off, one outage. It looks from the background work, never while somebody waits for a page. Time during
//! which it did not look is blind time (R5.5): neither up nor down.

pub mod actions;
pub mod api;
pub mod check;
mod jobs;
pub mod pages;
mod routes;
pub mod rules;
pub mod runs;
pub mod store;
pub mod views;

pub use jobs::jobs;
pub use routes::routes;

use crate::words::words;
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use platform::i18n::Lang;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A probe.
    ProbeId,
}

words! {
    /// What a probe looks at.
    Kind {
        /// Whether a connection is taken.
        Tcp = "tcp", "probe-kind-tcp";
        /// Whether a page answers, with which status and word.
        Http = "http", "probe-kind-http";
        /// Whether a certificate is good, and for how long still.
        Tls = "tls", "probe-kind-tls";
        /// Whether a name server answers for a name.
        Dns = "dns", "probe-kind-dns";
    }
}

words! {
    /// Kinds of records of names.
    Record {
        /// An address of IPv4.
        A = "A", "probe-record-a";
        /// An address of IPv6.
        Aaaa = "AAAA", "probe-record-aaaa";
        /// Another name.
        Cname = "CNAME", "probe-record-cname";
        /// Where mail goes.
        Mx = "MX", "probe-record-mx";
        /// A text.
        Txt = "TXT", "probe-record-txt";
    }
}

words! {
    /// How a probe stands.
    State {
        /// It has not said anything that counts.
        New = "new", "probe-state-new";
        /// What it looks at answers.
        Up = "up", "probe-state-up";
        /// It does not, as many times in a row as it takes.
        Down = "down", "probe-state-down";
    }
}

words! {
    /// What one look found.
    Finding {
        /// It answers as expected.
        Good = "good", "probe-finding-good";
        /// It leads where this program may not go.
        Forbidden = "forbidden", "probe-finding-forbidden";
        /// The name has no address, or no answer.
        Unresolved = "unresolved", "probe-finding-unresolved";
        /// No connection is taken.
        Unreachable = "unreachable", "probe-finding-unreachable";
        /// The certificate is not good.
        Untrusted = "untrusted", "probe-finding-untrusted";
        /// It hung up, or does not speak as expected.
        Broken = "broken", "probe-finding-broken";
        /// It took too long.
        Late = "late", "probe-finding-late";
        /// The page has another status.
        Status = "status", "probe-finding-status";
        /// The page does not hold the word.
        Word = "word", "probe-finding-word";
        /// The certificate ends soon.
        Expiring = "expiring", "probe-finding-expiring";
        /// The value expected is not among the answers.
        Answer = "answer", "probe-finding-answer";
    }
}

/// What a probe looks at, and what it expects. Values that its kind does not use are empty or 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Look {
    /// What it looks at.
    pub kind: Kind,
    /// `host:port`, an address of the web, or a name.
    pub target: String,
    /// The status expected of a page; 0 for any from 200 to 399.
    pub status: i64,
    /// A word that the page must hold, or empty.
    pub word: String,
    /// Days before the end of a certificate from which it fails.
    pub days: i64,
    /// The kind of record asked for.
    pub record: Record,
    /// The name server asked: an address, with or without its port.
    pub server: String,
    /// A value that must be among the answers, or empty.
    pub answer: String,
    /// Seconds before a look is given up.
    pub timeout_seconds: i64,
}

/// What was decided about a probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Content {
    /// Name, one of a kind for its beneficiary.
    pub name: String,
    /// What it looks at.
    #[serde(flatten)]
    pub look: Look,
    /// Seconds between two looks.
    pub interval_seconds: i64,
    /// Failures in a row before it is down.
    pub failures: i64,
    /// Successes in a row before it is up again.
    pub successes: i64,
    /// Whether its failure cuts its site off (A.1).
    pub cuts_off: bool,
}

/// A row that a probe belongs to, by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Named {
    /// Its identifier.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// How a probe stands: its state, and the results in a row that contradict it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Standing {
    /// How it stands.
    pub state: State,
    /// Since when.
    pub since: Timestamp,
    /// Results in a row that contradict the state.
    pub streak: i64,
    /// The first of them.
    pub streak_from: Option<Timestamp>,
}

/// A probe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Probe {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ProbeId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// The site it is of.
    pub site: Option<Named>,
    /// The application it is of.
    pub application: Option<Named>,
    /// For whom the ticket of a failure is.
    pub contact: PersonId,
    /// That person's name.
    pub contact_name: String,
    /// The language that person reads.
    #[serde(skip)]
    pub contact_language: Lang,
    /// What was decided about it.
    #[serde(flatten)]
    pub content: Content,
    /// Since when it is paused.
    pub paused_at: Option<Timestamp>,
    /// How it stands.
    #[serde(flatten)]
    pub standing: Standing,
    /// When it looks next; nothing while it is paused.
    pub next_at: Option<Timestamp>,
    /// When it last looked.
    pub checked_at: Option<Timestamp>,
    /// What it last found.
    pub last: Option<Found>,
    /// Raised at each change by a person.
    pub version: i64,
}

impl Probe {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/probes/{}/{}", self.beneficiary, self.id)
    }
}

/// What a look found, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Found {
    /// What.
    pub finding: Finding,
    /// In technical words, or empty.
    pub detail: String,
    /// Milliseconds.
    pub millis: i64,
}

/// A look that was kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Outcome {
    /// When.
    pub at: Timestamp,
    /// What it found.
    #[serde(flatten)]
    pub found: Found,
}

/// The looks of an hour, or of a longer time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Its beginning.
    pub from: Timestamp,
    /// Looks.
    pub checks: i64,
    /// Those that failed.
    pub failed: i64,
    /// Milliseconds of those that succeeded, together.
    pub millis_total: i64,
    /// The slowest of them.
    pub millis_most: i64,
}

/// What is typed about a probe. Also the body of the API: numbers may be left empty for the usual ones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProbeForm {
    /// Whose; kept for good.
    pub beneficiary: String,
    /// A word of [`Kind`]; kept for good.
    pub kind: String,
    /// Name.
    pub name: String,
    /// Identifier of the site, or empty.
    pub site: String,
    /// Identifier of the application, or empty.
    pub application: String,
    /// Identifier of the person for whom the ticket is.
    pub contact: String,
    /// `host:port`, an address of the web, or a name.
    pub target: String,
    /// Status expected of a page; empty for any from 200 to 399.
    pub status: String,
    /// A word that the page must hold.
    pub word: String,
    /// Days before the end of a certificate from which it fails.
    pub days: String,
    /// Kind of record.
    pub record: String,
    /// Name server.
    pub server: String,
    /// A value that must be among the answers.
    pub answer: String,
    /// Seconds between two looks.
    pub interval: String,
    /// Seconds before a look is given up.
    pub timeout: String,
    /// Failures in a row before it is down.
    pub failures: String,
    /// Successes in a row before it is up again.
    pub successes: String,
    /// `yes` when its failure cuts its site off; `no` otherwise; empty for the usual of its kind.
    pub cuts_off: String,
    /// Makes sending a new one twice harmless.
    pub key: String,
    /// The version read before a change.
    pub version: i64,
}

/// Key of a probe, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ProbeKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ProbeId,
}
