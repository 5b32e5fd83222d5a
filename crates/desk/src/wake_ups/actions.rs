//! Asking to be told again, and being told.

use super::{Reminder, ReminderForm, ReminderId, store};
use crate::tickets::{TicketKey, actions as tickets, store as ticket_store};
use jiff::{Timestamp, civil::DateTime};
use kernel::{Permission, Text, Zone, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result};
use serde_json::{Value, json};

/// Longest note in characters.
const NOTE: usize = 200;
/// Most reminders of one person for a ticket.
const REMINDERS: usize = 20;
/// Reminders told in one go.
const BATCH: i64 = 100;

fn me(ctx: &Ctx) -> Result<PersonId> {
    ctx.require(Permission::TicketWork)?;
    ctx.actor.person.clone().ok_or(Error::SignInRequired)
}

/// One's own reminders of a ticket that are still to come.
pub async fn list(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Reminder>> {
    let person = me(ctx)?;
    let mut tx = ctx.read().await?;
    let reader = ticket_store::Reader::of(&ctx.actor);
    ticket_store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    Ok(store::own(&mut tx, key, &person).await?)
}

/// Asks to be told again.
pub async fn add(ctx: &Ctx, key: &TicketKey, form: &ReminderForm) -> Result<ReminderId> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    let person = me(ctx)?;
    let at = typed(form, ctx.now())?;
    if store::own(&mut tx, key, &person).await?.len() >= REMINDERS {
        return Err(Error::invalid("at", Text::new("reminder-error-many").with("limit", REMINDERS)));
    }
    let note = form.note.trim().to_owned();
    let reminder = Reminder { ticket: key.clone(), id: ctx.id(), person, at, note };
    store::insert(&mut tx, &reminder, ctx.now()).await?;
    record(&mut tx, ctx, entry("ticket.remind_me", &reminder, json!({"at": at}))).await?;
    tx.commit().await?;
    Ok(reminder.id)
}

fn typed(form: &ReminderForm, now: Timestamp) -> Result<Timestamp> {
    let mut problems = Problems::default();
    let at = form.at.parse::<DateTime>().ok();
    let at = at.and_then(|at| Zone::Metropole.time_zone().to_timestamp(at).ok()).filter(|at| *at > now);
    if at.is_none() {
        problems.add("at", Text::new("reminder-error-at"));
    }
    if form.note.chars().count() > NOTE {
        problems.add("note", Text::new("reminder-error-note").with("limit", NOTE));
    }
    problems.into_result()?;
    at.ok_or(Error::NotFound)
}

/// Needs it no more. Doing it twice is doing it once.
pub async fn remove(ctx: &Ctx, key: &TicketKey, id: &ReminderId) -> Result<()> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    let person = me(ctx)?;
    let own = store::own(&mut tx, key, &person).await?;
    let reminder = own.into_iter().find(|one| one.id == *id).ok_or(Error::NotFound)?;
    store::end(&mut tx, &reminder, ctx.now()).await?;
    record(&mut tx, ctx, entry("ticket.remind_me_not", &reminder, json!({}))).await?;
    Ok(tx.commit().await?)
}

/// Tells each person whose instant has come, once: the entry of the log that notifications follow is written with the
/// end of the reminder.
pub async fn tell_due(ctx: &Ctx) -> Result<()> {
    let due = store::due(&mut ctx.read().await?, ctx.now(), BATCH).await?;
    for reminder in &due {
        let mut tx = ctx.begin().await?;
        if store::end(&mut tx, reminder, ctx.now()).await? > 0 {
            let detail = json!({"persons": [reminder.person]});
            record(&mut tx, ctx, entry("ticket.wake", reminder, detail)).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}

/// In the provider's chain, like notes: the beneficiary does not read when an agent comes back to a ticket.
fn entry(action: &'static str, reminder: &Reminder, mut detail: Value) -> Entry {
    detail["beneficiary"] = json!(reminder.ticket.beneficiary);
    detail["reminder"] = json!(reminder.id);
    Entry::new(action, None, "ticket", reminder.ticket.id.as_str()).detail(detail)
}
