//! The tasks of a ticket, and "my tasks".

use super::{TaskForm, TaskPath, actions, store::Filter, views};
use crate::{forms, tickets::TicketKey};
use axum::response::Response;
use jiff::civil::Date;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// Which tasks "my tasks" shows.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TasksQuery {
    /// `all` for those of everybody; one's own otherwise.
    pub who: String,
    /// `done` for those done; those to do otherwise.
    pub state: String,
    /// Where the page before ended: due day and identifier.
    pub after: String,
}

impl TasksQuery {
    /// The filter meant for an actor.
    pub(super) fn filter(&self, ctx: &Ctx) -> Filter {
        let after = self.after.split_once('.');
        let after = after.and_then(|(day, id)| Some((day.parse::<Date>().ok()?, id.to_owned())));
        let person = ctx.actor.person.clone().filter(|_| self.who != "all");
        Filter { person, is_done: self.state == "done", after }
    }
}

/// GET /tasks
pub async fn mine(ctx: Ctx, Query(query): Query<TasksQuery>) -> WebResult {
    let (tasks, next) = actions::page(&ctx, query.filter(&ctx)).await?;
    Ok(views::mine(&ctx, &query, &tasks, next))
}

/// GET /tickets/{beneficiary}/{id}/tasks
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::tasks_page(&ctx, &key, None, &[]).await
}

/// POST /tickets/{beneficiary}/{id}/tasks
pub async fn add(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<TaskForm>) -> WebResult<Response> {
    let done = actions::add(&ctx, &key, &form).await.map(drop);
    answered(&ctx, &key, done, Some(form)).await
}

/// POST /tickets/{beneficiary}/{id}/tasks/{task}/correction
pub async fn change(ctx: Ctx, Path(path): Path<TaskPath>, Form(form): Form<TaskForm>) -> WebResult<Response> {
    let (key, task) = path.split();
    let done = actions::change(&ctx, &key, &task, &form).await;
    answered(&ctx, &key, done, None).await
}

/// POST /tickets/{beneficiary}/{id}/tasks/{task}/completion
pub async fn complete(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, task) = path.split();
    answered(&ctx, &key, actions::set_done(&ctx, &key, &task, true).await, None).await
}

/// POST /tickets/{beneficiary}/{id}/tasks/{task}/reopening
pub async fn reopen(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, task) = path.split();
    answered(&ctx, &key, actions::set_done(&ctx, &key, &task, false).await, None).await
}

/// POST /tickets/{beneficiary}/{id}/tasks/{task}/removal
pub async fn remove(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, task) = path.split();
    answered(&ctx, &key, actions::remove(&ctx, &key, &task).await, None).await
}

/// Back to the tasks; or the page again with what was typed and what is wrong.
pub(crate) async fn answered(
    ctx: &Ctx,
    key: &TicketKey,
    done: Result<()>,
    typed: Option<TaskForm>,
) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("{}/tasks", key.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, "title")?;
            Ok(forms::again(status, views::tasks_page(ctx, key, typed.as_ref(), &errors).await?))
        }
    }
}
