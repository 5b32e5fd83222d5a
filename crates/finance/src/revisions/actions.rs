//! Proposing a revision, approving it, replacing an approved one.

use super::{
    Inputs, Missing, Outcome, PriceRevision, RevisionId, RevisionState, rules,
    store::{self, Proposal},
};
use crate::{
    indices, reach, savings,
    terms::{self, Terms},
};
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit::{self, Entry};
use platform::{
    Ctx, Error, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

/// Proposes the revision of a year, or computes the waiting proposal again with the values known now.
pub async fn propose(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<PriceRevision> {
    ctx.require(Permission::InvoiceDraft)?;
    let terms = terms::in_force(ctx, beneficiary, year).await?;
    check_open(ctx, &terms, year)?;
    let mut tx = ctx.begin().await?;
    let last = match store::last_of_year(&mut tx, beneficiary, year).await? {
        Some(last) => store::lock(&mut tx, beneficiary, &last.id).await?,
        None => None,
    };
    if last.as_ref().is_some_and(|v| v.state == RevisionState::Approved) {
        return Err(Error::refused("revision-already-approved"));
    }
    let reason = last.as_ref().map(|v| v.reason.clone()).unwrap_or_default();
    let revision = write(&mut tx, ctx, beneficiary, year, &terms, last.as_ref(), &reason).await?;
    tx.commit().await?;
    Ok(revision)
}

/// Replaces an approved revision by a new version to approve, for a reason such as a corrected index value.
pub async fn replace(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &RevisionId,
    reason: &str,
) -> Result<PriceRevision> {
    ctx.require(Permission::InvoiceDraft)?;
    if reason.trim().is_empty() {
        return Err(Error::invalid("reason", Text::new("revision-reason-missing")));
    }
    let mut tx = ctx.begin().await?;
    let old = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let last = store::last_of_year(&mut tx, beneficiary, old.year).await?;
    let last = last.filter(|last| last.id == *id && last.state == RevisionState::Approved);
    let last = last.ok_or_else(|| Error::refused("revision-not-last"))?;
    // The parameters stay those of the version replaced: an index correction is no amendment. A saving decided since then lowers
    // the initial price all the same (R1.12).
    let mut terms = old.terms.clone();
    if terms.initial_price_origin.is_none() {
        savings::actions::rule(&mut tx, beneficiary, old.year, &mut terms).await?;
    }
    let revision = write(&mut tx, ctx, beneficiary, old.year, &terms, Some(&last), reason.trim()).await?;
    tx.commit().await?;
    Ok(revision)
}

/// Approves a proposed revision: from now on it never changes. Refused when the index has been corrected since
/// the proposal, so that nobody approves a price computed from a withdrawn value (R1.7).
pub async fn approve(ctx: &Ctx, beneficiary: &BeneficiaryId, id: &RevisionId) -> Result<()> {
    ctx.require(Permission::InvoiceApprove)?;
    let mut tx = ctx.begin().await?;
    let revision = store::lock(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let Some(inputs) = &revision.inputs else { return Err(Error::refused("revision-still-pending")) };
    let current = indices::store::current(&mut tx).await?;
    if revision.state == RevisionState::Proposed
        && rules::has_moved(&revision.terms, revision.year, inputs, &current)
    {
        return Err(Error::refused("revision-index-moved"));
    }
    if !store::approve(&mut tx, ctx, &revision).await? {
        return Err(Error::refused("revision-already-approved"));
    }
    let price = revision.outcome.as_ref().map(|o| o.price);
    let detail =
        json!({"year": revision.year, "version": revision.version, "price": price, "inputs": inputs});
    let entry = Entry::new("revision.approved", Some(beneficiary), "price_revision", id.as_str());
    audit::record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(())
}

fn check_open(ctx: &Ctx, terms: &Terms, year: i16) -> Result<()> {
    let opens = rules::opens_on(terms, year).ok_or_else(|| {
        Error::invalid("year", Text::new("revision-before-first").with("year", terms.first_year))
    })?;
    if reach::today(ctx) < opens {
        return Err(Error::invalid("year", Text::new("revision-too-early").with("date", opens)));
    }
    Ok(())
}

async fn write(
    tx: &mut Tx,
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    year: i16,
    terms: &Terms,
    last: Option<&PriceRevision>,
    reason: &str,
) -> Result<PriceRevision> {
    let found = compute(terms, year, &indices::store::current(tx).await?)?;
    let waiting = last.filter(|v| v.state != RevisionState::Approved);
    let id = waiting.map_or_else(|| ctx.id(), |v| v.id.clone());
    let version = waiting.map_or_else(|| last.map_or(1, |v| v.version + 1), |v| v.version);
    let proposal = Proposal { beneficiary, year, version, terms, found: &found, reason };
    store::put(tx, ctx, &id, &proposal).await.on_unique(
        "price_revision_beneficiary_id_year_version_key",
        Error::refused("revision-proposed-meanwhile"),
    )?;
    let price = found.as_ref().ok().map(|(_, outcome)| outcome.price);
    let detail = json!({"year": year, "version": version, "price": price, "reason": reason});
    let entry = Entry::new("revision.proposed", Some(beneficiary), "price_revision", id.as_str());
    audit::record(tx, ctx, entry.detail(detail)).await?;
    store::find(tx, beneficiary, &id).await?.ok_or(Error::NotFound)
}

type Found = std::result::Result<(Inputs, Outcome), Vec<Missing>>;

fn compute(terms: &Terms, year: i16, current: &[indices::PublishedValue]) -> Result<Found> {
    Ok(match rules::inputs(terms, year, current) {
        Err(missing) => Err(missing),
        Ok(inputs) => {
            let outcome = rules::outcome(terms, &inputs).map_err(Error::Refused)?;
            Ok((inputs, outcome))
        }
    })
}
