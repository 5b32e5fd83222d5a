//! Receiving somebody: the request becomes a ticket of the channel `counter`, or is answered at once, and then the
//! ticket is resolved so that it counts. One transaction holds the line, the ticket and its answer.

use super::{
    Act, Outcome, ReceptionForm, WalkIn, WalkInPath,
    actions::{held, note, step},
    rules, store,
};
use crate::tickets::{
    Channel, Impact, Kind, State as TicketState, TicketKey, Transition, Urgency,
    actions::{self as tickets, Draft, Say, Work, named},
    rules::{TEXT_CHARACTERS, TITLE_CHARACTERS, is_open},
};
use kernel::{Text, id::PersonId};
use people::{Person, Role};
use platform::{Ctx, Error, Problems, Result, db::Tx};
use serde_json::json;

/// Receives somebody. The clocks of the ticket begin when he or she came, not when it is typed (R4.7).
pub async fn serve(ctx: &Ctx, path: &WalkInPath, form: &ReceptionForm) -> Result<TicketKey> {
    let (mut tx, held) = held(ctx, path, form.version).await?;
    let state = step(held.state, Act::Serve)?;
    let (outcome, kind) = check(form)?;
    let (key, is_new) = match held.ticket.clone() {
        Some((key, _)) => (key, false),
        None => open(&mut tx, ctx, &held, form, kind).await?,
    };
    let now = ctx.now();
    let called_by = held.called_by.clone().or_else(|| Some(named(&ctx.actor)));
    let one = WalkIn {
        state,
        called_at: held.called_at.or(Some(now)),
        called_by,
        ended_at: Some(now),
        outcome: Some(outcome),
        ticket: Some((key.clone(), String::new())),
        title: form.title.trim().to_owned(),
        ..held
    };
    store::update(&mut tx, &one).await?;
    note(&mut tx, ctx, "walk_in.serve", &one, json!({"outcome": outcome, "ticket": key.id})).await?;
    Box::pin(follow(ctx, tx, &key, outcome, is_new, form)).await?;
    Ok(key)
}

fn check(form: &ReceptionForm) -> Result<(Outcome, Kind)> {
    let (mut problems, title) = (Problems::default(), form.title.trim());
    let (outcome, kind) = (Outcome::parse(&form.outcome), Kind::parse(&form.kind));
    if outcome.is_none() {
        problems.add("outcome", Text::new("desk-error-choice"));
    }
    if kind.is_none() {
        problems.add("kind", Text::new("desk-error-choice"));
    }
    if title.is_empty() || title.chars().count() > TITLE_CHARACTERS {
        problems.add("title", Text::new("walk-in-error-title").with("limit", TITLE_CHARACTERS));
    }
    if form.notes.chars().count() > TEXT_CHARACTERS {
        problems.add("notes", Text::new("desk-error-too-long").with("limit", TEXT_CHARACTERS));
    }
    problems.into_result()?;
    outcome.zip(kind).ok_or(Error::NotFound)
}

async fn open(
    tx: &mut Tx,
    ctx: &Ctx,
    one: &WalkIn,
    form: &ReceptionForm,
    kind: Kind,
) -> Result<(TicketKey, bool)> {
    let given = Some(PersonId::from(form.requester.as_str())).filter(|_| !form.requester.is_empty());
    let came = ctx.lang.with("walk-in-came-words", &[("name", one.name.as_str())]);
    let notes = form.notes.trim();
    let answers = form.outcome == Outcome::Answered.as_str();
    // Who is not known by the instance is named in the ticket.
    let description = match (&one.person, notes.is_empty() || answers) {
        (Some(_), true) => String::new(),
        (Some(_), false) => notes.to_owned(),
        (None, true) => came,
        (None, false) => format!("{came}\n\n{notes}"),
    };
    let draft = Draft {
        beneficiary: one.key.beneficiary.clone(),
        requester: one.person.clone().or(given),
        kind,
        is_administrative: false,
        title: form.title.trim().to_owned(),
        description,
        channel: Channel::Counter,
        site: None,
        impact: Impact::Low,
        urgency: Urgency::Medium,
    };
    tickets::open_received(tx, ctx, &draft, vec![], None, one.arrived_at).await
}

/// What becomes of the ticket: answered and resolved, or worked on. Commits.
async fn follow(
    ctx: &Ctx,
    tx: Tx,
    key: &TicketKey,
    outcome: Outcome,
    is_new: bool,
    form: &ReceptionForm,
) -> Result<()> {
    let mut work = Work::within(ctx, tx, key).await?;
    let (state, version) = (work.thread.ticket.state, work.thread.ticket.version);
    match outcome {
        Outcome::Answered if is_open(state) => {
            let notes = form.notes.trim();
            let body = if notes.is_empty() { ctx.lang.t("walk-in-answered-words") } else { notes.to_owned() };
            let then = Some(Transition::Resolve);
            let say = Say { version, body, is_internal: false, then, files: vec![], idempotency_key: None };
            let message = work.speak(say, vec![]).await?;
            let detail = json!({"then": then, "message": message, "channel": Channel::Counter});
            work.finish("ticket.answer", detail).await.map(drop)
        }
        Outcome::Ticket if !is_new && state == TicketState::Resolved => {
            work.expect(version)?;
            work.pass(Transition::Reopen, &ctx.lang.t("walk-in-reopened")).await?;
            let detail =
                json!({"transition": Transition::Reopen, "from": state, "to": TicketState::InProgress});
            work.finish("ticket.move", detail).await.map(drop)
        }
        _ => Ok(work.tx.commit().await?),
    }
}

/// Those of the body for whom the ticket of somebody unknown may be: who follows everything of the body comes first.
pub async fn requesters(ctx: &Ctx, one: &WalkIn) -> Result<Vec<Person>> {
    if one.person.is_some() || one.ticket.is_some() || rules::after(one.state, Act::Serve).is_none() {
        return Ok(vec![]);
    }
    let mut persons = people::persons::store::active_of(&mut ctx.read().await?, &one.key.beneficiary).await?;
    // Stable: by name within each group.
    persons.sort_by_key(|person| !person.roles.contains(&Role::Officer));
    Ok(persons)
}
