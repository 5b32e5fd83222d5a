//! Verbs on charges: reading, counting units, accepting lines into drafts, showing a draft, objecting, answering.

mod accepting;
mod objecting;

pub use accepting::accept;
pub(crate) use accepting::{accept_all, is_up_to_date};
pub use objecting::{answer, object, submit};

use super::{
    AnnexedOffer, Charges, Objection, UnitCount, UnitsForm,
    gather::{self, Gathered},
    rules, store,
};
use crate::{
    invoices::{Invoice, InvoiceState, pages::hides_drafts},
    terms::{self, Ruled},
};
use kernel::{Exact, Permission, Rounding, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations::{self, Organisation},
};
use platform::{Ctx, Error, Problems, Result, db::Tx, typed::needed};
use serde_json::json;

/// Longest reason and proof in characters.
pub const WORDS: usize = 500;

/// The charges of a year with all that their page shows.
pub struct Shown {
    /// Whose.
    pub beneficiary: Organisation,
    /// Calendar year.
    pub year: i16,
    /// The charges, or why they cannot be said.
    pub charges: std::result::Result<Charges, Text>,
    /// Optional services subscribed in the year.
    pub annexed: Vec<AnnexedOffer>,
    /// Counts of units, the last first.
    pub units: Vec<UnitCount>,
    /// Drafts that the reader may see.
    pub drafts: Vec<Invoice>,
    /// Objections, the first made first.
    pub objections: Vec<Objection>,
}

/// A year that invoices may have.
pub(super) fn checked_year(year: i16) -> Result<i16> {
    if (2000..=2099).contains(&year) { Ok(year) } else { Err(Error::NotFound) }
}

async fn served(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Organisation> {
    let bodies = organisations::store::beneficiaries(tx).await?;
    bodies.into_iter().find(|body| body.id == *beneficiary).ok_or(Error::NotFound)
}

/// The charges of a year for whoever reads them: a beneficiary does not see what the provider is still preparing.
pub async fn read(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<Shown> {
    ctx.require(Permission::InvoiceRead)?;
    checked_year(year)?;
    let body = served(&mut ctx.read().await?, beneficiary).await?;
    let ruled = match terms::ruled(ctx, beneficiary, year).await {
        Ok(ruled) => ruled,
        Err(Error::Refused(why)) => return without(ctx, body, year, why).await,
        Err(error) => return Err(error),
    };
    let mut tx = ctx.read().await?;
    let mut found = gather::gather(&mut tx, beneficiary, year, &ruled, None).await?;
    if hides_drafts(ctx) {
        let is_shown = |one: &Invoice| one.state == InvoiceState::Issued || one.submitted.is_some();
        found.documents.retain(is_shown);
        let shown: Vec<String> = found.documents.iter().map(Invoice::href).collect();
        found.facts.billed.retain(|line| shown.contains(&line.document.0));
    }
    let charges = rules::charges(&found.facts);
    Ok(Shown {
        beneficiary: body,
        year,
        charges: Ok(charges),
        annexed: found.facts.annexed,
        units: found.facts.units,
        drafts: found.documents.into_iter().filter(|one| one.state != InvoiceState::Issued).collect(),
        objections: found.objections,
    })
}

async fn without(ctx: &Ctx, beneficiary: Organisation, year: i16, why: Text) -> Result<Shown> {
    let mut tx = ctx.read().await?;
    let units = store::units(&mut tx, &beneficiary.id, year).await?;
    let objections = store::objections(&mut tx, &beneficiary.id, year).await?;
    Ok(Shown { beneficiary, year, charges: Err(why), annexed: vec![], units, drafts: vec![], objections })
}

/// A number as typed, at most four decimals and not below zero (R2.13).
pub(super) fn quantity(problems: &mut Problems, field: &str, typed: &str) -> Option<Exact> {
    let plain: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let number = Exact::parse(&plain.replace(',', ".")).ok().filter(|_| !plain.contains('/'));
    let fits = |number: &Exact| {
        let small = *number < Exact::from(1_000_000_000_i64);
        !number.is_negative() && small && Rounding::HalfUp.apply(number, 4) == *number
    };
    let number = number.filter(fits);
    if number.is_none() {
        problems.add(field, Text::new("charge-error-quantity"));
    }
    number
}

/// Writes down how many units of a service were provided in a year (R1.15). What was counted before stays to be read.
pub async fn count(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16, form: &UnitsForm) -> Result<UnitCount> {
    ctx.require(Permission::InvoiceDraft)?;
    checked_year(year)?;
    served(&mut ctx.read().await?, beneficiary).await?;
    let ruled = terms::ruled(ctx, beneficiary, year).await?;
    let mut problems = Problems::default();
    let offer = ruled.document.offer(&form.offer);
    if offer.is_none_or(|offer| !offer.needs_core || offer.subscribed_from.is_none()) {
        problems.add("offer", Text::new("charge-error-offer"));
    }
    let quantity = quantity(&mut problems, "quantity", &form.quantity);
    needed(&mut problems, "evidence", &form.evidence, WORDS);
    let Some(quantity) = quantity.filter(|_| problems.0.is_empty()) else {
        return Err(Error::Invalid(problems));
    };
    let count = UnitCount {
        id: ctx.id(),
        offer: form.offer.clone(),
        year,
        quantity,
        evidence: form.evidence.trim().to_owned(),
        recorded_by: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
    };
    let mut tx = ctx.begin().await?;
    store::insert_units(&mut tx, beneficiary, &count).await?;
    let detail = json!({"offer": count.offer, "year": year, "quantity": count.quantity});
    let entry = Entry::new("charge.units", Some(beneficiary), "unit_count", count.id.as_str());
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(count)
}

/// Every document of the year held, then what is due and what is billed read: nobody adds to them meanwhile.
async fn held(
    tx: &mut Tx,
    (beneficiary, year): (&BeneficiaryId, i16),
    ruled: &Ruled,
    apart: Option<&Invoice>,
) -> Result<(Gathered, Charges)> {
    crate::invoices::store::lock_year(tx, beneficiary, year).await?;
    let found = gather::gather(tx, beneficiary, year, ruled, apart).await?;
    let charges = rules::charges(&found.facts);
    Ok((found, charges))
}
