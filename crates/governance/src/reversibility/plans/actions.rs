//! Writing a version of the plan, putting it before both sides, accepting it.

use super::{Acceptance, Plan, PlanForm, PlanKey, PlanState, StepForm, paper, rules, store};
use crate::{deadlines, meetings::rules::day};
use agreements::versions;
use finance::exit::{self, Consequence};
use jiff::Timestamp;
use kernel::{Permission, Side, id::BeneficiaryId};
use people::{
    audit::{Entry, hold, record},
    organisations,
};
use platform::{Ctx, Digest, Error, Result, db::Tx};
use serde_json::json;

/// A version with who accepted it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The version.
    pub plan: Plan,
    /// Who accepted it so far.
    pub acceptances: Vec<Acceptance>,
}

/// One version, when it is the actor's to read. The beneficiary reads it from the moment it is put before both sides.
pub async fn read(ctx: &Ctx, key: &PlanKey) -> Result<Whole> {
    ctx.require(Permission::ReversibilityRead)?;
    let mut tx = ctx.read().await?;
    let plan = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if plan.state == PlanState::Draft && ctx.actor.side != Some(Side::Provider) {
        return Err(Error::NotFound);
    }
    let acceptances = store::acceptances(&mut tx, key).await?;
    Ok(Whole { plan, acceptances })
}

