//! Receivables for programs.

use super::{
    Ageing, ListForm, OrderForm, Payment, PaymentForm, PaymentId, Receivable, ReceivableKey, ReferenceForm,
    Reminder, RevenueOrder, ReversalForm, actions,
    references::{self, References},
};
use crate::{
    deposits::{self, Deposit},
    invoices::{Event, EventForm, InvoiceId},
    screen::Page,
};
use jiff::civil::Date;
use kernel::{Cents, Explanation, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// An issued document with everything that happened since.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ReceivableBody {
    #[serde(flatten)]
    receivable: Receivable,
    /// What is still owed.
    remaining: Cents,
    explanation: Explanation,
    events: Vec<Event>,
    /// The last one holds.
    orders: Vec<RevenueOrder>,
    payments: Vec<Payment>,
    reminders: Vec<Reminder>,
    deposits: Vec<Deposit>,
    /// From which day the claim has lapsed.
    lapses_on: Option<Date>,
}

/// GET /api/v1/receivables: what was issued, under a filter.
pub async fn list(ctx: Ctx, Query(form): Query<ListForm>) -> WebResult<Json<Page<Receivable>>> {
    let rows = actions::list(&ctx, &form).await?;
    Ok(Json(Page::cut(rows, |one| one.key.id.to_string())))
}

/// GET /api/v1/ageing: what is owed by beneficiary and age.
pub async fn ageing(ctx: Ctx) -> WebResult<Json<Vec<Ageing>>> {
    Ok(Json(actions::ageing(&ctx).await?))
}

/// GET /api/v1/receivables/{beneficiary}/{id}: one document with everything that happened since its issue.
pub async fn show(ctx: Ctx, Path(key): Path<ReceivableKey>) -> WebResult<Json<ReceivableBody>> {
    let whole = actions::read(&ctx, &key).await?;
    Ok(Json(ReceivableBody {
        receivable: whole.receivable,
        remaining: whole.remaining.value,
        explanation: whole.remaining.explanation,
        events: whole.events,
        orders: whole.orders,
        payments: whole.payments,
        reminders: whole.reminders,
        deposits: whole.deposits,
        lapses_on: whole.lapses_on,
    }))
}

type Answer = WebResult<Created<Json<ReceivableBody>>>;

async fn created(ctx: Ctx, key: ReceivableKey) -> Answer {
    Ok(Created(show(ctx, Path(key)).await?))
}

/// POST /api/v1/receivables/{beneficiary}/{id}/events: records what happened.
pub async fn event(ctx: Ctx, Path(key): Path<ReceivableKey>, Json(form): Json<EventForm>) -> Answer {
    actions::record_event(&ctx, &key, &form).await?;
    created(ctx, key).await
}

/// POST /api/v1/receivables/{beneficiary}/{id}/orders: records its revenue order, or corrects the one recorded before.
pub async fn order(ctx: Ctx, Path(key): Path<ReceivableKey>, Json(form): Json<OrderForm>) -> Answer {
    actions::record_order(&ctx, &key, &form).await?;
    created(ctx, key).await
}

/// POST /api/v1/receivables/{beneficiary}/{id}/payments: records money received. The same payment twice is refused.
pub async fn payment(ctx: Ctx, Path(key): Path<ReceivableKey>, Json(form): Json<PaymentForm>) -> Answer {
    actions::record_payment(&ctx, &key, &form).await?;
    created(ctx, key).await
}

/// POST /api/v1/receivables/{beneficiary}/{id}/payments/{payment}/reversal: takes a payment back.
pub async fn reverse(
    ctx: Ctx,
    Path((beneficiary, id, payment)): Path<(BeneficiaryId, InvoiceId, PaymentId)>,
    Json(form): Json<ReversalForm>,
) -> Answer {
    let key = ReceivableKey { beneficiary, id };
    actions::reverse(&ctx, &key, &payment, &form).await?;
    created(ctx, key).await
}

/// POST /api/v1/receivables/{beneficiary}/{id}/deposits: asks for its deposit in the public invoicing portal.
pub async fn deposit(ctx: Ctx, Path(key): Path<ReceivableKey>, Json(_): Json<Nothing>) -> Answer {
    deposits::actions::ask(&ctx, &key).await?;
    created(ctx, key).await
}

/// GET /api/v1/invoices/{beneficiary}/{id}/references: what the recipient asked for.
pub async fn references(ctx: Ctx, Path(key): Path<ReceivableKey>) -> WebResult<Json<References>> {
    Ok(Json(references::read(&ctx, &key).await?.1))
}

/// PUT /api/v1/invoices/{beneficiary}/{id}/references: records what the recipient asks for, of the invoice or of its year.
pub async fn ask(
    ctx: Ctx,
    Path(key): Path<ReceivableKey>,
    Json(form): Json<ReferenceForm>,
) -> WebResult<Json<References>> {
    references::ask(&ctx, &key, &form).await?;
    Ok(Json(references::read(&ctx, &key).await?.1))
}
