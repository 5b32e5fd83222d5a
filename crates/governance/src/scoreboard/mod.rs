//! The scoreboard of one beneficiary over a period: each commitment measured from the tickets, with its
//! target or the words "not contractual", its explanation and the rows behind it (annexe 1 A, R5).

pub mod actions;
mod api;
pub mod files;
mod pages;
pub mod rules;
pub(crate) mod views;
pub(crate) mod words;

pub(crate) use pages::Asked;

use agreements::document::{Commitment, Domain};
use desk::tickets::TicketId;
use jiff::{Timestamp, civil::Date};
use kernel::{Exact, Explanation, Figure, Intervals, Permission, id::BeneficiaryId};
use platform::web::{Access, Routes};
use serde::{Deserialize, Serialize};

/// Civil days covered by a scoreboard, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// What the indicators need to know about one ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFact {
    /// The ticket.
    pub id: TicketId,
    /// Its number as people quote it.
    pub number: String,
    /// Whether it is an incident, not a request.
    pub is_incident: bool,
    /// Whether it is an administrative request (G.2a).
    pub is_administrative: bool,
    /// Level of criticality: `P1`.
    pub level: String,
    /// Sub-domain of the annexe that its category is of (B.1, C.1); nothing without category.
    pub domain: Option<Domain>,
    /// When it reached the desk.
    pub received_at: Timestamp,
    /// First real answer.
    pub first_answer_at: Option<Timestamp>,
    /// First action by a technician.
    pub first_action_at: Option<Timestamp>,
    /// When the service was restored; nothing while it is not.
    pub restored_at: Option<Timestamp>,
    /// Times during which the requester was waited for.
    pub pauses: Intervals,
    /// Intervention target in seconds of service time, of the version in force when it was received: an agreed
    /// target is never retroactive (R5.1).
    pub intervene_target: Option<i64>,
    /// Restoration target, the same way.
    pub restore_target: Option<i64>,
}

/// A service that went live in the period, after its demand was accepted (G.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveFact {
    /// The ticket of the demand.
    pub id: TicketId,
    /// Its number as people quote it.
    pub number: String,
    /// Type of service put in production, in French and in English.
    pub service: [String; 2],
    /// When the demand was accepted.
    pub accepted_at: Timestamp,
    /// Technical go-live.
    pub live_at: Timestamp,
}

kernel::words! {
    /// How a value stands against its target (R5.1).
    Verdict {
        /// The agreed target is met.
        Met = "met", "scoreboard-met";
        /// The agreed target is missed.
        Missed = "missed", "scoreboard-missed";
        /// No target is agreed: the value is shown, never judged.
        NotContractual = "not_contractual", "scoreboard-not-contractual";
        /// Nothing to measure in the period (R5.3).
        NoData = "no_data", "scoreboard-no-data";
    }
}

kernel::words! {
    /// What is counted in indicators.
    ThingKind {
        /// A ticket.
        Ticket = "ticket", "counted-ticket";
        /// A meeting that the plan asks for (G.1).
        Meeting = "meeting", "counted-meeting";
        /// A closure of the desk inside the service window (G.4).
        Closure = "closure", "counted-closure";
        /// An outage (A.1, A.2).
        Outage = "outage", "counted-outage";
        /// A site and its availability (A.1a), its cut (A.1b), or connected in the period (A.3).
        Site = "site", "counted-site";
        /// A backup that was due (S.1a), or something protected with what a failure would have lost of it (B.2b, S.2b).
        Backup = "backup", "counted-backup";
        /// Data asked back (B.2a, S.2a).
        Restore = "restore", "counted-restore";
        /// A test of restoring (S.1b).
        RestoreTest = "restore_test", "counted-restore-test";
        /// A fixed telephone line in service (C.1c).
        Line = "line", "counted-line";
    }
}

