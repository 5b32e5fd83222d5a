//! Freeze periods for programs.

use super::{FreezeForm, FreezeId, FreezePeriod, actions};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/freeze-periods: the latest, those lifted too.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!(actions::list(&ctx).await?)))
}

/// POST /api/v1/freeze-periods: sets a period in which nothing is changed.
pub async fn create(ctx: Ctx, Json(form): Json<FreezeForm>) -> WebResult<Created<Json<FreezePeriod>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// POST /api/v1/freeze-periods/{freeze}/cancellation: cancels a freeze period.
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<FreezeId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::set_cancelled(&ctx, &id, true).await?;
    Ok(Json(json!(actions::list(&ctx).await?)))
}

/// POST /api/v1/freeze-periods/{freeze}/restoration: brings a freeze period back.
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<FreezeId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::set_cancelled(&ctx, &id, false).await?;
    Ok(Json(json!(actions::list(&ctx).await?)))
}
