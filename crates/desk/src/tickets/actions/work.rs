//! Working on a ticket: answering, noting, assigning, changing state and criticality.
//!
//! Every change names the version it was decided on. When somebody changed the ticket in between, nothing
//! happens and the caller learns the present version; the rows that came since carry higher versions.

use super::{check_files, check_length, clock_error, is_provider, join, keep, named, terms_at};
use crate::{
    desk_settings, drafts, links,
    tickets::{
        Attachment, Change, ChangeKind, Impact, Message, MessageId, Named, State, Stay, Thread, TicketKey,
        Transition, Urgency,
        rules::{self, clocks},
        store::{self, Reader},
        terms::Terms,
    },
};
use kernel::{Permission, ServiceClock, Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Problems, Result, db::Tx, web::UploadedFile};
use serde_json::{Value, json};

/// A message to add.
pub struct Say {
    /// Version of the ticket the author has read.
    pub version: i64,
    /// The words.
    pub body: String,
    /// Whether it stays on the provider's side.
    pub is_internal: bool,
    /// What happens to the ticket next, decided with the message.
    pub then: Option<Transition>,
    /// Joined files.
    pub files: Vec<UploadedFile>,
    /// Makes sending it twice harmless.
    pub idempotency_key: Option<String>,
}

pub(super) const NOTE: &str = "ticket.note";

/// A ticket held for a change.
pub(crate) struct Work<'a> {
    ctx: &'a Ctx,
    /// The transaction that holds it.
    pub(crate) tx: Tx,
    /// The ticket as it is, and as it becomes.
    pub(crate) thread: Thread,
    terms: Terms,
    reopen_days: i64,
}

impl<'a> Work<'a> {
    /// Holds the ticket, when the actor may see it.
    pub(crate) async fn open(ctx: &'a Ctx, key: &TicketKey) -> Result<Self> {
        Self::within(ctx, ctx.begin().await?, key).await
    }

    /// Holds the ticket in a transaction that has begun.
    pub(crate) async fn within(ctx: &'a Ctx, mut tx: Tx, key: &TicketKey) -> Result<Self> {
        store::lock(&mut tx, key).await?.ok_or(Error::NotFound)?;
        let thread = store::thread(&mut tx, &Reader::of(&ctx.actor), key).await?.ok_or(Error::NotFound)?;
        let terms = terms_at(&mut tx, &key.beneficiary, thread.ticket.received_at).await?;
        let reopen_days = desk_settings::store::get(&mut tx).await?.reopen_days;
        Ok(Self { ctx, tx, thread, terms, reopen_days })
    }

    /// Counts the service time of the ticket.
    pub(crate) fn clock(&self) -> &ServiceClock {
        &self.terms.clock
    }

    /// Refuses when the ticket is not as the actor has read it, then counts the change to come.
    pub(crate) fn expect(&mut self, version: i64) -> Result<()> {
        let ticket = &self.thread.ticket;
        if ticket.version != version {
            return Err(Error::Stale(ticket.version));
        }
        self.count_change();
        Ok(())
    }

    /// Counts a change that both sides see.
    fn count_change(&mut self) {
        self.thread.ticket.version += 1;
        self.thread.ticket.updated_at = self.ctx.now();
    }

    /// Passes a transition of the graph.
    pub(crate) async fn pass(&mut self, transition: Transition, reason: &str) -> Result<()> {
        let state = self.thread.ticket.state;
        let path = rules::path(state, transition).ok_or_else(|| Error::refused("desk-error-transition"))?;
        let (now, days) = (self.ctx.now(), self.reopen_days);
        if transition == Transition::Reopen && !rules::may_reopen(&self.thread.stays, now, days) {
            let text = Text::new("desk-error-reopen-late").with("days", days);
            return Err(Error::Refused(text));
        }
        for (i, next) in path.iter().enumerate() {
            // The reason belongs to where the transition leads, not to the states passed on the way.
            let reason = if i + 1 == path.len() { reason } else { "" };
            self.enter(*next, reason).await?;
        }
        Ok(())
    }

    /// Begins a stay in a state.
    pub(crate) async fn enter(&mut self, state: State, reason: &str) -> Result<()> {
        let now = self.ctx.now();
        let stay = Stay {
            state,
            from: now,
            to: None,
            actor: named(&self.ctx.actor),
            reason: reason.trim().to_owned(),
            version: self.thread.ticket.version,
        };
        let sequence = i64::try_from(self.thread.stays.len()).unwrap_or(i64::MAX).saturating_add(1);
        store::add_stay(&mut self.tx, &self.thread.ticket.key, sequence, &stay).await?;
        if let Some(last) = self.thread.stays.last_mut() {
            last.to = Some(now);
        }
        self.thread.ticket.state = state;
        self.thread.stays.push(stay);
        Ok(())
    }

