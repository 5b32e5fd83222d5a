//! Projects (block C, project assistance): what a beneficiary wants done beyond daily service, who leads it, how far it
//! is, what could go wrong, what was decided. The provider leads; both sides read the same and may comment.

pub mod actions;
pub mod api;
pub mod pages;
pub mod paths;
pub mod rules;
pub mod store;
pub mod views;

use crate::{
    tickets::{Named, TicketKey},
    words::words,
};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{ProjectManage, ProjectRead},
    id::BeneficiaryId,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A project.
    ProjectId,
    /// A phase or a milestone.
    StepId,
    /// A risk.
    RiskId,
    /// A decision.
    DecisionId,
    /// A comment.
    CommentId,
    /// Some time spent.
    ProjectTimeId,
}

words! {
    /// Where a project stands.
    ProjectState {
        /// Talked about.
        Idea = "idea", "project-state-idea";
        /// Agreed upon, not begun.
        Planned = "planned", "project-state-planned";
        /// Under way.
        Running = "running", "project-state-running";
        /// Stopped for a while.
        OnHold = "on_hold", "project-state-on-hold";
        /// Over, with its result.
        Done = "done", "project-state-done";
        /// Given up.
        Dropped = "dropped", "project-state-dropped";
    }
}

words! {
    /// How a project goes, as its manager says.
    Weather {
        /// As planned.
        Fair = "fair", "project-weather-fair";
        /// Needs attention.
        Cloudy = "cloudy", "project-weather-cloudy";
        /// In trouble: somebody must decide.
        Stormy = "stormy", "project-weather-stormy";
    }
}

words! {
    /// Whether a step lasts.
    StepKind {
        /// It lasts: it has a beginning.
        Phase = "phase", "project-phase";
        /// A day to be kept.
        Milestone = "milestone", "project-milestone";
    }
}

/// Key of a project: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ProjectKey {
    /// Whose it is.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ProjectId,
}

impl ProjectKey {
    /// Path of the project's page.
    pub fn path(&self) -> String {
        format!("/projects/{}/{}", self.beneficiary, self.id)
    }
}

/// A project as its row tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its key.
    pub key: ProjectKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Name.
    pub name: String,
    /// What it is for and what it leaves out.
    pub aim: String,
    /// Who wants it, at the beneficiary.
    pub sponsor: String,
    /// Who leads it, at the provider.
    pub manager: Named,
    /// Where it stands.
    pub state: ProjectState,
    /// How it goes.
    pub weather: Weather,
    /// Why, in one sentence.
    pub weather_says: String,
    /// Who said so, and when.
    pub weather_by: (String, Timestamp),
    /// First day.
    pub starts_on: Option<Date>,
    /// Last day, as agreed at the beginning.
    pub ends_on: Option<Date>,
    /// Raised when the project itself changes.
    pub version: i64,
    /// When something about it last changed.
    pub updated_at: Timestamp,
    /// For the place in a list.
    pub name_folded: String,
}

/// A phase or a milestone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Step {
    /// Which one.
    pub id: StepId,
    /// Of which project.
    pub project: ProjectId,
    /// Whether it lasts.
    pub kind: StepKind,
    /// Name.
    pub name: String,
    /// First day of a phase.
    pub starts_on: Option<Date>,
    /// The day agreed at the beginning: the last one of a phase.
    pub planned_on: Date,
    /// The day foreseen now.
    pub forecast_on: Date,
    /// The day on which it was done.
    pub done_on: Option<Date>,
    /// Raised at each change.
    pub version: i64,
}

/// Something that could go wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Risk {
    /// Which one.
    pub id: RiskId,
    /// What could happen.
    pub what: String,
    /// From 1, unlikely, to 4, near certain.
    pub probability: i64,
    /// From 1, slight, to 4, grave.
    pub impact: i64,
    /// Who watches it.
    pub owner: String,
    /// What is done about it.
    pub response: String,
    /// Since when it is over.
    pub closed_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

/// Something decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Decision {
    /// Which one.
    pub id: DecisionId,
    /// On which day.
    pub decided_on: Date,
    /// What.
    pub what: String,
    /// By whom.
    pub decided_by: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// Since when it is taken back.
    pub withdrawn_at: Option<Timestamp>,
}

/// Something said about a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Comment {
    /// Which one.
    pub id: CommentId,
    /// Who.
    pub author: String,
    /// Whether the provider's side said it.
    pub is_provider: bool,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
}

/// Time of an agent on a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProjectTime {
    /// Which one.
    pub id: ProjectTimeId,
    /// Who.
    pub person: Named,
    /// How many minutes.
    pub minutes: i64,
    /// On which day, in Paris.
    pub on: Date,
    /// On what.
    pub note: String,
    /// Since when it counts no more.
    pub cancelled_at: Option<Timestamp>,
}

/// Work of the desk that belongs to a project; its changes are [`crate::project_changes`].
#[derive(Clone, Debug)]
pub enum Linked {
    /// A ticket.
    Ticket(LinkedTicket),
}

