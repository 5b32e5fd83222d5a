//! Recording what happens to an issued invoice: events, its revenue order, payments and payments taken back.

use super::{
    ListForm, OrderForm, Payment, PaymentForm, PaymentId, Receivable, ReceivableKey, Reminder, RevenueOrder,
    ReversalForm,
    rules::{self, NewOrder},
    store::{self, Filter, NewPayment},
};
use crate::{
    deposits::{self, Deposit},
    invoices::{
        self, Event, EventForm, EventKind, InvoiceKind,
        store::{NewEvent, insert_event},
    },
    reach,
};
use jiff::civil::Date;
use kernel::{Cents, Explained, Permission, Text, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
    typed::needed,
};
use serde_json::json;

/// Everything the follow-up of an invoice shows.
pub struct Whole {
    /// The invoice.
    pub receivable: Receivable,
    /// What is still owed, explained.
    pub remaining: Explained<Cents>,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The records of its revenue order; the last one holds.
    pub orders: Vec<RevenueOrder>,
    /// Payments, and payments taken back.
    pub payments: Vec<Payment>,
    /// Reminders.
    pub reminders: Vec<Reminder>,
    /// Deposits in the public invoicing portal, the last asked first.
    pub deposits: Vec<Deposit>,
    /// From which day the claim has lapsed; nothing for what is not owed any more.
    pub lapses_on: Option<Date>,
}

impl Whole {
    /// The revenue order that holds.
    pub fn order(&self) -> Option<&RevenueOrder> {
        self.orders.last()
    }

    /// The payments that were not taken back.
    pub fn standing(&self) -> impl Iterator<Item = &Payment> {
        standing(&self.payments)
    }
}

/// The payments that were not taken back.
pub(super) fn standing(payments: &[Payment]) -> impl Iterator<Item = &Payment> {
    let is_reversed = |one: &Payment| payments.iter().any(|other| other.reverses.as_ref() == Some(&one.id));
    payments.iter().filter(move |one| one.reverses.is_none() && !is_reversed(one))
}

/// The follow-up of an issued invoice, the same for both sides.
pub async fn read(ctx: &Ctx, key: &ReceivableKey) -> Result<Whole> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let receivable = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let invoice = std::slice::from_ref(&key.id);
    let orders = store::orders(&mut tx, invoice).await?;
    let payments = store::payments(&mut tx, invoice).await?;
    let ordered_on = orders.last().map(|order| order.ordered_on);
    Ok(Whole {
        remaining: rules::remaining(&receivable, &payments),
        lapses_on: rules::lapse(ordered_on, receivable.issued_on).filter(|_| receivable.is_open()),
        events: invoices::store::events(&mut tx, &key.beneficiary, &key.id).await?,
        reminders: store::reminders(&mut tx, key).await?,
        deposits: deposits::store::of_invoice(&mut tx, key).await?,
        receivable,
        orders,
        payments,
    })
}

/// A page of issued documents in scope under a filter.
pub async fn list(ctx: &Ctx, form: &ListForm) -> Result<Vec<Receivable>> {
    ctx.require(Permission::InvoiceRead)?;
    let filter = filter(form, reach::today(ctx))?;
    let mut tx = ctx.read().await?;
    Ok(store::page(&mut tx, &filter).await?)
}

fn filter(form: &ListForm, today: Date) -> Result<Filter> {
    let word = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let mut filter = Filter {
        beneficiary: word(&form.beneficiary).map(BeneficiaryId::from),
        after: word(&form.after).map(Into::into),
        ..Filter::default()
    };
    match form.state.as_str() {
        "" => {}
        "open" => filter.is_open = true,
        "late" => filter.due_before = Some(today),
        state => {
            let known = EventKind::ALL.into_iter().find(|kind| kind.as_str() == state);
            filter.state = Some(known.ok_or_else(|| Error::invalid("state", Text::new("web-error-choice")))?);
        }
    }
    Ok(filter)
}