    /// Refuses a public message decided on another version, or on a closed ticket.
    pub(crate) fn is_current(&self, say: &Say) -> Result<()> {
        let version = self.thread.ticket.version;
        if say.is_internal {
            return Ok(());
        }
        if say.version != version {
            return Err(Error::Stale(version));
        }
        if self.thread.ticket.state == State::Closed {
            return Err(Error::refused("desk-error-closed"));
        }
        Ok(())
    }

    /// Adds a message and what it brings about.
    pub(crate) async fn speak(&mut self, say: Say, files: Vec<Attachment>) -> Result<MessageId> {
        let (ctx, is_provider) = (self.ctx, is_provider(&self.ctx.actor));
        let begins = is_provider && self.thread.ticket.state == State::New;
        if !say.is_internal {
            self.expect(say.version)?;
        } else if begins {
            self.count_change();
        }
        let message = Message {
            id: ctx.id(),
            is_internal: say.is_internal,
            is_provider,
            author: named(&ctx.actor),
            body: say.body.trim().to_owned(),
            at: ctx.now(),
            version: self.thread.ticket.version,
        };
        let (key, id) = (self.thread.ticket.key.clone(), message.id.clone());
        store::add_message(&mut self.tx, &key, &message, say.idempotency_key.as_deref()).await?;
        join(&mut self.tx, &key, Some(&id), files, ctx.now()).await?;
        self.thread.messages.push(message);
        match (self.thread.ticket.state, say.then) {
            (_, Some(then)) => self.pass(then, "").await?,
            (State::New, None) if begins => self.pass(Transition::Start, "").await?,
            (State::WaitingRequester, None) if !is_provider => self.pass(Transition::Resume, "").await?,
            _ => {}
        }
        Ok(id)
    }

    /// Keeps what was changed, and from what.
    pub(crate) async fn note_change(
        &mut self,
        kind: ChangeKind,
        before: String,
        after: String,
    ) -> Result<()> {
        let change = Change {
            kind,
            before,
            after,
            actor: named(&self.ctx.actor),
            at: self.ctx.now(),
            version: self.thread.ticket.version,
        };
        let id: String = self.ctx.id();
        store::add_change(&mut self.tx, &self.thread.ticket.key, &id, &change).await?;
        self.thread.changes.push(change);
        Ok(())
    }

    /// Works the next promise out again, stores, records and commits. Gives the new version. A note is recorded
    /// in the provider's own chain, because the beneficiary reads the other one.
    pub(crate) async fn finish(self, action: &'static str, detail: Value) -> Result<i64> {
        let (tx, version) = self.stored(action, detail).await?;
        tx.commit().await?;
        Ok(version)
    }

    /// As [`Work::finish`], for who commits by himself.
    pub(super) async fn stored(mut self, action: &'static str, detail: Value) -> Result<(Tx, i64)> {
        let facts = clocks::Facts::of(&self.thread);
        self.thread.ticket.due =
            clocks::next_due(&facts, &self.terms, self.ctx.now()).map_err(clock_error)?;
        let ticket = &self.thread.ticket;
        store::save(&mut self.tx, ticket).await?;
        let chain = (action != NOTE).then_some(&ticket.key.beneficiary);
        let entry = Entry::new(action, chain, "ticket", ticket.key.id.as_str());
        record(&mut self.tx, self.ctx, entry.detail(detail)).await?;
        let version = ticket.version;
        Ok((self.tx, version))
    }
}

/// Adds a public answer, a requester's message or an internal note. The provider's first words on a new ticket
/// begin the work; the requester's answer ends the wait for it. A note conflicts with nothing and leaves the
/// version alone: the beneficiary must not learn of it, not even by a number.
pub async fn say(ctx: &Ctx, key: &TicketKey, mut say: Say) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    may_say(ctx, &say)?;
    if work.thread.ticket.state == State::Closed
        && !say.is_internal
        && let Some(main) = links::store::main_of(&mut work.tx, key).await?
    {
        // A duplicate's conversation goes on in the main ticket, which the writer has not read.
        let version = store::lock(&mut work.tx, &main).await?.ok_or(Error::NotFound)?;
        drop(work);
        return Box::pin(self::say(ctx, &main, Say { version, then: None, ..say })).await;
    }
    if let Some(sent) = &say.idempotency_key
        && store::said(&mut work.tx, key, sent).await?
    {
        return Ok(work.thread.ticket.version);
    }
    check_words(&say)?;
    let files = std::mem::take(&mut say.files);
    // Nobody keeps files of a message that comes too late.
    work.is_current(&say)?;
    let files = keep(ctx, files).await?;
    let (is_internal, then) = (say.is_internal, say.then);
    let message = work.speak(say, files).await?;
    if let Some(person) = &ctx.actor.person {
        let kind = if is_internal { drafts::Kind::Note } else { drafts::Kind::Answer };
        drafts::store::forget(&mut work.tx, key, person, kind).await?;
    }
    if is_internal {
        // The provider's chain does not say whose ticket it is.
        return work.finish(NOTE, json!({"beneficiary": key.beneficiary, "message": message})).await;
    }
    work.finish("ticket.answer", json!({"then": then, "message": message})).await
}

