//! The plan of actions for programs.

use super::{
    Action, ActionForm, ActionKey,
    actions::{self, ListQuery},
};
use crate::meetings::MeetingKey;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// A page of actions.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ListAnswer {
    items: Vec<Action>,
    /// Continues the list, as `after`.
    next: Option<String>,
}

/// GET /api/v1/actions: the actions one may read, by their day; the open ones unless `state` says otherwise.
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Json<ListAnswer>> {
    let (items, next) = actions::list(&ctx, &asked).await?;
    Ok(Json(ListAnswer { items, next }))
}

/// POST /api/v1/meetings/{beneficiary}/{id}/actions: agrees on an action in a meeting.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<ActionForm>,
) -> WebResult<Created<Json<Action>>> {
    Ok(Created(Json(actions::add(&ctx, &key, &form).await?)))
}

/// PUT /api/v1/actions/{beneficiary}/{id}: changes an action, or says what came of it; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ActionKey>,
    Json(form): Json<ActionForm>,
) -> WebResult<Json<Action>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}
