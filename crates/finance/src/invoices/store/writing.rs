//! The statements that write invoices.

use super::super::{Draft, EventId, EventKind, FileFormat, Invoice, InvoiceId, InvoiceKind};
use crate::{
    censuses::CensusId,
    einvoice::{InvoiceFacts, rules::totals},
};
use jiff::civil::Date;
use kernel::{Cents, id::BeneficiaryId};
use platform::{
    Ctx, Digest,
    db::{self, Tx, json, query},
};

/// What a draft is, beside its content.
pub struct NewInvoice<'a> {
    /// Whose.
    pub beneficiary: &'a BeneficiaryId,
    /// Identifier: that of the draft being computed again, or a new one.
    pub id: &'a InvoiceId,
    /// Invoice or credit note.
    pub kind: InvoiceKind,
    /// How many invoices of the year and offer were cancelled before.
    pub round: i64,
    /// What is billed.
    pub draft: &'a Draft,
    /// The invoice a credit note cancels.
    pub corrects: Option<&'a InvoiceId>,
    /// Why a credit note is made.
    pub reason: &'a str,
}

/// Keeps a draft, new or computed again; a draft computed again loses its approval.
pub async fn put(tx: &mut Tx, ctx: &Ctx, new: &NewInvoice<'_>) -> db::Result<()> {
    let draft = new.draft;
    let totals = totals(&draft.content.lines, Cents::ZERO);
    let put = query(
        "insert into invoice (beneficiary_id, id, kind, state, year, offer, round, object, content, net, vat, gross, \
         explanations, census_id, corrects_id, reason, drafted_by_id, drafted_by_name, drafted_at) \
         values ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) \
         on conflict (beneficiary_id, id) do update set state = 'draft', offer = excluded.offer, round = excluded.round, \
         object = excluded.object, \
         content = excluded.content, net = excluded.net, vat = excluded.vat, gross = excluded.gross, \
         explanations = excluded.explanations, census_id = excluded.census_id, drafted_by_id = excluded.drafted_by_id, \
         drafted_by_name = excluded.drafted_by_name, drafted_at = excluded.drafted_at, approved_by_id = null, \
         approved_by_name = null, approved_at = null",
    )
    .bind(new.beneficiary)
    .bind(new.id.as_str())
    .bind(new.kind.as_str())
    .bind(i64::from(draft.year))
    .bind(&draft.offer)
    .bind(new.round)
    .bind(&draft.object)
    .bind(json("invoice", &draft.content)?)
    .bind(totals.net)
    .bind(totals.vat)
    .bind(totals.gross)
    .bind(json("invoice", &draft.explanations)?)
    .bind(draft.census.as_ref().map(CensusId::as_str))
    .bind(new.corrects.map(InvoiceId::as_str))
    .bind(new.reason)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now());
    tx.execute(put).await?;
    // What was shown is not what it says now.
    withdraw(tx, new.beneficiary, new.id).await?;
    put_revisions(tx, new).await
}

async fn put_revisions(tx: &mut Tx, new: &NewInvoice<'_>) -> db::Result<()> {
    let clear =
        query("delete from invoice_revision where beneficiary_id = $1 and invoice_id = $2 and {scope}");
    tx.execute(clear.bind(new.beneficiary).bind(new.id.as_str())).await?;
    for revision in &new.draft.revisions {
        let insert = query(
            "insert into invoice_revision (beneficiary_id, invoice_id, revision_id) values ($1, $2, $3)",
        );
        tx.execute(insert.bind(new.beneficiary).bind(new.id.as_str()).bind(revision.as_str())).await?;
    }
    Ok(())
}

