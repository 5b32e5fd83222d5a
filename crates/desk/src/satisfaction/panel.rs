//! What the page of a ticket shows of satisfaction: the question to its requester, the answer to those who see it.

use super::{actions, store, views};
use crate::tickets::actions::Reading;
use maud::Markup;
use platform::{Ctx, Result};

/// The panel; nothing as long as there is neither a question nor an answer.
pub async fn panel(ctx: &Ctx, reading: &Reading) -> Result<Option<Markup>> {
    let ticket = &reading.thread.ticket;
    let mut tx = ctx.read().await?;
    let opinion = store::find(&mut tx, &ticket.key).await?;
    let link = actions::link(ctx, ticket, opinion.as_ref());
    Ok(views::panel(ctx, opinion.as_ref(), link.as_deref()))
}
