//! Approving, issuing, discarding.

use super::{
    EventKind, FileFormat, Invoice, InvoiceId, InvoiceKind, InvoiceState, drafting, files,
    issuing::{self, Parties},
    rules,
    store::{self, NewEvent},
};
use crate::{
    charges,
    collection::{self, ReceivableKey, references},
    einvoice::{EarlierInvoice, InvoiceFacts},
    reach,
    terms::{self, Ruled},
};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::{
    audit::{self, Entry},
    organisations,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Approves a draft. An invoice is compared first with what is in force now: an approval never covers an outdated census,
/// price or charge (R1.13), nor a line to which the beneficiary objects and nobody answered.
pub async fn approve(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> Result<()> {
    ctx.require(Permission::InvoiceApprove)?;
    let mut tx = ctx.read().await?;
    let seen = store::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    drop(tx);
    let ruled = match seen.kind {
        InvoiceKind::CreditNote => None,
        InvoiceKind::Invoice => Some(terms::ruled(ctx, beneficiary, seen.year).await?),
    };
    let mut tx = ctx.begin().await?;
    let invoice = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    if let Some(ruled) = &ruled
        && !is_up_to_date(&mut tx, &invoice, ruled).await?
    {
        return Err(Error::refused("invoice-outdated"));
    }
    if charges::store::open_objections(&mut tx, beneficiary, id).await? > 0 {
        return Err(Error::refused("invoice-objected"));
    }
    if !store::approve(&mut tx, ctx, &invoice).await? {
        return Err(Error::refused("invoice-not-draft"));
    }
    let is_same = invoice.drafted.person.is_some() && invoice.drafted.person == ctx.actor.person;
    let detail = json!({"net": invoice.net, "gross": invoice.gross, "approved_by_drafter": is_same});
    let entry = Entry::new("invoice.approved", Some(beneficiary), "invoice", id.as_str()).detail(detail);
    audit::record(&mut tx, ctx, entry).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether an invoice still says what would be drafted now.
async fn is_up_to_date(tx: &mut Tx, invoice: &Invoice, ruled: &Ruled) -> Result<bool> {
    let key = (&invoice.beneficiary, invoice.year);
    if invoice.is_of_charges() {
        return charges::actions::is_up_to_date(tx, invoice, ruled).await;
    }
    let now = drafting::compute(tx, key.0, key.1, &ruled.terms, None).await?;
    Ok(rules::is_up_to_date(invoice, &now))
}

/// Issues an approved invoice: number, files and frozen row, all or nothing. A repeated call with the same key
/// gives the first answer; any other second call is refused.
///
/// The files are written durably before the transaction commits, so an issued row always finds them; a failure
/// gives the number back and leaves at most files that nothing names.
pub async fn issue(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
    key: Option<&str>,
) -> Result<Invoice> {
    ctx.require(Permission::InvoiceIssue)?;
    let mut tx = ctx.begin().await?;
    let invoice = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    match invoice.state {
        InvoiceState::Issued if is_repeated(&invoice, key) => return Ok(invoice),
        InvoiceState::Issued => return Err(Error::refused("invoice-issued-before")),
        InvoiceState::Draft => return Err(Error::refused("invoice-not-approved")),
        InvoiceState::Approved => {}
    }
    if charges::store::open_objections(&mut tx, beneficiary, id).await? > 0 {
        return Err(Error::refused("invoice-objected"));
    }
    let facts = facts(&mut tx, ctx, &invoice, Numbering::Next).await?;
    check_totals(&invoice, &facts)?;
    let written = files::write(ctx, &invoice, &facts).await?;
    if !store::issue_row(&mut tx, ctx, &invoice, &facts, key).await? {
        return Err(Error::refused("invoice-issued-before"));
    }
    for file in &written {
        store::insert_file(&mut tx, &invoice, file.format, file.digest.clone(), file.bytes).await?;
    }
    record_issue(&mut tx, ctx, &invoice, &facts).await?;
    let digests: Vec<_> = written.iter().map(|f| (f.format.as_str(), f.digest.as_str())).collect();
    let detail = json!({"number": facts.number, "gross": invoice.gross, "files": digests});
    let entry = Entry::new("invoice.issued", Some(beneficiary), "invoice", id.as_str()).detail(detail);
    audit::record(&mut tx, ctx, entry).await?;
    let issued = store::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(issued)
}

fn is_repeated(invoice: &Invoice, key: Option<&str>) -> bool {
    let known = invoice.issue.as_ref().and_then(|issue| issue.key.as_deref());
    key.is_some() && key == known
}

/// Which number the facts carry.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbering {
    /// The next of the series, taken now.
    Next,
    /// A stand-in, to check a draft without taking a number.
    Trial,
}

/// The facts of an invoice from its parties as they are now.
pub(super) async fn facts(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: &Invoice,
    numbering: Numbering,
) -> Result<InvoiceFacts> {
    let today = reach::today(ctx);
    let buyer = organisations::store::find(tx, &invoice.beneficiary).await?.ok_or(Error::NotFound)?;
    let buyer = references::applied(tx, invoice, buyer).await?;
    let seller = organisations::store::provider(tx).await?;
    let seller = seller.ok_or_else(|| Error::refused("invoice-no-provider"))?;
    let earlier = earlier(tx, invoice).await?;
    let sequence = match numbering {
        Numbering::Trial => 0,
        Numbering::Next => {
            let series = issuing::series(invoice.kind, today.year());
            store::next_number(tx, &invoice.beneficiary, &series).await?
        }
    };
    let number = issuing::number(invoice.kind, &buyer.code, today.year(), sequence);
    let parties = Parties { seller: &seller, buyer: &buyer };
    issuing::facts(invoice, &parties, &number, today, earlier).map_err(Error::Invalid)
}

async fn earlier(tx: &mut Tx, invoice: &Invoice) -> Result<Option<EarlierInvoice>> {
    let Some(corrected) = invoice.credited() else { return Ok(None) };
    let corrected = store::find(tx, &invoice.beneficiary, corrected).await?.ok_or(Error::NotFound)?;
    Ok(corrected.issue.map(|issue| EarlierInvoice { number: issue.number, date: issue.on }))
}

/// The amounts approved are those of the files, to the cent.
fn check_totals(invoice: &Invoice, facts: &InvoiceFacts) -> Result<()> {
    let approved = (invoice.net, invoice.vat, invoice.gross);
    if approved == (facts.totals.net, facts.totals.vat, facts.totals.gross) {
        Ok(())
    } else {
        Err(Error::refused("invoice-totals-differ"))
    }
}

async fn record_issue(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice, facts: &InvoiceFacts) -> Result<()> {
    let event = |invoice, kind| NewEvent {
        invoice,
        kind,
        on: facts.issue_date,
        reference: facts.number.as_str(),
        note: "",
    };
    store::insert_event(tx, ctx, &invoice.beneficiary, &event(&invoice.id, EventKind::Issued)).await?;
    if let Some(corrected) = &invoice.corrects {
        let cancelled = event(corrected, EventKind::CancelledByCreditNote);
        store::insert_event(tx, ctx, &invoice.beneficiary, &cancelled).await?;
    }
    if let Some(lowered) = &invoice.reduces {
        let key = ReceivableKey { beneficiary: invoice.beneficiary.clone(), id: lowered.clone() };
        collection::actions::lowered(tx, ctx, &key, (facts.issue_date, &facts.number)).await?;
    }
    Ok(())
}

/// What stands in the way of an issue now, all of it, in words.
pub(crate) async fn obstacles(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> Result<Vec<Text>> {
    let tried = match facts(tx, ctx, invoice, Numbering::Trial).await {
        Ok(facts) => crate::einvoice::EInvoice::new(&facts).map(drop).map_err(files::refusal),
        Err(error) => Err(error),
    };
    match tried {
        Ok(()) => Ok(vec![]),
        Err(Error::Invalid(problems)) => Ok(problems.0.into_iter().map(|one| one.text).collect()),
        Err(Error::Refused(text)) => Ok(vec![text]),
        Err(error) => Err(error),
    }
}

/// What stands in the way of an issue now: nothing when it can go.
pub async fn rehearse(ctx: &Ctx, invoice: &Invoice) -> Result<()> {
    let mut tx = ctx.read().await?;
    let facts = facts(&mut tx, ctx, invoice, Numbering::Trial).await?;
    crate::einvoice::EInvoice::new(&facts).map(drop).map_err(files::refusal)
}

/// Removes a draft, approved or not. What was issued stays.
pub async fn discard(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &InvoiceId) -> Result<()> {
    ctx.require(Permission::InvoiceDraft)?;
    let mut tx = ctx.begin().await?;
    let invoice = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    drop_draft(&mut tx, ctx, &invoice).await?;
    Ok(tx.commit().await?)
}

/// Removes a draft whose row is held; refused once it was issued.
pub(crate) async fn drop_draft(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> Result<()> {
    if !store::discard(tx, invoice).await? {
        return Err(Error::refused("invoice-issued-before"));
    }
    let detail = json!({"year": invoice.year, "gross": invoice.gross, "kind": invoice.kind});
    let entry = Entry::new("invoice.discarded", Some(&invoice.beneficiary), "invoice", invoice.id.as_str());
    audit::record(tx, ctx, entry.detail(detail)).await
}

/// A file of an issued invoice with its name and bytes, for whoever may see the invoice.
pub async fn file(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
    format: FileFormat,
) -> Result<(String, Vec<u8>)> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let invoice = store::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let issue = invoice.issue.ok_or(Error::NotFound)?;
    let files = store::files(&mut tx, beneficiary, id).await?;
    let file = files.into_iter().find(|f| f.format == format).ok_or(Error::NotFound)?;
    Ok((format.file_name(&issue.number), ctx.platform.files.get(&file.digest).await?))
}
