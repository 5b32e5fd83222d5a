//! Canned answers and macros for programs.

use super::{
    Canned, CannedForm, CannedId,
    actions::{self, Applied},
    pages::MacroPath,
};
use crate::tickets::api::{TicketBody, whole};
use platform::{
    Ctx,
    web::{Created, IdempotencyKey, IfMatch, Json, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/canned-answers: those shared and one's own.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Canned>>> {
    Ok(Json(actions::list(&ctx).await?))
}

/// POST /api/v1/canned-answers: writes a canned answer.
pub async fn create(ctx: Ctx, Json(form): Json<CannedForm>) -> WebResult<Created<Json<Canned>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// PUT /api/v1/canned-answers/{answer}: changes a canned answer; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<CannedId>,
    Json(form): Json<CannedForm>,
) -> WebResult<Json<Canned>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// GET /api/v1/tickets/{beneficiary}/{id}/macros/{answer}: the words of a macro for this ticket.
pub async fn preview(ctx: Ctx, Path(path): Path<MacroPath>) -> WebResult<Json<Value>> {
    let (key, id) = path.split();
    let (canned, reading, words) = actions::prepared(&ctx, &key, &id).await?;
    let version = reading.thread.ticket.version;
    Ok(Json(json!({"body": words, "then": canned.then, "give": canned.give, "version": version})))
}

/// A macro to apply; the words are those prepared when none are given.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NewApplied {
    body: Option<String>,
}

/// POST /api/v1/tickets/{beneficiary}/{id}/macros/{answer}: applies a macro to a ticket; `If-Match` names the
/// version of the ticket that was read.
pub async fn apply(
    ctx: Ctx,
    Path(path): Path<MacroPath>,
    IfMatch(version): IfMatch,
    IdempotencyKey(idempotency_key): IdempotencyKey,
    Json(body): Json<NewApplied>,
) -> WebResult<TicketBody> {
    let (key, id) = path.split();
    let (.., words) = actions::prepared(&ctx, &key, &id).await?;
    let applied = Applied { version, body: body.body.unwrap_or(words), idempotency_key };
    actions::apply(&ctx, &key, &id, applied).await?;
    whole(&ctx, &key).await
}
