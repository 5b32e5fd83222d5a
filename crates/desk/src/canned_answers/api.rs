//! Canned answers and macros for programs.

use super::{
    Canned, CannedForm, CannedId,
    actions::{self, Applied},
    pages::MacroPath,
};
use crate::tickets::api::{if_match, whole};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/canned-answers: those shared and one's own.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Canned>>> {
    Ok(Json(actions::list(&ctx).await?))
}

/// POST /api/v1/canned-answers
pub async fn create(ctx: Ctx, Json(form): Json<CannedForm>) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}

/// PUT /api/v1/canned-answers/{answer}: `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<CannedId>,
    Json(form): Json<CannedForm>,
) -> WebResult<Json<Canned>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// GET /api/v1/tickets/{beneficiary}/{id}/macros/{answer}: its words for this ticket.
pub async fn preview(ctx: Ctx, Path(path): Path<MacroPath>) -> WebResult<Json<Value>> {
    let (key, id) = path.split();
    let (canned, reading, words) = actions::prepared(&ctx, &key, &id).await?;
    let version = reading.thread.ticket.version;
    Ok(Json(json!({"body": words, "then": canned.then, "give": canned.give, "version": version})))
}

/// A macro to apply; the words are those prepared when none are given.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewApplied {
    body: Option<String>,
}

/// POST /api/v1/tickets/{beneficiary}/{id}/macros/{answer}: `If-Match` names the version of the ticket that was read.
pub async fn apply(
    ctx: Ctx,
    Path(path): Path<MacroPath>,
    headers: HeaderMap,
    Json(body): Json<NewApplied>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let (.., words) = actions::prepared(&ctx, &key, &id).await?;
    let idempotency_key =
        headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let applied = Applied { version: if_match(&headers)?, body: body.body.unwrap_or(words), idempotency_key };
    actions::apply(&ctx, &key, &id, applied).await?;
    whole(&ctx, &key, StatusCode::OK).await
}
