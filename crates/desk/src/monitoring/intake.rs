//! Taking what a source posts: who it is, what it says, what becomes of it.

mod cuts;
pub(super) mod silence;
mod told;

pub(super) use told::{site, title};

use super::{
    Event, Kind, Outcome, Reason, Refusal, Rule, Source, SourceId, payloads,
    rules::{self, Facts, Standing},
    store::{self, incidents},
};
use crate::{
    desk_settings,
    hooks::Hook,
    links,
    tickets::{TicketKey, store as ticket_store},
};
use axum::http::HeaderMap;
use jiff::SignedDuration;
use kernel::{Actor, Scope, Text, id::BeneficiaryId};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde::Serialize;
use told::{Told, kept};

/// Most bytes of a delivery.
pub const BYTES: usize = 1 << 20;

/// How often the same refusal is written down.
const REFUSALS: SignedDuration = SignedDuration::from_mins(1);

/// What became of one event of a delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// What became of it, when it first came.
    pub outcome: Outcome,
    /// Why it made nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Whether it had come before.
    pub repeated: bool,
    /// Path of its ticket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// The work of a source: it acts under its own name, and stands on nobody's side, so that what it says is no answer of
/// the desk.
fn speaking(ctx: &Ctx, source: &Source) -> Ctx {
    let actor = Actor {
        person: None,
        name: source.settings.name.clone(),
        side: None,
        scope: Scope::All,
        permissions: vec![],
        is_system: true,
    };
    Ctx { actor, ..ctx.clone() }
}

/// Takes a delivery. `body` is nothing when it was too large. Told twice, an event makes nothing new.
pub async fn take(ctx: &Ctx, id: &SourceId, headers: &HeaderMap, body: Option<&[u8]>) -> Result<Vec<Answer>> {
    let mut tx = ctx.platform.db.read(&Scope::All).await?;
    let source = store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    drop(tx);
    if !source.settings.kind.posts() {
        return Err(Error::NotFound);
    }
    let ctx = speaking(ctx, &source);
    let events = match readable(&ctx, &source, headers, body) {
        Ok(events) => events,
        Err((why, error)) => {
            let mut tx = ctx.begin().await?;
            store::refused(&mut tx, id, why, ctx.now(), ctx.now() - REFUSALS).await?;
            tx.commit().await?;
            return Err(error);
        }
    };
    if source.is_silent && !events.is_empty() {
        speaks(&ctx, id).await?;
    }
    let mut answers = vec![];
    for event in &events {
        answers.push(Box::pin(one(&ctx, id, event, None)).await?);
    }
    refuse_when_nothing_was_taken(&answers)?;
    Ok(answers)
}

/// Tells what a source of this program saw by itself. With `rule` it is that rule which says whose it is; otherwise the
/// source's own do. Told twice, it makes nothing new.
pub(crate) async fn tell(ctx: &Ctx, source: &Source, event: &Event, rule: Option<&Rule>) -> Result<Answer> {
    Box::pin(one(&speaking(ctx, source), &source.id, event, rule)).await
}

/// Forgets that a thing of a source fails: nobody looks at it any more. Its outage ends; its ticket is left to people.
pub(crate) async fn look_away(
    tx: &mut Tx,
    ctx: &Ctx,
    source: &SourceId,
    beneficiary: &BeneficiaryId,
    alarm: &str,
) -> Result<()> {
    let known = incidents::alarm(tx, beneficiary, source, alarm).await?;
    let Some(known) = known.filter(|known| known.is_firing) else { return Ok(()) };
    ticket_store::lock(tx, &known.ticket).await?;
    incidents::recovers(tx, &known, ctx.now()).await?;
    let watch_key = cuts::watch_key(source, alarm);
    estate::outages::watched::ended(tx, ctx, beneficiary, &watch_key, ctx.now()).await.map(drop)
}

/// Ends the silence of a source, on its own: what it tells then takes tickets before the log, as everybody does.
async fn speaks(ctx: &Ctx, id: &SourceId) -> Result<()> {
    let mut tx = ctx.begin().await?;
    if !store::lock(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    let source = store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    silence::ends(&mut tx, ctx, &source).await?;
    store::heard(&mut tx, id, ctx.now()).await?;
    Ok(tx.commit().await?)
}

type Unread = (Refusal, Error);

fn readable(
    ctx: &Ctx,
    source: &Source,
    headers: &HeaderMap,
    body: Option<&[u8]>,
) -> Result<Vec<Event>, Unread> {
    let unproven = |error| (Refusal::Proof, error);
    if source.settings.kind != Kind::Generic {
        hook(source).by_secret(ctx, headers).map_err(unproven)?;
    }
    let limit = || Error::invalid("", Text::new("monitoring-error-size").with("limit", BYTES >> 10));
    let body = body.ok_or_else(|| (Refusal::Size, limit()))?;
    if source.settings.kind == Kind::Generic {
        hook(source).by_signature(ctx, headers, body).map_err(unproven)?;
    }
    if !source.is_enabled {
        return Err((Refusal::Paused, Error::refused("monitoring-error-paused")));
    }
    payloads::read(source.settings.kind, body).map_err(|error| (Refusal::Form, error))
}

fn hook(source: &Source) -> Hook<'_> {
    Hook { purpose: "monitoring", id: source.id.as_str(), generation: source.generation }
}

