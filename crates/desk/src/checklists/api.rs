//! Checklists for programs.

use super::{Checklist, ChecklistForm, ChecklistId, actions, pages::ApplyForm, store};
use crate::{tasks, tickets::TicketKey};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/checklists: every checklist.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Checklist>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/checklists: writes a checklist.
pub async fn create(ctx: Ctx, Json(form): Json<ChecklistForm>) -> WebResult<Created<Json<Checklist>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// PUT /api/v1/checklists/{checklist}: changes a checklist; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<ChecklistId>,
    Json(form): Json<ChecklistForm>,
) -> WebResult<Json<Checklist>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/checklist: adds the tasks of a checklist to a ticket; gives their
/// identifiers.
pub async fn apply(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<ApplyForm>,
) -> WebResult<Created<Json<Value>>> {
    let added = tasks::actions::apply(&ctx, &key, &ChecklistId::from(form.checklist)).await?;
    Ok(Created(Json(json!({"tasks": added}))))
}