/// Something counted in an indicator that is no ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CountedThing {
    /// What it is.
    pub kind: ThingKind,
    /// What names it in its own list; its place in time when it has no other name.
    pub id: String,
    /// How people know it.
    pub name: String,
    /// From when, or when.
    pub from: Option<Timestamp>,
    /// Until when; nothing when it lasts, or has no length.
    pub to: Option<Timestamp>,
    /// Its measure in seconds.
    pub seconds: Option<i64>,
    /// Of how many seconds, where the measure is a part of them.
    pub of_seconds: Option<i64>,
    /// Whether it is as it should be; nothing where that is not asked.
    pub is_kept: Option<bool>,
}

impl CountedThing {
    /// A thing without measure.
    pub(crate) fn new(kind: ThingKind, id: impl Into<String>, name: impl Into<String>) -> Self {
        let (id, name) = (id.into(), name.into());
        Self { kind, id, name, from: None, to: None, seconds: None, of_seconds: None, is_kept: None }
    }
}

/// One ticket counted in an indicator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedRow {
    /// The ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// Its level of criticality; the type of service (G.3).
    pub level: String,
    /// When it reached the desk; when it was accepted (G.3).
    pub received_at: Timestamp,
    /// The measured time in seconds; nothing while it is still running.
    pub seconds: Option<i64>,
    /// The same inside the service window, where both are shown (G.3).
    pub service_seconds: Option<i64>,
    /// Whether it kept the target; nothing without a target.
    pub is_kept: Option<bool>,
}

/// Times of one level of criticality, or of one type of service (G.3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelTimes {
    /// Level: `P1`.
    pub level: String,
    /// Tickets measured.
    pub count: i64,
    /// Half of the tickets took at most this, in seconds.
    pub median: Option<i64>,
    /// Nine tickets out of ten took at most this, in seconds.
    pub p90: Option<i64>,
    /// Target of the level in seconds, when one is agreed.
    pub target: Option<i64>,
    /// Tickets received while a target was in force.
    pub judged: i64,
    /// Of these, those within it.
    pub kept: i64,
}

/// One line of the scoreboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The commitment of the agreement in force.
    pub commitment: Commitment,
    /// The value of the period.
    pub value: Figure,
    /// How it stands.
    pub verdict: Verdict,
    /// How it came about.
    pub explanation: Explanation,
    /// Times by level, for delays.
    pub levels: Vec<LevelTimes>,
    /// The tickets counted.
    pub rows: Vec<CountedRow>,
    /// What else was counted.
    pub things: Vec<CountedThing>,
    /// What was divided by what, for shares and means.
    pub parts: Option<(Exact, Exact)>,
}

/// The whole scoreboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scoreboard {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Its code, as in addresses.
    pub code: String,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Over which days.
    pub period: Period,
    /// When the figures were read.
    pub as_of: Timestamp,
    /// Number of the agreement version in force at the end of the period.
    pub agreement_version: i64,
    /// Indicators in the order of the annexe.
    pub indicators: Vec<Indicator>,
    /// Tickets of the period taken over from another tool: they are in no figure, since nothing was promised here.
    pub taken_over: i64,
    /// Tickets of the period whose criticality the agreement does not know.
    pub without_level: i64,
    /// Commitments of the annexe that the product does not measure yet.
    pub unmeasured: Vec<Commitment>,
}

/// Routes of this feature. Both sides read the same figures.
pub fn routes() -> Routes {
    let access = Access::Needs(Permission::ScoreboardRead);
    Routes::new()
        .get("/scoreboards", access, pages::choose)
        .get("/scoreboards/{beneficiary}", access, pages::show)
        .get("/scoreboards/{beneficiary}/indicators/{code}", access, pages::indicator)
        .get("/scoreboards/{beneficiary}/file.pdf", access, pages::pdf)
        .get("/scoreboards/{beneficiary}/file.csv", access, pages::csv)
        .get("/api/v1/scoreboards/{beneficiary}", access, api::show)
}