/// A ticket that belongs to a project.
#[derive(Clone, Debug)]
pub struct LinkedTicket {
    /// Its key.
    pub key: TicketKey,
    /// Its number in words.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Where it stands.
    pub state: crate::tickets::State,
}

/// What is typed about a project. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectForm {
    /// Whose; kept for good once created.
    pub beneficiary: String,
    /// Name.
    pub name: String,
    /// What it is for and what it leaves out.
    pub aim: String,
    /// Who wants it, at the beneficiary.
    pub sponsor: String,
    /// Identifier of who leads it, at the provider; who creates it when empty.
    pub manager: String,
    /// A word of [`ProjectState`].
    pub state: String,
    /// First day: `2026-03-11`; may be empty.
    pub starts_on: String,
    /// Last day agreed; may be empty.
    pub ends_on: String,
    /// The version read before a change.
    pub version: i64,
    /// Makes sending a new one twice harmless.
    pub key: String,
}

/// How a project goes, as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WeatherForm {
    /// A word of [`Weather`].
    pub weather: String,
    /// Why, in one sentence.
    pub says: String,
}

/// What is typed about a step. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    /// A word of [`StepKind`]; kept for good.
    pub kind: String,
    /// Name.
    pub name: String,
    /// First day of a phase.
    pub starts_on: String,
    /// The day agreed at the beginning; kept for good.
    pub planned_on: String,
    /// The day foreseen now; the day agreed when empty.
    pub forecast_on: String,
    /// The day on which it was done; empty until then.
    pub done_on: String,
    /// The version read before a change.
    pub version: i64,
}

/// What is typed about a risk. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RiskForm {
    /// What could happen.
    pub what: String,
    /// From 1 to 4.
    pub probability: String,
    /// From 1 to 4.
    pub impact: String,
    /// Who watches it.
    pub owner: String,
    /// What is done about it.
    pub response: String,
    /// `on` when it is over.
    pub closed: String,
    /// The version read before a change.
    pub version: i64,
}

/// What is typed about a decision. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    /// On which day; today when empty.
    pub decided_on: String,
    /// What.
    pub decision: String,
    /// By whom.
    pub decided_by: String,
}

/// What is said. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CommentForm {
    /// The words.
    pub body: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// Every route of projects, pages then API.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(ProjectRead), Needs(ProjectManage));
    let pages = Routes::new()
        .get("/projects", read, pages::list)
        .post("/projects", manage, pages::create)
        .get("/projects/new", manage, pages::new)
        .get("/projects/export", read, pages::export)
        .get("/projects/{beneficiary}/{id}", read, pages::show)
        .get("/projects/{beneficiary}/{id}/sheet", read, pages::sheet)
        .get("/projects/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/projects/{beneficiary}/{id}/edit", manage, pages::change)
        .post("/projects/{beneficiary}/{id}/weather", manage, pages::weather)
        .post("/projects/{beneficiary}/{id}/steps", manage, pages::add_step)
        .get("/projects/{beneficiary}/{id}/steps/{step}", manage, pages::step)
        .post("/projects/{beneficiary}/{id}/steps/{step}", manage, pages::change_step)
        .post("/projects/{beneficiary}/{id}/steps/{step}/removal", manage, pages::remove_step)
        .post("/projects/{beneficiary}/{id}/risks", manage, pages::add_risk)
        .get("/projects/{beneficiary}/{id}/risks/{risk}", manage, pages::risk)
        .post("/projects/{beneficiary}/{id}/risks/{risk}", manage, pages::change_risk)
        .post("/projects/{beneficiary}/{id}/decisions", manage, pages::add_decision)
        .post(
            "/projects/{beneficiary}/{id}/decisions/{decision}/withdrawal",
            manage,
            pages::withdraw_decision,
        )
        .post("/projects/{beneficiary}/{id}/tickets", manage, pages::link_ticket)
        .post("/projects/{beneficiary}/{id}/tickets/{ticket}/removal", manage, pages::unlink_ticket)
        .post("/projects/{beneficiary}/{id}/time", manage, pages::add_time)
        .post("/projects/{beneficiary}/{id}/time/{time}/cancellation", manage, pages::cancel_time)
        .post("/projects/{beneficiary}/{id}/comments", read, pages::comment);
    pages
        .get("/api/v1/projects", read, api::list)
        .post("/api/v1/projects", manage, api::create)
        .get("/api/v1/projects/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/projects/{beneficiary}/{id}", manage, api::change)
        .put("/api/v1/projects/{beneficiary}/{id}/weather", manage, api::weather)
        .post("/api/v1/projects/{beneficiary}/{id}/steps", manage, api::add_step)
        .put("/api/v1/projects/{beneficiary}/{id}/steps/{step}", manage, api::change_step)
        .post("/api/v1/projects/{beneficiary}/{id}/risks", manage, api::add_risk)
        .put("/api/v1/projects/{beneficiary}/{id}/risks/{risk}", manage, api::change_risk)
        .post("/api/v1/projects/{beneficiary}/{id}/decisions", manage, api::add_decision)
        .post("/api/v1/projects/{beneficiary}/{id}/comments", read, api::comment)
}
