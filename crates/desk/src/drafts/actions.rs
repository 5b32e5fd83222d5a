//! Keeping and finding again what a person was writing.

use super::{Draft, Kind, store};
use crate::tickets::{
    TicketKey,
    actions::is_provider,
    rules,
    store::{self as tickets, Reader},
};
use kernel::{Permission, Text};
use platform::{Ctx, Error, Result};

/// Keeps the words of a form; empty ones forget the draft. Nothing is kept once the form of that key was sent: a
/// saving that comes late must not bring the words back.
pub async fn save(ctx: &Ctx, key: &TicketKey, kind: Kind, body: &str, form_key: &str) -> Result<()> {
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.begin().await?;
    tickets::get(&mut tx, &Reader::of(&ctx.actor), key).await?.ok_or(Error::NotFound)?;
    let needs_work = kind == Kind::Note || is_provider(&ctx.actor);
    ctx.require(if needs_work { Permission::TicketWork } else { Permission::TicketCreate })?;
    if body.chars().count() > rules::TEXT_CHARACTERS {
        let text = Text::new("desk-error-too-long").with("limit", rules::TEXT_CHARACTERS);
        return Err(Error::invalid("body", text));
    }
    if !form_key.is_empty() && tickets::said(&mut tx, key, form_key).await? {
        return Ok(());
    }
    if body.trim().is_empty() {
        store::forget(&mut tx, key, &person, kind).await?;
    } else {
        store::keep(&mut tx, key, &person, kind, body, ctx.now()).await?;
    }
    Ok(tx.commit().await?)
}

/// What the actor was writing on a ticket.
pub async fn mine(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Draft>> {
    let Some(person) = &ctx.actor.person else { return Ok(vec![]) };
    Ok(store::of(&mut ctx.read().await?, key, person).await?)
}
