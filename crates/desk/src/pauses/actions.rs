//! Recording pauses after the fact, and cancelling those entered by mistake.

use super::{Pause, PauseForm, PauseId, rules, store};
use crate::tickets::{ChangeKind, TicketKey, actions::Work, store as tickets};
use jiff::tz::TimeZone;
use kernel::{Permission, Text, Zone};
use platform::{Ctx, Error, Result};
use serde_json::json;

/// The pauses recorded for a ticket that the actor may see.
pub async fn list(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Pause>> {
    let mut tx = ctx.read().await?;
    tickets::get(&mut tx, &tickets::Reader::of(&ctx.actor), key).await?.ok_or(Error::NotFound)?;
    Ok(store::of_ticket(&mut tx, key).await?)
}

/// Records a pause: every clock of the ticket is replayed with it. Gives the new version of the ticket.
pub async fn record(ctx: &Ctx, key: &TicketKey, form: &PauseForm) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let zone = Zone::Metropole.time_zone();
    let life = (work.thread.ticket.received_at, ctx.now());
    let (state, interval, reason) =
        rules::check(form, &zone, life, &work.thread.pauses).map_err(Error::Invalid)?;
    work.expect(form.version)?;
    let pause = Pause {
        id: ctx.id(),
        state,
        interval,
        reason,
        recorded_by_name: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        cancelled: None,
    };
    store::insert(&mut work.tx, key, &pause).await?;
    work.note_change(ChangeKind::Pause, String::new(), told(&pause, &zone)).await?;
    let detail = json!({"pause": pause.id, "state": state, "from": interval.from(), "to": interval.to(),
        "reason": pause.reason});
    work.thread.pauses.push(pause);
    work.finish("ticket.pause", detail).await
}

/// Cancels a pause entered by mistake; it stays in the history. Gives the new version of the ticket.
pub async fn cancel(ctx: &Ctx, key: &TicketKey, id: &PauseId, version: i64) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let place = work.thread.pauses.iter().position(|pause| pause.id == *id).ok_or(Error::NotFound)?;
    if work.thread.pauses[place].cancelled.is_some() {
        return Err(Error::Refused(Text::new("pause-error-cancelled")));
    }
    work.expect(version)?;
    store::cancel(&mut work.tx, key, id, ctx.now(), &ctx.actor.name).await?;
    let before = told(&work.thread.pauses[place], &Zone::Metropole.time_zone());
    work.thread.pauses[place].cancelled = Some((ctx.now(), ctx.actor.name.clone()));
    work.note_change(ChangeKind::Pause, before, String::new()).await?;
    work.finish("ticket.pause_cancel", json!({"pause": id})).await
}

/// Both ends on the wall clock of the territory, and the reason, as the conversation tells it.
fn told(pause: &Pause, zone: &TimeZone) -> String {
    let wall = |at: jiff::Timestamp| at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string();
    format!("{} – {}, {}", wall(pause.interval.from()), wall(pause.interval.to()), pause.reason)
}
