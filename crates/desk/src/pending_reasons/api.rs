//! Reasons to wait for programs.

use super::{
    PendingForm, PendingReason,
    actions::{self, WaitForm},
    store,
};
use crate::tickets::{TicketKey, api::whole};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};

/// GET /api/v1/pending-reasons
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<PendingReason>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/pending-reasons
pub async fn create(ctx: Ctx, Json(form): Json<PendingForm>) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}

/// POST /api/v1/tickets/{beneficiary}/{id}/wait: `version` is the one of the ticket as read.
pub async fn wait(ctx: Ctx, Path(key): Path<TicketKey>, Json(form): Json<WaitForm>) -> WebResult<Response> {
    actions::wait(&ctx, &key, &form).await?;
    whole(&ctx, &key, StatusCode::OK).await
}
