//! Business applications of a beneficiary (art. 2-II.D): who publishes and who answers for each, until when the
//! publisher's warranty runs, where it runs (environments kept apart, R10.3), what it exchanges, how it is stopped and
//! started, how it performs and what is proposed.

pub mod actions;
pub mod api;
mod forms;
mod jobs;
pub mod pages;
mod paths;
mod routes;
pub mod rules;
pub mod search;
pub mod store;
pub mod views;

pub use forms::*;
pub use jobs::jobs;
pub use paths::{EnvironmentPath, ExceptionPath, FlowPath, ImprovementPath, ProcessPath, SpecificationPath};
pub use routes::routes;

use jiff::{Timestamp, civil::Date};
use kernel::{
    Cents,
    id::{BeneficiaryId, PersonId},
    words,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An application.
    ApplicationId,
    /// An environment of an application.
    EnvironmentId,
    /// An exception for production data outside production.
    ExceptionId,
    /// Something an application exchanges.
    FlowId,
    /// Something measured.
    MeasureId,
    /// A proposal of improvement.
    ImprovementId,
}

words! {
    /// What an environment is for.
    EnvironmentKind {
        /// Where people work.
        Production = "production", "application-environment-production";
        /// As production, before it.
        Preproduction = "preproduction", "application-environment-preproduction";
        /// Where the beneficiary accepts.
        Acceptance = "acceptance", "application-environment-acceptance";
        /// Where parts are put together.
        Integration = "integration", "application-environment-integration";
        /// Where it is developed and tested.
        Development = "development", "application-environment-development";
        /// Where people learn.
        Training = "training", "application-environment-training";
    }
}

words! {
    /// What personal data an environment holds.
    EnvironmentData {
        /// None at all.
        Without = "none", "application-data-none";
        /// Invented.
        Fictitious = "fictitious", "application-data-fictitious";
        /// Taken from production and made anonymous.
        Anonymised = "anonymised", "application-data-anonymised";
        /// Those of production.
        Production = "production", "application-data-production";
    }
}

words! {
    /// What a configuration item is.
    ItemKind {
        /// A machine.
        Server = "server", "application-item-server";
        /// A database.
        Database = "database", "application-item-database";
        /// What stands between.
        Middleware = "middleware", "application-item-middleware";
        /// The application's own software or a component of it.
        Software = "software", "application-item-software";
        /// A certificate.
        Certificate = "certificate", "application-item-certificate";
        /// A setting.
        Parameter = "parameter", "application-item-parameter";
    }
}

words! {
    /// Which way data go.
    Direction {
        /// To the application.
        Received = "received", "application-flow-received";
        /// From the application.
        Sent = "sent", "application-flow-sent";
        /// Both.
        Both = "both", "application-flow-both";
    }
}

words! {
    /// What a check found.
    CheckResult {
        /// As it should be.
        Good = "good", "application-check-good";
        /// It works, not well.
        Degraded = "degraded", "application-check-degraded";
        /// It does not work.
        Broken = "broken", "application-check-broken";
    }
}

words! {
    /// What a specification tells.
    SpecificationKind {
        /// How to stop.
        Stop = "stop", "application-specification-stop";
        /// How to start again.
        Restart = "restart", "application-specification-restart";
    }
}

words! {
    /// What the beneficiary said of a proposal.
    Decision {
        /// Nothing yet.
        Open = "open", "application-improvement-open";
        /// To be done.
        Accepted = "accepted", "application-improvement-accepted";
        /// Not to be done.
        Refused = "refused", "application-improvement-refused";
    }
}

/// Key of an application: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ApplicationKey {
    /// Whose it is.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ApplicationId,
}

impl ApplicationKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/applications/{}/{}", self.beneficiary, self.id)
    }
}

