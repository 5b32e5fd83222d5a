//! Beginning a conversation, writing, taking it, handing it over, ending it. Each is one transaction over the
//! conversation and its ticket, always held in this order.

use super::{Chat, EndForm, HandForm, Line, OpenForm, Reading, SayForm, State, TakeForm, rules, store};
use crate::{
    desk_settings,
    teams::{self, TeamId},
    tickets::{
        self, ChangeKind, Channel, Impact, Kind, Named, State as TicketState, TicketKey, Transition, Urgency,
        actions::{Draft, Say, Work, is_provider, keep, named, terms_at, worker},
        rules::{FILE_BYTES, FILES},
        store::Reader,
    },
};
use jiff::SignedDuration;
use kernel::{Permission, Scope, Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx, web::UploadedFile};
use serde_json::json;

/// Conversations shown to agents at once.
const SHOWN: i64 = 200;

/// Given up in one go.
const BATCH: i64 = 50;

/// Whether an actor answers conversations.
pub(crate) fn is_agent(ctx: &Ctx) -> bool {
    is_provider(&ctx.actor) && ctx.actor.may(Permission::TicketWork)
}

/// Begins a conversation: a ticket is opened at once, so that nothing is lost whatever happens next. Outside the service
/// window, or when nobody comes in time, it goes on as a ticket like any other.
pub async fn open(ctx: &Ctx, form: &OpenForm, files: Vec<UploadedFile>) -> Result<TicketKey> {
    ctx.require(Permission::TicketCreate)?;
    let Scope::One(own) = ctx.scope().clone() else { return Err(Error::refused("chat-error-agents")) };
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    check(&form.body, &files)?;
    let draft = Draft {
        beneficiary: own.clone(),
        requester: Some(person.clone()),
        kind: Kind::parse(&form.kind).unwrap_or(Kind::Incident),
        is_administrative: false,
        title: String::new(),
        description: form.body.clone(),
        channel: Channel::Chat,
        site: None,
        impact: Impact::Low,
        urgency: Urgency::Medium,
    };
    let files = keep(ctx, files).await?;
    let key = Some(form.key.as_str()).filter(|key| !key.is_empty());
    let mut tx = ctx.begin().await?;
    let (ticket, is_new) = tickets::actions::open(&mut tx, ctx, &draft, files, key).await?;
    if !is_new {
        return Ok(ticket);
    }
    // The end of the beneficiary's log is held by now: no other conversation of this person begins meanwhile.
    if store::open_of(&mut tx, &person).await?.is_some() {
        return Err(Error::refused("chat-error-open"));
    }
    begin(&mut tx, ctx, &ticket, person).await?;
    tx.commit().await?;
    Ok(ticket)
}

async fn begin(tx: &mut Tx, ctx: &Ctx, key: &TicketKey, person: PersonId) -> Result<()> {
    let now = ctx.now();
    let minutes = desk_settings::store::get(tx).await?.chat_minutes;
    let is_served = terms_at(tx, &key.beneficiary, now).await?.clock.is_open(now);
    let waits = if is_served { SignedDuration::from_mins(minutes) } else { SignedDuration::ZERO };
    let chat = Chat {
        key: key.clone(),
        person,
        state: if is_served { State::Waiting } else { State::Unanswered },
        opened_at: now,
        wait_until: now + waits,
        agent: None,
        meant_for: None,
        team: None,
        taken_at: None,
        ended_at: (!is_served).then_some(now),
        ended_by: None,
        version: 1,
    };
    store::insert(tx, &chat).await?;
    if is_served { Ok(()) } else { note(tx, ctx, "chat.unanswered", key).await }
}

async fn note(tx: &mut Tx, ctx: &Ctx, action: &'static str, key: &TicketKey) -> Result<()> {
    record(tx, ctx, Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str())).await
}

fn check(body: &str, files: &[UploadedFile]) -> Result<()> {
    let mut problems = Problems::default();
    if body.trim().is_empty() {
        problems.add("body", Text::new("desk-error-empty-message"));
    }
    if body.chars().count() > rules::TEXT {
        problems.add("body", Text::new("desk-error-too-long").with("limit", rules::TEXT));
    }
    if files.len() > FILES {
        problems.add("files", Text::new("desk-error-too-many-files").with("limit", FILES));
    }
    for file in files.iter().filter(|file| file.bytes.len() > FILE_BYTES) {
        let text = Text::new("desk-error-file-too-large").with("name", &file.name);
        problems.add("files", text.with("limit", FILE_BYTES >> 20));
    }
    problems.into_result()
}

