//! Recurring tickets for programs.

use super::{Recurring, RecurringForm, RecurringPath, actions, rules};
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/recurring-tickets: every recurring ticket.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx).await?))
}

/// POST /api/v1/recurring-tickets: plans a recurring ticket.
pub async fn create(ctx: Ctx, Json(form): Json<RecurringForm>) -> WebResult<Created<Json<Value>>> {
    let id = actions::create(&ctx, &form).await?;
    Ok(Created(Json(json!({"id": id}))))
}

/// PUT /api/v1/recurring-tickets/{beneficiary}/{recurring}: changes a recurring ticket; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(path): Path<RecurringPath>,
    Json(form): Json<RecurringForm>,
) -> WebResult<Json<Value>> {
    actions::change(&ctx, &path, &form).await?;
    Ok(Json(all(&ctx).await?))
}

/// POST /api/v1/recurring-tickets/{beneficiary}/{recurring}/pause: pauses a recurring ticket.
pub async fn pause(
    ctx: Ctx,
    Path(path): Path<RecurringPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::pause(&ctx, &path).await?;
    Ok(Json(all(&ctx).await?))
}

/// POST /api/v1/recurring-tickets/{beneficiary}/{recurring}/resumption: lets a recurring ticket go on.
pub async fn resume(
    ctx: Ctx,
    Path(path): Path<RecurringPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::resume(&ctx, &path).await?;
    Ok(Json(all(&ctx).await?))
}

async fn all(ctx: &Ctx) -> Result<Value> {
    let all = actions::list(ctx).await?;
    Ok(json!({"items": all.iter().map(shown).collect::<Vec<_>>()}))
}

fn shown(one: &Recurring) -> Value {
    json!({
        "beneficiary": one.beneficiary, "id": one.id, "title": one.title, "description": one.description,
        "kind": one.kind, "requester": {"id": one.requester.0, "name": one.requester.1}, "site": one.site,
        "checklist": one.checklist, "schedule": one.schedule, "next": rules::next_days(&one.schedule, one.next_on, 3),
        "next_at": one.next_at, "paused_at": one.paused_at, "version": one.version,
    })
}
