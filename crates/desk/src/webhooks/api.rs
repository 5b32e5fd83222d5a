//! Webhooks for programs.

use super::{Delivery, DeliveryPath, Webhook, WebhookForm, WebhookKey, actions};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// Every webhook in scope.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Webhooks {
    items: Vec<Webhook>,
}

/// A webhook with its secret, which is shown this once.
#[derive(Serialize, schemars::JsonSchema)]
pub struct WithSecret {
    #[serde(flatten)]
    webhook: Webhook,
    /// Key of the signatures: `whsec_` and 24 bytes in base 64.
    secret: String,
}

/// A page of deliveries.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Deliveries {
    items: Vec<Delivery>,
    /// Where the next page begins; nothing at the end.
    before: Option<String>,
}

/// Where a page begins.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeliveryQuery {
    /// Where the page before ended.
    pub before: String,
}

/// GET /api/v1/webhooks: the webhooks in scope.
pub async fn list(ctx: Ctx) -> WebResult<Json<Webhooks>> {
    Ok(Json(Webhooks { items: actions::list(&ctx).await? }))
}

/// POST /api/v1/webhooks: makes a webhook; its secret is shown this once.
pub async fn create(ctx: Ctx, Json(form): Json<WebhookForm>) -> WebResult<Created<Json<WithSecret>>> {
    let (webhook, secret) = actions::create(&ctx, &form).await?;
    Ok(Created(Json(WithSecret { webhook, secret })))
}

/// GET /api/v1/webhooks/{beneficiary}/{webhook}: one webhook and how it goes.
pub async fn show(ctx: Ctx, Path(key): Path<WebhookKey>) -> WebResult<Json<Webhook>> {
    Ok(Json(actions::get(&ctx, &key).await?))
}

/// PUT /api/v1/webhooks/{beneficiary}/{webhook}: changes a webhook; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Json(form): Json<WebhookForm>,
) -> WebResult<Json<Webhook>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// DELETE /api/v1/webhooks/{beneficiary}/{webhook}: removes a webhook and what was sent to it.
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::remove(&ctx, &key).await.map(|()| NoContent)
}

/// POST /api/v1/webhooks/{beneficiary}/{webhook}/pause: stops telling a webhook.
pub async fn pause(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Webhook>> {
    Ok(Json(actions::set_active(&ctx, &key, false).await?))
}

/// POST /api/v1/webhooks/{beneficiary}/{webhook}/resumption: tells a webhook again, from now on.
pub async fn resume(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Webhook>> {
    Ok(Json(actions::set_active(&ctx, &key, true).await?))
}

/// POST /api/v1/webhooks/{beneficiary}/{webhook}/secret: draws a new secret, shown this once; the old one ends.
pub async fn renew(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<WithSecret>> {
    let (webhook, secret) = actions::renew(&ctx, &key).await?;
    Ok(Json(WithSecret { webhook, secret }))
}

/// POST /api/v1/webhooks/{beneficiary}/{webhook}/ping: sends a test, whatever the state.
pub async fn ping(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::ping(&ctx, &key).await.map(|_| NoContent)
}

/// GET /api/v1/webhooks/{beneficiary}/{webhook}/deliveries: what was sent, the latest first, 50 at a time.
pub async fn deliveries(
    ctx: Ctx,
    Path(key): Path<WebhookKey>,
    Query(query): Query<DeliveryQuery>,
) -> WebResult<Json<Deliveries>> {
    let (items, before) = actions::deliveries(&ctx, &key, &query.before).await?;
    Ok(Json(Deliveries { items, before }))
}

/// POST /api/v1/webhooks/{beneficiary}/{webhook}/deliveries/{delivery}/replay: sends something again, with the same
/// identifier.
pub async fn replay(
    ctx: Ctx,
    Path(path): Path<DeliveryPath>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    let (key, id) = path.split();
    actions::replay(&ctx, &key, &id).await.map(|()| NoContent)
}
