//! Making packs in the background: how far it is can be seen, somebody may give it up, and it begins again after a restart.

use super::{PackKey, PackState, Progress, actions, making, store};
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    archive::Archive,
    db::Tx,
    jobs::{Every, Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};
use std::{fs::File, path::Path, time::Duration};
use tokio::time;

/// Kind of the work.
const MAKE: &str = "packs.make";

/// How often the progress is written down, and whether somebody gave it up is looked at.
const LOOK: Duration = Duration::from_secs(1);

/// How long the making may take: a little less than what work may take at all. What is longer is made by `socle pack make`.
const LIMIT: Duration = Duration::from_mins(9);

/// Making packs, and removing those whose time is over.
pub fn jobs() -> Jobs {
    Jobs::new()
        .on(MAKE, make)
        .every("packs.expire", Every::Minutes(60), async |ctx| actions::expire(&ctx).await)
}

/// Puts the work down, in the transaction that makes it needed.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, key: &PackKey) -> Result<()> {
    enqueue(tx, ctx, NewJob::new(MAKE, json!({"key": key})).of(&key.beneficiary)).await
}

async fn make(ctx: Ctx, payload: Value) -> Result<()> {
    let key: PackKey =
        serde_json::from_value(payload["key"].clone()).map_err(|e| Error::Internal(e.to_string()))?;
    if !advance(&ctx, &key, &Progress::default()).await? {
        return Ok(());
    }
    let store = actions::kept(&ctx, &key);
    let aside = store.aside("pack")?;
    let progress = Progress::default();
    let made = written(&ctx, &key, &aside, &progress).await;
    let done = match made {
        Ok(made) => keep(&ctx, &key, &made, &aside).await,
        Err(_) if progress.is_stopped() => Ok(()),
        Err(error) => fail(&ctx, &key, error).await,
    };
    // Kept under its digest, or of no use.
    let _ = std::fs::remove_file(&aside);
    done
}

async fn written(ctx: &Ctx, key: &PackKey, aside: &Path, progress: &Progress) -> Result<making::Made> {
    let archive = Archive::zip(File::create_new(aside)?);
    let writing = making::write(ctx, &key.beneficiary, archive, progress);
    tokio::select! {
        made = time::timeout(LIMIT, Box::pin(writing)) => made.unwrap_or_else(|_| Err(Error::refused("pack-error-long"))),
        lost = watched(ctx, key, progress) => Err(lost),
    }
}

/// Writes down how far it is until that fails; tells the making when it is wanted no more.
async fn watched(ctx: &Ctx, key: &PackKey, progress: &Progress) -> Error {
    loop {
        time::sleep(LOOK).await;
        match advance(ctx, key, progress).await {
            Ok(true) => {}
            Ok(false) => progress.stop(),
            Err(error) => return error,
        }
    }
}

/// Writes down how far it is. Says whether it is still wanted.
async fn advance(ctx: &Ctx, key: &PackKey, progress: &Progress) -> Result<bool> {
    let (done, total) = progress.so_far();
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let mut tx = ctx.begin().await?;
    let is_wanted = store::advance(&mut tx, key, (count(done), count(total))).await? > 0;
    tx.commit().await?;
    Ok(is_wanted)
}

async fn keep(ctx: &Ctx, key: &PackKey, made: &making::Made, aside: &Path) -> Result<()> {
    let store = actions::kept(ctx, key);
    let size = i64::try_from(std::fs::metadata(aside)?.len()).unwrap_or(i64::MAX);
    let digest = store.keep(aside).await?;
    let mut tx = ctx.begin().await?;
    let until = (ctx.now(), actions::expires(ctx.now()));
    if store::finish(&mut tx, key, (made, &digest, size), until).await? == 0 {
        return Ok(store.remove(&digest).await?);
    }
    let detail = json!({"manifest": made.manifest, "rows": made.rows, "files": made.files});
    actions::noted(&mut tx, ctx, key, "pack.made", detail).await?;
    Ok(tx.commit().await?)
}

/// What could not be made says so at once: whoever waits would otherwise wait for a next attempt in vain.
async fn fail(ctx: &Ctx, key: &PackKey, error: Error) -> Result<()> {
    tracing::error!(%error, pack = %key.id, "making a reversibility pack");
    let trouble = match error {
        Error::Refused(text) => text,
        _ => Text::new("pack-error-making"),
    };
    let mut tx = ctx.begin().await?;
    store::end(&mut tx, key, (PackState::Failed, Some(&trouble)), ctx.now()).await?;
    Ok(tx.commit().await?)
}
