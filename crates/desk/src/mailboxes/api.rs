//! Mailboxes for programs.

use super::{Mailbox, MailboxForm, MailboxId, actions};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/mailboxes: every mailbox and how it goes, without secrets.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!({"items": actions::list(&ctx).await?})))
}

/// GET /api/v1/mailboxes/{mailbox}: one mailbox and how it goes, without its secret.
pub async fn get(ctx: Ctx, Path(id): Path<MailboxId>) -> WebResult<Json<Mailbox>> {
    Ok(Json(actions::get(&ctx, &id).await?))
}

/// POST /api/v1/mailboxes: adds a mailbox.
pub async fn create(ctx: Ctx, Json(form): Json<MailboxForm>) -> WebResult<Created<Json<Mailbox>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// PUT /api/v1/mailboxes/{mailbox}: changes a mailbox; `version` is the one read, and an empty secret keeps the one
/// there is.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Json(form): Json<MailboxForm>,
) -> WebResult<Json<Mailbox>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// A new secret.
#[derive(Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewSecret {
    secret: String,
}

/// PUT /api/v1/mailboxes/{mailbox}/secret: a new secret, from the program that renews tokens.
pub async fn set_secret(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Json(body): Json<NewSecret>,
) -> WebResult<Json<Mailbox>> {
    Ok(Json(actions::set_secret(&ctx, &id, &body.secret).await?))
}

/// POST /api/v1/mailboxes/{mailbox}/trial: tries the connection: what was found, or the step that failed and the
/// server’s words.
pub async fn attempt(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    Ok(Json(match actions::attempt(&ctx, &id).await? {
        Ok(found) => json!({"works": true, "found": found}),
        Err(failure) => json!({"works": false, "step": failure.step.as_str(), "words": failure.words}),
    }))
}

/// DELETE /api/v1/mailboxes/{mailbox}: removes a mailbox.
pub async fn remove(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::remove(&ctx, &id).await?;
    Ok(NoContent)
}
