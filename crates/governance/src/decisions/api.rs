//! Decisions for programs.

use super::{
    Decision, DecisionForm,
    actions::{self, ListQuery},
};
use crate::meetings::MeetingKey;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// A page of decisions.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ListAnswer {
    items: Vec<Decision>,
    /// Continues the list, as `after`.
    next: Option<String>,
}

/// GET /api/v1/decisions: the decisions one may read, the latest first.
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Json<ListAnswer>> {
    let (items, next) = actions::list(&ctx, &asked).await?;
    Ok(Json(ListAnswer { items, next }))
}

/// POST /api/v1/meetings/{beneficiary}/{id}/decisions: writes down what a meeting decided.
pub async fn add(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Json(form): Json<DecisionForm>,
) -> WebResult<Created<Json<Decision>>> {
    Ok(Created(Json(actions::add(&ctx, &key, &form).await?)))
}
