//! Reminders for programs.

use super::{ReminderForm, ReminderPath, actions};
use crate::tickets::TicketKey;
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Result,
    web::{Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tickets/{beneficiary}/{id}/reminders: one's own.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/reminders
pub async fn add(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<ReminderForm>,
) -> WebResult<Response> {
    let id = actions::add(&ctx, &key, &form).await?;
    Ok((StatusCode::CREATED, Json(json!({"id": id}))).into_response())
}

/// POST /api/v1/tickets/{beneficiary}/{id}/reminders/{reminder}/removal
pub async fn remove(
    ctx: Ctx,
    Path(path): Path<ReminderPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    let (key, id) = path.split();
    actions::remove(&ctx, &key, &id).await?;
    Ok(Json(all(&ctx, &key).await?))
}

async fn all(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let own = actions::list(ctx, key).await?;
    let items = own.iter().map(|one| json!({"id": one.id, "at": one.at, "note": one.note}));
    Ok(json!({"items": items.collect::<Vec<_>>()}))
}
