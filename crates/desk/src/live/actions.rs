//! Following the log for the open pages of this process, and what each page may hear.

use super::of_entry;
use crate::tickets::{
    TicketKey,
    store::{self, Reader},
};
use kernel::{Actor, Permission, Scope};
use people::audit::feed::Watch;
use platform::{Ctx, Platform, Result, live::News};
use std::time::Duration;

/// How often the log is looked at when nothing nudges.
const EVERY: Duration = Duration::from_secs(1);

/// Publishes what is recorded, until the process ends. A database that is away delays news and loses none.
pub async fn follow(platform: Platform) {
    let mut watch = Watch::default();
    loop {
        if let Err(error) = publish(&platform, &mut watch).await {
            tracing::warn!(%error, "live news are late");
        }
        tokio::select! {
            () = platform.live.nudged() => {}
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Publishes what was recorded since the last time. While nobody listens nothing is read but the ends.
pub async fn publish(platform: &Platform, watch: &mut Watch) -> Result<()> {
    let ctx = Ctx::system(platform.clone(), "live");
    let mut tx = ctx.read().await?;
    if platform.live.listeners() == 0 {
        return watch.skip(&mut tx).await;
    }
    for entry in watch.news(&mut tx).await? {
        let Some((beneficiary, is_internal)) = of_entry(&entry) else { continue };
        platform.live.publish(News {
            beneficiary,
            kind: entry.object_kind,
            id: entry.object_id,
            is_internal,
        });
    }
    Ok(())
}

/// Whether an actor may hear of something: what one may not open one does not hear of.
pub async fn may_hear(platform: &Platform, actor: &Actor, news: &News) -> Result<bool> {
    let is_in_scope = match &actor.scope {
        Scope::All => true,
        Scope::One(own) => *own == news.beneficiary,
    };
    let reader = Reader::of(actor);
    if !is_in_scope || (news.is_internal && !reader.sees_notes()) {
        return Ok(false);
    }
    if news.kind == "phone_call" {
        return Ok(actor.scope == Scope::All && actor.may(Permission::DeskRun));
    }
    if actor.may(Permission::TicketReadAll) {
        return Ok(true);
    }
    let mut tx = platform.db.read(&actor.scope).await?;
    let key = TicketKey { beneficiary: news.beneficiary.clone(), id: news.id.clone().into() };
    Ok(store::get(&mut tx, &reader, &key).await?.is_some())
}
