//! What agents do with calls: look at who calls, open a ticket, link one, note a call, call back.

use super::{
    Call, CallId, Caller, Direction, LinkForm, NoteForm, Part, State, TicketForm, intake, rules, store,
};
use crate::tickets::{
    self, Channel, Impact, Kind, Ticket, TicketKey, Urgency,
    actions::{Draft, Incoming, begin},
    listing,
};
use jiff::{SignedDuration, Timestamp, civil::DateTime};
use kernel::{
    Permission, Text, Zone,
    id::{BeneficiaryId, PersonId},
};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Calls of one page.
pub const PAGE: usize = 50;

/// Tickets and calls shown of a caller.
const RECENT: i64 = 5;

/// Calls of a part of the list, and where the next page begins.
pub async fn list(ctx: &Ctx, part: Part, after: &str) -> Result<(Vec<Call>, Option<String>)> {
    ctx.require(Permission::DeskRun)?;
    let cursor = listing::cursor(after).map(|cursor| (cursor.at, cursor.id));
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let mut tx = ctx.read().await?;
    let mut calls = store::page(&mut tx, part, ctx.now() - rules::STALE, cursor.as_ref(), limit).await?;
    let has_more = calls.len() > PAGE;
    calls.truncate(PAGE);
    let next = calls.last().filter(|_| has_more);
    let next = next.map(|call| format!("{}.{}", call.began_at.as_microsecond(), call.id));
    Ok((calls, next))
}

/// How many missed calls wait.
pub async fn waiting(ctx: &Ctx) -> Result<i64> {
    ctx.require(Permission::DeskRun)?;
    Ok(store::waiting(&mut ctx.read().await?).await?)
}

/// The call to show as soon as a page is looked at: the latest that rings, or that the reader has taken.
pub async fn current(ctx: &Ctx) -> Result<Option<Call>> {
    let (calls, _) = list(ctx, Part::Now, "").await?;
    Ok(calls.into_iter().find(|call| rules::pops(call, ctx.actor.person.as_ref(), ctx.now())))
}

/// A call with what an agent needs to know while somebody is on the phone.
#[derive(Clone, Debug)]
pub struct Card {
    /// The call.
    pub call: Call,
    /// Who it may be: the person known, else everybody who has the number.
    pub callers: Vec<Caller>,
    /// Their open tickets, with the name of the requester.
    pub tickets: Vec<Ticket>,
    /// The last calls of the number.
    pub calls: Vec<Call>,
    /// Whether pages of the reader show it as soon as it comes.
    pub pops: bool,
}

/// The card of a call.
pub async fn card(ctx: &Ctx, id: &CallId) -> Result<Card> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.read().await?;
    let call = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let callers = match &call.person {
        Some(person) => vec![person.clone()],
        None if call.number.is_empty() => vec![],
        None => store::callers(&mut tx, &call.number).await?,
    };
    let calls = match call.number.as_str() {
        "" => vec![],
        number => store::of_number(&mut tx, number, id, RECENT).await?,
    };
    let mut tickets = vec![];
    for caller in callers.iter().filter(|caller| caller.beneficiary.is_some()).take(3) {
        let of = tickets::store::requests_page(&mut tx, &caller.id, None).await?;
        tickets.extend(
            of.into_iter()
                .filter(|t| tickets::rules::is_open(t.state))
                .take(usize::try_from(RECENT).unwrap_or(5)),
        );
    }
    let pops = rules::pops(&call, ctx.actor.person.as_ref(), ctx.now());
    Ok(Card { call, callers, tickets, calls, pops })
}

async fn held(ctx: &Ctx, id: &CallId) -> Result<(Tx, Call)> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, id).await?;
    let call = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, call))
}

