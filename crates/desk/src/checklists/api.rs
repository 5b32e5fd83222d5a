//! Checklists for programs.

use super::{Checklist, ChecklistForm, ChecklistId, actions, pages::ApplyForm, store};
use crate::{tasks, tickets::TicketKey};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};
use serde_json::json;

/// GET /api/v1/checklists
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Checklist>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/checklists
pub async fn create(ctx: Ctx, Json(form): Json<ChecklistForm>) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}

/// PUT /api/v1/checklists/{checklist}: `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<ChecklistId>,
    Json(form): Json<ChecklistForm>,
) -> WebResult<Json<Checklist>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/checklist: adds its tasks; gives their identifiers.
pub async fn apply(ctx: Ctx, Path(key): Path<TicketKey>, Json(form): Json<ApplyForm>) -> WebResult<Response> {
    let added = tasks::actions::apply(&ctx, &key, &ChecklistId::from(form.checklist)).await?;
    Ok((StatusCode::CREATED, Json(json!({"tasks": added}))).into_response())
}
