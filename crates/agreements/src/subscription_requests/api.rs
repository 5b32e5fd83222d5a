//! Requests to subscribe and to leave, for programs.

use super::{
    AnswerForm, AskForm, RequestKey, SubscriptionRequest, WithdrawForm,
    actions::{self, ListQuery},
};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, Query, WebResult},
};
use serde::Serialize;

/// One page of requests.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Page {
    /// The requests, the latest asked first.
    pub items: Vec<SubscriptionRequest>,
    /// The `after` of the next page.
    pub next: Option<String>,
}

/// GET /api/v1/subscriptions: the latest asked first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    Ok(Json(Page { items, next }))
}

/// POST /api/v1/subscriptions: asks to subscribe to a service or to leave it.
pub async fn create(ctx: Ctx, Json(form): Json<AskForm>) -> WebResult<Created<Json<SubscriptionRequest>>> {
    Ok(Created(Json(actions::ask(&ctx, &form).await?)))
}

/// GET /api/v1/subscriptions/{beneficiary}/{id}: one request.
pub async fn show(ctx: Ctx, Path(key): Path<RequestKey>) -> WebResult<Json<SubscriptionRequest>> {
    Ok(Json(actions::read(&ctx, &key).await?.request))
}

/// POST /api/v1/subscriptions/{beneficiary}/{id}/answer: answers a request; an acceptance drafts an amendment.
pub async fn answer(
    ctx: Ctx,
    Path(key): Path<RequestKey>,
    Json(form): Json<AnswerForm>,
) -> WebResult<Json<SubscriptionRequest>> {
    Ok(Json(actions::answer(&ctx, &key, &form).await?))
}

/// POST /api/v1/subscriptions/{beneficiary}/{id}/withdrawal: takes a request back; `version` is the one read.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<RequestKey>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<NoContent> {
    actions::withdraw(&ctx, &key, &form).await?;
    Ok(NoContent)
}