/// The conversation the actor has not ended yet.
pub async fn own(ctx: &Ctx) -> Result<Option<Chat>> {
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    Ok(store::open_of(&mut ctx.read().await?, &person).await?)
}

/// Whether somebody answers now, by the agreement's service window.
pub async fn is_served(ctx: &Ctx) -> Result<bool> {
    let Scope::One(own) = ctx.scope() else { return Ok(true) };
    Ok(terms_at(&mut ctx.read().await?, own, ctx.now()).await?.clock.is_open(ctx.now()))
}

/// A conversation, to who asked and to agents who see its ticket; to nobody else of the same body.
pub async fn read(ctx: &Ctx, key: &TicketKey) -> Result<Reading> {
    let mut tx = ctx.read().await?;
    let chat = seen(ctx, store::find(&mut tx, key).await?)?;
    let thread = tickets::store::thread(&mut tx, &Reader::of(&ctx.actor), key).await?;
    Ok(Reading { chat, thread: thread.ok_or(Error::NotFound)? })
}

fn seen(ctx: &Ctx, chat: Option<Chat>) -> Result<Chat> {
    let is_own = |chat: &Chat| ctx.actor.person.as_ref() == Some(&chat.person);
    chat.filter(|chat| is_own(chat) || is_agent(ctx)).ok_or(Error::NotFound)
}

/// What is not over, in the order that suits the actor.
pub async fn list(ctx: &Ctx) -> Result<Vec<Line>> {
    ctx.require(Permission::TicketWork)?;
    let agent = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let mut tx = ctx.read().await?;
    let chats = store::open(&mut tx, SHOWN).await?;
    let ids: Vec<_> = chats.iter().map(|chat| chat.key.id.clone()).collect();
    let visible = tickets::store::visible(&mut tx, &Reader::of(&ctx.actor), &ids).await?;
    let teams: Vec<TeamId> = teams::store::of_person(&mut tx, &agent).await?;
    let line = |chat: Chat| {
        let ticket = visible.iter().find(|ticket| ticket.key == chat.key).cloned()?;
        Some(Line { chat, ticket })
    };
    let mut lines: Vec<Line> = chats.into_iter().filter_map(line).collect();
    // Stable: who has waited longest comes first among equals.
    lines.sort_by_key(|line| rules::rank(&line.chat, &agent, &teams));
    Ok(lines)
}

/// Holds a conversation, then its ticket.
async fn held<'a>(ctx: &'a Ctx, key: &TicketKey) -> Result<(Chat, Work<'a>)> {
    let mut tx = ctx.begin().await?;
    let chat = seen(ctx, store::lock(&mut tx, key).await?)?;
    Ok((chat, Work::within(ctx, tx, key).await?))
}

/// Says something. Both sides write at once: a message answers whatever stands there, and the same key says it once.
pub async fn say(ctx: &Ctx, key: &TicketKey, form: &SayForm, files: Vec<UploadedFile>) -> Result<()> {
    let is_internal = form.internal == "on";
    let (chat, mut work) = held(ctx, key).await?;
    may_say(ctx, &chat, is_internal)?;
    let sent = Some(form.key.clone()).filter(|sent| !sent.is_empty());
    if let Some(sent) = &sent
        && tickets::store::said(&mut work.tx, key, sent).await?
    {
        return Ok(());
    }
    check(&form.body, &files)?;
    if !chat.is_open() {
        return Err(Error::refused("chat-error-over"));
    }
    let person = ctx.actor.person.as_ref().ok_or(Error::SignInRequired)?;
    if rules::is_too_fast(&work.thread.messages, person, ctx.now()) {
        return Err(Error::TooManyRequests(rules::WITHIN.as_secs()));
    }
    let version = work.thread.ticket.version;
    let body = form.body.clone();
    let say = Say { version, body, is_internal, then: None, files: vec![], idempotency_key: sent };
    work.is_current(&say)?;
    let files = keep(ctx, files).await?;
    let message = work.speak(say, files).await?;
    if is_internal {
        // The provider's chain: what agents say among themselves is not the other side's.
        let detail = json!({"beneficiary": key.beneficiary, "message": message});
        return work.finish("ticket.note", detail).await.map(drop);
    }
    // Not `ticket.answer`: nobody wants a mail for each line of a conversation that goes on.
    work.finish("chat.say", json!({"message": message})).await.map(drop)
}

