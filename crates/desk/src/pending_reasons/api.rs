//! Reasons to wait for programs.

use super::{
    PendingForm, PendingReason,
    actions::{self, WaitForm},
    store,
};
use crate::tickets::{
    TicketKey,
    api::{TicketBody, whole},
};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};

/// GET /api/v1/pending-reasons: the reasons to wait, and whether each stops the clocks.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<PendingReason>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/pending-reasons: adds a reason to wait.
pub async fn create(ctx: Ctx, Json(form): Json<PendingForm>) -> WebResult<Created<Json<PendingReason>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// POST /api/v1/tickets/{beneficiary}/{id}/wait: lets a ticket wait for a reason; `version` is the one of the
/// ticket as read.
pub async fn wait(ctx: Ctx, Path(key): Path<TicketKey>, Json(form): Json<WaitForm>) -> WebResult<TicketBody> {
    actions::wait(&ctx, &key, &form).await?;
    whole(&ctx, &key).await
}
