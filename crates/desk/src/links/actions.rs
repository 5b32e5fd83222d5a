//! Linking tickets, joining duplicates to a main ticket and separating them again, making a message a ticket.

use super::{LinkForm, LinkKind, Merge, MergeForm, Other, SplitForm, rules, store};
use crate::{
    tickets::{
        Change, ChangeKind, Message, State, TicketKey, Transition,
        actions::{self as tickets, Draft, Incoming, Work, named},
        store as ticket_store,
    },
    watchers,
};
use kernel::{Permission, Side, Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Links a ticket to another of the same beneficiary. Doing it twice is doing it once.
pub async fn link(ctx: &Ctx, key: &TicketKey, form: &LinkForm) -> Result<()> {
    let (mut tx, kind, other) = both(ctx, key, form).await?;
    if store::add(&mut tx, key, kind, &other.key.id, &ctx.actor.name, ctx.now()).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "ticket.link", kind, &other).await
}

/// Ends a link.
pub async fn unlink(ctx: &Ctx, key: &TicketKey, form: &LinkForm) -> Result<()> {
    let (mut tx, kind, other) = both(ctx, key, form).await?;
    if store::remove(&mut tx, key, kind, &other.key.id).await? == 0 {
        return Ok(());
    }
    finish(ctx, tx, key, "ticket.unlink", kind, &other).await
}

async fn both(ctx: &Ctx, key: &TicketKey, form: &LinkForm) -> Result<(Tx, LinkKind, Other)> {
    let (mut tx, _) = tickets::hold(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let kind = LinkKind::parse(&form.kind);
    let kind = kind.ok_or_else(|| Error::invalid("kind", Text::new("desk-error-choice")))?;
    let other = meant(ctx, &mut tx, key, "other", &form.other).await?;
    Ok((tx, kind, other))
}

/// The other ticket of the same beneficiary that the typed number means.
async fn meant(ctx: &Ctx, tx: &mut Tx, key: &TicketKey, field: &str, typed: &str) -> Result<Other> {
    let body = people::organisations::store::find(tx, &key.beneficiary).await?.ok_or(Error::NotFound)?;
    let unknown = || Error::invalid(field, Text::new("link-error-unknown").with("code", &body.code));
    let number = rules::number(typed, &body.code).ok_or_else(unknown)?;
    let other = store::by_number(tx, &key.beneficiary, number).await?.ok_or_else(unknown)?;
    let reader = ticket_store::Reader::of(&ctx.actor);
    ticket_store::get(tx, &reader, &other.key).await?.ok_or_else(unknown)?;
    if other.key.id == key.id {
        return Err(Error::invalid(field, Text::new("link-error-self")));
    }
    Ok(other)
}

async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    key: &TicketKey,
    action: &'static str,
    kind: LinkKind,
    other: &Other,
) -> Result<()> {
    let entry = Entry::new(action, Some(&key.beneficiary), "ticket", key.id.as_str());
    record(&mut tx, ctx, entry.detail(json!({"kind": kind, "other": other.reference}))).await?;
    Ok(tx.commit().await?)
}

/// Joins a duplicate to a main ticket: the requester is told once, in the duplicate, which is then closed; the
/// requester follows the main one, where every later message goes. The number stays and leads there.
pub async fn merge(ctx: &Ctx, key: &TicketKey, form: &MergeForm) -> Result<TicketKey> {
    let mut tx = ctx.begin().await?;
    let main = meant(ctx, &mut tx, key, "into", &form.into).await?;
    // Always in one order, so that two merges the other way round wait for each other.
    let mut order = [&key.id, &main.key.id];
    order.sort();
    for id in order {
        let key = TicketKey { beneficiary: key.beneficiary.clone(), id: id.clone() };
        ticket_store::lock(&mut tx, &key).await?.ok_or(Error::NotFound)?;
    }
    let mut work = Work::within(ctx, tx, key).await?;
    ctx.require(Permission::TicketWork)?;
    may_merge(&mut work.tx, key, &main).await?;
    work.expect(form.version)?;
    let state_before = work.thread.ticket.state;
    tell(ctx, &mut work, &main).await?;
    if matches!(state_before, State::Resolved) {
        work.pass(Transition::Close, "").await?;
    } else if state_before != State::Closed {
        let reason = Text::new("link-merged-into").with("ticket", &main.reference);
        work.pass(Transition::Resolve, &ctx.lang.text(&reason)).await?;
        work.pass(Transition::Close, "").await?;
    }
    work.note_change(ChangeKind::Merge, String::new(), main.reference.clone()).await?;
    let watcher = follow(ctx, &mut work, &main).await?;
    let main_version_after = store::raise(&mut work.tx, &main.key, ctx.now()).await?;
    let reference = work.thread.ticket.reference.clone();
    note_on_main(ctx, &mut work.tx, &main.key, (String::new(), reference), main_version_after).await?;
    let version_after = work.thread.ticket.version;
    let merge = Merge { into: main.key.id.clone(), watcher, version_after, main_version_after, state_before };
    store::add_merge(&mut work.tx, key, &merge, &ctx.actor.name, ctx.now()).await?;
    work.finish("ticket.merge", json!({"into": main.reference})).await?;
    Ok(main.key)
}

async fn may_merge(tx: &mut Tx, key: &TicketKey, main: &Other) -> Result<()> {
    if let Some(further) = store::main_of(tx, &main.key).await? {
        let further = store::named(tx, &further).await?.ok_or(Error::NotFound)?;
        let text = Text::new("link-error-main-merged").with("ticket", further.reference);
        return Err(Error::invalid("into", text));
    }
    if main.state == State::Closed {
        return Err(Error::invalid("into", Text::new("link-error-main-closed")));
    }
    if store::merge_of(tx, key).await?.is_some() {
        return Err(Error::invalid("into", Text::new("link-error-merged")));
    }
    Ok(())
}

