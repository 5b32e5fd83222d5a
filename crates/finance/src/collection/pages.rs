//! Pages of receivables. Both sides see the same figures; only the provider's finance has buttons.

use super::{
    ListForm, OrderForm, PaymentForm, PaymentId, ReceivableKey, ReferenceForm, ReversalForm, actions,
    import::{self, FileKind, Received},
    references,
    views::{self, Typed},
};
use crate::{
    deposits,
    invoices::{EventForm, InvoiceState},
    reach,
};
use axum::response::{IntoResponse as _, Response};
use kernel::Text;
use maud::Markup;
use platform::{
    Ctx, Error, Problems, Result,
    web::{Form, Nothing, Path, Query, Upload, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// GET /receivables: what was issued and what became of it.
pub async fn list(ctx: Ctx, Query(form): Query<ListForm>) -> WebResult<Response> {
    let beneficiaries = reach::beneficiaries(&ctx).await?;
    let ageing = actions::ageing(&ctx).await?;
    match actions::list(&ctx, &form).await {
        Ok(rows) => Ok(views::list(&ctx, rows, &ageing, &beneficiaries, &form, &[]).into_response()),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "state")?);
            let page = views::list(&ctx, vec![], &ageing, &beneficiaries, &form, &errors);
            Ok(forms::again(status, page))
        }
    }
}

async fn page(ctx: &Ctx, key: &ReceivableKey, typed: &Typed, errors: &[FieldError]) -> Result<Markup> {
    let whole = actions::read(ctx, key).await?;
    Ok(views::show(ctx, &whole, typed, errors))
}

/// The page again after an error that it can show; back to it otherwise.
async fn answered(
    ctx: &Ctx,
    key: &ReceivableKey,
    done: Result<()>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, field)?);
    Ok(forms::again(status, page(ctx, key, &typed, &errors).await?))
}

/// GET /receivables/{beneficiary}/{id}: everything that happened since the issue.
pub async fn show(ctx: Ctx, Path(key): Path<ReceivableKey>) -> WebResult<Markup> {
    page(&ctx, &key, &Typed::default(), &[]).await
}

/// POST /receivables/{beneficiary}/{id}/events
pub async fn event(
    ctx: Ctx,
    Path(key): Path<ReceivableKey>,
    Form(form): Form<EventForm>,
) -> WebResult<Response> {
    let done = actions::record_event(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed { event: form, ..Typed::default() }, "kind").await
}

/// POST /receivables/{beneficiary}/{id}/orders
pub async fn order(
    ctx: Ctx,
    Path(key): Path<ReceivableKey>,
    Form(form): Form<OrderForm>,
) -> WebResult<Response> {
    let done = actions::record_order(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed { order: Some(form), ..Typed::default() }, "order_number").await
}

/// POST /receivables/{beneficiary}/{id}/payments
pub async fn payment(
    ctx: Ctx,
    Path(key): Path<ReceivableKey>,
    Form(form): Form<PaymentForm>,
) -> WebResult<Response> {
    let done = actions::record_payment(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Typed { payment: form, ..Typed::default() }, "amount").await
}

/// POST /receivables/{beneficiary}/{id}/payments/{payment}/reversal
pub async fn reverse(
    ctx: Ctx,
    Path((beneficiary, id, payment)): Path<(
        kernel::id::BeneficiaryId,
        crate::invoices::InvoiceId,
        PaymentId,
    )>,
    Form(form): Form<ReversalForm>,
) -> WebResult<Response> {
    let key = ReceivableKey { beneficiary, id };
    let done = actions::reverse(&ctx, &key, &payment, &form).await;
    answered(&ctx, &key, done, Typed { reversal: Some((payment, form.reason)), ..Typed::default() }, "reason")
        .await
}

/// POST /receivables/{beneficiary}/{id}/deposits
pub async fn deposit(
    ctx: Ctx,
    Path(key): Path<ReceivableKey>,
    Form(_): Form<Nothing>,
) -> WebResult<Response> {
    let done = deposits::actions::ask(&ctx, &key).await;
    answered(&ctx, &key, done, Typed::default(), "deposit").await
}

/// GET /invoices/{beneficiary}/{id}/references: what the recipient asks for on an invoice to be issued.
pub async fn references(ctx: Ctx, Path(key): Path<ReceivableKey>) -> WebResult<Response> {
    let (invoice, asked) = references::read(&ctx, &key).await?;
    if invoice.state == InvoiceState::Issued {
        return Ok(redirect(&key.invoice_path()));
    }
    Ok(views::references(&ctx, &invoice, &views::typed_of(&asked), &[]).into_response())
}

/// POST /invoices/{beneficiary}/{id}/references
pub async fn ask(
    ctx: Ctx,
    Path(key): Path<ReceivableKey>,
    Form(form): Form<ReferenceForm>,
) -> WebResult<Response> {
    match references::ask(&ctx, &key, &form).await {
        Ok(()) => Ok(redirect(&key.invoice_path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "service_code")?);
            let (invoice, _) = references::read(&ctx, &key).await?;
            Ok(forms::again(status, views::references(&ctx, &invoice, &form, &errors)))
        }
    }
}

/// How to read a file.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImportForm {
    /// A word of [`FileKind`].
    pub kind: String,
    /// `write` to record what the file brings; anything else only says what it would bring.
    pub mode: String,
}

/// GET /receivables/import
pub async fn import_form(ctx: Ctx) -> WebResult<Markup> {
    Ok(views::import(&ctx, &ImportForm::default(), None, &[]))
}

/// POST /receivables/import: checks or records a file and shows the report line by line.
pub async fn import(ctx: Ctx, upload: Upload<ImportForm>) -> WebResult<Response> {
    let form = upload.form.clone();
    let read = match received(upload) {
        Ok(received) => import::import(&ctx, received, form.mode != "write").await,
        Err(error) => Err(error),
    };
    match read {
        Ok(report) => {
            let status = if report.is_clean() {
                axum::http::StatusCode::OK
            } else {
                axum::http::StatusCode::UNPROCESSABLE_ENTITY
            };
            Ok(forms::again(status, views::import(&ctx, &form, Some(&report), &[])))
        }
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "file")?);
            Ok(forms::again(status, views::import(&ctx, &form, None, &errors)))
        }
    }
}

fn received(mut upload: Upload<ImportForm>) -> Result<Received> {
    let mut problems = Problems::default();
    let kind = FileKind::parse(&upload.form.kind);
    if kind.is_none() {
        problems.add("kind", Text::new("web-error-choice"));
    }
    if upload.files.is_empty() {
        problems.add("file", Text::new("receivable-file-missing"));
    }
    problems.into_result()?;
    let (file, kind) = (upload.files.swap_remove(0), kind.ok_or(Error::NotFound)?);
    Ok(Received { kind, name: file.name, bytes: file.bytes })
}
