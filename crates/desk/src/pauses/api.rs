//! Pauses for programs.

use super::{Pause, PauseForm, PausePath, actions, pages::CancelForm};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Created, Json, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tickets/{beneficiary}/{id}/pauses: the pauses recorded on a ticket, those cancelled too.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(all(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/pauses: records a pause afterwards; `version` is the one of the ticket
/// as read.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<PauseForm>,
) -> WebResult<Created<Json<Value>>> {
    actions::record(&ctx, &key, &form).await?;
    Ok(Created(Json(all(&ctx, &key).await?)))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/pauses/{pause}/cancellation: cancels a recorded pause.
pub async fn cancel(
    ctx: Ctx,
    Path(path): Path<PausePath>,
    Json(form): Json<CancelForm>,
) -> WebResult<Json<Value>> {
    let (key, pause) = path.split();
    actions::cancel(&ctx, &key, &pause, form.version).await?;
    Ok(Json(all(&ctx, &key).await?))
}

async fn all(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let pauses = actions::list(ctx, key).await?;
    Ok(json!({"items": pauses.iter().map(shown).collect::<Vec<_>>()}))
}

fn shown(pause: &Pause) -> Value {
    json!({
        "id": pause.id, "state": pause.state, "from": pause.interval.from(), "to": pause.interval.to(),
        "reason": pause.reason, "recorded_by": pause.recorded_by_name, "recorded_at": pause.recorded_at,
        "cancelled": pause.cancelled.as_ref().map(|(at, by)| json!({"at": at, "by": by})),
    })
}
