//! Telling that promises are due soon or missed, and working deadlines out again.

use super::{Mark, Moment, rules, store};
use crate::tickets::{
    TicketKey,
    actions::terms_at,
    rules::clocks::{self, Facts},
    store as tickets,
};
use jiff::Timestamp;
use kernel::{ClockError, id::BeneficiaryId};
use people::audit::{
    Entry, Recorded,
    feed::{self, Follower},
    record,
};
use platform::{
    Ctx, Error, Result,
    db::Tx,
    jobs::{NewJob, enqueue},
};
use serde_json::{Value, json};

/// Tickets looked at in one go.
const BATCH: i64 = 100;

/// What was imported before an instance first ran this has been taken into account already.
const FOLLOWER: Follower = Follower::from_now("deadlines");

/// The work that works the deadlines of one beneficiary out again.
pub(super) const RECOUNT: &str = "deadlines.recount";

/// Looks at every open ticket that changed or whose next moment has come. Each moment is told once, whatever
/// happens in between: its row is written with the entry of the log that tells it.
pub async fn look(ctx: &Ctx) -> Result<()> {
    loop {
        let keys = store::to_look_at(&mut ctx.read().await?, ctx.now(), BATCH).await?;
        for key in &keys {
            look_at(ctx, key).await?;
        }
        if i64::try_from(keys.len()).is_ok_and(|found| found < BATCH) {
            return Ok(());
        }
    }
}

async fn look_at(ctx: &Ctx, key: &TicketKey) -> Result<()> {
    let (mut tx, now) = (ctx.begin().await?, ctx.now());
    // A ticket may have gone from sight since it was listed; nothing is left to tell then.
    if tickets::lock(&mut tx, key).await?.is_none() {
        return Ok(());
    }
    let reader = tickets::Reader::of(&ctx.actor);
    let Some(thread) = tickets::thread(&mut tx, &reader, key).await? else { return Ok(()) };
    let terms = terms_at(&mut tx, &key.beneficiary, thread.ticket.received_at).await?;
    let marks = rules::marks(&Facts::of(&thread), &terms, now).map_err(clock_error)?;
    let reached = rules::reached(&marks, now);
    for mark in &reached {
        if store::warn(&mut tx, key, mark, now).await? > 0 {
            record(&mut tx, ctx, entry(key, mark)).await?;
        }
    }
    let next_clock = thread.ticket.due.map(|(clock, _)| clock);
    let is_due_soon = reached.iter().any(|m| Some(m.clock) == next_clock && m.moment == Moment::DueSoon);
    let next = rules::next(&marks, now).unwrap_or(tickets::NEVER);
    store::looked(&mut tx, key, next, is_due_soon).await?;
    Ok(tx.commit().await?)
}

fn entry(key: &TicketKey, mark: &Mark) -> Entry {
    let action = match mark.moment {
        Moment::DueSoon => "ticket.due_soon",
        Moment::Breached => "ticket.breached",
    };
    let entry = Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str());
    entry.detail(json!({"clock": mark.clock, "due": mark.due}))
}

fn clock_error(error: ClockError) -> Error {
    Error::Internal(error.to_string())
}

/// Asks for a recount of a beneficiary's deadlines for each version of its agreement imported since the last time.
pub async fn follow(ctx: &Ctx) -> Result<()> {
    let own = ctx.clone();
    feed::follow(ctx, &FOLLOWER, 100, async move |tx, entry| ask(tx, &own, entry).await).await.map(drop)
}

async fn ask(tx: &mut Tx, ctx: &Ctx, entry: &Recorded) -> Result<()> {
    let Some(of) = entry.beneficiary.as_ref().filter(|_| entry.action == "agreement.import") else {
        return Ok(());
    };
    let job = NewJob::new(RECOUNT, json!({"beneficiary": of})).of(of);
    enqueue(tx, ctx, job.once(format!("{RECOUNT}:{}", entry.object_id))).await
}

/// Works out again the next promise of every open ticket of a beneficiary, under the version in force at its
/// reception. Gives how many changed.
pub async fn recount(ctx: &Ctx, payload: Value) -> Result<u64> {
    let of = payload["beneficiary"].as_str().ok_or_else(|| Error::Internal("whose?".to_owned()))?;
    let (of, mut after, mut changed) = (BeneficiaryId::from(of), String::new(), 0);
    loop {
        let keys = store::open_after(&mut ctx.read().await?, &of, &after, BATCH).await?;
        let Some(last) = keys.last() else { break };
        after = last.id.to_string();
        for key in &keys {
            changed += u64::from(recount_one(ctx, key, ctx.now()).await?);
        }
    }
    let mut tx = ctx.begin().await?;
    let entry = Entry::new(RECOUNT, Some(&of), "organisation", of.as_str());
    record(&mut tx, ctx, entry.detail(json!({"changed": changed}))).await?;
    tx.commit().await?;
    Ok(changed)
}

async fn recount_one(ctx: &Ctx, key: &TicketKey, now: Timestamp) -> Result<bool> {
    let mut tx = ctx.begin().await?;
    if tickets::lock(&mut tx, key).await?.is_none() {
        return Ok(false);
    }
    let reader = tickets::Reader::of(&ctx.actor);
    let Some(mut thread) = tickets::thread(&mut tx, &reader, key).await? else { return Ok(false) };
    let terms = terms_at(&mut tx, &key.beneficiary, thread.ticket.received_at).await?;
    let due = clocks::next_due(&Facts::of(&thread), &terms, now).map_err(clock_error)?;
    if due == thread.ticket.due {
        return Ok(false);
    }
    thread.ticket.due = due;
    tickets::save(&mut tx, &thread.ticket).await?;
    tx.commit().await?;
    Ok(true)
}
