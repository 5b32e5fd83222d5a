//! Drafting: the annual invoice from census and price, the credit note from an invoice.

use super::{
    Draft, Invoice, InvoiceId, InvoiceKind, InvoiceState, ReductionForm, rules,
    store::{self, NewInvoice},
};
use crate::{
    censuses::{self, CensusId},
    charges::ChargeKey,
    revisions,
    terms::{self, Terms},
};
use kernel::{Cents, Permission, Text, id::BeneficiaryId};
use people::audit::{self, Entry};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

/// Drafts the annual invoice of the core block, or computes the existing draft again from what is in force now.
pub async fn draft(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<Invoice> {
    ctx.require(Permission::InvoiceDraft)?;
    let terms = terms::in_force(ctx, beneficiary, year).await?;
    let mut tx = ctx.begin().await?;
    let draft = compute(&mut tx, beneficiary, year, &terms, None).await?;
    let known = store::of_year(&mut tx, beneficiary, &draft.offer, year).await?;
    let invoices = || known.iter().filter(|i| i.kind == InvoiceKind::Invoice);
    if let Some(live) = invoices().find(|i| i.state == InvoiceState::Issued && !i.is_cancelled()) {
        let number = live.issue.as_ref().map(|issue| issue.number.clone()).unwrap_or_default();
        return Err(Error::Refused(Text::new("invoice-already-issued").with("number", number)));
    }
    let waiting = invoices().find(|i| i.state != InvoiceState::Issued);
    if waiting.is_some_and(Invoice::is_of_charges) {
        return Err(Error::refused("invoice-among-charges"));
    }
    let round = i64::try_from(invoices().filter(|i| i.is_cancelled()).count()).unwrap_or_default();
    let id = waiting.map_or_else(|| ctx.id(), |i| i.id.clone());
    let new = NewInvoice {
        beneficiary,
        id: &id,
        kind: InvoiceKind::Invoice,
        round,
        draft: &draft,
        corrects: None,
        reason: "",
    };
    let invoice = keep(&mut tx, ctx, &new, "invoice.drafted").await?;
    tx.commit().await?;
    Ok(invoice)
}

/// What the annual invoice of a year is, from what is in force now. Everything that stands in the way is a refusal
/// that says what to do. Once an invoice quotes a census, a later one does not reopen it (R1.13): `quoted` is that one.
pub(crate) async fn compute(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    terms: &Terms,
    quoted: Option<&CensusId>,
) -> Result<Draft> {
    let all = censuses::store::of_beneficiary(tx, beneficiary).await?;
    let census = match quoted {
        Some(quoted) => all.iter().find(|census| census.id == *quoted),
        None => censuses::rules::in_force(&all, terms.census, year),
    };
    let census = census.ok_or_else(|| Error::Refused(Text::new("invoice-no-census").with("year", year)))?;
    let mut parts = vec![];
    for part in rules::parts(terms, year) {
        let revision = match part.2 {
            None => None,
            Some(year) => {
                let found = revisions::store::approved(tx, beneficiary, year).await?;
                let refuse = || Error::Refused(Text::new("invoice-no-revision").with("year", year));
                Some(found.ok_or_else(refuse)?)
            }
        };
        parts.push((part, revision));
    }
    rules::annual(&rules::Basis { terms, year, census, parts }).map_err(Error::Refused)
}

/// Drafts the credit note that cancels an issued invoice, for a reason: whole, or what issued credit notes left of it.
pub async fn credit(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &InvoiceId, reason: &str) -> Result<Invoice> {
    ctx.require(Permission::InvoiceDraft)?;
    let reason = reason_of(reason)?;
    let mut tx = ctx.begin().await?;
    let invoice = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let issue = invoice.issue.as_ref().filter(|_| rules::may_credit(&invoice));
    let issue = issue.ok_or_else(|| Error::refused("invoice-not-creditable"))?;
    let before = store::reductions_of(&mut tx, beneficiary, id).await?;
    if before.iter().any(|note| note.state != InvoiceState::Issued) {
        return Err(Error::refused("invoice-reduction-draft"));
    }
    let draft = if before.is_empty() {
        rules::credit(&invoice, &issue.number, issue.on)
    } else {
        let rest = rules::rest(&invoice, (&issue.number, issue.on), &before);
        rest.ok_or_else(|| Error::refused("invoice-nothing-left"))?
    };
    let new = NewInvoice {
        beneficiary,
        id: &ctx.id(),
        kind: InvoiceKind::CreditNote,
        round: invoice.round,
        draft: &draft,
        corrects: Some(id),
        reason,
    };
    let note = keep(&mut tx, ctx, &new, "credit_note.drafted").await?;
    tx.commit().await?;
    Ok(note)
}

fn reason_of(reason: &str) -> Result<&str> {
    if reason.trim().is_empty() || reason.chars().count() > 500 {
        return Err(Error::invalid("reason", Text::new("invoice-credit-reason-missing").with("limit", 500)));
    }
    Ok(reason.trim())
}

/// Drafts the credit note that lowers one line of an issued invoice, as typed.
pub async fn reduce_line(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &InvoiceId,
    form: &ReductionForm,
) -> Result<Invoice> {
    ctx.require(Permission::InvoiceDraft)?;
    let reason = reason_of(&form.reason)?;
    let mut tx = ctx.begin().await?;
    let invoice = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let before = store::reductions_of(&mut tx, beneficiary, id).await?;
    let lowered = rules::lowered(form, &rules::left(&invoice, &before)).map_err(Error::Invalid)?;
    let note = reduce_in(&mut tx, ctx, (beneficiary, id), &[lowered], reason).await?;
    tx.commit().await?;
    Ok(note)
}

/// Drafts the credit note that lowers some lines of an issued invoice, each by an amount excluding VAT, for a reason (R2.11).
/// A line never gives back more than it claimed, drafts of credit notes counted.
pub(crate) async fn reduce_in(
    tx: &mut Tx,
    ctx: &Ctx,
    (beneficiary, id): (&BeneficiaryId, &InvoiceId),
    lowered: &[(ChargeKey, Cents)],
    reason: &str,
) -> Result<Invoice> {
    let invoice = store::lock(tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let issue = invoice.issue.as_ref().filter(|_| rules::may_credit(&invoice));
    let issue = issue.ok_or_else(|| Error::refused("invoice-not-creditable"))?;
    if store::credit_of(tx, beneficiary, id).await?.is_some() {
        return Err(Error::refused("invoice-not-creditable"));
    }
    let before = store::reductions_of(tx, beneficiary, id).await?;
    let left = rules::left(&invoice, &before);
    let draft =
        rules::reduction(&invoice, (&issue.number, issue.on), lowered, &left).map_err(Error::Invalid)?;
    let new = NewInvoice {
        beneficiary,
        id: &ctx.id(),
        kind: InvoiceKind::CreditNote,
        round: invoice.round,
        draft: &draft,
        corrects: None,
        reason,
    };
    keep(tx, ctx, &new, "credit_note.drafted").await?;
    store::insert_reduction(tx, beneficiary, new.id, id).await?;
    store::find(tx, beneficiary, new.id).await?.ok_or(Error::NotFound)
}

pub(crate) async fn keep(
    tx: &mut Tx,
    ctx: &Ctx,
    new: &NewInvoice<'_>,
    action: &'static str,
) -> Result<Invoice> {
    let constraint = match new.kind {
        InvoiceKind::Invoice => "invoice_beneficiary_id_offer_year_round_key",
        InvoiceKind::CreditNote => "invoice_beneficiary_id_corrects_id_key",
    };
    store::put(tx, ctx, new).await.on_unique(constraint, Error::refused("invoice-drafted-meanwhile"))?;
    let invoice = store::find(tx, new.beneficiary, new.id).await?.ok_or(Error::NotFound)?;
    let detail = json!({
        "year": invoice.year, "offer": invoice.offer, "net": invoice.net, "gross": invoice.gross, "reason": invoice.reason,
    });
    let entry = Entry::new(action, Some(new.beneficiary), "invoice", new.id.as_str()).detail(detail);
    audit::record(tx, ctx, entry).await?;
    Ok(invoice)
}
