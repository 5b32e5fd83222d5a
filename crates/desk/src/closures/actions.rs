//! Recording and cancelling closures.

use super::{Closure, ClosureId, store};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use kernel::{Interval, Permission, Text, Zone};
use people::audit::{self, Entry};
use platform::{Ctx, Error, Problems, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What a person types: local times of the desk, as `2026-03-03T17:30`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClosureForm {
    /// Beginning.
    pub from: String,
    /// End.
    pub to: String,
    /// Why.
    pub reason: String,
}

impl ClosureForm {
    fn check(&self, zone: &TimeZone, now: Timestamp) -> Result<(Interval, String)> {
        let mut problems = Problems::default();
        let instant = |text: &str| text.parse::<DateTime>().ok().and_then(|at| zone.to_timestamp(at).ok());
        let (from, to) = (instant(&self.from), instant(&self.to));
        for (field, value) in [("from", from), ("to", to)] {
            if value.is_none() {
                problems.add(field, Text::new("closure-problem-time"));
            } else if value.is_some_and(|at| at > now) {
                problems.add(field, Text::new("closure-problem-future"));
            }
        }
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 500 {
            problems.add("reason", Text::new("closure-problem-reason"));
        }
        let interval = from.zip(to).and_then(|(from, to)| Interval::new(from, to).ok());
        if interval.is_none() && from.is_some() && to.is_some() {
            problems.add("to", Text::new("closure-problem-order"));
        }
        problems.into_result()?;
        Ok((interval.ok_or(Error::NotFound)?, reason.to_owned()))
    }
}

/// Records a closure that has happened.
pub async fn record(ctx: &Ctx, form: &ClosureForm) -> Result<ClosureId> {
    ctx.require(Permission::TicketWork)?;
    let (interval, reason) = form.check(&Zone::Metropole.time_zone(), ctx.now())?;
    let closure = Closure {
        id: ctx.id(),
        interval,
        reason,
        recorded_by_name: ctx.actor.name.clone(),
        recorded_at: ctx.now(),
        cancelled_at: None,
    };
    let mut tx = ctx.begin().await?;
    store::insert(&mut tx, &closure).await?;
    let detail = json!({ "from": interval.from().to_string(), "to": interval.to().to_string(), "reason": closure.reason });
    let entry = Entry::new("closure.recorded", None, "closure", closure.id.as_str()).detail(detail);
    audit::record(&mut tx, ctx, entry).await?;
    tx.commit().await?;
    Ok(closure.id)
}

/// Cancels a closure entered by mistake. It stays in the list, struck out.
pub async fn cancel(ctx: &Ctx, id: &ClosureId) -> Result<()> {
    ctx.require(Permission::TicketWork)?;
    let mut tx = ctx.begin().await?;
    if store::cancel(&mut tx, id, ctx.now()).await? == 0 {
        return Err(Error::NotFound);
    }
    audit::record(&mut tx, ctx, Entry::new("closure.cancelled", None, "closure", id.as_str())).await?;
    Ok(tx.commit().await?)
}
