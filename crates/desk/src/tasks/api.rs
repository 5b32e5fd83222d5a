//! Tasks for programs.

use super::{Task, TaskForm, TaskPath, actions, pages::TasksQuery};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tasks: one’s own tasks, or those of everybody with `who=all`.
pub async fn mine(ctx: Ctx, Query(query): Query<TasksQuery>) -> WebResult<Json<Value>> {
    let (tasks, next) = actions::page(&ctx, query.filter(&ctx)).await?;
    let items: Vec<Value> = tasks
        .iter()
        .map(|listed| {
            let ticket = json!({"beneficiary": listed.task.ticket.beneficiary, "id": listed.task.ticket.id,
                "name": listed.ticket});
            json!({"ticket": ticket, "task": shown(&listed.task)})
        })
        .collect();
    Ok(Json(json!({"items": items, "next": next.map(|(day, id)| format!("{day}.{id}"))})))
}

/// GET /api/v1/tickets/{beneficiary}/{id}/tasks: the tasks of a ticket.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/tasks: adds a task to a ticket.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<TaskForm>,
) -> WebResult<Created<Json<Value>>> {
    let id = actions::add(&ctx, &key, &form).await?;
    Ok(Created(Json(json!({"id": id}))))
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/tasks/{task}: changes a task; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Json(form): Json<TaskForm>,
) -> WebResult<Json<Value>> {
    let (key, task) = path.split();
    actions::change(&ctx, &key, &task, &form).await?;
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/tasks/{task}/completion: marks a task as done.
pub async fn complete(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let (key, task) = path.split();
    actions::set_done(&ctx, &key, &task, true).await?;
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/tasks/{task}/reopening: marks a task as not done after all.
pub async fn reopen(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let (key, task) = path.split();
    actions::set_done(&ctx, &key, &task, false).await?;
    Ok(Json(all(&ctx, &key).await?))
}

/// DELETE /api/v1/tickets/{beneficiary}/{id}/tasks/{task}: removes a task.
pub async fn remove(
    ctx: Ctx,
    Path(path): Path<TaskPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let (key, task) = path.split();
    actions::remove(&ctx, &key, &task).await?;
    Ok(Json(all(&ctx, &key).await?))
}

async fn all(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let tasks = actions::list(ctx, key).await?;
    Ok(json!({"items": tasks.iter().map(shown).collect::<Vec<_>>()}))
}

pub(crate) fn shown(task: &Task) -> Value {
    let done = task.done.as_ref().map(|(at, by)| json!({"at": at, "by": by}));
    json!({
        "id": task.id, "title": task.title, "due_on": task.due_on, "done": done, "version": task.version,
        "team": task.team.as_ref().map(|(id, name)| json!({"id": id, "name": name})), "team_word": task.team_word,
        "assignee": task.assignee.as_ref().map(|who| json!({"id": who.id, "name": who.name})),
    })
}
