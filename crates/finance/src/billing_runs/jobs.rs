//! Background work of runs: some beneficiaries at a time, until everything is done or somebody stops it.

use super::{BillingRunId, actions};
use platform::{
    Ctx, Result,
    db::Tx,
    jobs::{Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};

/// Kind of the work.
const RUN: &str = "billing.run";

/// Beneficiaries of one piece of work: well within the time it may take.
const AT_A_TIME: i64 = 10;

/// Going on with the runs that were begun.
pub fn jobs() -> Jobs {
    Jobs::new().on(RUN, go)
}

/// Puts the work down, in the transaction that makes it needed.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, id: &BillingRunId) -> Result<()> {
    enqueue(tx, ctx, NewJob::new(RUN, json!({"run": id}))).await
}

async fn go(ctx: Ctx, payload: Value) -> Result<()> {
    let id = BillingRunId::from(payload["run"].as_str().unwrap_or_default().to_owned());
    let run = Box::pin(actions::advance(&ctx, &id, AT_A_TIME)).await?;
    if run.is_running() {
        let mut tx = ctx.begin().await?;
        ask(&mut tx, &ctx, &id).await?;
        tx.commit().await?;
    }
    Ok(())
}
