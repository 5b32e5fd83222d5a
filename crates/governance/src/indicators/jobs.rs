//! Background work of indicators: months that were asked to be closed, and those the settings close each day.

use super::{ClosingRun, RunId, actions};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Result,
    db::Tx,
    jobs::{Every, Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};

/// Kind of the work.
const CLOSE: &str = "indicators.close";

/// Background work of this feature.
pub fn jobs() -> Jobs {
    Jobs::new().on(CLOSE, close).every("indicators.due", Every::DayAt(5, 40), async |ctx| {
        Box::pin(actions::close_due(&ctx)).await.map(drop)
    })
}

/// Puts the work down, in the transaction that makes it needed.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, run: &ClosingRun) -> Result<()> {
    put(tx, ctx, &run.beneficiary, &run.id).await
}

async fn put(tx: &mut Tx, ctx: &Ctx, beneficiary: &BeneficiaryId, run: &RunId) -> Result<()> {
    let what = json!({"beneficiary": beneficiary, "run": run});
    enqueue(tx, ctx, NewJob::new(CLOSE, what).of(beneficiary)).await
}

async fn close(ctx: Ctx, payload: Value) -> Result<()> {
    let beneficiary = BeneficiaryId::from(payload["beneficiary"].as_str().unwrap_or_default());
    let run = RunId::from(payload["run"].as_str().unwrap_or_default());
    if Box::pin(actions::go(&ctx, &beneficiary, &run)).await? {
        let mut tx = ctx.begin().await?;
        put(&mut tx, &ctx, &beneficiary, &run).await?;
        tx.commit().await?;
    }
    Ok(())
}
