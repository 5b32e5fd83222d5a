//! Foreseeing, making and putting back a change to several tickets.

use super::{BatchId, Change, Foreseen, Outcome, Ticked, rules, store};
use crate::{
    teams,
    tickets::{
        TicketKey,
        actions::{self as tickets, Standing},
        listing,
        rules::needs_reason,
        store::{self as ticket_store, Reader},
    },
};
use kernel::{Permission, Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// What would become of each ticket, in the order of the list. One statement reads them all.
pub async fn foresee(ctx: &Ctx, ticked: &[Ticked], change: &Change) -> Result<Vec<Foreseen>> {
    ctx.require(Permission::TicketWork)?;
    check(ticked, change)?;
    let names = names(ctx).await?;
    let mut tx = ctx.read().await?;
    let ids: Vec<_> = ticked.iter().map(|one| one.id.clone()).collect();
    let known = ticket_store::visible(&mut tx, &Reader::of(&ctx.actor), &ids).await?;
    let foreseen = ticked.iter().map(|one| {
        let ticket = known.iter().find(|ticket| ticket.key == one.key()).cloned();
        let effect = rules::judge(one, ticket.as_ref(), change, &names);
        Foreseen { ticked: one.clone(), ticket, effect }
    });
    Ok(foreseen.collect())
}

/// Those who may be given tickets: persons and teams.
async fn names(ctx: &Ctx) -> Result<rules::Names> {
    let workers = listing::workers(ctx).await?.into_iter().map(|person| (person.id.to_string(), person.name));
    let teams = teams::store::active(&mut ctx.read().await?).await?;
    Ok(workers.chain(teams.into_iter().map(|team| (team.id.to_string(), team.name))).collect())
}

fn check(ticked: &[Ticked], change: &Change) -> Result<()> {
    if ticked.is_empty() || ticked.len() > rules::MOST {
        return Err(Error::invalid("t", Text::new("bulk-error-none").with("limit", rules::MOST)));
    }
    match change {
        Change::Move { transition, reason } if needs_reason(*transition) && reason.trim().is_empty() => {
            Err(Error::invalid("reason", Text::new("desk-error-reason")))
        }
        _ => Ok(()),
    }
}

/// Makes the change, ticket by ticket, each in its own transaction: what one refuses is told and stops no other.
/// Asking again with the same batch changes nothing more.
pub async fn apply(ctx: &Ctx, batch: &BatchId, ticked: &[Ticked], change: &Change) -> Result<Vec<Outcome>> {
    let person = person(ctx)?;
    let known = report(ctx, batch).await?;
    if !known.is_empty() {
        return Ok(known);
    }
    let foreseen = foresee(ctx, ticked, change).await?;
    let made = store::Batch { id: batch, person: &person, change };
    for (place, one) in foreseen.into_iter().enumerate() {
        // What is not seen any more has no row to be told about.
        let Some(ticket) = one.ticket else { continue };
        let (refusal, version_after) = match one.effect {
            Err(text) => (Some(text), ticket.version),
            Ok(_) => match make(ctx, &ticket.key, ticket.version, change).await {
                Ok(version) => (None, version),
                Err(error) => (Some(words(error)?), ticket.version),
            },
        };
        let outcome = Outcome {
            id: ctx.id(),
            key: ticket.key.clone(),
            name: String::new(),
            refusal,
            before: Standing::of(&ticket),
            version_after,
            at: ctx.now(),
            undone_at: None,
            undo_refusal: None,
        };
        let mut tx = ctx.begin().await?;
        store::insert(&mut tx, &made, i64::try_from(place).unwrap_or(i64::MAX), &outcome).await?;
        tx.commit().await?;
    }
    noted(ctx, "ticket.bulk", batch, change).await?;
    report(ctx, batch).await
}

async fn make(ctx: &Ctx, key: &TicketKey, version: i64, change: &Change) -> Result<i64> {
    match change {
        Change::Assign { assignee } => tickets::assign(ctx, key, version, assignee.clone()).await,
        Change::Team { team } => teams::actions::give(ctx, key, version, team.clone()).await,
        Change::Criticality { impact, urgency } => {
            tickets::set_criticality(ctx, key, version, *impact, *urgency).await
        }
        Change::Move { transition, reason } => {
            tickets::move_state(ctx, key, version, *transition, reason).await
        }
    }
}

/// A refusal in words; what is no refusal ends everything.
fn words(error: Error) -> Result<Text> {
    match error {
        Error::Stale(_) => Ok(Text::new("bulk-refused-changed")),
        Error::NotFound => Ok(Text::new("bulk-refused-gone")),
        Error::Refused(text) => Ok(text),
        Error::Invalid(problems) => {
            let first = problems.0.into_iter().next().map(|problem| problem.text);
            Ok(first.unwrap_or_else(|| Text::new("bulk-refused-name")))
        }
        other => Err(other),
    }
}

/// What became of each ticket of a batch of the actor's own.
pub async fn report(ctx: &Ctx, batch: &BatchId) -> Result<Vec<Outcome>> {
    let mut tx = ctx.read().await?;
    Ok(store::of_batch(&mut tx, batch, &person(ctx)?).await?)
}

/// Puts back what was done, where nothing happened since.
pub async fn undo(ctx: &Ctx, batch: &BatchId) -> Result<Vec<Outcome>> {
    ctx.require(Permission::TicketWork)?;
    let outcomes = report(ctx, batch).await?;
    let Some(first) = outcomes.first() else { return Err(Error::NotFound) };
    if !rules::may_undo(first.at, ctx.now()) {
        return Err(Error::refused("bulk-error-late"));
    }
    for outcome in outcomes.iter().filter(|one| one.refusal.is_none() && one.undone_at.is_none()) {
        let back = tickets::put_back(ctx, &outcome.key, outcome.version_after, &outcome.before).await;
        let refusal = match back {
            Ok(_) => None,
            Err(error) => Some(words(error)?),
        };
        let mut tx = ctx.begin().await?;
        let undone_at = refusal.is_none().then(|| ctx.now());
        store::set_undone(&mut tx, outcome, undone_at, refusal.as_ref()).await?;
        tx.commit().await?;
    }
    noted(ctx, "ticket.bulk_undo", batch, &()).await?;
    report(ctx, batch).await
}

fn person(ctx: &Ctx) -> Result<PersonId> {
    ctx.actor.person.clone().ok_or(Error::SignInRequired)
}

async fn noted(
    ctx: &Ctx,
    action: &'static str,
    batch: &BatchId,
    change: &impl serde::Serialize,
) -> Result<()> {
    let mut tx: Tx = ctx.begin().await?;
    let entry = Entry::new(action, None, "batch", batch.as_str()).detail(json!({"change": change}));
    record(&mut tx, ctx, entry).await?;
    Ok(tx.commit().await?)
}
