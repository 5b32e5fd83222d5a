//! Pages of drafts.

use super::{
    AbandonForm, AboutForm, DraftKey, NewForm, SignForm, SourceForm, StepForm, ValuesBody, ValuesQuery,
    VoteForm,
    actions::{self, ListQuery, signing, writing},
    views::{self, Typed},
};
use crate::{joined, joining::VariablesForm};
use axum::response::Response;
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    web::{
        Form, Path, Query, Upload, WebResult,
        forms::{again, errors},
        guard::percent,
        redirect,
    },
};
use std::collections::BTreeMap;

/// GET /agreement-drafts
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (drafts, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &drafts, !query.after.is_empty(), next.as_deref()))
}

/// GET /agreement-drafts/new
pub async fn new_draft(ctx: Ctx, Query(form): Query<NewForm>) -> WebResult {
    Ok(views::form_page(&ctx, &form, &actions::offered(&ctx).await?, &[]))
}

/// POST /agreement-drafts
pub async fn create(ctx: Ctx, Form(form): Form<NewForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(key) => Ok(redirect(&key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "title")?);
            let bodies = actions::offered(&ctx).await?;
            Ok(again(status, views::form_page(&ctx, &form, &bodies, &found)))
        }
    }
}

/// GET /agreement-drafts/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult {
    Ok(views::draft_page(&ctx, &actions::read(&ctx, &key).await?, &Typed::default()))
}

async fn after<T>(
    ctx: &Ctx,
    key: &DraftKey,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    Ok(again(status, views::draft_page(ctx, &whole, &Typed { errors, ..typed })))
}

/// POST /agreement-drafts/{beneficiary}/{id}
pub async fn describe(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Form(form): Form<AboutForm>,
) -> WebResult<Response> {
    let done = writing::describe(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { about: Some(form), ..Typed::default() }, "title").await
}

/// GET /agreement-drafts/{beneficiary}/{id}/preview: the whole text, as it would be read.
pub async fn preview(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    views::preview_page(&ctx, &whole).ok_or_else(|| Error::refused("draft-error-unreadable"))
}

/// GET /agreement-drafts/{beneficiary}/{id}/file.pdf: for deliberation and signature.
pub async fn paper(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult<Response> {
    let (name, bytes) = signing::printed(&ctx, &key).await?;
    joined::download(&name, "application/pdf", bytes)
}

/// GET /agreement-drafts/{beneficiary}/{id}/signed: the signed document as it was sent.
pub async fn signed(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult<Response> {
    let whole = actions::read(&ctx, &key).await?;
    joined::send(&ctx, whole.draft.signed_file.as_ref()).await
}

/// GET /agreement-drafts/{beneficiary}/{id}/variables
pub async fn variables(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    let form = whole.draft.variables.clone();
    Ok(views::variables_page(&ctx, &whole.draft, &form, &[]))
}

/// POST /agreement-drafts/{beneficiary}/{id}/variables
pub async fn fill(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Form(form): Form<VariablesForm>,
) -> WebResult<Response> {
    let Err(error) = writing::fill(&ctx, &key, &form).await else { return Ok(redirect(&key.path())) };
    let (status, found) = (error.status(), errors(&ctx, error, "designation")?);
    let whole = actions::read(&ctx, &key).await?;
    Ok(again(status, views::variables_page(&ctx, &whole.draft, &form, &found)))
}

/// GET /agreement-drafts/{beneficiary}/{id}/values: one part of the text as a form.
pub async fn values(ctx: Ctx, Path(key): Path<DraftKey>, Query(query): Query<ValuesQuery>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    let body = ValuesBody { part: query.part, ..ValuesBody::default() };
    views::values_page(&ctx, &whole, &body, &[]).ok_or(Error::NotFound)
}

/// POST /agreement-drafts/{beneficiary}/{id}/values
pub async fn set(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Form(mut values): Form<BTreeMap<String, String>>,
) -> WebResult<Response> {
    let part = values.remove("part").unwrap_or_default();
    let version = values.remove("version").and_then(|version| version.parse().ok()).unwrap_or_default();
    let body = ValuesBody { part, values, version };
    let Err(error) = writing::set(&ctx, &key, &body).await else {
        return Ok(redirect(&format!("{}/values?part={}", key.path(), percent(&body.part))));
    };
    let (status, found) = (error.status(), errors(&ctx, error, "part")?);
    let whole = actions::read(&ctx, &key).await?;
    Ok(again(status, views::values_page(&ctx, &whole, &body, &found).ok_or(Error::NotFound)?))
}

/// GET /agreement-drafts/{beneficiary}/{id}/source: the whole file, to be changed by hand.
pub async fn source(ctx: Ctx, Path(key): Path<DraftKey>) -> WebResult {
    let whole = actions::read(&ctx, &key).await?;
    let form = SourceForm { source: whole.source.clone(), version: whole.draft.version };
    Ok(views::source_page(&ctx, &whole.draft, &form, &[]))
}

/// POST /agreement-drafts/{beneficiary}/{id}/source
pub async fn write(ctx: Ctx, Path(key): Path<DraftKey>, upload: Upload<SourceForm>) -> WebResult<Response> {
    let Upload { mut form, files } = upload;
    let sent = files.into_iter().next().map(|file| String::from_utf8(file.bytes));
    let done = match sent {
        Some(Err(_)) => Err(Error::invalid("file", Text::new("versions-not-text"))),
        Some(Ok(text)) => {
            form.source = text;
            writing::write(&ctx, &key, &form).await
        }
        None => writing::write(&ctx, &key, &form).await,
    };
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let (status, found) = (error.status(), errors(&ctx, error, "source")?);
    let whole = actions::read(&ctx, &key).await?;
    Ok(again(status, views::source_page(&ctx, &whole.draft, &form, &found)))
}

/// POST /agreement-drafts/{beneficiary}/{id}/completion
pub async fn complete(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Form(form): Form<StepForm>,
) -> WebResult<Response> {
    let done = signing::complete(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed::default(), "version").await
}

/// POST /agreement-drafts/{beneficiary}/{id}/reopening
pub async fn reopen(ctx: Ctx, Path(key): Path<DraftKey>, Form(form): Form<StepForm>) -> WebResult<Response> {
    let done = signing::reopen(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed::default(), "version").await
}

/// POST /agreement-drafts/{beneficiary}/{id}/votes
pub async fn vote(ctx: Ctx, Path(key): Path<DraftKey>, Form(form): Form<VoteForm>) -> WebResult<Response> {
    let done = signing::vote(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { vote: Some(form), ..Typed::default() }, "side").await
}

/// POST /agreement-drafts/{beneficiary}/{id}/signature
pub async fn sign(ctx: Ctx, Path(key): Path<DraftKey>, upload: Upload<SignForm>) -> WebResult<Response> {
    let Upload { form, mut files } = upload;
    let done = signing::sign(&ctx, &key, &form, files.pop()).await;
    after(&ctx, &key, done, Typed { sign: Some(form), ..Typed::default() }, "signed_on").await
}

/// POST /agreement-drafts/{beneficiary}/{id}/abandonment
pub async fn abandon(
    ctx: Ctx,
    Path(key): Path<DraftKey>,
    Form(form): Form<AbandonForm>,
) -> WebResult<Response> {
    let done = signing::abandon(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { abandon: Some(form), ..Typed::default() }, "why").await
}