/// Opens the ticket of a call, in the transaction that puts the call beside it.
pub async fn open_ticket(ctx: &Ctx, id: &CallId, form: &TicketForm) -> Result<TicketKey> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.read().await?;
    let call = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let requester = PersonId::from(form.requester.as_str());
    let person = people::persons::store::find(&mut tx, &requester).await?;
    drop(tx);
    let mut problems = Problems::default();
    let beneficiary = person.and_then(|person| person.beneficiary);
    if beneficiary.is_none() {
        problems.add("requester", Text::new("call-error-requester"));
    }
    if form.title.trim().is_empty() {
        problems.add("title", Text::new("call-error-title"));
    }
    problems.into_result()?;
    let draft = draft(form, beneficiary.ok_or(Error::NotFound)?, requester.clone());
    let key = Some(form.key.clone()).filter(|key| !key.is_empty());
    let incoming = Incoming { draft, files: vec![], idempotency_key: key };
    let (mut tx, key, is_new) = begin(ctx, incoming).await?;
    if is_new {
        store::lock(&mut tx, id).await?;
        linked(&mut tx, ctx, &call, Some(&key), Some(&requester)).await?;
        tx.commit().await?;
    }
    Ok(key)
}

fn draft(form: &TicketForm, beneficiary: BeneficiaryId, requester: PersonId) -> Draft {
    Draft {
        beneficiary,
        requester: Some(requester),
        kind: Kind::Incident,
        is_administrative: false,
        title: form.title.clone(),
        description: form.description.clone(),
        channel: Channel::Phone,
        site: None,
        impact: Impact::Low,
        urgency: Urgency::Medium,
    }
}

/// Puts a call beside a ticket that is there already.
pub async fn link(ctx: &Ctx, id: &CallId, form: &LinkForm) -> Result<TicketKey> {
    let (mut tx, call) = held(ctx, id).await?;
    let ticket = named(&mut tx, ctx, &form.ticket).await?;
    let ticket = ticket.ok_or_else(|| Error::invalid("ticket", Text::new("call-error-ticket")))?;
    linked(&mut tx, ctx, &call, Some(&ticket.key), None).await?;
    tx.commit().await?;
    Ok(ticket.key)
}

/// Puts a call beside a ticket named by its key.
pub async fn link_to(ctx: &Ctx, id: &CallId, key: &TicketKey) -> Result<()> {
    let (mut tx, call) = held(ctx, id).await?;
    let reader = tickets::store::Reader::of(&ctx.actor);
    tickets::store::get(&mut tx, &reader, key).await?.ok_or(Error::NotFound)?;
    linked(&mut tx, ctx, &call, Some(key), None).await?;
    Ok(tx.commit().await?)
}

/// Takes a call away from its ticket.
pub async fn unlink(ctx: &Ctx, id: &CallId) -> Result<()> {
    let (mut tx, call) = held(ctx, id).await?;
    if call.ticket.is_some() {
        linked(&mut tx, ctx, &call, None, None).await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn linked(
    tx: &mut Tx,
    ctx: &Ctx,
    call: &Call,
    ticket: Option<&TicketKey>,
    person: Option<&PersonId>,
) -> Result<()> {
    store::set_ticket(tx, &call.id, ticket, person).await?;
    let action = if ticket.is_some() { "call.link" } else { "call.unlink" };
    let about = ticket.or(call.ticket.as_ref().map(|(key, _)| key));
    let detail =
        json!({"ticket": about.map(|key| &key.id), "beneficiary": about.map(|key| &key.beneficiary)});
    record(tx, ctx, Entry::new(action, None, "phone_call", call.id.as_str()).detail(detail)).await
}

/// The ticket of a reference such as `PMPB-123`.
async fn named(tx: &mut Tx, ctx: &Ctx, reference: &str) -> Result<Option<Ticket>> {
    let Some((code, number)) = reference.trim().rsplit_once('-') else { return Ok(None) };
    let Ok(number) = number.parse() else { return Ok(None) };
    let reader = tickets::store::Reader::of(&ctx.actor);
    Ok(tickets::store::by_reference(tx, &reader, &code.to_uppercase(), number).await?)
}

/// Says that a missed call was called back, or that it was not after all.
pub async fn set_called_back(ctx: &Ctx, id: &CallId, is_done: bool) -> Result<()> {
    let (mut tx, call) = held(ctx, id).await?;
    if call.state != State::Missed || call.called_back.is_some() == is_done {
        return Ok(());
    }
    let back = is_done.then_some((ctx.now(), ctx.actor.name.as_str()));
    store::set_called_back(&mut tx, id, back).await?;
    let action = if is_done { "call.back" } else { "call.back_undone" };
    record(&mut tx, ctx, Entry::new(action, None, "phone_call", id.as_str())).await?;
    Ok(tx.commit().await?)
}

/// Notes a call that no exchange told of.
pub async fn note(ctx: &Ctx, form: &NoteForm) -> Result<Call> {
    ctx.require(Permission::DeskRun)?;
    let mut tx = ctx.begin().await?;
    let call = typed(&mut tx, ctx, form).await?;
    store::insert(&mut tx, &call, None).await?;
    if call.direction == Direction::Out && call.answered_at.is_some() {
        store::called_back(&mut tx, &call.number, call.began_at, &ctx.actor.name).await?;
    }
    let entry = Entry::new("call.note", None, "phone_call", call.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"direction": call.direction, "state": call.state}))).await?;
    tx.commit().await?;
    Ok(call)
}

