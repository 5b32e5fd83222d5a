//! Pages of forms for the desk and the administrator.

use super::{
    FormId,
    actions::{self, Import},
    document::check,
    store, views,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::Text;
use platform::{
    Ctx, Error,
    web::{Form, Nothing, Path, Upload, WebResult, redirect},
};
use serde::Deserialize;

/// GET /forms
pub(super) async fn list(ctx: Ctx) -> WebResult {
    let mut tx = ctx.read().await?;
    let forms = store::latest(&mut tx, true).await?;
    Ok(views::list(&ctx, &forms, "", None))
}

/// A file, or its text pasted.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct ImportForm {
    source: String,
}

/// POST /forms
pub(super) async fn import(ctx: Ctx, upload: Upload<ImportForm>) -> WebResult<Response> {
    let pasted = upload.form.source.replace("\r\n", "\n");
    let source = match upload.files.first() {
        None => pasted,
        Some(file) => String::from_utf8(file.bytes.clone())
            .map_err(|_| Error::invalid("source", Text::new("form-error-not-text")))?
            .replace("\r\n", "\n"),
    };
    match actions::import(&ctx, &source).await? {
        Import::Created(form) | Import::Unchanged(form) => Ok(redirect(&format!("/forms/{}", form.id))),
        Import::Refused(report) => {
            let mut tx = ctx.read().await?;
            let forms = store::latest(&mut tx, true).await?;
            let page = views::list(&ctx, &forms, &source, Some(&report));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

/// GET /forms/{id}
pub(super) async fn show(ctx: Ctx, Path(id): Path<FormId>) -> WebResult {
    let mut tx = ctx.read().await?;
    let form = store::get(&mut tx, &id).await?.ok_or(Error::NotFound)?;
    let source = store::source(&mut tx, &id).await?.unwrap_or_default();
    let report = check(&source);
    Ok(views::show(&ctx, &form, &source, &report))
}

/// POST /forms/{id}/retirement
pub(super) async fn retire(ctx: Ctx, Path(id): Path<FormId>, _: Form<Nothing>) -> WebResult<Response> {
    actions::retire(&ctx, &id).await?;
    Ok(redirect("/forms"))
}
