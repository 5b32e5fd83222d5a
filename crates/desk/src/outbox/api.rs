//! The outbox for programs.

use super::{
    MailKey, actions,
    pages::{ListQuery, load},
    store,
};
use platform::{
    Ctx, Error,
    web::{Json, Path, Query, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// A body that says nothing.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// GET /api/v1/outbox: one page of mails, the newest first, and how sending goes.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let page = load(&ctx, query).await?;
    Ok(Json(json!({"items": page.mails, "before": page.next, "standing": page.standing})))
}

/// GET /api/v1/outbox/{beneficiary}/{id}: one outgoing mail with its attempts.
pub async fn get(ctx: Ctx, Path(key): Path<MailKey>) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let mail = store::find(&mut tx, &key).await?.ok_or(Error::NotFound)?;
    Ok(Json(json!(mail)))
}

/// POST /api/v1/outbox/{beneficiary}/{id}/retry: tries an outgoing mail again, now.
pub async fn retry(
    ctx: Ctx,
    Path(key): Path<MailKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::retry(&ctx, &key).await?;
    get(ctx, Path(key)).await
}

/// POST /api/v1/outbox/{beneficiary}/{id}/cancellation: gives an outgoing mail up.
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<MailKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    actions::cancel(&ctx, &key).await?;
    get(ctx, Path(key)).await
}
