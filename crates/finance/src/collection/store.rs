//! The statements of receivables.

pub(super) mod references;

use super::{
    Origin, Payment, PaymentId, Receivable, ReceivableKey, Reminder, ReminderStep, RevenueOrder,
    rules::NewOrder,
};
use crate::invoices::{EventKind, InvoiceId};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, id::BeneficiaryId};
use platform::{
    Ctx,
    db::{self, Error, FromRow, Row, Tx, query},
};

impl FromRow for Receivable {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            key: ReceivableKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            kind: row.word("kind")?,
            number: row.get("number")?,
            object: row.get("object")?,
            issued_on: row.get("issued_on")?,
            due_on: row.maybe("due_on")?,
            gross: row.get("gross")?,
            reduced: row.get("reduced")?,
            paid: row.get("paid")?,
            state: row.word("state")?,
            order_number: row.maybe("order_number")?,
        })
    }
}

impl FromRow for Origin {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            source: row.get("source")?,
            recorded_by: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

impl FromRow for RevenueOrder {
    fn from_row(row: &Row) -> db::Result<Self> {
        let year: i64 = row.get("fiscal_year")?;
        Ok(Self {
            id: row.id("id")?,
            invoice: row.id("invoice_id")?,
            fiscal_year: i16::try_from(year).map_err(|e| Error::Decode("fiscal_year", e.to_string()))?,
            order_number: row.get("order_number")?,
            slip_number: row.get("slip_number")?,
            ordered_on: row.get("ordered_on")?,
            replaces: row.maybe_id("replaces_id")?,
            reason: row.get("reason")?,
            origin: Origin::from_row(row)?,
        })
    }
}

impl FromRow for Payment {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            invoice: row.id("invoice_id")?,
            received_on: row.get("received_on")?,
            amount: row.get("amount")?,
            reference: row.get("reference")?,
            reverses: row.maybe_id("reverses_id")?,
            reason: row.get("reason")?,
            origin: Origin::from_row(row)?,
        })
    }
}

impl FromRow for Reminder {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { step: row.word("step")?, told: row.get("told")?, sent_at: row.get("sent_at")? })
    }
}

/// An issued document with its last event, what was received and given back, and its revenue order that holds.
const SELECT: &str = "select r.* from (select i.beneficiary_id, i.id, i.kind, i.number, i.object, i.issued_on, i.due_on, i.gross, \
    o.name as beneficiary_name, \
    (select e.kind from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
     order by e.id desc limit 1) as state, \
    cast((select coalesce(sum(p.amount), 0) from payment p where p.beneficiary_id = i.beneficiary_id \
     and p.invoice_id = i.id) as bigint) as paid, \
    cast((select coalesce(sum(c.gross), 0) from credit_reduction d \
     join invoice c on c.beneficiary_id = d.beneficiary_id and c.id = d.credit_note_id \
     where d.beneficiary_id = i.beneficiary_id and d.invoice_id = i.id and c.state = 'issued') as bigint) as reduced, \
    (select t.order_number from revenue_order t where t.beneficiary_id = i.beneficiary_id and t.invoice_id = i.id \
     order by t.id desc limit 1) as order_number \
    from invoice i join organisation o on o.id = i.beneficiary_id where i.state = 'issued' and {scope i}) r where 1 = 1";

/// Which issued documents a page shows.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Of this beneficiary only.
    pub beneficiary: Option<BeneficiaryId>,
    /// In this state only.
    pub state: Option<EventKind>,
    /// Only those still expected to be paid.
    pub is_open: bool,
    /// Only those still expected and due before this day.
    pub due_before: Option<Date>,
    /// After this one, from the last issued to the first.
    pub after: Option<InvoiceId>,
}

/// A page of issued documents, the last drafted first; one row more than a page when there is another.
pub async fn page(tx: &mut Tx, filter: &Filter) -> db::Result<Vec<Receivable>> {
    let mut select = query(SELECT)
        .and_if("r.beneficiary_id =", filter.beneficiary.as_ref())
        .and_if("r.state =", filter.state.map(EventKind::as_str))
        .and_if("r.due_on <", filter.due_before)
        .and_if("r.id <", filter.after.as_ref().map(InvoiceId::as_str));
    if filter.is_open || filter.due_before.is_some() {
        select =
            select.push(" and r.kind = 'invoice' and r.state not in ('paid', 'cancelled_by_credit_note')");
    }
    tx.all(select.push(" order by r.id desc limit 51")).await
}

/// Every invoice in scope that is still expected to be paid, by beneficiary and number.
pub async fn open(tx: &mut Tx) -> db::Result<Vec<Receivable>> {
    let select = query(SELECT).push(
        " and r.kind = 'invoice' and r.state not in ('paid', 'cancelled_by_credit_note') \
         order by r.beneficiary_name, r.beneficiary_id, r.id",
    );
    tx.all(select).await
}

/// One issued document.
pub async fn find(tx: &mut Tx, key: &ReceivableKey) -> db::Result<Option<Receivable>> {
    let select = query(SELECT).and_if("r.beneficiary_id =", Some(&key.beneficiary));
    tx.optional(select.and_if("r.id =", Some(key.id.as_str()))).await
}

/// The same, its invoice held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &ReceivableKey) -> db::Result<Option<Receivable>> {
    let lock = query(
        "select i.id as value from invoice i where {scope i} and i.beneficiary_id = $1 and i.id = $2 for update",
    );
    tx.optional::<(String,)>(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    find(tx, key).await
}

