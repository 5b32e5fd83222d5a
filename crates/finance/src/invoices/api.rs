//! Invoices for programs.

use super::{Event, Invoice, InvoiceId, StoredFile, actions, pages, store};
use crate::screen::{ListQuery, Page};
use axum::http::HeaderMap;
use kernel::{Text, id::BeneficiaryId};
use platform::{
    Ctx, Error,
    web::{Json, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// An invoice with what happened to it and the digests of its files.
#[derive(Debug, Serialize)]
pub struct InvoiceBody {
    #[serde(flatten)]
    invoice: Invoice,
    events: Vec<Event>,
    files: Vec<StoredFile>,
}

async fn body(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> WebResult<InvoiceBody> {
    let mut tx = ctx.read().await?;
    let invoice = pages::visible(ctx, store::find(&mut tx, beneficiary, id).await?)?;
    let events = store::events(&mut tx, beneficiary, id).await?;
    let files = store::files(&mut tx, beneficiary, id).await?;
    Ok(InvoiceBody { invoice, events, files })
}

/// GET: the invoices in scope.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page<Invoice>>> {
    let beneficiary = query.beneficiary.map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let hidden = pages::hides_drafts(&ctx);
    let rows = store::page(&mut tx, beneficiary.as_ref(), hidden, query.after.as_deref()).await?;
    Ok(Json(Page::cut(rows, |i| i.id.to_string())))
}

/// GET: one invoice with its explanations, events and files.
pub async fn show(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, InvoiceId)>,
) -> WebResult<Json<InvoiceBody>> {
    Ok(Json(body(&ctx, &beneficiary, &id).await?))
}

/// The empty object: an issue says everything by its address.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoBody {}

/// POST: issues an approved invoice. The `Idempotency-Key` is required: a repeated call gives the first answer.
pub async fn issue(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, InvoiceId)>,
    headers: HeaderMap,
    Json(_): Json<NoBody>,
) -> WebResult<Json<InvoiceBody>> {
    let key = headers.get("idempotency-key").and_then(|v| v.to_str().ok()).filter(|k| !k.trim().is_empty());
    let key = key.ok_or_else(|| Error::invalid("Idempotency-Key", Text::new("invoice-key-missing")))?;
    actions::issue(&ctx, &beneficiary, &id, Some(key)).await?;
    Ok(Json(body(&ctx, &beneficiary, &id).await?))
}
