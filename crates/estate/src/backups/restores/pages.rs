//! Pages of restores and tests.

use super::{DoneForm, EndForm, RestoreForm, RowKey, TestForm, actions, views};
use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Upload, WebResult, components::FieldError, forms, guard::percent, redirect},
};

/// GET /restores
pub async fn list(ctx: Ctx) -> WebResult {
    shown(&ctx, &views::Typed::default(), &[]).await
}

async fn shown(ctx: &Ctx, typed: &views::Typed, errors: &[FieldError]) -> Result<Markup> {
    let (restores, tests, objects) = actions::list(ctx).await?;
    Ok(views::list_page(ctx, &restores, &tests, &objects, typed, errors))
}

async fn answered<T>(ctx: &Ctx, done: Result<T>, typed: views::Typed, field: &str) -> WebResult<Response> {
    match done {
        Ok(_) => Ok(redirect("/restores")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, field)?;
            Ok(forms::again(status, shown(ctx, &typed, &errors).await?))
        }
    }
}

/// POST /restores
pub async fn ask(ctx: Ctx, Form(form): Form<RestoreForm>) -> WebResult<Response> {
    let done = actions::ask(&ctx, &form).await;
    answered(&ctx, done, views::Typed { restore: form, ..views::Typed::default() }, "what").await
}

/// POST /restores/{beneficiary}/{id}/end
pub async fn end(ctx: Ctx, Path(key): Path<RowKey>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::end(&ctx, &key, &form).await;
    answered(&ctx, done, views::Typed { end: Some((key, form)), ..views::Typed::default() }, "outcome").await
}

/// POST /restore-tests
pub async fn plan(ctx: Ctx, Form(form): Form<TestForm>) -> WebResult<Response> {
    let done = actions::plan(&ctx, &form).await;
    answered(&ctx, done, views::Typed { test: form, ..views::Typed::default() }, "planned_on").await
}

/// POST /restore-tests/{beneficiary}/{id}/result
pub async fn done(ctx: Ctx, Path(key): Path<RowKey>, upload: Upload<DoneForm>) -> WebResult<Response> {
    let proof = upload.files.into_iter().next();
    let done = actions::done(&ctx, &key, &upload.form, proof).await;
    let typed = views::Typed { done: Some((key, upload.form)), ..views::Typed::default() };
    answered(&ctx, done, typed, "outcome").await
}

/// GET /restore-tests/{beneficiary}/{id}/proof: always saved, never shown by the browser.
pub async fn proof(ctx: Ctx, Path(key): Path<RowKey>) -> WebResult<Response> {
    let (name, bytes) = actions::proof(&ctx, &key).await?;
    let disposition = format!("attachment; filename*=UTF-8''{}", percent(&name));
    let disposition = HeaderValue::from_str(&disposition).map_err(|e| Error::Internal(e.to_string()))?;
    let kind = HeaderValue::from_static("application/octet-stream");
    Ok(([(header::CONTENT_DISPOSITION, disposition), (header::CONTENT_TYPE, kind)], bytes).into_response())
}
