//! Reporting outages, correcting, ending and withdrawing them.

use super::{
    EndForm, Outage, OutageForm, OutageKey, Revision, Source, WithdrawForm,
    rules::{self, Content},
    store::{self, Filter, Origin},
};
use crate::sites::{self, SiteId};
use jiff::Timestamp;
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::audit::{Entry, hold, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// One page in scope, the latest first, and where the next begins.
pub async fn list(ctx: &Ctx, filter: &Filter) -> Result<(Vec<Outage>, Option<(Timestamp, String)>)> {
    ctx.require(Permission::SiteRead)?;
    let mut found = store::page(&mut ctx.read().await?, filter).await?;
    let has_more = found.len() > store::PAGE;
    found.truncate(store::PAGE);
    let next = found.last().filter(|_| has_more).map(|one| (one.from, one.id.to_string()));
    Ok((found, next))
}

/// An outage with its versions and those it makes one cut with.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The outage.
    pub outage: Outage,
    /// What it said, the latest first.
    pub versions: Vec<Revision>,
    /// Outages of the same sites whose times overlap or touch its own: counted once (R5.9).
    pub merged: Vec<Outage>,
}

/// An outage with its history.
pub async fn read(ctx: &Ctx, key: &OutageKey) -> Result<Whole> {
    ctx.require(Permission::SiteRead)?;
    let mut tx = ctx.read().await?;
    let outage = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let versions = store::versions(&mut tx, key).await?;
    let merged = if outage.withdrawn_at.is_some() {
        vec![]
    } else {
        let to = outage.to.unwrap_or(ctx.now());
        let around = store::between(&mut tx, &key.beneficiary, outage.from, to).await?;
        rules::merged_with(&outage, &around, ctx.now()).into_iter().cloned().collect()
    };
    Ok(Whole { outage, versions, merged })
}

/// Reports an outage. Sent twice with one key, it is reported once.
pub async fn report(ctx: &Ctx, form: &OutageForm) -> Result<Outage> {
    ctx.require(Permission::SiteManage)?;
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    let is_foreign = matches!(ctx.scope(), Scope::One(own) if *own != beneficiary);
    let mut tx = ctx.begin().await?;
    let owner = people::organisations::store::find(&mut tx, &beneficiary).await?;
    if is_foreign || owner.is_none_or(|owner| owner.side != kernel::Side::Beneficiary) {
        return Err(Error::invalid("beneficiary", Text::new("estate-error-beneficiary")));
    }
    let content = rules::content(form, ctx.now())?;
    let sites = named(&mut tx, &beneficiary, &form.sites).await?;
    // Two requests with one key come one after the other.
    hold(&mut tx, Some(&beneficiary)).await?;
    let idempotency_key = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if let Some(key) = idempotency_key
        && let Some(made) = store::by_key(&mut tx, &beneficiary, key).await?
    {
        return Ok(made);
    }
    let key = OutageKey { beneficiary, id: ctx.id() };
    let origin = Origin {
        source: Source::Hand,
        watch_key: None,
        by_name: &ctx.actor.name,
        at: ctx.now(),
        idempotency_key,
    };
    let outage = store_new(&mut tx, ctx, &key, &content, &sites, &origin).await?;
    tx.commit().await?;
    Ok(outage)
}

/// Stores a new outage with its sites, its first version and its entry of the log.
pub(super) async fn store_new(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &OutageKey,
    content: &Content,
    sites: &[SiteId],
    origin: &Origin<'_>,
) -> Result<Outage> {
    store::insert(tx, key, content, origin).await?;
    store::set_sites(tx, key, sites).await?;
    finish(tx, ctx, key, "outage.report", "").await
}

