//! Reminders for programs.

use super::{ReminderForm, ReminderPath, actions};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tickets/{beneficiary}/{id}/reminders: one’s own reminders on a ticket.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/reminders: sets a reminder.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<ReminderForm>,
) -> WebResult<Created<Json<Value>>> {
    let id = actions::add(&ctx, &key, &form).await?;
    Ok(Created(Json(json!({"id": id}))))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/reminders/{reminder}/removal: removes a reminder.
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
