//! Monitoring as a channel: what fails becomes an incident, what recovers resolves it.
//!
//! A *source* is one monitoring system that posts its events. Its *rules* say whose an event is: without one it makes
//! nothing, so a source never speaks for a beneficiary nobody gave it. Events of one host and service go to one ticket;
//! a *storm* collects in one ticket what would have been many. Every event is kept with what became of it.

pub mod actions;
pub mod api;
pub mod intake;
mod jobs;
pub mod pages;
pub mod payloads;
pub mod queries;
mod routes;
pub mod rules;
pub mod store;
pub mod views;

pub use jobs::jobs;
pub use routes::routes;

use crate::{
    tickets::{Impact, TicketKey, Urgency},
    words::words,
};
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

kernel::id! {
    /// A monitoring system that posts its events.
    SourceId,
    /// A rule that says whose an event is.
    RuleId,
    /// One thing watched that failed.
    AlarmId,
}

words! {
    /// In whose words a source speaks.
    Kind {
        /// Prometheus Alertmanager, webhook format 4.
        Alertmanager = "alertmanager", "monitoring-kind-alertmanager";
        /// Icinga 2, by its notification script.
        Icinga2 = "icinga2", "monitoring-kind-icinga2";
        /// Zabbix, by its webhook media type.
        Zabbix = "zabbix", "monitoring-kind-zabbix";
        /// Centreon, by its notification script or a list of its events.
        Centreon = "centreon", "monitoring-kind-centreon";
        /// Anything that signs what it posts.
        Generic = "generic", "monitoring-kind-generic";
        /// A Prometheus that is asked; it posts nothing.
        Prometheus = "prometheus", "monitoring-kind-prometheus";
        /// What this program looks at by itself.
        Probe = "probe", "monitoring-kind-probe";
    }
}

impl Kind {
    /// Whether it posts its events; otherwise this program looks or asks by itself.
    pub fn posts(self) -> bool {
        !matches!(self, Self::Prometheus | Self::Probe)
    }
}

words! {
    /// What becomes of a ticket when everything it is about has recovered.
    OnRecovery {
        /// It is resolved; the requester may say otherwise.
        Resolve = "resolve", "monitoring-recovery-resolve";
        /// It is resolved and closed.
        Close = "close", "monitoring-recovery-close";
        /// It says so and stays open.
        Note = "note", "monitoring-recovery-note";
    }
}

words! {
    /// What became of an event.
    Outcome {
        /// A new ticket.
        Opened = "opened", "monitoring-outcome-opened";
        /// Added to the ticket that is open for this host and service.
        Grouped = "grouped", "monitoring-outcome-grouped";
        /// Collected in the ticket of a storm.
        Held = "held", "monitoring-outcome-held";
        /// The ticket was reopened.
        Reopened = "reopened", "monitoring-outcome-reopened";
        /// Recovered; something else of the ticket still fails.
        Recovered = "recovered", "monitoring-outcome-recovered";
        /// The ticket was resolved or closed.
        Resolved = "resolved", "monitoring-outcome-resolved";
        /// The ticket says that it recovered.
        Noted = "noted", "monitoring-outcome-noted";
        /// Nothing was to be done.
        Ignored = "ignored", "monitoring-outcome-ignored";
        /// Nothing could be done.
        Refused = "refused", "monitoring-outcome-refused";
    }
}

words! {
    /// Why an event made nothing.
    Reason {
        /// No rule says whose it is.
        NoRule = "no_rule", "monitoring-reason-no-rule";
        /// Its severity makes no ticket.
        Severity = "severity", "monitoring-reason-severity";
        /// What recovered had not been told as failing.
        Unknown = "unknown", "monitoring-reason-unknown";
        /// Something later is known already.
        Late = "late", "monitoring-reason-late";
        /// The ticket is over already.
        Over = "over", "monitoring-reason-over";
        /// A rule of the desk refuses it: its contact has left, or its site is gone.
        Desk = "desk", "monitoring-reason-desk";
    }
}

words! {
    /// Why something that came was not read.
    Refusal {
        /// The secret or the signature is wrong, missing or too old.
        Proof = "proof", "monitoring-refusal-proof";
        /// It is larger than what is taken.
        Size = "size", "monitoring-refusal-size";
        /// It is not in the words of this kind of source.
        Form = "form", "monitoring-refusal-form";
        /// The source is paused.
        Paused = "paused", "monitoring-refusal-paused";
    }
}

/// What a severity means for the desk. Without an impact it makes no ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Severity {
    /// The source's own word, in small letters; empty for every other word.
    pub word: String,
    /// How many are concerned; nothing to make no ticket.
    pub impact: Option<Impact>,
    /// How much work is hindered.
    pub urgency: Urgency,
    /// Whether what fails so badly cuts off the site that the event names: it is an outage (A.1).
    #[serde(default)]
    pub is_outage: bool,
}

