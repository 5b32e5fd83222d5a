//! What is done about notifications: telling, writing mail, reading, choosing.

mod follow;
mod write;

pub use follow::follow;
pub use write::write_due;

use super::{EventKind, Notification, NotificationKey, Setting, Told, Ways, rules, store};
use crate::{
    outbox::PROVIDER,
    tickets::{self, TicketId, store::Reader},
};
use kernel::id::PersonId;
use people::audit::{Entry, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::json;

/// Everything a person chose, the usual choice standing where there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choices {
    /// Each event that may concern the person, with its ways.
    pub ways: Vec<(EventKind, Ways)>,
    /// When mail is wanted.
    pub setting: Setting,
}

fn myself(ctx: &Ctx) -> Result<PersonId> {
    ctx.actor.person.clone().ok_or(Error::SignInRequired)
}

/// What the actor chose.
pub async fn choices(ctx: &Ctx) -> Result<Choices> {
    let person = myself(ctx)?;
    let mut tx = ctx.read().await?;
    let chosen = store::choices(&mut tx, &person).await?;
    let setting = store::setting_of(&mut tx, &person).await?;
    let ways = EventKind::ALL.iter().filter(|kind| rules::concerns(**kind, &ctx.actor)).map(|kind| {
        let own = chosen.iter().find(|(event, _)| event == kind).map(|(_, ways)| *ways);
        (*kind, own.unwrap_or_else(|| rules::usual_ways(*kind, ctx.actor.side)))
    });
    Ok(Choices { ways: ways.collect(), setting })
}

/// Stores the actor's choices.
pub async fn choose(ctx: &Ctx, choices: &Choices) -> Result<()> {
    let person = myself(ctx)?;
    let mut tx = ctx.begin().await?;
    for (event, ways) in choices.ways.iter().filter(|(event, _)| rules::concerns(*event, &ctx.actor)) {
        store::choose(&mut tx, &person, *event, *ways).await?;
    }
    store::set_setting(&mut tx, &person, &choices.setting).await?;
    let beneficiary = match ctx.scope() {
        kernel::Scope::One(own) => Some(own.clone()),
        kernel::Scope::All => None,
    };
    let entry = Entry::new("person.notifications", beneficiary.as_ref(), "person", person.as_str());
    record(&mut tx, ctx, entry.detail(json!({"digest": choices.setting.digest}))).await?;
    Ok(tx.commit().await?)
}

/// What the actor is told on screen, the newest first, each with the ticket the actor may see now.
pub async fn list(ctx: &Ctx, before: &store::Cursor, limit: i64) -> Result<Vec<Told>> {
    let person = myself(ctx)?;
    let mut tx = ctx.read().await?;
    let notifications = store::list(&mut tx, &person, before, limit).await?;
    let ids: Vec<TicketId> = notifications.iter().filter_map(|one| one.ticket.clone()).collect();
    let tickets = tickets::store::visible(&mut tx, &Reader::of(&ctx.actor), &ids).await?;
    let told = notifications.into_iter().map(|notification| {
        let ticket = tickets.iter().find(|t| {
            Some(&t.key.id) == notification.ticket.as_ref() && t.key.beneficiary == notification.beneficiary
        });
        Told { ticket: ticket.cloned(), notification }
    });
    // What is no longer the reader's to see is not shown at all.
    Ok(told
        .filter(|told| told.ticket.is_some() || told.notification.ticket.is_none() || is_plain(told))
        .collect())
}

/// An approval says nothing of its ticket but that an answer is wanted.
fn is_plain(told: &Told) -> bool {
    told.notification.event == EventKind::Approval
}

/// Marks one as read and says where it leads.
pub async fn read(ctx: &Ctx, key: &NotificationKey) -> Result<String> {
    let person = myself(ctx)?;
    let mut tx = ctx.begin().await?;
    let one = store::find(&mut tx, &person, key).await?.ok_or(Error::NotFound)?;
    store::read(&mut tx, &person, key, ctx.now()).await?;
    tx.commit().await?;
    Ok(leads_to(&one))
}

/// Marks all as read.
pub async fn read_all(ctx: &Ctx) -> Result<u64> {
    let person = myself(ctx)?;
    let mut tx = ctx.begin().await?;
    let count = store::read_all(&mut tx, &person, ctx.now()).await?;
    tx.commit().await?;
    Ok(count)
}

/// How many the actor has not read.
pub async fn unread(ctx: &Ctx) -> Result<i64> {
    let person = myself(ctx)?;
    let mut tx: Tx = ctx.read().await?;
    Ok(store::unread(&mut tx, &person).await?)
}

/// The page on which whoever may acts.
fn to_act_on(one: &Notification) -> String {
    let of = &one.beneficiary;
    let which = one.message.as_ref().map(ToString::to_string).unwrap_or_default();
    match one.event {
        EventKind::InvoiceDraft | EventKind::ObjectionAnswer => format!("/invoices/{of}/{which}"),
        EventKind::Objection => format!("/charges/{of}/{which}"),
        EventKind::Plan => format!("/reversibility/{of}/plans/{which}"),
        EventKind::Destruction => format!("/reversibility/{of}/destructions"),
        _ => format!("/reversibility/{of}"),
    }
}

/// The page that shows what a notification is about.
pub(super) fn leads_to(one: &Notification) -> String {
    match (one.event, &one.ticket) {
        (EventKind::Maintenance, _) => "/maintenance".to_owned(),
        (EventKind::Outage, _) => {
            let id = one.message.as_ref().map(ToString::to_string).unwrap_or_default();
            format!("/outages/{}/{id}", one.beneficiary)
        }
        (EventKind::Change, _) => {
            one.message.as_ref().map_or_else(|| "/changes".to_owned(), |id| format!("/changes/{id}"))
        }
        (EventKind::Approval, _) => "/approvals".to_owned(),
        (EventKind::Quarantine, _) => "/quarantine".to_owned(),
        (EventKind::MailboxTrouble, _) => "/mailboxes".to_owned(),
        (EventKind::ArticleDue, _) => "/knowledge?view=due".to_owned(),
        (EventKind::ArticleReview, _) => "/knowledge?view=review".to_owned(),
        (EventKind::Application, _) => match &one.message {
            Some(id) => format!("/applications/{}/{id}", one.beneficiary),
            None => "/applications".to_owned(),
        },
        (EventKind::WebhookStopped, _) => "/webhooks".to_owned(),
        (EventKind::Deadline, _) => match &one.message {
            Some(which) => format!("/deadlines/{}/{which}", one.beneficiary),
            None => "/deadlines".to_owned(),
        },
        (EventKind::MonthWaiting, _) => {
            let which = one.message.as_ref().map(ToString::to_string).unwrap_or_default();
            let (code, _) = which.split_once('/').unwrap_or_default();
            format!("/indicators/{code}")
        }
        (kind, _) if rules::is_for_whoever_may(kind) => to_act_on(one),
        (EventKind::MailTrouble, _) => "/outbox".to_owned(),
        (_, Some(id)) if one.beneficiary.as_str() != PROVIDER => {
            tickets::TicketKey { beneficiary: one.beneficiary.clone(), id: id.clone() }.path()
        }
        _ => "/notifications".to_owned(),
    }
}
