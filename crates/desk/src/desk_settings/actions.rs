//! Changing how the desk works, and closing what was resolved long enough ago.

use super::{DeskSettings, DeskSettingsForm, rules, store};
use crate::{
    chats::rules as chats,
    tickets::{TicketKey, Transition, actions::Work},
};
use jiff::SignedDuration;
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result};
use serde_json::json;

/// Tickets looked at in one go.
const BATCH: i64 = 200;

/// How the desk works.
pub async fn read(ctx: &Ctx) -> Result<DeskSettings> {
    ctx.require(Permission::TicketWork)?;
    Ok(store::get(&mut ctx.read().await?).await?)
}

/// Changes how the desk works, when it is still as it was read.
pub async fn change(ctx: &Ctx, form: &DeskSettingsForm) -> Result<()> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let before = store::get(&mut tx).await?;
    let settings = typed(form, before.chat_minutes)?;
    if store::put(&mut tx, &settings, &ctx.actor.name, ctx.now()).await? == 0 {
        return Err(Error::Stale(before.version));
    }
    let detail = json!({"before": before, "reopen_days": settings.reopen_days, "close_days": settings.close_days,
            "chat_minutes": settings.chat_minutes});
    record(&mut tx, ctx, Entry::new("desk.settings", None, "desk", "desk").detail(detail)).await?;
    Ok(tx.commit().await?)
}

fn typed(form: &DeskSettingsForm, chat_minutes: i64) -> Result<DeskSettings> {
    let mut problems = Problems::default();
    let mut days = |field: &str, text: &str| {
        let days = text.trim().parse::<i64>().ok().filter(|days| (0..=rules::DAYS).contains(days));
        if days.is_none() {
            problems.add(field, Text::new("settings-error-days").with("limit", rules::DAYS));
        }
        days.unwrap_or_default()
    };
    let (reopen_days, close_days) =
        (days("reopen_days", &form.reopen_days), days("close_days", &form.close_days));
    let minutes = form.chat_minutes.trim();
    let typed = minutes.parse::<i64>().ok().filter(|minutes| (1..=chats::MINUTES).contains(minutes));
    if typed.is_none() && !minutes.is_empty() {
        problems.add("chat_minutes", Text::new("settings-error-minutes").with("limit", chats::MINUTES));
    }
    problems.into_result()?;
    let chat_minutes = typed.unwrap_or(chat_minutes);
    Ok(DeskSettings { reopen_days, close_days, chat_minutes, version: form.version })
}

/// Closes the tickets resolved long enough ago; their requesters are told like of any other change of state. Done again
/// after a stop, it closes what is left.
pub async fn close_resolved(ctx: &Ctx) -> Result<()> {
    let days = store::get(&mut ctx.read().await?).await?.close_days;
    if days == 0 {
        return Ok(());
    }
    // Working days are never more than calendar days: younger tickets need no look.
    let before = ctx.now() - SignedDuration::from_hours(24 * days);
    let mut after: Option<TicketKey> = None;
    loop {
        let keys = store::resolved(&mut ctx.read().await?, after.as_ref(), before, BATCH).await?;
        let Some(last) = keys.last() else { return Ok(()) };
        after = Some(last.clone());
        for key in &keys {
            close(ctx, key, days).await?;
        }
    }
}

async fn close(ctx: &Ctx, key: &TicketKey, days: i64) -> Result<()> {
    let mut work = Work::open(ctx, key).await?;
    // Reopened or closed since it was listed: nothing is left to do.
    let resolved = work.thread.stays.last().filter(|stay| stay.state == crate::tickets::State::Resolved);
    let Some(since) = resolved.map(|stay| stay.from) else { return Ok(()) };
    if !rules::have_passed(days, since, ctx.now(), work.clock()) {
        return Ok(());
    }
    let version = work.thread.ticket.version;
    work.expect(version)?;
    let reason = ctx.lang.with("settings-closed-because", &[("days", days)]);
    work.pass(Transition::Close, &reason).await?;
    let detail =
        json!({"transition": Transition::Close, "from": "resolved", "to": "closed", "after_days": days});
    work.finish("ticket.move", detail).await.map(drop)
}