/// How a source is treated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Name for the people who look after it, one of a kind.
    pub name: String,
    /// In whose words it speaks.
    pub kind: Kind,
    /// What becomes of a ticket when all has recovered.
    pub on_recovery: OnRecovery,
    /// Hours after its resolution within which the same failure reopens a ticket.
    pub reopen_hours: i64,
    /// Tickets after which a storm begins; within
    pub storm_count: i64,
    /// so many minutes, for one beneficiary.
    pub storm_minutes: i64,
    /// Minutes without a word after which nobody watches: the sites of its rules are blind until it speaks again; 0 for
    /// never. For a source that sends a sign of life.
    #[serde(default)]
    pub silent_minutes: i64,
    /// What each severity means, first match.
    pub severities: Vec<Severity>,
}

/// A monitoring system that posts its events.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Source {
    /// Which one; part of the address it posts to.
    pub id: SourceId,
    /// How it is treated.
    #[serde(flatten)]
    pub settings: Settings,
    /// Whether what it posts is taken.
    pub is_enabled: bool,
    /// Raised by each new secret.
    #[serde(skip)]
    pub generation: i64,
    /// Raised at each change of the settings.
    pub version: i64,
    /// When an event last came.
    pub last_event_at: Option<Timestamp>,
    /// Whether it fell silent: nobody watches (R5.5).
    pub is_silent: bool,
    /// When something was last not read, and why.
    pub last_refused_at: Option<Timestamp>,
    /// Why.
    pub last_refusal: Option<Refusal>,
    /// Events of the last seven days that made something, and that were refused.
    pub recent: (i64, i64),
}

/// Whose an event is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Rule {
    /// Which one.
    pub id: RuleId,
    /// The label looked at; empty for every event.
    pub label: String,
    /// Its value, or its beginning before a star.
    pub value: String,
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Name of that beneficiary.
    pub beneficiary_name: String,
    /// For whom the ticket is.
    pub contact: PersonId,
    /// That person's name.
    pub contact_name: String,
    /// Identifier and name of the site.
    pub site: Option<(String, String)>,
}

/// What is typed about a rule. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RuleForm {
    /// Whose.
    pub beneficiary: String,
    /// The label looked at; empty for every event.
    pub label: String,
    /// Its value, or its beginning before a star.
    pub value: String,
    /// For whom the ticket is.
    pub contact: String,
    /// Where.
    pub site: String,
}

/// Something that a source saw, in the words of the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Same for the same event told twice.
    pub key: String,
    /// The source's own name of the thing watched.
    pub alarm: String,
    /// Whether it fails, or has recovered.
    pub is_firing: bool,
    /// The machine.
    pub host: String,
    /// What fails on it.
    pub service: String,
    /// The source's word, in small letters.
    pub severity: String,
    /// In a few words.
    pub summary: String,
    /// In more words.
    pub detail: String,
    /// Where the source shows more.
    pub link: String,
    /// When it began to fail or recovered; the instant of reception when the source does not say.
    pub at: Option<Timestamp>,
    /// Everything that rules may look at, host, service and severity among it.
    pub labels: BTreeMap<String, String>,
}

/// One thing watched that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alarm {
    /// Which one.
    pub id: AlarmId,
    /// The machine.
    pub host: String,
    /// What fails on it.
    pub service: String,
    /// The source's word.
    pub severity: String,
    /// In a few words.
    pub summary: String,
    /// Whether it still fails.
    pub is_firing: bool,
    /// Times it began to fail.
    pub times: i64,
    /// The ticket it is in.
    pub ticket: TicketKey,
    /// When it first failed.
    pub began_at: Timestamp,
    /// When it last began to fail or recovered.
    pub changed_at: Timestamp,
}

/// An event that came, and what became of it.
#[derive(Clone, Debug, Serialize)]
pub struct Came {
    /// Which one.
    pub id: String,
    /// When it came.
    pub at: Timestamp,
    /// Whether it told of a failure or a recovery.
    pub is_firing: bool,
    /// The machine.
    pub host: String,
    /// What fails on it.
    pub service: String,
    /// The source's word.
    pub severity: String,
    /// In a few words.
    pub summary: String,
    /// What became of it.
    pub outcome: Outcome,
    /// Why it made nothing.
    pub reason: Option<Reason>,
    /// Times it was delivered.
    pub times: i64,
    /// The ticket.
    #[serde(skip)]
    pub ticket: Option<TicketKey>,
    /// Its reference.
    pub reference: Option<String>,
}
