//! Invoices for programs.

use super::{
    Event, FileFormat, Invoice, InvoiceId, ReductionForm, StoredFile, actions, drafting, pages, store,
};
use crate::{
    reach,
    screen::{ListQuery, Page, ReasonForm, YearBody},
};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, IdempotencyKey, Json, NoContent, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// An invoice with what happened to it and the digests of its files.
#[derive(Debug, Serialize, schemars::JsonSchema)]
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

type Key = Path<(BeneficiaryId, InvoiceId)>;

/// POST: drafts the annual invoice of a beneficiary.
pub async fn draft(ctx: Ctx, Json(asked): Json<YearBody>) -> WebResult<Created<Json<InvoiceBody>>> {
    let drafted = drafting::draft(&ctx, &asked.beneficiary, reach::year(&asked.year.to_string())?).await?;
    Ok(Created(Json(body(&ctx, &drafted.beneficiary, &drafted.id).await?)))
}

/// POST: approves a draft.
pub async fn approve(
    ctx: Ctx,
    Path((beneficiary, id)): Key,
    Json(_): Json<Nothing>,
) -> WebResult<Json<InvoiceBody>> {
    actions::approve(&ctx, &beneficiary, &id).await?;
    Ok(Json(body(&ctx, &beneficiary, &id).await?))
}

/// POST: removes a draft.
pub async fn discard(ctx: Ctx, Path((beneficiary, id)): Key, Json(_): Json<Nothing>) -> WebResult<NoContent> {
    actions::discard(&ctx, &beneficiary, &id).await?;
    Ok(NoContent)
}

/// POST: drafts the credit note that cancels an issued invoice, with the reason.
pub async fn credit(
    ctx: Ctx,
    Path((beneficiary, id)): Key,
    Json(asked): Json<ReasonForm>,
) -> WebResult<Created<Json<InvoiceBody>>> {
    let note = drafting::credit(&ctx, &beneficiary, &id, &asked.reason).await?;
    Ok(Created(Json(body(&ctx, &note.beneficiary, &note.id).await?)))
}

/// POST: drafts the credit note that lowers one line of an issued invoice.
pub async fn reduce(
    ctx: Ctx,
    Path((beneficiary, id)): Key,
    Json(form): Json<ReductionForm>,
) -> WebResult<Created<Json<InvoiceBody>>> {
    let note = drafting::reduce_line(&ctx, &beneficiary, &id, &form).await?;
    Ok(Created(Json(body(&ctx, &note.beneficiary, &note.id).await?)))
}

/// POST: issues an approved invoice. The `Idempotency-Key` is required: a repeated call gives the first answer.
pub async fn issue(
    ctx: Ctx,
    Path((beneficiary, id)): Key,
    key: IdempotencyKey,
    Json(_): Json<Nothing>,
) -> WebResult<Json<InvoiceBody>> {
    actions::issue(&ctx, &beneficiary, &id, Some(&key.required()?)).await?;
    Ok(Json(body(&ctx, &beneficiary, &id).await?))
}

/// GET: a file of an issued invoice, as it was sent.
pub async fn file(ctx: Ctx, path: Path<(BeneficiaryId, InvoiceId, FileFormat)>) -> WebResult<Response> {
    pages::file(ctx, path).await
}
