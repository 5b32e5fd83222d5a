//! Calendars for programs.

use super::{Feed, FeedForm, FeedId, actions};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, WebResult},
};
use serde::Serialize;

/// One's own calendars.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Feeds {
    items: Vec<Feed>,
}

/// A calendar with its address, which is shown this once.
#[derive(Serialize, schemars::JsonSchema)]
pub struct WithAddress {
    #[serde(flatten)]
    feed: Feed,
    /// Where a program reads it, without signing in.
    address: String,
}

/// GET /api/v1/calendars: one's own calendars.
pub async fn list(ctx: Ctx) -> WebResult<Json<Feeds>> {
    Ok(Json(Feeds { items: actions::list(&ctx).await? }))
}

/// POST /api/v1/calendars: makes a calendar; its address is shown this once.
pub async fn create(ctx: Ctx, Json(form): Json<FeedForm>) -> WebResult<Created<Json<WithAddress>>> {
    let (feed, address) = actions::create(&ctx, &form).await?;
    Ok(Created(Json(WithAddress { feed, address })))
}

/// DELETE /api/v1/calendars/{feed}: takes a calendar back.
pub async fn revoke(
    ctx: Ctx,
    Path(id): Path<FeedId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::revoke(&ctx, &id).await.map(|()| NoContent)
}