/// The secret of a source.
pub(super) fn secret(ctx: &Ctx, source: &Source) -> String {
    hook(source).secret(ctx)
}

/// A delivery of which no event could be taken is refused as a whole, so that its sender shows it.
fn refuse_when_nothing_was_taken(answers: &[Answer]) -> Result<()> {
    if answers.is_empty() || answers.iter().any(|answer| answer.outcome != Outcome::Refused) {
        return Ok(());
    }
    let mut problems = Problems::default();
    for (i, answer) in answers.iter().enumerate() {
        let key = answer.reason.map_or("monitoring-outcome-refused", Reason::label_key);
        problems.add(&format!("events[{i}]"), Text::new(key));
    }
    problems.into_result()
}

async fn one(ctx: &Ctx, id: &SourceId, event: &Event, rule: Option<&Rule>) -> Result<Answer> {
    match Box::pin(taken(ctx, id, event, rule)).await {
        // A rule of tickets refuses it: its contact has left, for example. Somebody must see that.
        Err(Error::NotFound | Error::Forbidden(_) | Error::Refused(_) | Error::Invalid(_)) => {
            let mut tx = ctx.begin().await?;
            let reason = Some(Reason::Desk);
            kept(&mut tx, ctx, id, event, (Outcome::Refused, reason), None).await?;
            tx.commit().await?;
            Ok(Answer { outcome: Outcome::Refused, reason, repeated: false, ticket: None })
        }
        done => done,
    }
}

async fn taken(ctx: &Ctx, id: &SourceId, event: &Event, rule: Option<&Rule>) -> Result<Answer> {
    let mut tx = ctx.begin().await?;
    if !store::lock(&mut tx, id).await? {
        return Err(Error::NotFound);
    }
    let source = store::find(&mut tx, id, ctx.now()).await?.ok_or(Error::NotFound)?;
    store::heard(&mut tx, id, ctx.now()).await?;
    let before = incidents::by_key(&mut tx, id, &event.key).await?;
    if let Some(before) = before.filter(|before| before.outcome != Outcome::Refused) {
        incidents::told_again(&mut tx, &before.id).await?;
        tx.commit().await?;
        let ticket = before.ticket.map(|key| key.path());
        return Ok(Answer { outcome: before.outcome, reason: before.reason, repeated: true, ticket });
    }
    let rules = if rule.is_some() { vec![] } else { store::rules(&mut tx, id).await? };
    let Some(rule) = rule.or_else(|| rules::deciding(&rules, event)) else {
        let (outcome, reason) = rules::WITHOUT_RULE;
        kept(&mut tx, ctx, id, event, (outcome, reason), None).await?;
        tx.commit().await?;
        return Ok(Answer { outcome, reason, repeated: false, ticket: None });
    };
    let facts = facts(&mut tx, ctx, &source, &rule.beneficiary, event).await?;
    let plan = rules::decide(&source.settings, event, &facts);
    let (outcome, reason) = plan.outcome();
    let told = Told { ctx, source: &source, rule, event };
    let ticket = told.carry_out(tx, plan, facts).await?;
    Ok(Answer { outcome, reason, repeated: false, ticket: ticket.map(|key| key.path()) })
}

/// What is known when an event of a beneficiary comes.
pub(super) async fn facts(
    tx: &mut Tx,
    ctx: &Ctx,
    source: &Source,
    beneficiary: &BeneficiaryId,
    event: &Event,
) -> Result<Facts> {
    let since = ctx.now() - SignedDuration::from_mins(source.settings.storm_minutes);
    let alarm = incidents::alarm(tx, beneficiary, &source.id, &event.alarm).await?;
    let about = if event.is_firing {
        incidents::latest_of_group(tx, beneficiary, &source.id, event).await?
    } else {
        alarm.clone()
    };
    Ok(Facts {
        standing: standing(tx, about, event).await?,
        alarm,
        opened_lately: incidents::opened_since(tx, beneficiary, &source.id, since).await?,
        storm: incidents::storm(tx, beneficiary, &source.id, since).await?,
        reopen_days: desk_settings::store::get(tx).await?.reopen_days,
        now: ctx.now(),
    })
}

/// How the ticket of an alarm stands; that of a duplicate is where its conversation goes on.
async fn standing(tx: &mut Tx, alarm: Option<super::Alarm>, event: &Event) -> Result<Option<Standing>> {
    let Some(alarm) = alarm else { return Ok(None) };
    let main = links::store::main_of(tx, &alarm.ticket).await?;
    let ticket = main.unwrap_or_else(|| alarm.ticket.clone());
    Ok(incidents::standing(tx, &alarm, ticket, &event.alarm).await?)
}

/// Whether a ticket is one that the reader may open.
pub(super) async fn reference(tx: &mut Tx, ctx: &Ctx, key: &TicketKey) -> Result<Option<String>> {
    let ticket = ticket_store::get(tx, &ticket_store::Reader::of(&ctx.actor), key).await?;
    Ok(ticket.map(|ticket| ticket.reference))
}
