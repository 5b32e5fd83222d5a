//! Following a ticket, oneself or others, and following no more.

use super::{Watcher, store};
use crate::tickets::{TicketKey, actions as tickets, store as ticket_store};
use kernel::{Permission, Side, Text, id::PersonId};
use people::{
    audit::{Entry, record},
    persons::Person,
};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Lets a person follow: of the same beneficiary, or of those who work on tickets. Doing it twice is doing it once.
pub async fn add(ctx: &Ctx, key: &TicketKey, person: &str) -> Result<()> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    let id = whom(ctx, person)?;
    let found = people::persons::store::find(&mut tx, &id).await?.filter(|found| may_follow(found, key));
    let found = found.ok_or_else(|| Error::invalid("person", Text::new("watcher-error-person")))?;
    if store::add(&mut tx, key, &found.id, &ctx.actor.name, ctx.now()).await? > 0 {
        return finish(ctx, tx, key, "ticket.watch", &found.id).await;
    }
    Ok(())
}

/// Ends following. Ending it twice is ending it once.
pub async fn remove(ctx: &Ctx, key: &TicketKey, person: &str) -> Result<()> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    let id = whom(ctx, person)?;
    if store::remove(&mut tx, key, &id).await? > 0 {
        return finish(ctx, tx, key, "ticket.unwatch", &id).await;
    }
    Ok(())
}

/// Those who follow a ticket that the actor may see.
pub async fn list(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Watcher>> {
    let mut tx = ctx.read().await?;
    let reader = ticket_store::Reader::of(&ctx.actor);
    ticket_store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    Ok(store::of_ticket(&mut tx, key).await?)
}

/// Who may choose others: those who work on tickets, and those who follow everything of their body.
pub(super) fn may_choose(ctx: &Ctx) -> bool {
    ctx.actor.may(Permission::TicketWork) || ctx.actor.may(Permission::TicketReadAll)
}

fn whom(ctx: &Ctx, person: &str) -> Result<PersonId> {
    let own = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    if person.is_empty() || person == own.as_str() {
        return Ok(own);
    }
    if !may_choose(ctx) {
        return Err(Error::Forbidden(Permission::TicketReadAll));
    }
    Ok(PersonId::from(person))
}

/// A person of the ticket's beneficiary, or one who works on tickets.
pub(super) fn may_follow(person: &Person, key: &TicketKey) -> bool {
    let is_of_body = person.beneficiary.as_ref() == Some(&key.beneficiary);
    let is_of_desk = person.side != Side::Beneficiary
        && (person.actor().may(Permission::TicketWork) || person.actor().may(Permission::TicketReadAll));
    person.disabled_at.is_none() && (is_of_body || is_of_desk)
}

async fn finish(ctx: &Ctx, mut tx: Tx, key: &TicketKey, action: &'static str, id: &PersonId) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"person": id}))).await?;
    Ok(tx.commit().await?)
}