/// Approves a draft. Gives whether it was still one.
pub async fn approve(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> db::Result<bool> {
    let update = query(
        "update invoice set state = 'approved', approved_by_id = $1, approved_by_name = $2, approved_at = $3 \
         where beneficiary_id = $4 and id = $5 and state = 'draft' and {scope}",
    )
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(&invoice.beneficiary)
    .bind(invoice.id.as_str());
    Ok(tx.execute(update).await? == 1)
}

/// Removes what was never issued.
pub async fn discard(tx: &mut Tx, invoice: &Invoice) -> db::Result<bool> {
    let delete =
        query("delete from invoice where beneficiary_id = $1 and id = $2 and state <> 'issued' and {scope}");
    Ok(tx.execute(delete.bind(&invoice.beneficiary).bind(invoice.id.as_str())).await? == 1)
}

/// The next number of a series. The row stays locked until the transaction ends, so that a number is never lost
/// nor given twice; a transaction that fails gives it back.
pub async fn next_number(tx: &mut Tx, beneficiary: &BeneficiaryId, series: &str) -> db::Result<i64> {
    let next = query(
        "insert into counter (beneficiary_id, name, last_number) values ($1, $2, 1) \
         on conflict (beneficiary_id, name) do update set last_number = counter.last_number + 1 \
         returning last_number as value",
    );
    tx.value(next.bind(beneficiary).bind(series)).await
}

/// Freezes an approved invoice under its number.
pub async fn issue_row(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: &Invoice,
    facts: &InvoiceFacts,
    key: Option<&str>,
) -> db::Result<bool> {
    let update = query(
        "update invoice set state = 'issued', number = $1, issued_on = $2, due_on = $3, facts = $4, issue_key = $5, \
         issued_by_id = $6, issued_by_name = $7, issued_at = $8 \
         where beneficiary_id = $9 and id = $10 and state = 'approved' and {scope}",
    )
    .bind(&facts.number)
    .bind(facts.issue_date)
    .bind(facts.due_date)
    .bind(json("invoice", facts)?)
    .bind(key)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now())
    .bind(&invoice.beneficiary)
    .bind(invoice.id.as_str());
    Ok(tx.execute(update).await? == 1)
}

/// Keeps a file of an issued invoice.
pub async fn insert_file(
    tx: &mut Tx,
    invoice: &Invoice,
    format: FileFormat,
    digest: Digest,
    bytes: i64,
) -> db::Result<()> {
    let insert = query(
        "insert into invoice_file (beneficiary_id, invoice_id, format, digest, byte_count) values ($1, $2, $3, $4, $5)",
    );
    let insert = insert.bind(&invoice.beneficiary).bind(invoice.id.as_str()).bind(format.as_str());
    tx.execute(insert.bind(digest).bind(bytes)).await.map(drop)
}

/// Something that happened, to be kept.
pub struct NewEvent<'a> {
    /// To which invoice.
    pub invoice: &'a InvoiceId,
    /// What.
    pub kind: EventKind,
    /// On which day.
    pub on: Date,
    /// Number of the revenue order, the slip, the deposit or the credit note.
    pub reference: &'a str,
    /// More words.
    pub note: &'a str,
}

/// Keeps an event.
pub async fn insert_event(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    event: &NewEvent<'_>,
) -> db::Result<()> {
    let id: EventId = ctx.id();
    let insert = query(
        "insert into invoice_event (beneficiary_id, id, invoice_id, kind, occurred_on, reference, note, \
         recorded_by_id, recorded_by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(beneficiary)
    .bind(id.as_str())
    .bind(event.invoice.as_str())
    .bind(event.kind.as_str())
    .bind(event.on)
    .bind(event.reference)
    .bind(event.note)
    .bind(ctx.actor.person.clone())
    .bind(&ctx.actor.name)
    .bind(ctx.now());
    tx.execute(insert).await.map(drop)
}

/// Says which invoice a credit note lowers.
pub async fn insert_reduction(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    note: &InvoiceId,
    invoice: &InvoiceId,
) -> db::Result<()> {
    let insert = query(
        "insert into credit_reduction (beneficiary_id, credit_note_id, invoice_id) values ($1, $2, $3)",
    );
    tx.execute(insert.bind(beneficiary).bind(note.as_str()).bind(invoice.as_str())).await.map(drop)
}

/// Shows a draft to the beneficiary from now on.
pub async fn submit(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> db::Result<()> {
    let insert = query(
        "insert into invoice_submission (beneficiary_id, invoice_id, submitted_at, submitted_by_name) \
         values ($1, $2, $3, $4) on conflict (beneficiary_id, invoice_id) do nothing",
    );
    let insert = insert.bind(&invoice.beneficiary).bind(invoice.id.as_str());
    tx.execute(insert.bind(ctx.now()).bind(&ctx.actor.name)).await.map(drop)
}

/// Hides a draft from the beneficiary again: it changed since it was shown.
pub async fn withdraw(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> db::Result<()> {
    let delete =
        query("delete from invoice_submission where beneficiary_id = $1 and invoice_id = $2 and {scope}");
    tx.execute(delete.bind(beneficiary).bind(id.as_str())).await.map(drop)
}
