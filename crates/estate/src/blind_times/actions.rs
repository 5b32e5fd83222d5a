//! Recording when nobody watched, and withdrawing what was recorded by mistake.

use super::{
    BlindTime, BlindTimeForm, BlindTimeKey, rules,
    store::{self, Origin},
};
use crate::{
    outages::Source,
    sites::{self, SiteId},
};
use kernel::{Permission, Scope, Text, id::BeneficiaryId};
use people::audit::{Entry, record as log};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// The latest in scope.
pub async fn list(ctx: &Ctx) -> Result<Vec<BlindTime>> {
    ctx.require(Permission::SiteRead)?;
    Ok(store::list(&mut ctx.read().await?).await?)
}

/// Records that nobody watched a site, or every site of a beneficiary.
pub async fn record(ctx: &Ctx, form: &BlindTimeForm) -> Result<BlindTime> {
    ctx.require(Permission::SiteManage)?;
    let nowhere = || Error::invalid("place", Text::new("blind-error-place"));
    let (beneficiary, site) = rules::place(&form.place);
    let beneficiary = BeneficiaryId::from(beneficiary);
    if matches!(ctx.scope(), Scope::One(own) if *own != beneficiary) {
        return Err(nowhere());
    }
    let mut tx = ctx.begin().await?;
    let owner = people::organisations::store::find(&mut tx, &beneficiary).await?;
    if owner.is_none_or(|owner| owner.side != kernel::Side::Beneficiary) {
        return Err(nowhere());
    }
    let site = match site.map(SiteId::from) {
        None => None,
        Some(id) => Some(sites::store::find(&mut tx, &beneficiary, &id).await?.ok_or_else(nowhere)?.id),
    };
    let content = rules::content(form, ctx.now())?;
    let key = BlindTimeKey { beneficiary, id: ctx.id() };
    let origin = Origin {
        site: site.as_ref(),
        source: Source::Hand,
        watch_key: None,
        by_name: &ctx.actor.name,
        at: ctx.now(),
    };
    store::insert(&mut tx, &key, &content, &origin).await?;
    let blind = finish(&mut tx, ctx, &key, "blind_time.record").await?;
    tx.commit().await?;
    Ok(blind)
}

/// Keeps the entry of the log and gives the blind time as it stands.
pub(super) async fn finish(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &BlindTimeKey,
    action: &'static str,
) -> Result<BlindTime> {
    let blind = store::find(tx, key).await?.ok_or(Error::NotFound)?;
    let detail = json!({"from": blind.from.to_string(), "to": blind.to.map(|to| to.to_string()),
        "site": blind.site, "reason": blind.reason});
    let entry = Entry::new(action, Some(&key.beneficiary), "blind_time", key.id.as_str());
    log(tx, ctx, entry.detail(detail)).await?;
    Ok(blind)
}

/// Ends a blind time that lasts, now.
pub async fn end(ctx: &Ctx, key: &BlindTimeKey) -> Result<BlindTime> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    let before = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if store::end(&mut tx, key, ctx.now().max(before.from)).await? == 0 {
        return Err(Error::refused("blind-error-ended"));
    }
    let blind = finish(&mut tx, ctx, key, "blind_time.end").await?;
    tx.commit().await?;
    Ok(blind)
}

/// Withdraws a blind time recorded by mistake. It stays in the list and counts no more.
pub async fn withdraw(ctx: &Ctx, key: &BlindTimeKey) -> Result<BlindTime> {
    ctx.require(Permission::SiteManage)?;
    let mut tx = ctx.begin().await?;
    store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if store::withdraw(&mut tx, key, ctx.now()).await? == 0 {
        return Err(Error::refused("blind-error-ended"));
    }
    let blind = finish(&mut tx, ctx, key, "blind_time.withdraw").await?;
    tx.commit().await?;
    Ok(blind)
}
