//! Pages of disputes.

use super::{
    BeginForm, DisputeForm, DisputeKey, DocumentForm, DocumentPath, EndForm,
    actions::{self, ListQuery},
    views::{self, Typed},
};
use crate::joined;
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{
        Form, Path, Query, Upload, WebResult,
        forms::{again, errors},
        redirect,
    },
};

/// GET /disputes
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult {
    let (disputes, next) = actions::list(&ctx, &query).await?;
    Ok(views::list_page(&ctx, &disputes, !query.after.is_empty(), next.as_deref()))
}

/// GET /disputes/new
pub async fn new_dispute(ctx: Ctx) -> WebResult {
    Ok(views::form_page(&ctx, &DisputeForm::default(), &actions::offered(&ctx).await?, &[]))
}

/// POST /disputes
pub async fn open(ctx: Ctx, Form(form): Form<DisputeForm>) -> WebResult<Response> {
    match actions::open(&ctx, &form).await {
        Ok(one) => Ok(redirect(&one.key.path())),
        Err(error) => {
            let (status, found) = (error.status(), errors(&ctx, error, "title")?);
            let bodies = actions::offered(&ctx).await?;
            Ok(again(status, views::form_page(&ctx, &form, &bodies, &found)))
        }
    }
}

/// GET /disputes/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<DisputeKey>) -> WebResult {
    Ok(views::dispute_page(&ctx, &actions::read(&ctx, &key).await?, &Typed::default()))
}

async fn after<T>(
    ctx: &Ctx,
    key: &DisputeKey,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let status = error.status();
    let errors = errors(ctx, error, field)?;
    let whole = actions::read(ctx, key).await?;
    Ok(again(status, views::dispute_page(ctx, &whole, &Typed { errors, ..typed })))
}

/// POST /disputes/{beneficiary}/{id}/stages
pub async fn begin(
    ctx: Ctx,
    Path(key): Path<DisputeKey>,
    Form(form): Form<BeginForm>,
) -> WebResult<Response> {
    let done = actions::begin(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { begin: Some(form), ..Typed::default() }, "began_on").await
}

/// POST /disputes/{beneficiary}/{id}/outcome
pub async fn end(ctx: Ctx, Path(key): Path<DisputeKey>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::end(&ctx, &key, &form).await;
    after(&ctx, &key, done, Typed { end: Some(form), ..Typed::default() }, "outcome").await
}

/// POST /disputes/{beneficiary}/{id}/documents
pub async fn join(
    ctx: Ctx,
    Path(key): Path<DisputeKey>,
    upload: Upload<DocumentForm>,
) -> WebResult<Response> {
    let Upload { form, mut files } = upload;
    let done = actions::join(&ctx, &key, &form, files.pop()).await;
    after(&ctx, &key, done, Typed { document: Some(form), ..Typed::default() }, "title").await
}

/// GET /disputes/{beneficiary}/{id}/documents/{document}: a document as it was sent.
pub async fn file(ctx: Ctx, Path(path): Path<DocumentPath>) -> WebResult<Response> {
    let (key, id) = path.split();
    let one = actions::document(&ctx, &key, &id).await?;
    joined::send(&ctx, one.file.as_ref()).await
}
