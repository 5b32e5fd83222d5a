//! Invoices of suppliers for programs.

use super::{
    Imputation, ImputationId, ImputeForm, SetAsideForm, SupplierInvoice, SupplierInvoiceId, actions,
    pages::ListQuery,
    store::{self, Listed},
};
use crate::screen::Page;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{Cents, Text};
use platform::{
    Ctx, Error,
    web::{Created, Json, Path, Query, UploadedFile, WebResult},
};
use serde::{Deserialize, Serialize};

/// A file to receive.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReceiveBody {
    /// Its name.
    name: String,
    /// Its bytes in base 64.
    content: String,
}

/// An invoice with its imputations.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct InvoiceBody {
    #[serde(flatten)]
    invoice: SupplierInvoice,
    imputations: Vec<Imputation>,
    /// What is left of each line to put to a block, in their order.
    left: Vec<Cents>,
}

/// GET /api/v1/supplier-invoices: invoices of suppliers, the last received first.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page<Listed>>> {
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, query.year()?, query.after()).await?;
    Ok(Json(Page::cut(rows, |one| one.id.to_string())))
}

/// POST /api/v1/supplier-invoices: receives a Factur-X, CII or UBL file.
pub async fn receive(ctx: Ctx, Json(body): Json<ReceiveBody>) -> WebResult<Created<Json<SupplierInvoice>>> {
    let bytes = STANDARD.decode(body.content.trim());
    let bytes = bytes.map_err(|_| Error::invalid("content", Text::new("supplier-error-base64")))?;
    let file = UploadedFile { name: body.name, media_type: String::new(), bytes };
    Ok(Created(Json(actions::receive(&ctx, file).await?)))
}

/// GET /api/v1/supplier-invoices/{id}: one invoice with its imputations.
pub async fn show(ctx: Ctx, Path(id): Path<SupplierInvoiceId>) -> WebResult<Json<InvoiceBody>> {
    let whole = actions::read(&ctx, &id).await?;
    Ok(Json(InvoiceBody { invoice: whole.invoice, imputations: whole.parts, left: whole.left }))
}

/// POST /api/v1/supplier-invoices/{id}/imputations: puts a line, or a part of one, to a block.
pub async fn impute(
    ctx: Ctx,
    Path(id): Path<SupplierInvoiceId>,
    Json(form): Json<ImputeForm>,
) -> WebResult<Created<Json<Imputation>>> {
    Ok(Created(Json(actions::impute(&ctx, &id, &form).await?)))
}

/// POST /api/v1/supplier-invoices/{id}/imputations/{imputation}/removal: takes an imputation away.
pub async fn remove(
    ctx: Ctx,
    Path((id, part)): Path<(SupplierInvoiceId, ImputationId)>,
    Json(form): Json<SetAsideForm>,
) -> WebResult<Json<InvoiceBody>> {
    actions::remove(&ctx, &id, &part, &form).await?;
    show(ctx, Path(id)).await
}

/// POST /api/v1/supplier-invoices/{id}/set-aside: an invoice received by mistake costs nothing any more.
pub async fn set_aside(
    ctx: Ctx,
    Path(id): Path<SupplierInvoiceId>,
    Json(form): Json<SetAsideForm>,
) -> WebResult<Json<InvoiceBody>> {
    actions::set_aside(&ctx, &id, &form).await?;
    show(ctx, Path(id)).await
}
