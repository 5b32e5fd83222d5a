//! Whether something could be done now, without doing it: for what waits a few seconds before it is.

use super::{
    Say, Work,
    work::{check_words, may_say},
};
use crate::tickets::{TicketKey, Transition, rules};
use kernel::Permission;
use platform::{Ctx, Error, Result};

/// Refuses what [`super::say`] would refuse.
pub(crate) async fn check_say(ctx: &Ctx, key: &TicketKey, say: &Say) -> Result<()> {
    let work = Work::open(ctx, key).await?;
    may_say(ctx, say)?;
    check_words(say)?;
    work.is_current(say)?;
    may_pass(&work, say.then)
}

/// Refuses what [`super::move_state`] would refuse to who works on tickets, for a transition without a reason.
pub(crate) async fn check_move(
    ctx: &Ctx,
    key: &TicketKey,
    version: i64,
    transition: Transition,
) -> Result<()> {
    let work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let present = work.thread.ticket.version;
    if present != version {
        return Err(Error::Stale(present));
    }
    may_pass(&work, Some(transition))
}

fn may_pass(work: &Work<'_>, transition: Option<Transition>) -> Result<()> {
    let state = work.thread.ticket.state;
    match transition {
        Some(transition) if rules::path(state, transition).is_none() => {
            Err(Error::refused("desk-error-transition"))
        }
        _ => Ok(()),
    }
}