/// An application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Application {
    /// Its key.
    #[serde(flatten)]
    pub key: ApplicationKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Name, one of a kind within the beneficiary.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who publishes it.
    pub publisher: String,
    /// Who answers for it at the beneficiary: a function.
    pub business_owner: String,
    /// Who looks after it at the provider.
    pub keeper: Option<PersonId>,
    /// Their name.
    pub keeper_name: String,
    /// First day of the publisher's warranty.
    pub warranty_from: Option<Date>,
    /// Since when it is used no more.
    pub retired_on: Option<Date>,
    /// Raised at each change.
    pub version: i64,
    /// When something about it last changed.
    pub updated_at: Timestamp,
    /// For the place in a list.
    #[serde(skip)]
    pub name_folded: String,
}

/// An environment of an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Environment {
    /// Which one.
    pub id: EnvironmentId,
    /// Of which application.
    pub application: ApplicationId,
    /// What it is for.
    pub kind: EnvironmentKind,
    /// Its name.
    pub name: String,
    /// Where it answers.
    pub address: String,
    /// What personal data it holds.
    pub data: EnvironmentData,
    /// Since when it is no more.
    pub closed_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

/// Production personal data outside production: who decided, why, until when (R10.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Exception {
    /// Which one.
    pub id: ExceptionId,
    /// Where.
    pub environment: EnvironmentId,
    /// Why.
    pub reason: String,
    /// What protects the data meanwhile.
    pub safeguards: String,
    /// Who recorded it.
    pub author_name: String,
    /// First day.
    pub starts_on: Date,
    /// Last day.
    pub ends_on: Date,
    /// When it was ended before its last day.
    pub ended_at: Option<Timestamp>,
}

/// A configuration item of an environment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Item {
    /// Where.
    pub environment: EnvironmentId,
    /// What it is.
    pub kind: ItemKind,
    /// Its name, one of a kind within the environment.
    pub name: String,
    /// Its version, its size, its value.
    pub value: String,
    /// Who said so last.
    pub changed_by: String,
    /// When.
    pub changed_at: Timestamp,
}

/// Something an application exchanges with another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Flow {
    /// Which one.
    pub id: FlowId,
    /// In which environment.
    pub environment: EnvironmentId,
    /// Its name.
    pub name: String,
    /// Which way.
    pub direction: Direction,
    /// With whom or what.
    pub partner: String,
    /// How: a protocol, a file, an exchange.
    pub means: String,
    /// Days between two checks.
    pub every_days: i64,
    /// When it was last checked.
    pub checked_on: Option<Date>,
    /// What was found then.
    pub result: Option<CheckResult>,
}

/// One check of a flow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct FlowCheck {
    /// Of which flow.
    pub flow: FlowId,
    /// On which day.
    pub checked_on: Date,
    /// What was found.
    pub result: CheckResult,
    /// In words.
    pub note: String,
    /// By whom.
    pub by: String,
}

/// How an application is stopped, or started again: one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Specification {
    /// Which.
    pub kind: SpecificationKind,
    /// From 1.
    pub number: i64,
    /// The steps, in order.
    pub steps: Vec<String>,
    /// What changed.
    pub note: String,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub written_at: Timestamp,
}

/// Something measured about an application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Measure {
    /// Which one.
    pub id: MeasureId,
    /// On which day.
    pub measured_on: Date,
    /// What.
    pub what: String,
    /// How much: an exact decimal number.
    pub value: String,
    /// Of what.
    pub unit: String,
    /// Who wrote it down.
    pub by: String,
}

/// A proposal of improvement, which the beneficiary accepts or refuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Improvement {
    /// Which one.
    pub id: ImprovementId,
    /// What is proposed.
    pub proposal: String,
    /// What it would bring.
    pub gain: String,
    /// What it would cost, in cents; nothing when it costs no money.
    pub cost: Option<Cents>,
    /// Who proposes.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// What was decided.
    pub decision: Decision,
    /// Why.
    pub remark: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<Timestamp>,
}
