//! Entering who comes, calling in order, noting who left, and taking any of it back. Receiving is in [`super::reception`].

use super::{Act, CallForm, DayAt, EntryForm, Known, State, WalkIn, WalkInKey, WalkInPath, rules, store};
use crate::{
    counters::{self, Call, Counter, CounterId},
    tasks::rules::today,
    tickets::{actions::named, rules::TITLE_CHARACTERS},
};
use jiff::civil::Date;
use kernel::{Permission, Text, fold, id::BeneficiaryId, id::PersonId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    search::{self, Kind},
};
use serde_json::{Value, json};

/// Persons proposed while a name is typed.
const PROPOSED: usize = 10;

/// How many wait at each counter today.
pub async fn waiting(ctx: &Ctx) -> Result<Vec<(CounterId, i64)>> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::waiting(&mut ctx.read().await?, today(ctx.now())).await?)
}

/// A day at a counter; today when none is given.
pub async fn day(ctx: &Ctx, id: &CounterId, day: &str) -> Result<DayAt> {
    ctx.require(Permission::DeskRun)?;
    let day: Option<Date> = if day.is_empty() { Some(today(ctx.now())) } else { day.parse().ok() };
    let day = day.ok_or_else(|| Error::invalid("day", Text::new("walk-in-error-day")))?;
    let mut tx = ctx.read().await?;
    let counter = counters::store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let came = store::of_day(&mut tx, id, day).await?;
    Ok(DayAt { counter, day, came })
}

/// Persons of beneficiaries whom the words typed so far may mean.
pub async fn persons(ctx: &Ctx, words: &str) -> Result<Vec<Known>> {
    ctx.require(Permission::DeskRun)?;
    let Some(asked) = search::ask(words.trim_end()) else { return Ok(vec![]) };
    let mut tx = ctx.read().await?;
    let hits = search::page(&mut tx, ctx, &asked, &[Kind::Person], None, 2 * PROPOSED).await?;
    let ids: Vec<PersonId> = hits.into_iter().map(|hit| hit.id.into()).collect();
    let mut known = store::known(&mut tx, &ids).await?;
    known.truncate(PROPOSED);
    Ok(known)
}

/// Several persons are meant by the name typed; the form lets one be chosen.
pub async fn of_name(ctx: &Ctx, form: &EntryForm) -> Result<Vec<Known>> {
    let mut tx = ctx.read().await?;
    match rules::who(&form.who) {
        rules::Who::Name(name) => named_so(&mut tx, &name, form).await,
        rules::Who::Address(_) => Ok(vec![]),
    }
}

async fn named_so(tx: &mut Tx, name: &str, form: &EntryForm) -> Result<Vec<Known>> {
    let body = Some(BeneficiaryId::from(form.beneficiary.as_str())).filter(|_| !form.beneficiary.is_empty());
    Ok(store::by_name(tx, &fold(name), body.as_ref()).await?)
}

/// Enters somebody who comes; with `then`, he or she is called at once. Sent twice with one key, it is one entry.
pub async fn enter(ctx: &Ctx, id: &CounterId, form: &EntryForm) -> Result<WalkIn> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let counter = counters::store::lock(&mut tx, id).await?.filter(|counter| counter.archived_at.is_none());
    let counter = counter.ok_or(Error::NotFound)?;
    let (beneficiary, person, name) = typed(&mut tx, form).await?;
    let key = Some(form.key.as_str()).filter(|key| !key.is_empty());
    let day = today(ctx.now());
    let new = WalkIn {
        key: WalkInKey { beneficiary, id: ctx.id() },
        beneficiary_name: String::new(),
        counter: counter.id.clone(),
        day,
        number: counters::store::next_number(&mut tx, id, day).await?,
        title: form.title.trim().to_owned(),
        person,
        name,
        state: State::Waiting,
        arrived_at: ctx.now(),
        called_at: None,
        called_by: None,
        ended_at: None,
        outcome: None,
        ticket: None,
        version: 1,
    };
    if !store::insert(&mut tx, &new, &ctx.actor.name, key).await? {
        // Sent before: neither its number nor anything else is given out again.
        return store::by_key(&mut tx, &new.key.beneficiary, key.unwrap_or_default())
            .await?
            .ok_or(Error::NotFound);
    }
    note(&mut tx, ctx, "walk_in.enter", &new, json!({"number": new.number})).await?;
    let is_received_at_once = form.then == Act::Call.as_str();
    let entered = if is_received_at_once { called(&mut tx, ctx, new).await? } else { new };
    committed(tx, &entered.key).await
}

/// Who is meant: the body, the person when known, and the name.
async fn typed(tx: &mut Tx, form: &EntryForm) -> Result<(BeneficiaryId, Option<PersonId>, String)> {
    let (mut problems, title) = (Problems::default(), form.title.trim());
    if title.is_empty() || title.chars().count() > TITLE_CHARACTERS {
        problems.add("title", Text::new("walk-in-error-title").with("limit", TITLE_CHARACTERS));
    }
    let found = who(tx, form, &mut problems).await?;
    problems.into_result()?;
    found.ok_or(Error::NotFound)
}

type Visitor = (BeneficiaryId, Option<PersonId>, String);

