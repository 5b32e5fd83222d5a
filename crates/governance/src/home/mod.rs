//! The first page after signing in: what needs this person now, for what he or she is to the service. At most seven figures, each
//! a link to its list.

mod actions;
mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::meetings::MeetingKey;
use agreements::document::CommitteeKind;
use finance::invoices::EventKind;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Figure, Text, id::BeneficiaryId, words};
use people::Organisation;
use platform::web::{Access, Routes, components::Tone};
use serde::Deserialize;

words! {
    /// For whom a home screen is made.
    HomeKind {
        /// Heads the digital services: every body at a glance.
        Director = "director", "home-kind-director";
        /// Works on tickets.
        Technician = "technician", "home-kind-technician";
        /// Administrative officer, and whoever asks, of a beneficiary.
        Officer = "officer", "home-kind-officer";
        /// Elected official: one sentence, no ticket text.
        Elected = "elected_official", "home-kind-elected";
        /// Data protection and security officers.
        Protection = "data_protection", "home-kind-protection";
        /// Finance officers of either side.
        Finance = "finance", "home-kind-finance";
    }
}

/// Which home screen is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HomeQuery {
    /// A word of [`HomeKind`], for who has several roles; the first role's when empty.
    pub view: String,
}

/// One figure of a home screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tile {
    /// Message keys: what it counts, and what that means.
    pub words: [&'static str; 2],
    /// The figure.
    pub figure: Figure,
    /// The list behind it.
    pub href: String,
    /// The period it covers.
    pub period: Text,
    /// What it is compared with.
    pub comparison: Option<Text>,
    /// How it stands when it is not zero.
    pub tone: Tone,
}

/// Tickets in the actor's scope that need somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DeskFigures {
    /// Neither resolved nor closed.
    pub open: i64,
    /// Open and received more than thirty days ago.
    pub old: i64,
    /// Open and assigned to nobody.
    pub unassigned: i64,
    /// Open, assigned to nobody, in a team of the actor.
    pub of_teams: i64,
    /// Open with a promise due in the next four hours of real time.
    pub due_soon: i64,
    /// Open with a promise already broken.
    pub overdue: i64,
    /// Waiting for the requester: the beneficiary's turn.
    pub waiting_requester: i64,
    /// Waiting for the requester, and nothing new for seven days.
    pub waiting_long: i64,
    /// Open and given to the actor.
    pub mine: i64,
    /// Open, given to the actor, with a promise already broken.
    pub mine_overdue: i64,
}

/// Money in the actor's scope that waits for somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MoneyFigures {
    /// Invoices drafted, not approved.
    pub drafts: i64,
    /// Invoices approved, not issued.
    pub approved: i64,
    /// Revisions that wait for an index value.
    pub pending_revisions: i64,
    /// Revisions computed, waiting for approval.
    pub proposed_revisions: i64,
    /// Censuses established, not validated.
    pub censuses_to_validate: i64,
    /// Issued invoices not yet paid nor cancelled.
    pub unpaid: i64,
    /// Of those, past their last day.
    pub unpaid_late: i64,
    /// Cents excluding VAT of the invoices issued for this year, less credit notes.
    pub billed: i64,
    /// The same for the year before.
    pub billed_before: i64,
}

/// What was asked about satisfaction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Opinions {
    /// Questions asked.
    pub asked: i64,
    /// Answers received.
    pub answered: i64,
    /// Sum of the scores, from 1 to 5 each.
    pub total: i64,
}

/// Requests of a quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Requests {
    /// Received in the quarter.
    pub received: i64,
    /// Of those, resolved or closed.
    pub handled: i64,
    /// Received in the quarter before.
    pub before: i64,
}

/// What was done with access and data in thirty days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AccessFigures {
    /// Lists taken away as files.
    pub exports: i64,
    /// Persons created, changed, disabled or enabled.
    pub changes: i64,
}

/// How one body stands, for the comparison of bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyRow {
    /// Which body.
    pub body: Organisation,
    /// Open tickets.
    pub open: i64,
    /// Open tickets with a broken promise.
    pub overdue: i64,
    /// Outages going on.
    pub outages: i64,
    /// Deadlines of its agreement that are overdue.
    pub deadlines: i64,
    /// Reference and last day of its agreement in force.
    pub agreement: Option<(String, Option<Date>)>,
}

/// The next meeting that decides, and the first points of its agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextMeeting {
    /// Which one.
    pub key: MeetingKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// When it begins.
    pub starts_at: Timestamp,
    /// Which committee.
    pub committee: CommitteeKind,
    /// Its first points.
    pub points: Vec<String>,
}

/// An invoice issued lately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastInvoice {
    /// Path of its page; its PDF is under it.
    pub path: String,
    /// Its number.
    pub number: String,
    /// Date of issue.
    pub on: Date,
    /// Including VAT.
    pub gross: Cents,
    /// Last thing that happened to it.
    pub event: EventKind,
}

/// Tickets of one body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfBody {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Open.
    pub open: i64,
    /// With a broken promise.
    pub overdue: i64,
    /// Outages going on.
    pub outages: i64,
}

/// Routes of this feature.
pub fn routes() -> Routes {
    Routes::new().get("/", Access::SignedIn, pages::home)
}
