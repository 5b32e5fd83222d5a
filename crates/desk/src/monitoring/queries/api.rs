//! Queries over the programming interface. What is asked now stands with its source.

use super::{Query, QueryForm, actions};
use crate::monitoring::SourceId;
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};

/// PUT /api/v1/monitoring/{source}/query: what a Prometheus is asked; `version` is the one read, 0 for a new one.
pub async fn set(ctx: Ctx, Path(id): Path<SourceId>, Json(form): Json<QueryForm>) -> WebResult<Json<Query>> {
    Ok(Json(actions::set(&ctx, &id, &form).await?))
}