pub(super) fn may_say(ctx: &Ctx, say: &Say) -> Result<()> {
    let is_for_requesters = !say.is_internal && say.then.is_none_or(rules::is_for_requesters);
    if is_provider(&ctx.actor) || !is_for_requesters {
        return ctx.require(Permission::TicketWork);
    }
    ctx.require(Permission::TicketCreate)
}

pub(super) fn check_words(say: &Say) -> Result<()> {
    let mut problems = Problems::default();
    if say.body.trim().is_empty() {
        problems.add("body", Text::new("desk-error-empty-message"));
    }
    check_length("body", &say.body, rules::TEXT_CHARACTERS, &mut problems);
    check_files(&say.files, &mut problems);
    problems.into_result()
}

/// Passes a transition. The requester's side may close what is resolved and reopen it; the rest is the
/// provider's.
pub async fn move_state(
    ctx: &Ctx,
    key: &TicketKey,
    version: i64,
    transition: Transition,
    reason: &str,
) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    let is_requesters = !is_provider(&ctx.actor) && rules::is_for_requesters(transition);
    ctx.require(if is_requesters { Permission::TicketCreate } else { Permission::TicketWork })?;
    if rules::needs_reason(transition) && reason.trim().is_empty() {
        return Err(Error::invalid("reason", Text::new("desk-error-reason")));
    }
    work.expect(version)?;
    let before = work.thread.ticket.state;
    work.pass(transition, reason).await?;
    let after = work.thread.ticket.state;
    work.finish("ticket.move", json!({"transition": transition, "from": before, "to": after})).await
}

/// Gives the ticket to the actor and begins the work. A ticket that nobody has may be taken without having been
/// read: whoever comes first has it, and nothing of anybody is overwritten.
pub async fn take(ctx: &Ctx, key: &TicketKey, version: i64) -> Result<i64> {
    let person = ctx.actor.person.clone().ok_or(Error::SignInRequired)?;
    let work = Work::open(ctx, key).await?;
    let is_free = work.thread.ticket.assignee.is_none();
    let version = if is_free { work.thread.ticket.version } else { version };
    give(work, version, Some(person)).await
}

/// Gives the ticket to somebody of the provider or of a contractor, or to nobody.
pub async fn assign(ctx: &Ctx, key: &TicketKey, version: i64, to: Option<PersonId>) -> Result<i64> {
    give(Work::open(ctx, key).await?, version, to).await
}

async fn give(mut work: Work<'_>, version: i64, to: Option<PersonId>) -> Result<i64> {
    let ctx = work.ctx;
    ctx.require(Permission::TicketWork)?;
    work.expect(version)?;
    let assignee = match &to {
        None => None,
        Some(id) => Some(worker(&mut work.tx, id).await?),
    };
    let name = |named: &Option<Named>| named.as_ref().map_or_else(String::new, |named| named.name.clone());
    let (before, after) = (name(&work.thread.ticket.assignee), name(&assignee));
    work.note_change(ChangeKind::Assignment, before, after).await?;
    work.thread.ticket.assignee = assignee;
    if to.is_some() && to == ctx.actor.person && work.thread.ticket.state == State::New {
        work.pass(Transition::Start, "").await?;
    }
    work.finish("ticket.assign", json!({"assignee": to})).await
}

/// Somebody who may work on tickets.
pub(crate) async fn worker(tx: &mut Tx, id: &PersonId) -> Result<Named> {
    let person = people::persons::store::find(tx, id).await?;
    let person = person.filter(|person| person.actor().may(Permission::TicketWork));
    let person = person.ok_or_else(|| Error::invalid("assignee", Text::new("desk-error-assignee")))?;
    Ok(Named { id: Some(person.id), name: person.name })
}

/// Sets impact and urgency; the agreement's matrix gives the criticality. The clocks keep the time already
/// spent, only their targets change.
pub async fn set_criticality(
    ctx: &Ctx,
    key: &TicketKey,
    version: i64,
    impact: Impact,
    urgency: Urgency,
) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    work.expect(version)?;
    let priority = rules::priority(&work.terms.priority.matrix, impact, urgency).to_owned();
    let before = std::mem::replace(&mut work.thread.ticket.priority, priority.clone());
    (work.thread.ticket.impact, work.thread.ticket.urgency) = (impact, urgency);
    work.note_change(ChangeKind::Priority, before.clone(), priority.clone()).await?;
    let detail = json!({"impact": impact, "urgency": urgency, "before": before, "after": priority});
    work.finish("ticket.criticality", detail).await
}
