//! Disputes for programs.

use super::{
    BeginForm, Dispute, DisputeForm, DisputeKey, Document, EndForm, Stage,
    actions::{self, ListQuery},
};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, Query, WebResult},
};
use serde::Serialize;

/// One page of disputes.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The disputes, the latest opened first.
    pub items: Vec<Dispute>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/disputes: the latest opened first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/disputes: opens a dispute; its first stage begins.
pub async fn open(ctx: Ctx, Json(form): Json<DisputeForm>) -> WebResult<Created<Json<Dispute>>> {
    Ok(Created(Json(actions::open(&ctx, &form).await?)))
}

/// A dispute with its stages and what was joined.
#[derive(Serialize, schemars::JsonSchema)]
pub struct File {
    /// The dispute.
    #[serde(flatten)]
    pub dispute: Dispute,
    /// Its stages in their order.
    pub stages: Vec<Stage>,
    /// What was joined.
    pub documents: Vec<Document>,
}

/// GET /api/v1/disputes/{beneficiary}/{id}: a dispute with its stages and documents.
pub async fn show(ctx: Ctx, Path(key): Path<DisputeKey>) -> WebResult<Json<File>> {
    let actions::Whole { dispute, stages, documents } = actions::read(&ctx, &key).await?;
    Ok(Json(File { dispute, stages, documents }))
}

/// POST /api/v1/disputes/{beneficiary}/{id}/stages: begins the next stage; `version` is the one read.
pub async fn begin(
    ctx: Ctx,
    Path(key): Path<DisputeKey>,
    Json(form): Json<BeginForm>,
) -> WebResult<NoContent> {
    actions::begin(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// POST /api/v1/disputes/{beneficiary}/{id}/outcome: ends the present stage, or skips the next; `version` is the one read.
pub async fn end(
    ctx: Ctx,
    Path(key): Path<DisputeKey>,
    Json(form): Json<EndForm>,
) -> WebResult<Json<Dispute>> {
    Ok(Json(actions::end(&ctx, &key, &form).await?))
}