fn may_say(ctx: &Ctx, chat: &Chat, is_internal: bool) -> Result<()> {
    let is_mine = |named: &Named| named.id == ctx.actor.person;
    match (is_agent(ctx), is_internal) {
        (false, true) => Err(Error::Forbidden(Permission::TicketWork)),
        (true, false) if chat.is_open() && !chat.agent.as_ref().is_some_and(is_mine) => {
            Err(Error::refused("chat-error-take-first"))
        }
        _ => Ok(()),
    }
}

/// Takes a conversation: one that waits, or one in the charge of somebody else who was seen to be. The ticket is given
/// to the actor too.
pub async fn take(ctx: &Ctx, key: &TicketKey, form: &TakeForm) -> Result<()> {
    ctx.require(Permission::TicketWork)?;
    let (chat, mut work) = held(ctx, key).await?;
    let me = named(&ctx.actor);
    if chat.state == State::Active && chat.agent.as_ref() == Some(&me) {
        return Ok(());
    }
    expect(&chat, form.version)?;
    let version = work.thread.ticket.version;
    work.expect(version)?;
    give(&mut work, Some(me.clone())).await?;
    if work.thread.ticket.state == TicketState::New {
        work.pass(Transition::Start, "").await?;
    }
    let assignee = me.id.clone();
    let taken_at = chat.taken_at.or(Some(ctx.now()));
    let chat = Chat { state: State::Active, agent: Some(me), meant_for: None, team: None, taken_at, ..chat };
    store::update(&mut work.tx, &chat).await?;
    work.finish("ticket.assign", json!({"assignee": assignee, "chat": "taken"})).await.map(drop)
}

/// Refuses what was decided on another state, or on a conversation that is over.
fn expect(chat: &Chat, version: i64) -> Result<()> {
    match (chat.is_open(), chat.version == version) {
        (false, _) => Err(Error::refused("chat-error-over")),
        (true, false) => Err(Error::Stale(chat.version)),
        (true, true) => Ok(()),
    }
}

async fn give(work: &mut Work<'_>, to: Option<Named>) -> Result<()> {
    let name = |named: &Option<Named>| named.as_ref().map_or_else(String::new, |named| named.name.clone());
    let (before, after) = (name(&work.thread.ticket.assignee), name(&to));
    if work.thread.ticket.assignee != to {
        work.note_change(ChangeKind::Assignment, before, after).await?;
        work.thread.ticket.assignee = to;
    }
    Ok(())
}

/// Hands a conversation over to another agent or to a team, with a word that the requester never reads. It waits again.
pub async fn hand_over(ctx: &Ctx, key: &TicketKey, form: &HandForm) -> Result<()> {
    ctx.require(Permission::TicketWork)?;
    let (chat, mut work) = held(ctx, key).await?;
    check(&form.word, &[]).map_err(at_word)?;
    expect(&chat, form.version)?;
    let (meant_for, team) = receiver(ctx, &mut work, form).await?;
    let say = Say {
        version: 0,
        body: form.word.clone(),
        is_internal: true,
        then: None,
        files: vec![],
        idempotency_key: None,
    };
    work.speak(say, vec![]).await?;
    let version = work.thread.ticket.version;
    work.expect(version)?;
    give(&mut work, meant_for.clone()).await?;
    if let Some(team) = &team {
        let before = work.thread.ticket.team.as_ref().map_or_else(String::new, |(_, name)| name.clone());
        work.note_change(ChangeKind::Team, before, team.1.clone()).await?;
        work.thread.ticket.team = Some(team.clone());
    }
    let minutes = desk_settings::store::get(&mut work.tx).await?.chat_minutes;
    let wait_until = ctx.now() + SignedDuration::from_mins(minutes);
    let detail = json!({"assignee": meant_for.as_ref().and_then(|named| named.id.clone()),
        "team": team.as_ref().map(|(id, _)| id), "chat": "handed_over"});
    let action = if team.is_some() { "ticket.team" } else { "ticket.assign" };
    let chat = Chat { state: State::Waiting, wait_until, agent: None, meant_for, team, ..chat };
    store::update(&mut work.tx, &chat).await?;
    work.finish(action, detail).await.map(drop)
}

