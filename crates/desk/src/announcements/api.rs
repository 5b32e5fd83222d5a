//! Announcements for programs.

use super::{Announcement, AnnouncementForm, AnnouncementId, actions};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/announcements: what is shown now in the actor's scope.
pub(super) async fn current(ctx: Ctx) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let shown = actions::current(&ctx, &mut tx, None).await?;
    Ok(Json(json!({"items": shown})))
}

/// POST /api/v1/announcements: announces something.
pub(super) async fn create(
    ctx: Ctx,
    Json(form): Json<AnnouncementForm>,
) -> WebResult<Created<Json<Announcement>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// PUT /api/v1/announcements/{announcement}: changes an announcement; `version` is the one read.
pub(super) async fn change(
    ctx: Ctx,
    Path(id): Path<AnnouncementId>,
    Json(form): Json<AnnouncementForm>,
) -> WebResult<Json<Announcement>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// Whether it is taken away.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Archived {
    archived: bool,
}

/// PUT /api/v1/announcements/{announcement}/archived: takes an announcement away, or brings it back.
pub(super) async fn set_archived(
    ctx: Ctx,
    Path(id): Path<AnnouncementId>,
    Json(body): Json<Archived>,
) -> WebResult<Json<Announcement>> {
    Ok(Json(actions::set_archived(&ctx, &id, body.archived).await?))
}
