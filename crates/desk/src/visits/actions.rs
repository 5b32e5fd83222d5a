//! Planning interventions and cancelling them.

use super::{Visit, VisitForm, VisitId, store};
use crate::tickets::{TicketKey, actions as tickets, store as ticket_store};
use estate::sites::SiteId;
use jiff::{Timestamp, civil::DateTime};
use kernel::{Interval, Permission, Text, Zone};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result};
use serde_json::json;

/// Longest description in characters.
const WHAT: usize = 300;

/// The interventions of a ticket that the actor may see.
pub async fn list(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Visit>> {
    let mut tx = ctx.read().await?;
    let reader = ticket_store::Reader::of(&ctx.actor);
    ticket_store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    Ok(store::of_ticket(&mut tx, key).await?)
}

/// Plans an intervention. The requester sees it on the ticket.
pub async fn plan(ctx: &Ctx, key: &TicketKey, form: &VisitForm) -> Result<VisitId> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let interval = typed(form, ctx.now())?;
    let site = match form.site.as_str() {
        "" => None,
        id => {
            let found = estate::sites::store::find(&mut tx, &key.beneficiary, &SiteId::from(id)).await?;
            let found = found.ok_or_else(|| Error::invalid("site", Text::new("visit-error-site")))?;
            Some((found.id.to_string(), found.name))
        }
    };
    let (what, planned_by_name) = (form.what.trim().to_owned(), ctx.actor.name.clone());
    let visit = Visit { id: ctx.id(), interval, site, what, planned_by_name, cancelled: None };
    store::insert(&mut tx, key, &visit, ctx.now()).await?;
    let detail = json!({"visit": visit.id, "from": interval.from(), "to": interval.to()});
    record(&mut tx, ctx, entry("ticket.visit", key).detail(detail)).await?;
    tx.commit().await?;
    Ok(visit.id)
}

fn entry(action: &'static str, key: &TicketKey) -> Entry {
    Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str())
}

fn typed(form: &VisitForm, now: Timestamp) -> Result<Interval> {
    let (mut problems, zone) = (Problems::default(), Zone::Metropole.time_zone());
    let instant = |text: &str| text.parse::<DateTime>().ok().and_then(|at| zone.to_timestamp(at).ok());
    let (from, to) = (instant(&form.starts_at), instant(&form.ends_at));
    if from.is_none_or(|from| from < now) {
        problems.add("starts_at", Text::new("visit-error-start"));
    }
    let interval = from.zip(to).and_then(|(from, to)| Interval::new(from, to).ok());
    if interval.is_none() && from.is_some() {
        problems.add("ends_at", Text::new("visit-error-end"));
    }
    if form.what.trim().is_empty() || form.what.chars().count() > WHAT {
        problems.add("what", Text::new("visit-error-what").with("limit", WHAT));
    }
    problems.into_result()?;
    interval.ok_or(Error::NotFound)
}

/// Cancels an intervention; it stays in sight. Doing it twice is doing it once.
pub async fn cancel(ctx: &Ctx, key: &TicketKey, id: &VisitId) -> Result<()> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    if !store::of_ticket(&mut tx, key).await?.iter().any(|visit| visit.id == *id) {
        return Err(Error::NotFound);
    }
    if store::cancel(&mut tx, key, id, ctx.now(), &ctx.actor.name).await? > 0 {
        record(&mut tx, ctx, entry("ticket.visit_cancel", key).detail(json!({"visit": id}))).await?;
        tx.commit().await?;
    }
    Ok(())
}
