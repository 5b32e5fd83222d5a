//! Giving a sign of presence, and seeing those of others.

use super::{HOLDS, Present, store};
use crate::tickets::{
    TicketKey,
    actions::is_provider,
    store::{self as tickets, Reader},
};
use platform::{Ctx, Error, Result};

/// Notes that the actor has the ticket open, and tells who else has. Not in the audit log: looking changes nothing.
pub async fn note(ctx: &Ctx, key: &TicketKey, is_writing: bool) -> Result<Vec<Present>> {
    let person = ctx.actor.person.as_ref().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    tickets::get(&mut tx, &Reader::of(&ctx.actor), key).await?.ok_or(Error::NotFound)?;
    let (at, is_provider) = (ctx.now(), is_provider(&ctx.actor));
    store::expire(&mut tx, key, at - HOLDS).await?;
    let sign = store::Sign { person, name: &ctx.actor.name, is_provider, is_writing, at };
    store::note(&mut tx, key, &sign).await?;
    let others = store::others(&mut tx, key, person, is_provider, at - HOLDS).await?;
    tx.commit().await?;
    Ok(others)
}

/// Who else has the ticket open, for a page that is being drawn: reading it gives no sign by itself.
pub async fn others(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Present>> {
    let Some(person) = &ctx.actor.person else { return Ok(vec![]) };
    let mut tx = ctx.read().await?;
    Ok(store::others(&mut tx, key, person, is_provider(&ctx.actor), ctx.now() - HOLDS).await?)
}
