//! Establishing a census and deciding on it.

use super::{Census, CensusForm, CensusId, Verdict, rules, store};
use crate::reach;
use kernel::{Permission, Text, id::BeneficiaryId};
use people::audit::{self, Entry};
use platform::{Ctx, Error, Result, db::OnUnique as _};
use serde_json::json;

/// Establishes a census. With a request key, a repeated call gives the census of the first one.
pub async fn establish(ctx: &Ctx, form: &CensusForm, request_key: Option<&str>) -> Result<Census> {
    ctx.require(Permission::CensusEstablish)?;
    let new = rules::read(form, reach::today(ctx))?;
    reach::within(ctx, &new.beneficiary)?;
    let mut tx = ctx.begin().await?;
    if let Some(key) = request_key
        && let Some(known) = store::by_request(&mut tx, &new.beneficiary, key).await?
    {
        return Ok(known);
    }
    if people::organisations::store::find(&mut tx, &new.beneficiary).await?.is_none() {
        return Err(Error::invalid("beneficiary", Text::new("census-beneficiary-missing")));
    }
    if let Some(corrected) = &new.corrects
        && store::find(&mut tx, &new.beneficiary, corrected).await?.is_none()
    {
        return Err(Error::invalid("corrects", Text::new("census-corrects-unknown")));
    }
    let id: CensusId = ctx.id();
    store::insert(&mut tx, ctx, &new, &id, request_key)
        .await
        .on_unique("census_beneficiary_id_request_key_key", Error::refused("census-repeated"))?;
    let detail = json!({"reference_date": new.reference_date, "agent_count": new.agent_count, "corrects": new.corrects});
    let entry =
        Entry::new("census.established", Some(&new.beneficiary), "census", id.as_str()).detail(detail);
    audit::record(&mut tx, ctx, entry).await?;
    let census = store::find(&mut tx, &new.beneficiary, &id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(census)
}

/// Validates or refuses a census, once. A refusal says why.
pub async fn decide(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &CensusId,
    verdict: Verdict,
    note: &str,
) -> Result<()> {
    ctx.require(Permission::CensusValidate)?;
    if verdict == Verdict::Refused && note.trim().is_empty() {
        return Err(Error::invalid("note", Text::new("census-refusal-reason")));
    }
    let mut tx = ctx.begin().await?;
    let census = store::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    if !store::decide(&mut tx, ctx, &census, verdict, note.trim()).await? {
        return Err(Error::refused("census-already-decided"));
    }
    let action = match verdict {
        Verdict::Validated => "census.validated",
        Verdict::Refused => "census.refused",
    };
    let detail = json!({"agent_count": census.agent_count, "reference_date": census.reference_date, "note": note.trim()});
    let entry = Entry::new(action, Some(beneficiary), "census", id.as_str()).detail(detail);
    audit::record(&mut tx, ctx, entry).await?;
    tx.commit().await?;
    Ok(())
}
