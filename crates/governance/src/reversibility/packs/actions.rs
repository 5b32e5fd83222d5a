//! Asking for a pack, giving it up, fetching it.

use super::{KEPT_DAYS, Pack, PackKey, PackState, jobs, store};
use jiff::{SignedDuration, Timestamp};
use kernel::{Permission, id::BeneficiaryId};
use people::{
    audit::{Entry, record},
    organisations,
};
use platform::{Ctx, Error, Files, Result, db::Tx};
use serde_json::json;

/// The last packs of a beneficiary.
pub async fn list(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<Vec<Pack>> {
    ctx.require(Permission::PackMake)?;
    let mut tx = ctx.read().await?;
    organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    Ok(store::of(&mut tx, beneficiary).await?)
}

/// One pack.
pub async fn read(ctx: &Ctx, key: &PackKey) -> Result<Pack> {
    ctx.require(Permission::PackMake)?;
    store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)
}

/// Asks for a pack, made in the background. One is under way at a time.
pub async fn ask(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<PackKey> {
    ctx.require(Permission::PackMake)?;
    let mut tx = ctx.begin().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?;
    let served = served.filter(|one| one.side == kernel::Side::Beneficiary).ok_or(Error::NotFound)?;
    let key = PackKey { beneficiary: served.id, id: ctx.id() };
    let pack = Pack {
        key: key.clone(),
        state: PackState::Waiting,
        total: 0,
        done: 0,
        trouble: None,
        manifest: None,
        size: None,
        file_count: None,
        row_count: None,
        missing_count: None,
        asked_by: ctx.actor.person.clone(),
        asked_by_name: ctx.actor.name.clone(),
        asked_at: ctx.now(),
        finished_at: None,
        expires_at: None,
        digest: None,
    };
    if store::insert(&mut tx, &pack).await? == 0 {
        return Err(Error::refused("pack-error-under-way"));
    }
    jobs::ask(&mut tx, ctx, &key).await?;
    noted(&mut tx, ctx, &key, "pack.ask", json!({})).await?;
    tx.commit().await?;
    Ok(key)
}

/// Gives a pack up that is under way.
pub async fn cancel(ctx: &Ctx, key: &PackKey) -> Result<()> {
    ctx.require(Permission::PackMake)?;
    let mut tx = ctx.begin().await?;
    store::hold(&mut tx, key).await?.ok_or(Error::NotFound)?;
    if store::end(&mut tx, key, (PackState::Cancelled, None), ctx.now()).await? == 0 {
        return Err(Error::refused("pack-error-over"));
    }
    noted(&mut tx, ctx, key, "pack.cancel", json!({})).await?;
    Ok(tx.commit().await?)
}

/// The file of a pack, as long as it may be fetched; each fetch is recorded.
pub async fn download(ctx: &Ctx, key: &PackKey) -> Result<(String, std::fs::File)> {
    ctx.require(Permission::PackMake)?;
    let mut tx = ctx.begin().await?;
    let served = organisations::store::find(&mut tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let pack = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let is_there = pack.state == PackState::Ready && pack.expires_at.is_some_and(|at| ctx.now() < at);
    let digest = pack.digest.filter(|_| is_there).ok_or_else(|| Error::refused("pack-error-expired"))?;
    let file = kept(ctx, key).open(&digest)?;
    noted(&mut tx, ctx, key, "pack.download", json!({"manifest": pack.manifest})).await?;
    tx.commit().await?;
    Ok((format!("reversibilite-{}-{}.zip", served.code, key.id), file))
}

/// Removes the files whose time is over.
pub(super) async fn expire(ctx: &Ctx) -> Result<()> {
    let over = store::over(&mut ctx.read().await?, ctx.now()).await?;
    for pack in over {
        if let Some(digest) = &pack.digest {
            kept(ctx, &pack.key).remove(digest).await?;
        }
        let mut tx = ctx.begin().await?;
        store::expire(&mut tx, &pack.key).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Removes the files of every pack of a beneficiary.
pub(in crate::reversibility) async fn remove_files(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<()> {
    let packs = store::of(&mut ctx.read().await?, beneficiary).await?;
    for pack in packs {
        if let Some(digest) = &pack.digest {
            kept(ctx, &pack.key).remove(digest).await?;
        }
    }
    Ok(())
}

/// Where the file of a pack lies: apart from all others, because it is removed again.
pub(super) fn kept(ctx: &Ctx, key: &PackKey) -> Files {
    ctx.platform.files.apart("packs").apart(key.id.as_str())
}

/// Until when a pack made now may be fetched.
pub(super) fn expires(now: Timestamp) -> Timestamp {
    now + SignedDuration::from_hours(24 * KEPT_DAYS)
}

pub(super) async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    key: &PackKey,
    action: &'static str,
    detail: serde_json::Value,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "reversibility_pack", key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}