async fn who(tx: &mut Tx, form: &EntryForm, problems: &mut Problems) -> Result<Option<Visitor>> {
    let is = |known: Known| Some((known.beneficiary, Some(known.id), known.name));
    if !form.person.is_empty() {
        let chosen = store::known(tx, &[PersonId::from(form.person.as_str())]).await?.pop();
        if chosen.is_none() {
            problems.add("person", Text::new("desk-error-requester"));
        }
        return Ok(chosen.and_then(is));
    }
    let name = match rules::who(&form.who) {
        rules::Who::Address(address) => {
            let found = store::by_address(tx, &fold(&address)).await?;
            if found.is_none() {
                problems.add("who", Text::new("walk-in-error-address"));
            }
            return Ok(found.and_then(is));
        }
        rules::Who::Name(name) => name,
    };
    if name.is_empty() || name.chars().count() > rules::NAME {
        problems.add("who", Text::new("walk-in-error-who").with("limit", rules::NAME));
        return Ok(None);
    }
    let mut known = named_so(tx, &name, form).await?;
    if known.len() > 1 {
        problems.add("person", Text::new("walk-in-error-several").with("count", known.len()));
        return Ok(None);
    }
    if let Some(only) = known.pop() {
        return Ok(is(only));
    }
    // Nobody known has this name: then it must be said for which body.
    let bodies = people::organisations::store::beneficiaries(tx).await?;
    let body = bodies.into_iter().find(|body| body.id.as_str() == form.beneficiary);
    if body.is_none() {
        problems.add("beneficiary", Text::new("walk-in-error-body"));
    }
    Ok(body.map(|body| (body.id, None, name)))
}

/// Calls the first in line. When another agent has just called the one who was shown as first, the next one is called;
/// when the actor has, nothing happens.
pub async fn call_next(ctx: &Ctx, id: &CounterId, form: &CallForm) -> Result<Option<WalkIn>> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    counters::store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let day = today(ctx.now());
    let came = store::of_day(&mut tx, id, day).await?;
    let shown = came.into_iter().find(|one| one.key.id.as_str() == form.next);
    let mine = |one: &WalkIn| one.called_by.as_ref().is_some_and(|by| by.id == ctx.actor.person);
    if let Some(shown) = shown.filter(|one| one.state != State::Waiting && mine(one)) {
        return Ok(Some(shown));
    }
    let Some(first) = store::first(&mut tx, id, day).await? else { return Ok(None) };
    let first = called(&mut tx, ctx, first).await?;
    committed(tx, &first.key).await.map(Some)
}

/// Calls somebody out of turn, or calls again.
pub async fn call(ctx: &Ctx, path: &WalkInPath, version: i64) -> Result<WalkIn> {
    let (mut tx, held) = held(ctx, path, version).await?;
    let one = called(&mut tx, ctx, held).await?;
    committed(tx, &one.key).await
}

async fn called(tx: &mut Tx, ctx: &Ctx, one: WalkIn) -> Result<WalkIn> {
    let now = ctx.now();
    let called_at = one.called_at.or(Some(now));
    let called_by = Some(named(&ctx.actor));
    let one = WalkIn { state: step(one.state, Act::Call)?, called_at, called_by, ..one };
    counters::store::call(tx, &one.counter, one.day, &Call { number: one.number, called_at: now }).await?;
    stored(tx, ctx, "walk_in.call", &one).await?;
    Ok(one)
}

/// Notes that somebody left before being received.
pub async fn leave(ctx: &Ctx, path: &WalkInPath, version: i64) -> Result<WalkIn> {
    let (mut tx, held) = held(ctx, path, version).await?;
    let one = WalkIn { state: step(held.state, Act::Leave)?, ended_at: Some(ctx.now()), ..held };
    stored(&mut tx, ctx, "walk_in.leave", &one).await?;
    committed(tx, &one.key).await
}

/// Takes the last step back. The ticket of somebody who was received stays, and is the one of the next time.
pub async fn undo(ctx: &Ctx, path: &WalkInPath, version: i64) -> Result<WalkIn> {
    let (mut tx, held) = held(ctx, path, version).await?;
    let state = step(held.state, Act::Undo)?;
    let one = WalkIn { state, ended_at: None, outcome: None, ..held };
    let one = if state == State::Waiting {
        counters::store::uncall(&mut tx, &one.counter, one.day, one.number).await?;
        WalkIn { called_at: None, called_by: None, ..one }
    } else {
        one
    };
    stored(&mut tx, ctx, "walk_in.undo", &one).await?;
    committed(tx, &one.key).await
}

/// Where an action leads, or why it does not.
pub(super) fn step(state: State, act: Act) -> Result<State> {
    rules::after(state, act).ok_or_else(|| Error::refused("walk-in-error-state"))
}

/// Holds the counter, then somebody who came to it as he or she was read.
pub(super) async fn held(ctx: &Ctx, path: &WalkInPath, version: i64) -> Result<(Tx, WalkIn)> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let _: Counter = counters::store::lock(&mut tx, &path.counter).await?.ok_or(Error::NotFound)?;
    let key = WalkInKey { beneficiary: path.beneficiary.clone(), id: path.walk_in.clone() };
    let held = store::lock(&mut tx, &path.counter, &key).await?.ok_or(Error::NotFound)?;
    if held.version != version {
        return Err(Error::Stale(held.version));
    }
    Ok((tx, held))
}

async fn stored(tx: &mut Tx, ctx: &Ctx, action: &'static str, one: &WalkIn) -> Result<()> {
    store::update(tx, one).await?;
    note(tx, ctx, action, one, json!({"state": one.state})).await
}

/// Records in the provider's chain: the line at a counter is the provider's own business, the ticket is not.
pub(super) async fn note(
    tx: &mut Tx,
    ctx: &Ctx,
    action: &'static str,
    one: &WalkIn,
    mut detail: Value,
) -> Result<()> {
    detail["beneficiary"] = json!(one.key.beneficiary);
    let entry = Entry::new(action, None, "walk_in", one.key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

async fn committed(mut tx: Tx, key: &WalkInKey) -> Result<WalkIn> {
    let one = store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(one)
}
