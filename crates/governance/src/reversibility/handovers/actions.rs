//! Writing a hand-over down, and accepting it.

use super::{AcceptForm, Handover, HandoverForm, HandoverKey, store};
use crate::meetings::rules::day;
use finance::exit::{self, Consequence};
use kernel::{Permission, Side, Text, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{
    Ctx, Digest, Error, Problems, Result,
    db::Tx,
    typed::{self, limited, needed},
};
use serde_json::json;

/// Longest function and means in characters.
const SHORT: usize = 200;
/// Longest note and remarks in characters.
const LONG: usize = 2_000;

/// Writes down that a pack was handed over.
pub async fn record_one(ctx: &Ctx, beneficiary: &BeneficiaryId, form: &HandoverForm) -> Result<HandoverKey> {
    ctx.require(Permission::ReversibilityManage)?;
    let mut tx = ctx.begin().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?;
    let served = served.filter(|one| one.side == Side::Beneficiary).ok_or(Error::NotFound)?;
    let key = HandoverKey { beneficiary: served.id, id: ctx.id() };
    let one = stated(ctx, &key, form)?;
    store::insert(&mut tx, &one).await?;
    let detail =
        json!({"manifest": one.manifest, "handed_on": one.handed_on, "received_by": one.received_by});
    noted(&mut tx, ctx, &key, "handover.record", detail).await?;
    tx.commit().await?;
    Ok(key)
}

fn stated(ctx: &Ctx, key: &HandoverKey, form: &HandoverForm) -> Result<Handover> {
    let mut problems = Problems::default();
    let handed_on = typed::day(&mut problems, "handed_on", &form.handed_on);
    if handed_on.is_some_and(|on| on > day(ctx.now())) {
        problems.add("handed_on", Text::new("handover-error-future"));
    }
    needed(&mut problems, "received_by", &form.received_by, SHORT);
    needed(&mut problems, "means", &form.means, SHORT);
    limited(&mut problems, "note", &form.note, LONG);
    let manifest = Digest::parse(&form.manifest);
    if manifest.is_none() {
        problems.add("manifest", Text::new("handover-error-digest"));
    }
    let one = handed_on.zip(manifest).map(|(handed_on, manifest)| Handover {
        key: key.clone(),
        handed_on,
        received_by: form.received_by.trim().to_owned(),
        means: form.means.trim().to_owned(),
        manifest,
        note: form.note.trim().to_owned(),
        recorded_by: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        accepted_at: None,
        accepted_by: String::new(),
        remarks: String::new(),
    });
    typed::read(problems, one).map_err(Error::Invalid)
}

/// The beneficiary says that what it received is whole. A notice to leave that waits for the return of the data (R3.11) is told.
pub async fn accept(ctx: &Ctx, key: &HandoverKey, form: &AcceptForm) -> Result<()> {
    ctx.require(Permission::ReversibilityAccept)?;
    let mut tx = ctx.begin().await?;
    let one = store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if ctx.actor.side != Some(Side::Beneficiary) {
        return Err(Error::refused("handover-error-side"));
    }
    let mut problems = Problems::default();
    limited(&mut problems, "remarks", &form.remarks, LONG);
    problems.into_result()?;
    if store::accept(&mut tx, key, (&ctx.actor.name, form.remarks.trim()), ctx.now()).await? == 0 {
        return Ok(());
    }
    noted(&mut tx, ctx, key, "handover.accept", json!({"manifest": one.manifest})).await?;
    let short: String = one.manifest.as_str().chars().take(12).collect();
    let said = ctx.lang.with("handover-exit-proof", &[("digest", &short)]);
    exit::actions::seen_to(&mut tx, ctx, &key.beneficiary, (Consequence::DataReturn, &said)).await?;
    Ok(tx.commit().await?)
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &HandoverKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "reversibility_handover", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