/// What is owed by beneficiary and age.
pub async fn ageing(ctx: &Ctx) -> Result<Vec<super::Ageing>> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    Ok(rules::ageing(&store::open(&mut tx).await?, reach::today(ctx)))
}

async fn held(ctx: &Ctx, key: &ReceivableKey) -> Result<(Tx, Receivable)> {
    ctx.require(Permission::InvoiceIssue)?;
    let mut tx = ctx.begin().await?;
    let receivable = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    Ok((tx, receivable))
}

/// Records by hand what happened to an issued invoice (R2.18). A rejection and a suspension say why; payment follows from the
/// money received.
pub async fn record_event(ctx: &Ctx, key: &ReceivableKey, form: &EventForm) -> Result<()> {
    let (mut tx, receivable) = held(ctx, key).await?;
    let last = receivable.state;
    let read = invoices::rules::read_event(form, (receivable.issued_on, last), reach::today(ctx));
    let (kind, on) = read.map_err(Error::Invalid)?;
    let (reference, note) = (form.reference.trim(), form.note.trim());
    happened(&mut tx, ctx, key, &NewEvent { invoice: &key.id, kind, on, reference, note }).await?;
    Ok(tx.commit().await?)
}

/// Keeps an event and records it.
pub(crate) async fn happened(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &ReceivableKey,
    event: &NewEvent<'_>,
) -> Result<()> {
    insert_event(tx, ctx, &key.beneficiary, event).await?;
    let detail = json!({"event": event.kind, "on": event.on, "reference": event.reference});
    noted(tx, ctx, key, "invoice.event", detail).await
}

/// Records the revenue order of an issued document (R2.2, R2.3), or corrects the one recorded before. The invoice is then in
/// collection.
pub async fn record_order(ctx: &Ctx, key: &ReceivableKey, form: &OrderForm) -> Result<()> {
    let (mut tx, receivable) = held(ctx, key).await?;
    let known = store::orders(&mut tx, std::slice::from_ref(&key.id)).await?;
    let last = known.last();
    if last.map(|one| one.id.as_str()).unwrap_or_default() != form.replaces.trim() {
        return Err(Error::Stale(i64::try_from(known.len()).unwrap_or(i64::MAX)));
    }
    let today = reach::today(ctx);
    let read = rules::read_order(form, receivable.issued_on, today, last.is_some());
    keep_order(&mut tx, ctx, &receivable, &read.map_err(Error::Invalid)?, (last, "")).await?;
    Ok(tx.commit().await?)
}

/// Keeps a revenue order, and that the invoice is in collection. One number stands for one document a year.
pub(super) async fn keep_order(
    tx: &mut Tx,
    ctx: &Ctx,
    receivable: &Receivable,
    order: &NewOrder,
    (replaces, source): (Option<&RevenueOrder>, &str),
) -> Result<()> {
    let key = &receivable.key;
    if let Some(number) = store::order_holder(tx, order, &key.id).await? {
        let text = Text::new("order-error-taken").with("number", number);
        return Err(Error::invalid("order_number", text));
    }
    store::insert_order(tx, ctx, key, order, (replaces, source))
        .await
        .on_unique("revenue_order_beneficiary_id_invoice_id_key", Error::Stale(1))?;
    let detail = json!({"year": order.fiscal_year, "order": order.order_number, "slip": order.slip_number,
        "on": order.ordered_on, "reason": order.reason, "source": source});
    noted(tx, ctx, key, "invoice.order", detail).await?;
    let is_next = invoices::rules::may_follow(receivable.state, EventKind::InCollection);
    if is_next && receivable.kind == InvoiceKind::Invoice {
        let event = NewEvent {
            invoice: &key.id,
            kind: EventKind::InCollection,
            on: order.ordered_on,
            reference: &order.order_number,
            note: "",
        };
        happened(tx, ctx, key, &event).await?;
    }
    Ok(())
}

