//! Blind times that a source of monitoring tells by its silence, inside the transaction in which it is noticed.

use super::{
    BlindTimeKey,
    actions::finish,
    rules::Content,
    store::{self, Origin},
};
use crate::{outages::Source, sites::SiteId};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::{Ctx, Result, db::Tx};

/// Says that a source fell silent: nobody watches these sites since the last thing it said; every site of a beneficiary with
/// which none is named. Said twice, it changes nothing.
pub async fn fell_silent(
    tx: &mut Tx,
    ctx: &Ctx,
    places: &[(BeneficiaryId, Option<SiteId>)],
    watch_key: &str,
    from: Timestamp,
    reason: &str,
) -> Result<()> {
    let open = store::open_of(tx, watch_key).await?;
    for (beneficiary, site) in places {
        if open.iter().any(|blind| blind.beneficiary == *beneficiary && blind.site == *site) {
            continue;
        }
        let key = BlindTimeKey { beneficiary: beneficiary.clone(), id: ctx.id() };
        let content = Content { from, to: None, reason: reason.to_owned() };
        let origin = Origin {
            site: site.as_ref(),
            source: Source::Monitoring,
            watch_key: Some(watch_key),
            by_name: &ctx.actor.name,
            at: ctx.now(),
        };
        store::insert(tx, &key, &content, &origin).await?;
        finish(tx, ctx, &key, "blind_time.record").await?;
    }
    Ok(())
}

/// Says that a silent source speaks again.
pub async fn speaks_again(tx: &mut Tx, ctx: &Ctx, watch_key: &str) -> Result<()> {
    sees_again(tx, ctx, watch_key, ctx.now()).await
}

/// Says that what watches has seen again since an instant.
pub async fn sees_again(tx: &mut Tx, ctx: &Ctx, watch_key: &str, at: Timestamp) -> Result<()> {
    for blind in store::open_of(tx, watch_key).await? {
        let key = BlindTimeKey { beneficiary: blind.beneficiary.clone(), id: blind.id.clone() };
        store::end(tx, &key, at.max(blind.from)).await?;
        finish(tx, ctx, &key, "blind_time.end").await?;
    }
    Ok(())
}

/// Whether what watches does not see now.
pub async fn is_blind(tx: &mut Tx, watch_key: &str) -> Result<bool> {
    Ok(!store::open_of(tx, watch_key).await?.is_empty())
}

/// A site, and what watches it.
#[derive(Clone, Copy, Debug)]
pub struct Watch<'a> {
    /// Whose.
    pub beneficiary: &'a BeneficiaryId,
    /// The site.
    pub site: &'a SiteId,
    /// What the watching thing is called, always the same.
    pub watch_key: &'a str,
}

/// Says that nobody watched a site during a time that is over. Said twice, it is recorded once.
pub async fn was_blind(
    tx: &mut Tx,
    ctx: &Ctx,
    watch: Watch<'_>,
    (from, to): (Timestamp, Timestamp),
    reason: &str,
) -> Result<()> {
    people::audit::hold(tx, Some(watch.beneficiary)).await?;
    if store::is_recorded(tx, watch.beneficiary, watch.watch_key, from).await? {
        return Ok(());
    }
    let key = BlindTimeKey { beneficiary: watch.beneficiary.clone(), id: ctx.id() };
    let content = Content { from, to: Some(to), reason: reason.to_owned() };
    let origin = Origin {
        site: Some(watch.site),
        source: Source::Monitoring,
        watch_key: Some(watch.watch_key),
        by_name: &ctx.actor.name,
        at: ctx.now(),
    };
    store::insert(tx, &key, &content, &origin).await?;
    finish(tx, ctx, &key, "blind_time.record").await.map(drop)
}
