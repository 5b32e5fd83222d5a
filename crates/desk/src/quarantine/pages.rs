//! Pages of the quarantine.

use super::{Held, MailId, actions, api::ListQuery, views};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error, Problems, Result,
    web::{Form, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// GET /quarantine
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (held, next) = actions::list(&ctx, query.standing(), &query.after).await?;
    Ok(views::list(&ctx, query.standing(), &held, next.as_deref()))
}

/// GET /quarantine/{mail}
pub async fn show(ctx: Ctx, Path(id): Path<MailId>) -> WebResult {
    let held = actions::get(&ctx, &id).await?;
    Ok(views::show(&ctx, &held, &DecisionForm::default(), &Problems::default()))
}

/// GET /quarantine/{mail}/raw: always saved, never shown by the browser.
pub async fn raw(ctx: Ctx, Path(id): Path<MailId>) -> WebResult<Response> {
    let bytes = actions::raw(&ctx, &id).await?;
    let disposition = format!("attachment; filename=\"{id}.eml\"");
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Error::Internal(e.to_string()))?;
    let kind = HeaderValue::from_static("application/octet-stream");
    Ok(([(header::CONTENT_DISPOSITION, disposition), (header::CONTENT_TYPE, kind)], bytes).into_response())
}

/// What a person decides.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    /// Version read.
    pub version: i64,
    /// Address of a requester.
    pub requester: String,
    /// Reference of a ticket.
    pub reference: String,
}

/// POST /quarantine/{mail}/release
pub async fn release(
    ctx: Ctx,
    Path(id): Path<MailId>,
    Form(form): Form<DecisionForm>,
) -> WebResult<Response> {
    let done = actions::release(&ctx, &id, form.version, &form.requester).await;
    decided(&ctx, &id, done.map(|key| key.path()), form).await
}

/// POST /quarantine/{mail}/addition
pub async fn add(ctx: Ctx, Path(id): Path<MailId>, Form(form): Form<DecisionForm>) -> WebResult<Response> {
    let done = actions::add(&ctx, &id, form.version, &form.reference).await;
    decided(&ctx, &id, done.map(|key| key.path()), form).await
}

/// POST /quarantine/{mail}/rejection
pub async fn reject(ctx: Ctx, Path(id): Path<MailId>, Form(form): Form<DecisionForm>) -> WebResult<Response> {
    let done = actions::reject(&ctx, &id, form.version).await;
    decided(&ctx, &id, done.map(|()| "/quarantine".to_owned()), form).await
}

/// POST /quarantine/{mail}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<MailId>,
    Form(form): Form<DecisionForm>,
) -> WebResult<Response> {
    let done = actions::restore(&ctx, &id, form.version).await;
    decided(&ctx, &id, done.map(|()| format!("/quarantine/{id}")), form).await
}

/// On when it is done; else the same page with what was typed and what is wrong.
async fn decided(ctx: &Ctx, id: &MailId, done: Result<String>, form: DecisionForm) -> WebResult<Response> {
    match done {
        Ok(path) => Ok(redirect(&path)),
        Err(Error::Invalid(problems)) => {
            let held: Held = actions::get(ctx, id).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, views::show(ctx, &held, &form, &problems)).into_response())
        }
        Err(error) => Err(error),
    }
}
