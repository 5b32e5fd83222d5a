//! Pages of invoices of suppliers.

use super::{
    ImputationId, ImputeForm, SetAsideForm, SupplierInvoiceId, actions, store,
    views::{self, Typed},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    web::{Form, Nothing, Path, Query, Upload, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// Of which year, from which row on.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Calendar year of the invoices; all of them when empty.
    pub year: String,
    /// Last row of the page before.
    pub after: String,
}

impl ListQuery {
    pub(super) fn year(&self) -> Result<Option<i16>> {
        if self.year.trim().is_empty() { Ok(None) } else { crate::reach::year(&self.year).map(Some) }
    }

    pub(super) fn after(&self) -> Option<&str> {
        Some(self.after.as_str()).filter(|after| !after.is_empty())
    }
}

async fn list_page(ctx: &Ctx, query: &ListQuery, errors: &[FieldError]) -> Result<maud::Markup> {
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, query.year()?, query.after()).await?;
    Ok(views::list_page(ctx, query, rows, errors))
}

/// GET /supplier-invoices
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Response> {
    match list_page(&ctx, &query, &[]).await {
        Ok(page) => Ok(page.into_response()),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "year")?);
            Ok(forms::again(status, list_page(&ctx, &ListQuery::default(), &errors).await?))
        }
    }
}

/// POST /supplier-invoices
pub async fn receive(ctx: Ctx, upload: Upload<Nothing>) -> WebResult<Response> {
    let done = match upload.files.into_iter().next() {
        Some(file) => actions::receive(&ctx, file).await,
        None => Err(Error::invalid("file", Text::new("supplier-error-none"))),
    };
    match done {
        Ok(invoice) => Ok(redirect(&invoice.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "file")?);
            Ok(forms::again(status, list_page(&ctx, &ListQuery::default(), &errors).await?))
        }
    }
}

async fn invoice_page(ctx: &Ctx, id: &SupplierInvoiceId, typed: &Typed) -> Result<maud::Markup> {
    Ok(views::invoice_page(ctx, &actions::read(ctx, id).await?, typed))
}

/// GET /supplier-invoices/{id}
pub async fn show(ctx: Ctx, Path(id): Path<SupplierInvoiceId>) -> WebResult {
    invoice_page(&ctx, &id, &Typed::default()).await
}

/// The page again with what was typed and what is wrong with it; the page when it was done.
async fn answered<T>(
    ctx: &Ctx,
    id: &SupplierInvoiceId,
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&format!("/supplier-invoices/{id}"))) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, field)?);
    Ok(forms::again(status, invoice_page(ctx, id, &Typed { errors, ..typed }).await?))
}

/// POST /supplier-invoices/{id}/imputations
pub async fn impute(
    ctx: Ctx,
    Path(id): Path<SupplierInvoiceId>,
    Form(form): Form<ImputeForm>,
) -> WebResult<Response> {
    let done = actions::impute(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { part: form, ..Typed::default() }, "line").await
}

/// POST /supplier-invoices/{id}/imputations/{imputation}/removal
pub async fn remove(
    ctx: Ctx,
    Path((id, part)): Path<(SupplierInvoiceId, ImputationId)>,
    Form(form): Form<SetAsideForm>,
) -> WebResult<Response> {
    let done = actions::remove(&ctx, &id, &part, &form).await;
    answered(&ctx, &id, done, Typed::default(), "line").await
}

/// POST /supplier-invoices/{id}/set-aside
pub async fn set_aside(
    ctx: Ctx,
    Path(id): Path<SupplierInvoiceId>,
    Form(form): Form<SetAsideForm>,
) -> WebResult<Response> {
    let done = actions::set_aside(&ctx, &id, &form).await;
    answered(&ctx, &id, done, Typed { why: Some(form.why), ..Typed::default() }, "why").await
}

/// GET /supplier-invoices/{id}/file: the file as it came, to be kept and never shown in the page.
pub async fn file(ctx: Ctx, Path(id): Path<SupplierInvoiceId>) -> WebResult<Response> {
    let (invoice, bytes) = actions::file(&ctx, &id).await?;
    let ending = if invoice.media_type == "application/pdf" { "pdf" } else { "xml" };
    let name: String = invoice.facts.number.chars().filter(char::is_ascii_alphanumeric).collect();
    let headers = [
        (header::CONTENT_TYPE, invoice.media_type.clone()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{ending}\"")),
    ];
    Ok((StatusCode::OK, headers, bytes).into_response())
}