/// The call that was typed, when nothing is wrong with it.
async fn typed(tx: &mut Tx, ctx: &Ctx, form: &NoteForm) -> Result<Call> {
    let mut problems = Problems::default();
    let at = when(ctx, &form.at, &mut problems);
    if form.note.chars().count() > rules::NOTE {
        problems.add("note", Text::new("desk-error-too-long").with("limit", rules::NOTE));
    }
    let number = intake::number(&form.number);
    let callers = if number.is_empty() { vec![] } else { store::callers(tx, &number).await? };
    let person = match form.person.as_str() {
        "" if callers.len() == 1 => callers.into_iter().next(),
        "" => None,
        id => known(tx, id, &mut problems).await?,
    };
    let ticket = match form.ticket.trim() {
        "" => None,
        reference => named(tx, ctx, reference).await?,
    };
    if ticket.is_none() && !form.ticket.trim().is_empty() {
        problems.add("ticket", Text::new("call-error-ticket"));
    }
    if number.is_empty() && person.is_none() && form.note.trim().is_empty() {
        problems.add("number", Text::new("call-error-empty"));
    }
    problems.into_result()?;
    let direction = Direction::parse(&form.direction).unwrap_or(Direction::In);
    let mut call = intake::blank(ctx, direction, number, at)?;
    call.person = person;
    call.ticket = ticket.map(|ticket| (ticket.key, ticket.reference));
    form.note.trim().clone_into(&mut call.note);
    settle(ctx, &mut call, form);
    Ok(call)
}

/// A call noted is over.
fn settle(ctx: &Ctx, call: &mut Call, form: &NoteForm) {
    call.ended_at = Some(call.began_at);
    if form.state == State::Missed.as_str() && call.direction == Direction::In {
        call.state = State::Missed;
        return;
    }
    call.state = State::Ended;
    call.answered_at = Some(call.began_at);
    call.agent = ctx.actor.person.clone().map(|id| (id, ctx.actor.name.clone()));
}

fn when(ctx: &Ctx, text: &str, problems: &mut Problems) -> Timestamp {
    if text.trim().is_empty() {
        return ctx.now();
    }
    let typed: Option<DateTime> = text.trim().parse().ok();
    let at = typed.and_then(|at| at.to_zoned(Zone::Metropole.time_zone()).ok()).map(|at| at.timestamp());
    let at = at.filter(|at| *at <= ctx.now() + SignedDuration::from_mins(1));
    at.unwrap_or_else(|| {
        problems.add("at", Text::new("call-error-at"));
        ctx.now()
    })
}

async fn known(tx: &mut Tx, id: &str, problems: &mut Problems) -> Result<Option<Caller>> {
    let person = people::persons::store::find(tx, &PersonId::from(id)).await?;
    if person.is_none() {
        problems.add("person", Text::new("call-error-person"));
    }
    Ok(person.map(|p| Caller {
        id: p.id,
        name: p.name,
        organisation: p.organisation_name,
        beneficiary: p.beneficiary,
    }))
}

/// Forgets numbers, persons and notes of calls after the days that the settings say; their times stay.
pub async fn forget(ctx: &Ctx) -> Result<()> {
    let days = ctx.platform.settings.call_days;
    if days <= 0 {
        return Ok(());
    }
    let mut tx = ctx.begin().await?;
    store::forget(&mut tx, ctx.now() - SignedDuration::from_hours(24 * days)).await?;
    Ok(tx.commit().await?)
}