/// The issued documents of these numbers, their invoices held until the end of the transaction.
pub(super) async fn hold_numbers(tx: &mut Tx, numbers: &[String]) -> db::Result<Vec<Receivable>> {
    let lock = query("select i.id as value from invoice i where {scope i}").and_in("i.number", numbers);
    tx.all::<(String,)>(lock.push(" order by i.id for update")).await?;
    tx.all(query(SELECT).and_in("r.number", numbers)).await
}

/// Every record of the revenue orders of these invoices, in the order in which they were made.
pub async fn orders(tx: &mut Tx, invoices: &[InvoiceId]) -> db::Result<Vec<RevenueOrder>> {
    let select = query("select t.* from revenue_order t where {scope t}");
    let select = select.and_in("t.invoice_id", invoices.iter().map(InvoiceId::as_str));
    tx.all(select.push(" order by t.id")).await
}

/// The number of the invoice that another order of that number and year stands for.
pub(super) async fn order_holder(
    tx: &mut Tx,
    order: &NewOrder,
    invoice: &InvoiceId,
) -> db::Result<Option<String>> {
    let select = query(
        "select i.number as value from revenue_order t join invoice i on i.beneficiary_id = t.beneficiary_id and i.id = t.invoice_id \
         where {scope t} and t.fiscal_year = $1 and t.order_number = $2 and t.invoice_id <> $3 \
         and not exists (select 1 from revenue_order n where n.beneficiary_id = t.beneficiary_id and n.replaces_id = t.id) limit 1",
    );
    let select = select.bind(i64::from(order.fiscal_year)).bind(&order.order_number).bind(invoice.as_str());
    let found: Option<(String,)> = tx.optional(select).await?;
    Ok(found.map(|(number,)| number))
}

/// Every payment of these invoices, and what was taken back, in order.
pub async fn payments(tx: &mut Tx, invoices: &[InvoiceId]) -> db::Result<Vec<Payment>> {
    let select = query("select p.* from payment p where {scope p}");
    let select = select.and_in("p.invoice_id", invoices.iter().map(InvoiceId::as_str));
    tx.all(select.push(" order by p.id")).await
}

/// Keeps a revenue order.
pub(super) async fn insert_order(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &ReceivableKey,
    order: &NewOrder,
    (replaces, source): (Option<&RevenueOrder>, &str),
) -> db::Result<()> {
    let id: super::OrderId = ctx.id();
    let insert = query(
        "insert into revenue_order (beneficiary_id, id, invoice_id, fiscal_year, order_number, slip_number, ordered_on, replaces_id, \
         reason, source, recorded_at, recorded_by_id, recorded_by_name) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    )
    .bind(&key.beneficiary)
    .bind(id.as_str())
    .bind(key.id.as_str())
    .bind(i64::from(order.fiscal_year))
    .bind(&order.order_number)
    .bind(&order.slip_number)
    .bind(order.ordered_on)
    .bind(replaces.map(|one| one.id.as_str()))
    .bind(&order.reason)
    .bind(source)
    .bind(ctx.now())
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name);
    tx.execute(insert).await.map(drop)
}

/// A payment to keep.
pub(super) struct NewPayment<'a> {
    pub(super) received_on: Date,
    pub(super) amount: Cents,
    pub(super) reference: &'a str,
    pub(super) reverses: Option<&'a PaymentId>,
    pub(super) reason: &'a str,
    pub(super) source: &'a str,
}

/// Keeps a payment, or one that is taken back.
pub(super) async fn insert_payment(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &ReceivableKey,
    new: &NewPayment<'_>,
) -> db::Result<()> {
    let id: PaymentId = ctx.id();
    let insert = query(
        "insert into payment (beneficiary_id, id, invoice_id, received_on, amount, reference, reverses_id, reason, source, \
         recorded_at, recorded_by_id, recorded_by_name) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    )
    .bind(&key.beneficiary)
    .bind(id.as_str())
    .bind(key.id.as_str())
    .bind(new.received_on)
    .bind(new.amount)
    .bind(new.reference)
    .bind(new.reverses.map(PaymentId::as_str))
    .bind(new.reason)
    .bind(new.source)
    .bind(ctx.now())
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name);
    tx.execute(insert).await.map(drop)
}

/// The reminders of an invoice, in order.
pub async fn reminders(tx: &mut Tx, key: &ReceivableKey) -> db::Result<Vec<Reminder>> {
    let select = query(
        "select m.* from payment_reminder m where {scope m} and m.beneficiary_id = $1 and m.invoice_id = $2 \
         order by m.sent_at, m.step",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// A step that was taken for an invoice.
pub(super) struct Taken {
    pub(super) invoice: InvoiceId,
    pub(super) step: ReminderStep,
}

impl FromRow for Taken {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self { invoice: row.id("invoice_id")?, step: row.word("step")? })
    }
}

/// Every step taken for the invoices of a beneficiary.
pub(super) async fn taken(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<Taken>> {
    let select = query("select m.* from payment_reminder m where {scope m} and m.beneficiary_id = $1");
    tx.all(select.bind(beneficiary)).await
}

/// Notes that a step was taken; 0 when somebody was quicker.
pub(super) async fn take(
    tx: &mut Tx,
    key: &ReceivableKey,
    step: ReminderStep,
    (told, at): (usize, Timestamp),
) -> db::Result<u64> {
    let insert = query(
        "insert into payment_reminder (beneficiary_id, invoice_id, step, told, sent_at) values ($1, $2, $3, $4, $5) \
         on conflict (beneficiary_id, invoice_id, step) do nothing",
    );
    let told = i64::try_from(told).unwrap_or(i64::MAX);
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(step.as_str());
    tx.execute(insert.bind(told).bind(at)).await
}
