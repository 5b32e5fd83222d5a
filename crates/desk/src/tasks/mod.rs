//! Tasks: what has to be done for a ticket, by somebody or by a team, and each agent's list of them.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::{
    teams::TeamId,
    tickets::{Named, TicketId, TicketKey},
};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::TicketWork,
    id::{BeneficiaryId, PersonId},
};
use platform::web::{
    Access::{Needs, SignedIn},
    Routes,
};
use serde::Deserialize;

kernel::id! {
    /// A task of a ticket.
    TaskId,
}

/// One thing to do for a ticket.
#[derive(Clone, Debug)]
pub struct Task {
    /// The ticket.
    pub ticket: TicketKey,
    /// Which one.
    pub id: TaskId,
    /// Place among the tasks of the ticket.
    pub position: i64,
    /// What to do.
    pub title: String,
    /// The team that does it.
    pub team: Option<(TeamId, String)>,
    /// Name of the team as a form says it, as long as no team bears it.
    pub team_word: Option<String>,
    /// Who does it.
    pub assignee: Option<Named>,
    /// Due day, in Paris.
    pub due_on: Option<Date>,
    /// Whose access is taken away when it is done.
    pub revokes: Option<PersonId>,
    /// When it was done, and by whom.
    pub done: Option<(Timestamp, String)>,
    /// Raised at each change.
    pub version: i64,
}

/// A task in a list over tickets.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The task.
    pub task: Task,
    /// Reference and title of its ticket.
    pub ticket: String,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
}

/// What is typed about a task. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TaskForm {
    /// What to do.
    pub title: String,
    /// Identifier of the team; empty for none.
    pub team: String,
    /// Identifier of the person; empty for nobody.
    pub assignee: String,
    /// Due day as `2026-03-27`; empty for none.
    pub due_on: String,
    /// The version read before a change; not used to add.
    pub version: i64,
}

/// Path of a task.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct TaskPath {
    beneficiary: BeneficiaryId,
    id: TicketId,
    task: TaskId,
}

impl TaskPath {
    fn split(self) -> (TicketKey, TaskId) {
        (TicketKey { beneficiary: self.beneficiary, id: self.id }, self.task)
    }
}

/// Every route of tasks, pages then API.
pub fn routes() -> Routes {
    let work = Needs(TicketWork);
    Routes::new()
        .get("/tasks", work, pages::mine)
        .get("/tickets/{beneficiary}/{id}/tasks", SignedIn, pages::show)
        .post("/tickets/{beneficiary}/{id}/tasks", work, pages::add)
        .post("/tickets/{beneficiary}/{id}/tasks/{task}/correction", work, pages::change)
        .post("/tickets/{beneficiary}/{id}/tasks/{task}/completion", work, pages::complete)
        .post("/tickets/{beneficiary}/{id}/tasks/{task}/reopening", work, pages::reopen)
        .post("/tickets/{beneficiary}/{id}/tasks/{task}/removal", work, pages::remove)
        .get("/api/v1/tasks", work, api::mine)
        .get("/api/v1/tickets/{beneficiary}/{id}/tasks", SignedIn, api::list)
        .post("/api/v1/tickets/{beneficiary}/{id}/tasks", work, api::add)
        .put("/api/v1/tickets/{beneficiary}/{id}/tasks/{task}", work, api::change)
        .delete("/api/v1/tickets/{beneficiary}/{id}/tasks/{task}", work, api::remove)
        .post("/api/v1/tickets/{beneficiary}/{id}/tasks/{task}/completion", work, api::complete)
        .post("/api/v1/tickets/{beneficiary}/{id}/tasks/{task}/reopening", work, api::reopen)
}
