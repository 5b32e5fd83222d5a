//! Watchers for programs.

use super::{WatcherForm, actions};
use crate::tickets::TicketKey;
use platform::{
    Ctx, Result,
    web::{Json, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/tickets/{beneficiary}/{id}/watchers: who watches a ticket.
pub async fn list(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult<Json<Value>> {
    Ok(Json(shown(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/watchers: adds a watcher.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<WatcherForm>,
) -> WebResult<Json<Value>> {
    actions::add(&ctx, &key, &form.person).await?;
    Ok(Json(shown(&ctx, &key).await?))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/watchers/removal: removes a watcher.
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Json(form): Json<WatcherForm>,
) -> WebResult<Json<Value>> {
    actions::remove(&ctx, &key, &form.person).await?;
    // Who stops following may lose sight of the ticket.
    Ok(Json(shown(&ctx, &key).await.unwrap_or_else(|_| json!({"items": []}))))
}

async fn shown(ctx: &Ctx, key: &TicketKey) -> Result<Value> {
    let watchers = actions::list(ctx, key).await?;
    let items = watchers.iter().map(|watcher| {
        json!({"id": watcher.person.id, "name": watcher.person.name, "added_by": watcher.added_by_name,
            "added_at": watcher.added_at})
    });
    Ok(json!({"items": items.collect::<Vec<_>>()}))
}
