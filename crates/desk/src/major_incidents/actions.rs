//! Declaring, speaking to all, resolving together.

use super::{Announcement, DeclareForm, IncidentId, MajorIncident, SayForm, rules, store};
use crate::tickets::{
    Linked, TicketKey, Transition,
    actions::{self as tickets, Say, Work, named},
    rules::{TEXT_CHARACTERS, path},
    store as ticket_store,
};
use kernel::{Permission, Text};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    jobs::{NewJob, enqueue},
};
use serde_json::{Value, json};

/// The work that says something in each ticket, or resolves each.
pub(super) const TELL: &str = "major_incidents.tell";

/// A major incident with its tickets and what was said.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The major incident.
    pub incident: MajorIncident,
    /// Its tickets.
    pub members: Vec<Linked>,
    /// What was said to all, the latest first.
    pub said: Vec<Announcement>,
}

/// Only who sees every ticket sees what they have in common.
fn may(ctx: &Ctx) -> Result<()> {
    ctx.require(Permission::DeskRun)
}

/// The latest ones.
pub async fn list(ctx: &Ctx) -> Result<Vec<MajorIncident>> {
    may(ctx)?;
    Ok(store::latest(&mut ctx.read().await?).await?)
}

/// One with its tickets.
pub async fn read(ctx: &Ctx, id: &IncidentId) -> Result<Whole> {
    may(ctx)?;
    let mut tx = ctx.read().await?;
    let incident = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok(Whole { incident, members: store::members(&mut tx, id).await?, said: store::said(&mut tx, id).await? })
}

/// Declares one, with the tickets named.
pub async fn declare(ctx: &Ctx, form: &DeclareForm) -> Result<IncidentId> {
    may(ctx)?;
    let title = form.title.trim();
    if title.is_empty() || title.chars().count() > rules::TITLE {
        return Err(Error::invalid("title", Text::new("major-error-title").with("limit", rules::TITLE)));
    }
    let mut tx = ctx.begin().await?;
    let members = meant(&mut tx, &form.tickets).await?;
    let id: IncidentId = ctx.id();
    store::insert(&mut tx, &id, title, &ctx.actor.name, ctx.now()).await?;
    let entry = Entry::new("major_incident.declare", None, "major_incident", id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"title": title}))).await?;
    join(&mut tx, ctx, &id, &members).await?;
    tx.commit().await?;
    Ok(id)
}

/// Declares one from a ticket, whose title it takes, or puts the ticket in one that goes on.
pub async fn join_from(ctx: &Ctx, key: &TicketKey, incident: Option<IncidentId>) -> Result<IncidentId> {
    let ticket = tickets::read(ctx, key).await?.thread.ticket;
    match incident {
        None => declare(ctx, &DeclareForm { title: ticket.title, tickets: ticket.reference }).await,
        Some(id) => {
            add(ctx, &id, &ticket.reference).await?;
            Ok(id)
        }
    }
}

/// Puts the tickets named in one that goes on.
pub async fn add(ctx: &Ctx, id: &IncidentId, references: &str) -> Result<()> {
    may(ctx)?;
    let mut tx = ctx.begin().await?;
    going_on(&mut tx, id).await?;
    let members = meant(&mut tx, references).await?;
    if members.is_empty() {
        return Err(Error::invalid("tickets", Text::new("major-error-none")));
    }
    join(&mut tx, ctx, id, &members).await?;
    Ok(tx.commit().await?)
}

async fn going_on(tx: &mut Tx, id: &IncidentId) -> Result<MajorIncident> {
    let incident = store::lock(tx, id).await?.ok_or(Error::NotFound)?;
    if incident.resolved_at.is_some() { Err(Error::refused("major-error-over")) } else { Ok(incident) }
}

pub(crate) async fn meant(tx: &mut Tx, text: &str) -> Result<Vec<Linked>> {
    let references = rules::references(text).map_err(Error::Invalid)?;
    if references.is_empty() {
        return Ok(vec![]);
    }
    let members = store::named(tx, &references).await?;
    let mut problems = Problems::default();
    for (code, number) in &references {
        let reference = format!("{code}-{number}");
        if !members.iter().any(|member| member.reference == reference) {
            problems.add("tickets", Text::new("major-error-unknown").with("word", reference));
        }
    }
    problems.into_result()?;
    Ok(members)
}

async fn join(tx: &mut Tx, ctx: &Ctx, id: &IncidentId, members: &[Linked]) -> Result<()> {
    for member in members {
        if store::join(tx, id, &member.key, &ctx.actor.name, ctx.now()).await? == 0 {
            let other = store::of_ticket(tx, &member.key).await?.filter(|other| other.id != *id);
            if let Some(other) = other {
                let text = Text::new("major-error-elsewhere").with("word", &member.reference);
                return Err(Error::invalid("tickets", text.with("title", other.title)));
            }
            continue;
        }
        note(tx, ctx, "ticket.major_incident", member, json!({"incident": id})).await?;
    }
    Ok(())
}

async fn note(tx: &mut Tx, ctx: &Ctx, action: &'static str, member: &Linked, detail: Value) -> Result<()> {
    let entry = Entry::new(action, Some(&member.key.beneficiary), "ticket", member.key.id.as_str());
    record(tx, ctx, entry.detail(detail)).await
}

