//! Background work of records of calls: going through files, and forgetting numbers after a year (R8.6).

use super::{ImportId, importing, rules, store};
use kernel::Zone;
use people::audit::{Entry, record};
use platform::{
    Ctx, Digest, Error, Result,
    db::Tx,
    jobs::{Every, Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};

const GO: &str = "calls.import";

/// Batches of one piece of work: well within the time it may take.
const ROUNDS: usize = 200;

/// Going through files, and forgetting.
pub fn jobs() -> Jobs {
    Jobs::new()
        .on(GO, go)
        .every("calls.forget", Every::DayAt(3, 40), async |ctx| forget(&ctx).await.map(drop))
}

/// Puts the work down, in the transaction that makes it needed.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, id: &ImportId) -> Result<()> {
    enqueue(tx, ctx, NewJob::new(GO, json!({"import": id}))).await
}

async fn go(ctx: Ctx, payload: Value) -> Result<()> {
    let id = ImportId::from(payload["import"].as_str().unwrap_or_default());
    let import = store::import(&mut ctx.read().await?, &id).await?.ok_or(Error::NotFound)?;
    if import.is_running() {
        let file = importing::kept(&ctx, &id).open(&Digest::from(import.digest))?;
        if importing::advance(&ctx, &id, file, ROUNDS, &mut |_| {}).await? == importing::End::More {
            let mut tx = ctx.begin().await?;
            ask(&mut tx, &ctx, &id).await?;
            tx.commit().await?;
            return Ok(());
        }
    }
    importing::let_go(&ctx, &id).await.map(drop)
}

/// Forgets calls older than a year; their totals stay. Gives how many.
pub async fn forget(ctx: &Ctx) -> Result<u64> {
    let zone = Zone::Metropole.time_zone();
    let today = ctx.now().to_zoned(zone.clone()).date();
    let before = rules::kept_from(today).to_zoned(zone).map_err(|e| Error::Internal(e.to_string()))?;
    let mut tx = ctx.begin().await?;
    let forgotten = store::forget(&mut tx, before.timestamp()).await?;
    if forgotten > 0 {
        let entry = Entry::new("call_record.forget", None, "call_record", "");
        record(&mut tx, ctx, entry.detail(json!({"calls": forgotten, "before": before.timestamp()}))).await?;
    }
    tx.commit().await?;
    Ok(forgotten)
}
