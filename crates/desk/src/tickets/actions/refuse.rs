//! The end of a ticket whose request was refused.

use super::work::Work;
use crate::tickets::{State, TicketKey};
use platform::{Ctx, Result, db::Tx};
use serde_json::json;

/// Closes the ticket of a refused request with the reason, in the transaction of the refusal. Whoever refuses may not
/// see the ticket otherwise: the instance closes it in that person's name.
pub(crate) async fn close_refused(ctx: &Ctx, tx: Tx, key: &TicketKey, reason: &str) -> Result<Tx> {
    let instance = Ctx::system(ctx.platform.clone(), &ctx.actor.name);
    let mut work = Work::within(&instance, tx, key).await?;
    let (before, version) = (work.thread.ticket.state, work.thread.ticket.version);
    if before == State::Closed {
        return Ok(work.tx);
    }
    work.expect(version)?;
    work.enter(State::Closed, reason).await?;
    let detail = json!({"from": before, "to": State::Closed, "refused": true});
    work.stored("ticket.move", detail).await.map(|(tx, _)| tx)
}