fn at_word(error: Error) -> Error {
    match error {
        Error::Invalid(mut problems) => {
            problems.0.iter_mut().for_each(|problem| "word".clone_into(&mut problem.field));
            Error::Invalid(problems)
        }
        other => other,
    }
}

type Receiver = (Option<Named>, Option<(TeamId, String)>);

/// Exactly one of an agent other than the actor, and a team.
async fn receiver(ctx: &Ctx, work: &mut Work<'_>, form: &HandForm) -> Result<Receiver> {
    match (form.agent.as_str(), form.team.as_str()) {
        (agent, "")
            if !agent.is_empty() && ctx.actor.person.as_ref().is_none_or(|me| me.as_str() != agent) =>
        {
            let found = worker(&mut work.tx, &PersonId::from(agent)).await;
            let found = found.map_err(|_| Error::invalid("agent", Text::new("desk-error-assignee")))?;
            Ok((Some(found), None))
        }
        ("", team) if !team.is_empty() => {
            let found = teams::store::find(&mut work.tx, &TeamId::from(team)).await?;
            let found = found.filter(|team| team.archived_at.is_none());
            let found = found.ok_or_else(|| Error::invalid("team", Text::new("team-error-unknown")))?;
            Ok((None, Some((found.id, found.name))))
        }
        _ => Err(Error::invalid("agent", Text::new("chat-error-receiver"))),
    }
}

/// Ends a conversation; ending it twice is ending it once. When all is answered, the agent in charge resolves the ticket
/// in the same press; else the ticket goes on.
pub async fn end(ctx: &Ctx, key: &TicketKey, form: &EndForm) -> Result<()> {
    let (chat, mut work) = held(ctx, key).await?;
    if !chat.is_open() {
        return Ok(());
    }
    let is_in_charge = chat.agent.as_ref().is_some_and(|agent| agent.id == ctx.actor.person);
    let resolves = form.resolved == "on";
    if (resolves || is_agent(ctx)) && !(is_agent(ctx) && is_in_charge) {
        return Err(Error::refused("chat-error-take-first"));
    }
    let (ended_at, ended_by) = (Some(ctx.now()), Some(ctx.actor.name.clone()));
    let chat = Chat { state: State::Ended, ended_at, ended_by, meant_for: None, team: None, ..chat };
    store::update(&mut work.tx, &chat).await?;
    let before = work.thread.ticket.state;
    if !resolves || !tickets::rules::is_open(before) {
        return work.finish("chat.end", json!({})).await.map(drop);
    }
    let version = work.thread.ticket.version;
    work.expect(version)?;
    work.pass(Transition::Resolve, &ctx.lang.t("chat-resolved-reason")).await?;
    let detail = json!({"transition": Transition::Resolve, "from": before, "to": TicketState::Resolved});
    work.finish("ticket.move", detail).await.map(drop)
}

/// Stops waiting where nobody came in time; the requester is told, and the ticket goes on like any other.
pub async fn give_up(ctx: &Ctx) -> Result<()> {
    loop {
        let late = store::late(&mut ctx.read().await?, ctx.now(), BATCH).await?;
        if late.is_empty() {
            return Ok(());
        }
        for chat in &late {
            let mut tx = ctx.begin().await?;
            let held = store::lock(&mut tx, &chat.key).await?;
            let late = |chat: &Chat| chat.state == State::Waiting && chat.wait_until <= ctx.now();
            // Taken or ended since it was listed: nothing is left to do.
            let Some(held) = held.filter(late) else { continue };
            let chat = Chat { state: State::Unanswered, ended_at: Some(ctx.now()), ..held };
            store::update(&mut tx, &chat).await?;
            note(&mut tx, ctx, "chat.unanswered", &chat.key).await?;
            tx.commit().await?;
        }
    }
}