/// Begins the next version with the words of the last one. One is written at a time.
pub async fn begin(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<PlanKey> {
    ctx.require(Permission::ReversibilityManage)?;
    let mut tx = ctx.begin().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?;
    let served = served.filter(|one| one.side == Side::Beneficiary).ok_or(Error::NotFound)?;
    // Two who begin at once would take the same number.
    hold(&mut tx, Some(beneficiary)).await?;
    let last = store::of(&mut tx, beneficiary).await?.into_iter().next();
    let number = last.as_ref().map_or(1, |last| last.key.number + 1);
    let key = PlanKey { beneficiary: served.id, number };
    let (chapters, days) = last.map(|last| (last.chapters, last.deletion_days)).unwrap_or_default();
    if store::insert(&mut tx, &key, (&chapters, days, &ctx.actor.name), ctx.now()).await? == 0 {
        return Err(Error::refused("plan-error-one"));
    }
    noted(&mut tx, ctx, &key, "plan.begin", json!({})).await?;
    tx.commit().await?;
    Ok(key)
}

/// A version whose row is held, as it was read and in the state in which this may be done.
async fn held(ctx: &Ctx, key: &PlanKey, version: i64, state: PlanState) -> Result<(Tx, Plan)> {
    let mut tx = ctx.begin().await?;
    if !store::hold(&mut tx, key).await? {
        return Err(Error::NotFound);
    }
    let plan = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if plan.state == PlanState::Draft && ctx.actor.side != Some(Side::Provider) {
        return Err(Error::NotFound);
    }
    if plan.state != state {
        return Err(Error::refused("plan-error-state"));
    }
    if plan.version != version {
        return Err(Error::Stale(plan.version));
    }
    Ok((tx, plan))
}

/// Writes a draft that is still as it was read.
pub async fn write(ctx: &Ctx, key: &PlanKey, form: &PlanForm) -> Result<()> {
    ctx.require(Permission::ReversibilityManage)?;
    let (mut tx, plan) = held(ctx, key, form.version, PlanState::Draft).await?;
    let (chapters, days) = rules::stated(form).map_err(Error::Invalid)?;
    let words = ((&chapters, days), form.changes.trim(), form.version);
    if store::write(&mut tx, key, words, (&ctx.actor.name, ctx.now())).await? == 0 {
        return Err(Error::Stale(plan.version));
    }
    noted(&mut tx, ctx, key, "plan.write", json!({"chapters": chapters.keys().collect::<Vec<_>>()})).await?;
    Ok(tx.commit().await?)
}

/// Puts a draft before both sides: every chapter must say something.
pub async fn submit(ctx: &Ctx, key: &PlanKey, form: &StepForm) -> Result<()> {
    ctx.require(Permission::ReversibilityManage)?;
    let (mut tx, plan) = held(ctx, key, form.version, PlanState::Draft).await?;
    rules::complete(&plan).map_err(Error::Invalid)?;
    store::set_state(&mut tx, key, (PlanState::Submitted, Some(ctx.now()))).await?;
    let detail = json!({"message": key.number.to_string()});
    noted(&mut tx, ctx, key, "plan.submit", detail).await?;
    Ok(tx.commit().await?)
}

/// Takes a version back to be written again: whoever had accepted is asked again.
pub async fn reopen(ctx: &Ctx, key: &PlanKey, form: &StepForm) -> Result<()> {
    ctx.require(Permission::ReversibilityManage)?;
    let (mut tx, _) = held(ctx, key, form.version, PlanState::Submitted).await?;
    store::forget_acceptances(&mut tx, key).await?;
    store::set_state(&mut tx, key, (PlanState::Draft, None)).await?;
    noted(&mut tx, ctx, key, "plan.reopen", json!({})).await?;
    Ok(tx.commit().await?)
}

/// One's own side accepts a version. With both it is frozen with its document, and a notice to leave that waits for the plan
/// (R3.11) is told.
pub async fn accept(ctx: &Ctx, key: &PlanKey, form: &StepForm) -> Result<()> {
    ctx.require(Permission::ReversibilityAccept)?;
    let side = ctx.actor.side.filter(|side| *side != Side::Contractor).ok_or(Error::NotFound)?;
    let now = ctx.now();
    let all = read(ctx, key).await?;
    let digest = last_word(ctx, &all, side, now).await?;
    let (mut tx, _) = held(ctx, key, form.version, PlanState::Submitted).await?;
    if store::accept(&mut tx, key, (side, &ctx.actor), now).await? == 0 {
        return Ok(());
    }
    noted(&mut tx, ctx, key, "plan.accept", json!({"side": side, "digest": digest})).await?;
    if store::acceptances(&mut tx, key).await?.len() == 2 {
        let digest = digest.ok_or(Error::Stale(all.plan.version))?;
        store::freeze(&mut tx, key, (day(now), &digest)).await?;
        let said = ctx.lang.with("plan-exit-proof", &[("number", key.number)]);
        let seen_to = (Consequence::ReversibilityPlan, said.as_str());
        exit::actions::seen_to(&mut tx, ctx, &key.beneficiary, seen_to).await?;
        prove(&mut tx, ctx, key, (said, digest)).await?;
    }
    Ok(tx.commit().await?)
}

/// An accepted version proves the obligation that the agreement names, until the day on which it is read again.
async fn prove(tx: &mut Tx, ctx: &Ctx, key: &PlanKey, (said, pdf): (String, Digest)) -> Result<()> {
    let today = day(ctx.now());
    let Some(version) = versions::in_force(tx, &key.beneficiary, today).await? else { return Ok(()) };
    let terms = &version.document.exit.reversibility;
    let Some(obligation) = &terms.obligation else { return Ok(()) };
    let months = (terms.first_version_months, terms.review_months);
    let Ok(until) = rules::due(version.document.term.start, Some(today), months) else { return Ok(()) };
    let shown = (said, (pdf, file_name(key)), until.value);
    deadlines::actions::shown(tx, ctx, (&key.beneficiary, obligation), shown).await
}

fn file_name(key: &PlanKey) -> String {
    format!("plan-reversibilite-v{}.pdf", key.number)
}

/// When the other side accepted already: the document as it will be frozen, drawn and kept before anything is held.
async fn last_word(ctx: &Ctx, all: &Whole, side: Side, now: Timestamp) -> Result<Option<Digest>> {
    if all.plan.state != PlanState::Submitted || !all.acceptances.iter().any(|one| one.side != side) {
        return Ok(None);
    }
    let mut frozen = all.clone();
    frozen.plan.state = PlanState::Accepted;
    frozen.plan.accepted_on = Some(day(now));
    frozen.acceptances.retain(|one| one.side != side);
    frozen.acceptances.push(Acceptance { side, person: ctx.actor.name.clone(), at: now });
    let bytes = draw(ctx, &frozen).await?;
    Ok(Some(ctx.platform.files.put(bytes).await?))
}

/// The plan as a file: the one both sides accepted, or as it is now.
pub async fn pdf(ctx: &Ctx, key: &PlanKey) -> Result<(String, Vec<u8>)> {
    let all = read(ctx, key).await?;
    let name = file_name(key);
    match &all.plan.pdf_digest {
        Some(digest) => Ok((name, ctx.platform.files.get(digest).await?)),
        None => Ok((name, draw(ctx, &all).await?)),
    }
}

async fn draw(ctx: &Ctx, all: &Whole) -> Result<Vec<u8>> {
    let mut tx = ctx.read().await?;
    let provider = organisations::store::provider(&mut tx).await?;
    let provider = provider.ok_or_else(|| Error::refused("scoreboard-no-provider"))?;
    let body = organisations::store::find(&mut tx, &all.plan.key.beneficiary).await?;
    let body = body.ok_or(Error::NotFound)?;
    drop(tx);
    ctx.print(paper::plan(ctx.lang, all, &provider, &body)).await
}

async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &PlanKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "reversibility_plan", key.number.to_string());
    record(tx, ctx, entry.detail(detail)).await
}
