//! Reminding those who are asked and have not answered.

use super::{told, with_delegates};
use crate::{
    approvals::{StepState, rules, store},
    requests,
};
use platform::{Ctx, Result};
use serde_json::json;

/// Steps of one round.
const ROUND: i64 = 50;

/// Reminds, step by step, whoever is asked and has not answered, with the delegates of that day.
pub async fn remind(ctx: &Ctx) -> Result<()> {
    let mut look = ctx.read().await?;
    let due = store::to_remind(&mut look, ctx.now(), ROUND).await?;
    drop(look);
    for found in due {
        let mut tx = ctx.begin().await?;
        // The request is what an answer holds too: nobody is reminded of what is being answered.
        let Some(request) = requests::store::hold(&mut tx, &found.ticket).await? else { continue };
        let steps = store::steps(&mut tx, &found.ticket).await?;
        let step = steps.into_iter().find(|step| step.id == found.id && step.state == StepState::Open);
        let Some(step) = step else { continue };
        let next = step.opened_at.and_then(|opened| rules::next_reminder(opened, ctx.now()));
        if store::set_reminder(&mut tx, &step, ctx.now(), next).await? == 0 {
            // Another process was quicker.
            continue;
        }
        let seats = store::seats(&mut tx, &found.ticket).await?;
        let silent = seats.into_iter().filter(|seat| seat.step == step.id && seat.decision.is_none());
        let persons = with_delegates(&mut tx, ctx, silent.map(|seat| seat.person).collect()).await?;
        told(&mut tx, ctx, &request, "approval.remind", json!({"step": step.id, "persons": persons})).await?;
        tx.commit().await?;
    }
    Ok(())
}
