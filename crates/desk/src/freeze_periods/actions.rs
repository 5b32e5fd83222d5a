//! Setting freeze periods, lifting them, and setting them again.

use super::{FreezeForm, FreezeId, FreezePeriod, store};
use crate::changes::rules::written::{TITLE, instant};
use kernel::{Interval, Permission, Text};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result};
use serde_json::json;

/// Longest reason in characters.
const REASON: usize = 1_000;

/// The latest, those lifted too.
pub async fn list(ctx: &Ctx) -> Result<Vec<FreezePeriod>> {
    ctx.require(Permission::DeskRead)?;
    Ok(store::all(&mut ctx.read().await?).await?)
}

/// Sets a freeze period. Changes planned in it already are shown in conflict with it.
pub async fn create(ctx: &Ctx, form: &FreezeForm) -> Result<FreezePeriod> {
    ctx.require(Permission::DeskRun)?;
    let one = typed(ctx, form)?;
    let mut tx = ctx.begin().await?;
    store::insert(&mut tx, &one).await?;
    let entry = Entry::new("freeze_period.create", None, "freeze_period", one.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"title": one.title, "span": one.span}))).await?;
    tx.commit().await?;
    Ok(one)
}

fn typed(ctx: &Ctx, form: &FreezeForm) -> Result<FreezePeriod> {
    let mut problems = Problems::default();
    for (field, text, limit) in [("title", &form.title, TITLE), ("reason", &form.reason, REASON)] {
        if text.trim().is_empty() {
            problems.add(field, Text::new("change-error-empty"));
        } else if text.chars().count() > limit {
            problems.add(field, Text::new("desk-error-too-long").with("limit", limit));
        }
    }
    let (from, to) = (instant(&form.from), instant(&form.to));
    for (field, found) in [("from", from), ("to", to)] {
        if found.is_none() {
            problems.add(field, Text::new("change-error-time"));
        }
    }
    let span = from.zip(to).and_then(|(from, to)| Interval::new(from, to).ok());
    if from.is_some() && to.is_some() && span.is_none() {
        problems.add("to", Text::new("change-error-order"));
    }
    match span {
        Some(span) if problems.0.is_empty() => Ok(FreezePeriod {
            id: ctx.id(),
            title: form.title.trim().to_owned(),
            reason: form.reason.trim().to_owned(),
            span,
            created_by_name: ctx.actor.name.clone(),
            created_at: ctx.now(),
            cancelled_at: None,
            version: 1,
        }),
        _ => Err(Error::Invalid(problems)),
    }
}

/// Lifts a freeze period, or sets it again.
pub async fn set_cancelled(ctx: &Ctx, id: &FreezeId, is_cancelled: bool) -> Result<()> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    if store::set_cancelled(&mut tx, id, is_cancelled.then(|| ctx.now())).await? == 0 {
        return Err(Error::NotFound);
    }
    let action = if is_cancelled { "freeze_period.cancel" } else { "freeze_period.restore" };
    record(&mut tx, ctx, Entry::new(action, None, "freeze_period", id.as_str())).await?;
    Ok(tx.commit().await?)
}