/// One public message, in the requester's language.
async fn tell(ctx: &Ctx, work: &mut Work<'_>, main: &Other) -> Result<()> {
    let requester = match &work.thread.ticket.requester.id {
        Some(id) => people::persons::store::find(&mut work.tx, id).await?,
        None => None,
    };
    let lang = requester.map_or(ctx.lang, |person| person.language);
    let message = Message {
        id: ctx.id(),
        is_internal: false,
        is_provider: true,
        author: named(&ctx.actor),
        body: lang.with("link-merge-message", &[("ticket", &main.reference)]),
        at: ctx.now(),
        version: work.thread.ticket.version,
    };
    let key = work.thread.ticket.key.clone();
    ticket_store::add_message(&mut work.tx, &key, &message, None).await?;
    work.thread.messages.push(message);
    Ok(())
}

/// Lets the duplicate's requester follow the main ticket; gives who that is, unless it was so already.
async fn follow(ctx: &Ctx, work: &mut Work<'_>, main: &Other) -> Result<Option<PersonId>> {
    let Some(requester) = work.thread.ticket.requester.id.clone() else { return Ok(None) };
    let by = &ctx.actor.name;
    let added = watchers::store::add(&mut work.tx, &main.key, &requester, by, ctx.now()).await?;
    Ok((added > 0).then_some(requester))
}

async fn note_on_main(
    ctx: &Ctx,
    tx: &mut Tx,
    main: &TicketKey,
    (before, after): (String, String),
    version: i64,
) -> Result<()> {
    let kind = ChangeKind::Merge;
    let change = Change { kind, before, after, actor: named(&ctx.actor), at: ctx.now(), version };
    let id: String = ctx.id();
    Ok(ticket_store::add_change(tx, main, &id, &change).await?)
}

/// Separates a duplicate again, as long as nothing new happened to either ticket: it stands where it stood.
pub async fn unmerge(ctx: &Ctx, key: &TicketKey) -> Result<()> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    let merge =
        store::merge_of(&mut work.tx, key).await?.ok_or_else(|| Error::refused("link-error-not-merged"))?;
    let main = TicketKey { beneficiary: key.beneficiary.clone(), id: merge.into.clone() };
    let main_version = ticket_store::lock(&mut work.tx, &main).await?.ok_or(Error::NotFound)?;
    let version = work.thread.ticket.version;
    if !rules::may_undo(&merge, version, main_version) {
        return Err(Error::refused("link-error-undo"));
    }
    work.expect(version)?;
    if work.thread.ticket.state != merge.state_before {
        work.enter(merge.state_before, "").await?;
    }
    let named_main = store::named(&mut work.tx, &main).await?.ok_or(Error::NotFound)?;
    work.note_change(ChangeKind::Merge, named_main.reference.clone(), String::new()).await?;
    if let Some(watcher) = &merge.watcher {
        watchers::store::remove(&mut work.tx, &main, watcher).await?;
    }
    store::remove_merge(&mut work.tx, key).await?;
    let main_version = store::raise(&mut work.tx, &main, ctx.now()).await?;
    let reference = work.thread.ticket.reference.clone();
    note_on_main(ctx, &mut work.tx, &main, (reference, String::new()), main_version).await?;
    work.finish("ticket.unmerge", json!({"from": named_main.reference})).await?;
    Ok(())
}

/// Makes a public message a ticket of its own, for the person who wrote it when that is the requester's side, and
/// links both. A message is split once: doing it again gives the same ticket.
pub async fn split(ctx: &Ctx, key: &TicketKey, form: &SplitForm) -> Result<TicketKey> {
    let thread = tickets::read(ctx, key).await?.thread;
    ctx.require(Permission::TicketWork)?;
    let message = thread.messages.iter().find(|message| message.id.as_str() == form.message);
    let message = message.filter(|message| !message.is_internal);
    let message = message.ok_or_else(|| Error::invalid("message", Text::new("link-error-message")))?;
    let author = match &message.author.id {
        Some(id) => people::persons::store::find(&mut ctx.read().await?, id).await?,
        None => None,
    };
    let author = author.filter(|person| person.side == Side::Beneficiary && person.disabled_at.is_none());
    let ticket = &thread.ticket;
    let draft = Draft {
        beneficiary: key.beneficiary.clone(),
        requester: author.map(|person| person.id).or_else(|| ticket.requester.id.clone()),
        kind: ticket.kind,
        is_administrative: ticket.is_administrative,
        title: form.title.clone(),
        description: message.body.clone(),
        channel: ticket.channel,
        site: ticket.site.as_ref().map(|(id, _)| id.clone()),
        impact: ticket.impact,
        urgency: ticket.urgency,
    };
    let idempotency_key = Some(format!("split:{}", message.id));
    let made = tickets::create(ctx, Incoming { draft, files: vec![], idempotency_key }).await?;
    let (mut tx, made_ticket) = tickets::hold(ctx, &made).await?;
    let kind = LinkKind::SplitFrom;
    if store::add(&mut tx, &made, kind, &key.id, &ctx.actor.name, ctx.now()).await? > 0 {
        for file in thread.attachments.iter().filter(|file| file.message.as_ref() == Some(&message.id)) {
            let copy = crate::tickets::Attachment { id: ctx.id(), message: None, ..file.clone() };
            ticket_store::add_attachment(&mut tx, &made, &copy, ctx.now()).await?;
        }
        let other = Other {
            key: made.clone(),
            reference: made_ticket.reference,
            title: made_ticket.title,
            state: made_ticket.state,
        };
        finish(ctx, tx, key, "ticket.split", kind, &other).await?;
    }
    Ok(made)
}
