//! Counters for programs.

use super::{CounterForm, CounterId, actions};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/counters: every counter, those closed for good last.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!({"items": actions::list(&ctx).await?})))
}

/// POST /api/v1/counters: sets up a counter.
pub async fn create(ctx: Ctx, Json(form): Json<CounterForm>) -> WebResult<Created<Json<Value>>> {
    Ok(Created(Json(json!(actions::create(&ctx, &form).await?))))
}

/// PUT /api/v1/counters/{counter}: changes a counter; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Json(form): Json<CounterForm>,
) -> WebResult<Json<Value>> {
    Ok(Json(json!(actions::change(&ctx, &id, &form).await?)))
}

/// GET /api/v1/counters/{counter}/display: the numbers called today, for a screen of one's own making.
pub async fn display(ctx: Ctx, Path(id): Path<CounterId>) -> WebResult<Json<Value>> {
    let shown = actions::display(&ctx, &id).await?;
    let calls = shown.calls.iter().map(|call| json!({"number": call.number, "called_at": call.called_at}));
    Ok(Json(json!({"name": shown.counter.name, "open": shown.is_open, "day": shown.day,
        "calls": calls.collect::<Vec<_>>()})))
}