/// The sites meant, each of the beneficiary.
async fn named(tx: &mut Tx, beneficiary: &BeneficiaryId, ids: &[String]) -> Result<Vec<SiteId>> {
    let own = sites::store::list(tx, Some(beneficiary)).await?;
    let mut found = vec![];
    for id in ids {
        let site = own.iter().find(|site| site.id.as_str() == id);
        let site = site.ok_or_else(|| Error::invalid("sites", Text::new("outage-error-site")))?;
        found.push(site.id.clone());
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Holds an outage that counts and is still as it was read.
async fn held(tx: &mut Tx, key: &OutageKey, version: i64) -> Result<Outage> {
    hold(tx, Some(&key.beneficiary)).await?;
    let outage = store::lock(tx, key).await?.ok_or(Error::NotFound)?;
    if outage.withdrawn_at.is_some() {
        return Err(Error::refused("outage-error-withdrawn"));
    }
    if outage.version != version {
        return Err(Error::Stale(outage.version));
    }
    Ok(outage)
}

/// Keeps the version and the entry of the log, and gives the outage as it stands.
pub(super) async fn finish(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &OutageKey,
    action: &'static str,
    reason: &str,
) -> Result<Outage> {
    let outage = store::find(tx, key).await?.ok_or(Error::NotFound)?;
    store::keep_version(tx, &outage, reason, &ctx.actor.name, ctx.now()).await?;
    let names: Vec<&str> = outage.sites.iter().map(|site| site.name.as_str()).collect();
    let detail = json!({"from": outage.from.to_string(), "to": outage.to.map(|to| to.to_string()),
        "factor": outage.factor, "cause": outage.cause, "sites": names, "reason": reason});
    let entry = Entry::new(action, Some(&key.beneficiary), "outage", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await?;
    Ok(outage)
}

/// Corrects an outage that is still as it was read. What it said before stays in its history.
pub async fn correct(ctx: &Ctx, key: &OutageKey, form: &OutageForm) -> Result<Outage> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    held(&mut tx, key, form.version).await?;
    let content = rules::content(form, ctx.now())?;
    let reason = rules::reason(&form.reason)?;
    let sites = named(&mut tx, &key.beneficiary, &form.sites).await?;
    store::update(&mut tx, key, &content).await?;
    store::set_sites(&mut tx, key, &sites).await?;
    let outage = finish(&mut tx, ctx, key, "outage.correct", &reason).await?;
    tx.commit().await?;
    Ok(outage)
}

/// Ends an outage that lasts.
pub async fn end(ctx: &Ctx, key: &OutageKey, form: &EndForm) -> Result<Outage> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    let outage = held(&mut tx, key, form.version).await?;
    if outage.to.is_some() {
        return Err(Error::refused("outage-error-ended"));
    }
    let mut problems = platform::Problems::default();
    let to = if form.to.trim().is_empty() { ctx.now().to_string() } else { form.to.clone() };
    let span = rules::span(&outage.from.to_string(), &to, ctx.now(), &mut problems);
    problems.into_result()?;
    let to = span.and_then(|(_, to)| to);
    store::update(&mut tx, key, &Content { to, ..content_of(&outage) }).await?;
    let outage = finish(&mut tx, ctx, key, "outage.end", "").await?;
    tx.commit().await?;
    Ok(outage)
}

/// What an outage says, as it is stored.
pub(super) fn content_of(outage: &Outage) -> Content {
    Content {
        from: outage.from,
        to: outage.to,
        factor: outage.factor.clone(),
        factor_reason: outage.factor_reason.clone(),
        cause: outage.cause,
        note: outage.note.clone(),
        ticket: outage.ticket.clone(),
    }
}

/// Withdraws an outage that was none: it stays in the list and counts nowhere.
pub async fn withdraw(ctx: &Ctx, key: &OutageKey, form: &WithdrawForm) -> Result<Outage> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    held(&mut tx, key, form.version).await?;
    let reason = rules::reason(&form.reason)?;
    store::withdraw(&mut tx, key, ctx.now()).await?;
    let outage = finish(&mut tx, ctx, key, "outage.withdraw", &reason).await?;
    tx.commit().await?;
    Ok(outage)
}
