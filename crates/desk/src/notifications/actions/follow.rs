//! Following the audit log: each entry becomes a notification of each person it concerns.

use super::super::{
    EventKind, MailPart, Notification, rules,
    rules::{Around, Event},
    store::{self, Candidate},
};
use crate::{
    outbox::PROVIDER,
    tickets::{self, Message, Ticket, TicketKey, actions::terms_at, store::Reader, terms::Terms},
};
use jiff::Timestamp;
use kernel::{
    Side,
    id::{BeneficiaryId, PersonId},
};
use people::{
    audit::{
        Recorded,
        feed::{self, Follower},
    },
    organisations, persons,
};
use platform::{Ctx, Result, db::Tx};

/// What happened before an instance first ran this concerns nobody any more.
const FOLLOWER: Follower = Follower::from_now("notifications");

/// Entries of one transaction.
const BATCH: i64 = 50;

/// Tells of what was recorded since the last time.
pub async fn follow(ctx: &Ctx) -> Result<()> {
    let own = ctx.clone();
    feed::follow(ctx, &FOLLOWER, BATCH, async move |tx, entry| tell(tx, &own, entry).await).await.map(drop)
}

/// What an event is about.
struct About {
    event: Event,
    ticket: Option<Ticket>,
    terms: Option<Terms>,
    note: Option<Message>,
}

async fn tell(tx: &mut Tx, ctx: &Ctx, entry: &Recorded) -> Result<()> {
    let Some(event) = rules::event(entry) else { return Ok(()) };
    // A sender that cannot be trusted receives nothing: its address may be somebody else's.
    if event.kind == EventKind::Opened && !event.is_verified {
        return Ok(());
    }
    let Some(about) = about(tx, ctx, event).await? else { return Ok(()) };
    let around = around(tx, entry, &about).await?;
    let readers = rules::readers(about.event.kind, &around);
    for kind in EventKind::ALL {
        let ids: Vec<PersonId> =
            readers.iter().filter(|(_, k)| k == kind).map(|(id, _)| id.clone()).collect();
        if ids.is_empty() {
            continue;
        }
        for candidate in store::candidates(tx, *kind, &ids).await? {
            add(tx, ctx, entry, &about, *kind, &candidate).await?;
        }
    }
    Ok(())
}

/// The ticket and the terms it stands under; nothing when the entry names a ticket that is not there.
async fn about(tx: &mut Tx, ctx: &Ctx, event: Event) -> Result<Option<About>> {
    let (Some(beneficiary), Some(id)) = (&event.beneficiary, &event.ticket) else {
        let is_alone = event.ticket.is_none();
        return Ok(is_alone.then_some(About { event, ticket: None, terms: None, note: None }));
    };
    let key = TicketKey { beneficiary: beneficiary.clone(), id: id.clone() };
    let reader = Reader::of(&ctx.actor);
    let Some(thread) = tickets::store::thread(tx, &reader, &key).await? else { return Ok(None) };
    let terms = terms_at(tx, beneficiary, thread.ticket.received_at).await?;
    let note = thread.messages.into_iter().find(|m| Some(&m.id) == event.message.as_ref() && m.is_internal);
    Ok(Some(About { event, ticket: Some(thread.ticket), terms: Some(terms), note }))
}

async fn around(tx: &mut Tx, entry: &Recorded, about: &About) -> Result<Around> {
    let event = &about.event;
    let mut around = Around { author: entry.actor.clone(), named: event.named.clone(), ..Around::default() };
    if let Some(ticket) = &about.ticket {
        around.requester.clone_from(&ticket.requester.id);
        around.assignee = ticket.assignee.as_ref().and_then(|named| named.id.clone());
        around.channel = Some(ticket.channel);
        let watchers = crate::watchers::store::of_ticket(tx, &ticket.key).await?;
        around.watchers = watchers.into_iter().filter_map(|watcher| watcher.person.id).collect();
        let overall = match event.kind {
            EventKind::Opened => Some(EventKind::AnyOpened),
            EventKind::Breached => Some(EventKind::AnyBreached),
            _ => None,
        };
        if let Some(overall) = overall {
            around.subscribers = store::subscribers(tx, overall, &ticket.key.beneficiary).await?;
        }
    }
    if let (EventKind::Outage, Some(beneficiary)) = (event.kind, &event.beneficiary) {
        around.subscribers = store::subscribers(tx, EventKind::Outage, beneficiary).await?;
    }
    if let Some(note) = &about.note {
        let staff = staff(tx).await?;
        around.mentioned = rules::mentioned(&note.body, staff.iter().map(|p| (&p.id, p.name.as_str())));
    }
    let are_told_all =
        [EventKind::MailTrouble, EventKind::MailboxTrouble, EventKind::Quarantine, EventKind::ArticleReview];
    if are_told_all.contains(&event.kind) {
        around.operators = staff(tx).await?.into_iter().map(|person| person.id).collect();
    }
    if let (true, Some(beneficiary)) = (rules::is_for_whoever_may(event.kind), &event.beneficiary) {
        let theirs = persons::store::active_of(tx, beneficiary).await?;
        around.everybody = staff(tx).await?.into_iter().chain(theirs).map(|person| person.id).collect();
    }
    Ok(around)
}

/// Everybody of the provider.
async fn staff(tx: &mut Tx) -> Result<Vec<people::Person>> {
    match organisations::store::provider(tx).await? {
        Some(provider) => Ok(persons::store::active_of(tx, &provider.id).await?),
        None => Ok(vec![]),
    }
}

async fn add(
    tx: &mut Tx,
    ctx: &Ctx,
    entry: &Recorded,
    about: &About,
    kind: EventKind,
    candidate: &Candidate,
) -> Result<()> {
    let person = &candidate.person;
    let actor = person.actor();
    let own = about.event.beneficiary.clone();
    let is_theirs = person.side != Side::Beneficiary || person.beneficiary == own;
    let ways = candidate.ways.unwrap_or_else(|| rules::usual_ways(kind, actor.side));
    if !is_theirs || !rules::concerns(kind, &actor) || !(ways.by_mail || ways.on_screen) {
        return Ok(());
    }
    let mail_at = mail_at(ctx.now(), about, kind, candidate);
    let one = Notification {
        beneficiary: own.unwrap_or_else(|| BeneficiaryId::from(PROVIDER)),
        id: ctx.id(),
        person: person.id.clone(),
        event: kind,
        chain: entry.chain.clone(),
        sequence: entry.sequence,
        ticket: about.event.ticket.clone(),
        message: about.event.message.clone(),
        actor_name: entry.actor_name.clone(),
        at: entry.at,
        is_on_screen: ways.on_screen,
        read_at: None,
        mail: if ways.by_mail { MailPart::Waiting } else { MailPart::None },
        mail_at,
    };
    store::insert(tx, &one).await?;
    Ok(())
}

fn mail_at(now: Timestamp, about: &About, kind: EventKind, candidate: &Candidate) -> Timestamp {
    let highest = about.terms.as_ref().and_then(|terms| terms.priority.levels.first());
    let is_highest = about.ticket.as_ref().zip(highest).is_some_and(|(t, level)| t.priority == level.code);
    let is_urgent = is_highest && matches!(kind, EventKind::Breached | EventKind::AnyBreached);
    let clock = about.terms.as_ref().map(|terms| &terms.clock);
    rules::mail_at(kind, &candidate.setting, is_urgent, clock, now)
}
