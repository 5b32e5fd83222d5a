//! Freeze periods for programs.

use super::{FreezeForm, FreezeId, actions};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/freeze-periods: the latest, those lifted too.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!(actions::list(&ctx).await?)))
}

/// POST /api/v1/freeze-periods
pub async fn create(ctx: Ctx, Json(form): Json<FreezeForm>) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}

/// POST /api/v1/freeze-periods/{freeze}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<FreezeId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::set_cancelled(&ctx, &id, true).await?;
    Ok(Json(json!(actions::list(&ctx).await?)))
}

/// POST /api/v1/freeze-periods/{freeze}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<FreezeId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::set_cancelled(&ctx, &id, false).await?;
    Ok(Json(json!(actions::list(&ctx).await?)))
}
