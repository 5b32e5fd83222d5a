//! Recording time, cancelling it, and adding it up.

use super::{
    Listed, Spent, TimeForm, TimeId, Total, rules,
    store::{self, Period},
};
use crate::{
    tasks::rules::today,
    tickets::{TicketKey, actions as tickets, actions::named, store as ticket_store},
};
use jiff::civil::Date;
use kernel::{Permission, Text};
use people::audit::{Entry, record as note};
use platform::{Ctx, Error, Problems, Result};
use serde_json::json;

/// The time spent on a ticket that the actor works on.
pub async fn list(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Spent>> {
    ctx.require(Permission::TicketWork)?;
    let mut tx = ctx.read().await?;
    let reader = ticket_store::Reader::of(&ctx.actor);
    ticket_store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    Ok(store::of_ticket(&mut tx, key).await?)
}

/// Records time of the actor on a ticket. Sent twice with one key, it counts once.
pub async fn record(ctx: &Ctx, key: &TicketKey, form: &TimeForm) -> Result<()> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let (minutes, on) = typed(form, today(ctx.now()))?;
    let spent = Spent {
        ticket: key.clone(),
        id: ctx.id(),
        person: named(&ctx.actor),
        minutes,
        on,
        note: form.note.trim().to_owned(),
        cancelled: None,
    };
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::insert(&mut tx, &spent, sent, ctx.now()).await? == 0 {
        return Ok(());
    }
    // Like a note: recorded in the provider's chain, because the beneficiary reads the other one.
    let detail = json!({"beneficiary": key.beneficiary, "time": spent.id, "minutes": minutes, "on": on});
    note(&mut tx, ctx, Entry::new("ticket.time", None, "ticket", key.id.as_str()).detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// The minutes and the day typed.
pub(crate) fn typed(form: &TimeForm, today: Date) -> Result<(i64, Date)> {
    let mut problems = Problems::default();
    let minutes = rules::minutes(&form.minutes);
    if minutes.is_none() {
        problems.add("minutes", Text::new("time-error-minutes"));
    }
    let on: Option<Date> = if form.on.is_empty() { Some(today) } else { form.on.parse().ok() };
    if on.is_none_or(|on| on > today) {
        problems.add("on", Text::new("time-error-day"));
    }
    if form.note.chars().count() > rules::NOTE {
        problems.add("note", Text::new("time-error-note").with("limit", rules::NOTE));
    }
    match (minutes, on) {
        (Some(minutes), Some(on)) if problems.0.is_empty() => Ok((minutes, on)),
        _ => Err(Error::Invalid(problems)),
    }
}

/// Cancels time: one's own, or anybody's for who sets the desk up. It stays in sight, struck out.
pub async fn cancel(ctx: &Ctx, key: &TicketKey, id: &TimeId) -> Result<()> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let known = store::of_ticket(&mut tx, key).await?;
    let spent = known.iter().find(|spent| spent.id == *id).ok_or(Error::NotFound)?;
    if spent.person.id != ctx.actor.person {
        ctx.require(Permission::DeskManage)?;
    }
    if store::cancel(&mut tx, key, id, ctx.now(), &ctx.actor.name).await? == 0 {
        return Ok(());
    }
    let detail = json!({"beneficiary": key.beneficiary, "time": id, "minutes": spent.minutes});
    note(&mut tx, ctx, Entry::new("ticket.time_cancel", None, "ticket", key.id.as_str()).detail(detail))
        .await?;
    Ok(tx.commit().await?)
}

/// A period for a report; this month so far when the days are not given. Who sees only what was handed over sees the
/// own time.
pub fn period(ctx: &Ctx, from: &str, to: &str) -> Result<Period> {
    ctx.require(Permission::TicketWork)?;
    let today = today(ctx.now());
    let day = |text: &str, or: Date, field: &str| {
        let day = if text.is_empty() { Some(or) } else { text.parse::<Date>().ok() };
        day.ok_or_else(|| Error::invalid(field, Text::new("time-error-day")))
    };
    let period = Period {
        from: day(from, today.first_of_month(), "from")?,
        to: day(to, today, "to")?,
        person: match &ctx.actor.person {
            Some(person) if !ctx.actor.may(Permission::TicketReadAll) => person.to_string(),
            _ => String::new(),
        },
    };
    if period.to < period.from {
        return Err(Error::invalid("to", Text::new("time-error-order")));
    }
    Ok(period)
}

/// The totals of a period.
pub async fn totals(ctx: &Ctx, period: &Period) -> Result<Vec<Total>> {
    Ok(store::totals(&mut ctx.read().await?, period).await?)
}

/// Its lines.
pub async fn lines(ctx: &Ctx, period: &Period) -> Result<Vec<Listed>> {
    Ok(store::lines(&mut ctx.read().await?, period).await?)
}