/// Records money received. More than what is owed is refused; once nothing is owed any more, the invoice is paid.
pub async fn record_payment(ctx: &Ctx, key: &ReceivableKey, form: &PaymentForm) -> Result<()> {
    let (mut tx, receivable) = held(ctx, key).await?;
    if let Some(text) = rules::refuses_payment(&receivable) {
        return Err(Error::Refused(text));
    }
    let known = store::payments(&mut tx, std::slice::from_ref(&key.id)).await?;
    if standing(&known).any(|one| rules::is_same(one, form)) {
        return Err(Error::refused("payment-error-twice"));
    }
    let left = receivable.left();
    let read = rules::read_payment(form, receivable.issued_on, left, reach::today(ctx));
    let (received_on, amount, reference) = read.map_err(Error::Invalid)?;
    let new =
        NewPayment { received_on, amount, reference: &reference, reverses: None, reason: "", source: "" };
    keep_payment(&mut tx, ctx, &receivable, &new).await?;
    Ok(tx.commit().await?)
}

/// Keeps a payment; the one that settles the invoice makes it paid.
pub(super) async fn keep_payment(
    tx: &mut Tx,
    ctx: &Ctx,
    receivable: &Receivable,
    new: &NewPayment<'_>,
) -> Result<()> {
    let key = &receivable.key;
    store::insert_payment(tx, ctx, key, new).await?;
    let detail = json!({"on": new.received_on, "amount": new.amount, "reference": new.reference, "source": new.source});
    noted(tx, ctx, key, "invoice.payment", detail).await?;
    if receivable.left() == new.amount && receivable.state != EventKind::Paid {
        let event = NewEvent {
            invoice: &key.id,
            kind: EventKind::Paid,
            on: new.received_on,
            reference: new.reference,
            note: "",
        };
        happened(tx, ctx, key, &event).await?;
    }
    Ok(())
}

/// After a credit note that lowers an invoice was issued (R2.11): nothing is expected any more when the rest was received before, or
/// when nothing is left of it. The event names the credit note.
pub(crate) async fn lowered(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &ReceivableKey,
    (on, reference): (Date, &str),
) -> Result<()> {
    let receivable = store::hold(tx, key).await?.ok_or(Error::NotFound)?;
    if let Some(kind) = rules::after_reduction(&receivable) {
        happened(tx, ctx, key, &NewEvent { invoice: &key.id, kind, on, reference, note: "" }).await?;
    }
    Ok(())
}

/// Takes a payment back that was entered by mistake: a row of the opposite amount. An invoice that was paid is in collection again.
pub async fn reverse(ctx: &Ctx, key: &ReceivableKey, id: &PaymentId, form: &ReversalForm) -> Result<()> {
    let reason = form.reason.trim();
    let mut problems = Problems::default();
    needed(&mut problems, "reason", reason, rules::REASON);
    problems.into_result()?;
    let (mut tx, receivable) = held(ctx, key).await?;
    let known = store::payments(&mut tx, std::slice::from_ref(&key.id)).await?;
    let payment = known.iter().find(|one| one.id == *id && one.reverses.is_none()).ok_or(Error::NotFound)?;
    let today = reach::today(ctx);
    let new = NewPayment {
        received_on: today,
        amount: -payment.amount,
        reference: &payment.reference,
        reverses: Some(id),
        reason,
        source: "",
    };
    store::insert_payment(&mut tx, ctx, key, &new)
        .await
        .on_unique("payment_beneficiary_id_reverses_id_key", Error::refused("payment-error-reversed"))?;
    let detail = json!({"payment": id, "amount": new.amount, "reason": reason});
    noted(&mut tx, ctx, key, "invoice.payment_reversed", detail).await?;
    if receivable.state == EventKind::Paid && receivable.left() + payment.amount > Cents::ZERO {
        let (kind, reference) = (EventKind::InCollection, payment.reference.as_str());
        happened(&mut tx, ctx, key, &NewEvent { invoice: &key.id, kind, on: today, reference, note: reason })
            .await?;
    }
    Ok(tx.commit().await?)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &ReceivableKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "invoice", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
