//! Background work of reports: the drafts that are due, and the runs over every beneficiary.

use super::{RunId, actions};
use platform::{
    Ctx, Result,
    db::Tx,
    jobs::{Every, Jobs, NewJob, enqueue},
};
use serde_json::{Value, json};

/// Kind of the work.
const RUN: &str = "reports.run";

/// Beneficiaries of one piece of work: well within the time it may take.
const AT_A_TIME: i64 = 10;

/// Drafting what is due, each morning, and going on with what was begun.
pub fn jobs() -> Jobs {
    Jobs::new()
        .on(RUN, go)
        .every("reports.due", Every::DayAt(6, 20), async |ctx| actions::start_due(&ctx).await)
}

/// Puts the work down, in the transaction that makes it needed.
pub(super) async fn ask(tx: &mut Tx, ctx: &Ctx, id: &RunId) -> Result<()> {
    enqueue(tx, ctx, NewJob::new(RUN, json!({"run": id}))).await
}

async fn go(ctx: Ctx, payload: Value) -> Result<()> {
    let id = RunId::from(payload["run"].as_str().unwrap_or_default().to_owned());
    let run = Box::pin(actions::advance(&ctx, &id, AT_A_TIME)).await?;
    if run.finished_at.is_none() {
        let mut tx = ctx.begin().await?;
        ask(&mut tx, &ctx, &id).await?;
        tx.commit().await?;
    }
    Ok(())
}
