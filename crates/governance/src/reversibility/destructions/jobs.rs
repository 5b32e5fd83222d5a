//! Deleting in the background: as soon as it is confirmed, again when there is more, and every few minutes whatever stood still, so that a
//! stop of the program holds nothing up for long.

use super::{DestructionKey, store, work};
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    db::Tx,
    jobs::{Every, Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};
use std::time::Duration;

/// Kind of the work.
const RUN: &str = "destructions.run";

/// How long a piece of it takes: well within what work may take, and so that other work gets its turn.
const PIECE: Duration = Duration::from_mins(2);

/// Deleting what was confirmed.
pub fn jobs() -> Jobs {
    Jobs::new().on(RUN, run).every("destructions.go_on", Every::Minutes(10), async |ctx| go_on(&ctx).await)
}

/// Puts the work down, in the transaction that makes it needed. It is no row of the beneficiary: those are deleted.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, key: &DestructionKey) -> Result<()> {
    enqueue(tx, ctx, NewJob::new(RUN, json!({"key": key}))).await
}

async fn run(ctx: Ctx, payload: Value) -> Result<()> {
    let key: DestructionKey =
        serde_json::from_value(payload["key"].clone()).map_err(|e| Error::Internal(e.to_string()))?;
    piece(&ctx, &key).await
}

async fn go_on(ctx: &Ctx) -> Result<()> {
    let under_way = store::under_way(&mut ctx.read().await?).await?;
    for one in under_way {
        piece(ctx, &one.key).await?;
    }
    Ok(())
}

async fn piece(ctx: &Ctx, key: &DestructionKey) -> Result<()> {
    let before = store::find(&mut ctx.read().await?, key).await?.ok_or(Error::NotFound)?.state;
    let done = Box::pin(work::go_on(ctx, key, work::Until::after(PIECE))).await;
    let mut tx = ctx.begin().await?;
    match done {
        Ok(work::Outcome::More) => ask(&mut tx, ctx, key).await?,
        Ok(work::Outcome::Waits | work::Outcome::Over) => {}
        // Another process went on meanwhile: nothing is wrong.
        Err(_) if store::find(&mut tx, key).await?.is_none_or(|now| now.state != before) => {}
        Err(error) => {
            tracing::error!(%error, destruction = %key.id, "deleting the data of a beneficiary");
            let why = match error {
                Error::Refused(text) => text,
                _ => Text::new("destruction-error-stopped"),
            };
            store::trouble(&mut tx, key, &why).await?;
        }
    }
    Ok(tx.commit().await?)
}