/// Takes tickets out that have nothing to do with it.
pub async fn remove(ctx: &Ctx, id: &IncidentId, references: &str) -> Result<()> {
    may(ctx)?;
    let mut tx = ctx.begin().await?;
    store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    for member in meant(&mut tx, references).await? {
        if store::leave(&mut tx, id, &member.key).await? > 0 {
            note(&mut tx, ctx, "ticket.major_incident_leave", &member, json!({"incident": id})).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// Says one thing to all: it becomes a public message of each ticket that is not closed.
pub async fn say(ctx: &Ctx, id: &IncidentId, form: &SayForm) -> Result<()> {
    may(ctx)?;
    let mut tx = ctx.begin().await?;
    going_on(&mut tx, id).await?;
    speak(&mut tx, ctx, id, form, false).await?;
    Ok(tx.commit().await?)
}

/// Says that it is over and what was done: each ticket still open is told and resolved.
pub async fn resolve(ctx: &Ctx, id: &IncidentId, form: &SayForm) -> Result<()> {
    may(ctx)?;
    let mut tx = ctx.begin().await?;
    going_on(&mut tx, id).await?;
    speak(&mut tx, ctx, id, form, true).await?;
    store::set_resolved(&mut tx, id, Some((ctx.now(), &ctx.actor.name))).await?;
    let entry = Entry::new("major_incident.resolve", None, "major_incident", id.as_str());
    record(&mut tx, ctx, entry).await?;
    Ok(tx.commit().await?)
}

/// Says that it is not over after all. Its tickets stay as they are: each is reopened on its own page.
pub async fn reopen(ctx: &Ctx, id: &IncidentId) -> Result<()> {
    may(ctx)?;
    let mut tx = ctx.begin().await?;
    let incident = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    if incident.resolved_at.is_some() {
        store::set_resolved(&mut tx, id, None).await?;
        record(&mut tx, ctx, Entry::new("major_incident.reopen", None, "major_incident", id.as_str()))
            .await?;
        tx.commit().await?;
    }
    Ok(())
}

async fn speak(tx: &mut Tx, ctx: &Ctx, id: &IncidentId, form: &SayForm, resolves: bool) -> Result<()> {
    let body = form.body.trim();
    if body.is_empty() || body.chars().count() > TEXT_CHARACTERS {
        return Err(Error::invalid("body", Text::new("major-error-body").with("limit", TEXT_CHARACTERS)));
    }
    let said = Announcement {
        id: ctx.id(),
        incident: id.clone(),
        body: body.to_owned(),
        author: named(&ctx.actor),
        at: ctx.now(),
    };
    let key = Some(form.key.as_str()).filter(|key| !key.is_empty());
    if store::say(tx, &said, key).await? == 0 {
        return Ok(());
    }
    let entry = Entry::new("major_incident.say", None, "major_incident", id.as_str());
    record(tx, ctx, entry.detail(json!({"message": said.id}))).await?;
    enqueue(tx, ctx, NewJob::new(TELL, json!({"message": said.id, "resolves": resolves}))).await
}

/// Says something in each ticket, as who said it, and resolves those open when it is over. Each ticket is a transaction
/// of its own that does nothing the second time.
pub(super) async fn tell(ctx: &Ctx, payload: Value) -> Result<()> {
    let id = payload["message"].as_str().unwrap_or_default();
    let resolves = payload["resolves"].as_bool().unwrap_or(false);
    let mut tx = ctx.read().await?;
    let said = store::announcement(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let author = match &said.author.id {
        Some(id) => people::persons::store::find(&mut tx, id).await?,
        None => None,
    };
    let members = store::members(&mut tx, &said.incident).await?;
    drop(tx);
    let actor = author.map_or_else(|| ctx.actor.clone(), |person| person.actor());
    let ctx = Ctx { actor, ..ctx.clone() };
    let said = Said {
        sent: format!("major:{}", said.id),
        body: &said.body,
        resolves,
        detail: json!({"incident": said.incident}),
    };
    for member in &members {
        tell_one(&ctx, &member.key, &said).await?;
    }
    Ok(())
}

/// One thing to say in a ticket, once.
pub(crate) struct Said<'a> {
    /// Names what is said: the second time does nothing.
    pub(crate) sent: String,
    /// The words.
    pub(crate) body: &'a str,
    /// Whether they resolve what is still open.
    pub(crate) resolves: bool,
    /// What the log of the ticket says of it besides.
    pub(crate) detail: Value,
}

/// Says something in a ticket that is not closed and where it was not said yet.
pub(crate) async fn tell_one(ctx: &Ctx, key: &TicketKey, said: &Said<'_>) -> Result<()> {
    let mut work = Work::open(ctx, key).await?;
    let state = work.thread.ticket.state;
    let is_closed = state == crate::tickets::State::Closed;
    if is_closed || ticket_store::said(&mut work.tx, key, &said.sent).await? {
        return Ok(());
    }
    let then = Some(Transition::Resolve).filter(|then| said.resolves && path(state, *then).is_some());
    let say = Say {
        version: work.thread.ticket.version,
        body: said.body.to_owned(),
        is_internal: false,
        then,
        files: vec![],
        idempotency_key: Some(said.sent.clone()),
    };
    let message = work.speak(say, vec![]).await?;
    let mut detail = said.detail.clone();
    detail["then"] = json!(then);
    detail["message"] = json!(message);
    work.finish("ticket.answer", detail).await?;
    Ok(())
}
