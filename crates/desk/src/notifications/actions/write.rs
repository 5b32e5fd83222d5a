//! Writing the mail of notifications, composed for its reader from what that person may see now.

use super::super::{Digest, EventKind, MailPart, Notification, letters, letters::Matter, store};
use crate::{
    approvals::{self, Waiting},
    changes, mail_token, maintenance,
    outbox::{self, MailKind, NewMail, Recipient, Token},
    tickets::{self, TicketKey},
};
use estate::outages::{self, Outage, OutageId, OutageKey};
use kernel::{Permission, id::PersonId};
use people::{Person, persons};
use platform::{Ctx, Error, Result};
use std::collections::BTreeMap;

/// Notifications of one round.
const ROUND: i64 = 200;

/// Writes the mail that is due: one for each event, or one for all to those who asked for that.
pub async fn write_due(ctx: &Ctx) -> Result<()> {
    let mut look = ctx.read().await?;
    let due = store::due(&mut look, ctx.now(), ROUND).await?;
    drop(look);
    let mut by_person: BTreeMap<String, Vec<Notification>> = BTreeMap::new();
    for one in due {
        by_person.entry(one.person.to_string()).or_default().push(one);
    }
    for (person, notifications) in by_person {
        write(ctx, &PersonId::from(person), notifications).await?;
    }
    Ok(())
}

async fn write(ctx: &Ctx, id: &PersonId, notifications: Vec<Notification>) -> Result<()> {
    let mut look = ctx.read().await?;
    let person = persons::store::find(&mut look, id).await?.filter(|person| person.disabled_at.is_none());
    let setting = store::setting_of(&mut look, id).await?;
    drop(look);
    let mut matters = vec![];
    if let Some(person) = &person {
        let reader = as_reader(ctx, person);
        for one in &notifications {
            matters.extend(matter(&reader, one).await?);
        }
    }
    let mut tx = ctx.begin().await?;
    let mut written = vec![];
    for one in &notifications {
        let found = matters.iter().find(|matter| matter.notification.id == one.id);
        let part = if found.is_some() { MailPart::Written } else { MailPart::Dropped };
        // Nothing is touched when another process was quicker: it has written the mail.
        if store::set_mail(&mut tx, one, part).await? > 0 {
            written.extend(found);
        }
    }
    if let Some(person) = &person {
        for mail in mails(&as_reader(ctx, person), person, setting.digest, &written) {
            outbox::actions::enqueue(&mut tx, ctx, mail).await?;
        }
    }
    Ok(tx.commit().await?)
}

/// The unit of work of a reader: what it reads is what that person may see, in that person's language.
fn as_reader(ctx: &Ctx, person: &Person) -> Ctx {
    Ctx { lang: person.language, ..Ctx::of(ctx.platform.clone(), person.actor()) }
}

/// What a notification is about, as its reader sees it; nothing when there is nothing to tell any more.
async fn matter(reader: &Ctx, one: &Notification) -> Result<Option<Matter>> {
    // Read on screen meanwhile: a mail would say it again.
    if one.read_at.is_some() {
        return Ok(None);
    }
    let reading = match &one.ticket {
        None => None,
        Some(id) => {
            let key = TicketKey { beneficiary: one.beneficiary.clone(), id: id.clone() };
            match tickets::actions::read(reader, &key).await {
                Ok(reading) => Some(reading),
                Err(Error::NotFound) => None,
                Err(error) => return Err(error),
            }
        }
    };
    let waiting = waiting(reader, one).await?;
    if one.event == EventKind::Approval && waiting.is_none() {
        // Answered meanwhile.
        return Ok(None);
    }
    let (maintenance, change) = (notice(reader, one).await?, change(reader, one).await?);
    let outage = outage(reader, one).await?;
    let is_there = match one.event {
        EventKind::Maintenance => maintenance.is_some(),
        EventKind::Change => change.is_some(),
        EventKind::Outage => outage.is_some(),
        _ => letters::is_tellable(one, reading.as_ref()),
    };
    Ok(is_there.then(|| Matter { notification: one.clone(), reading, waiting, maintenance, change, outage }))
}

/// The notice of maintenance, as long as nothing else was told of that change since.
async fn notice(reader: &Ctx, one: &Notification) -> Result<Option<maintenance::Shown>> {
    let Some(id) = one.message.as_ref().filter(|_| one.event == EventKind::Maintenance) else {
        return Ok(None);
    };
    let id = maintenance::NoticeId::from(id.as_str());
    let shown = maintenance::store::shown(&mut reader.read().await?, &one.beneficiary, &id).await?;
    Ok(shown.filter(|shown| shown.notice.is_last))
}

/// The outage, unless it was withdrawn since.
async fn outage(reader: &Ctx, one: &Notification) -> Result<Option<Outage>> {
    let Some(id) = one.message.as_ref().filter(|_| one.event == EventKind::Outage) else {
        return Ok(None);
    };
    let key = OutageKey { beneficiary: one.beneficiary.clone(), id: OutageId::from(id.as_str()) };
    let outage = outages::store::find(&mut reader.read().await?, &key).await?;
    Ok(outage.filter(|outage| outage.withdrawn_at.is_none()))
}

/// The change, for those who see changes.
async fn change(reader: &Ctx, one: &Notification) -> Result<Option<changes::Change>> {
    let Some(id) = one.message.as_ref().filter(|_| one.event == EventKind::Change) else {
        return Ok(None);
    };
    if !reader.actor.may(Permission::DeskRead) {
        return Ok(None);
    }
    Ok(changes::store::find(&mut reader.read().await?, &changes::ChangeId::from(id.as_str())).await?)
}

/// What the reader is asked to approve on the ticket, own or by delegation.
async fn waiting(reader: &Ctx, one: &Notification) -> Result<Option<Waiting>> {
    if one.event != EventKind::Approval {
        return Ok(None);
    }
    let all = approvals::actions::waiting(&mut reader.read().await?, reader).await?;
    Ok(all.into_iter().find(|waiting| {
        waiting.ticket.beneficiary == one.beneficiary && Some(&waiting.ticket.id) == one.ticket.as_ref()
    }))
}

fn mails(reader: &Ctx, person: &Person, digest: Digest, matters: &[&Matter]) -> Vec<NewMail> {
    match (digest, matters) {
        (_, []) => vec![],
        (Digest::Hourly | Digest::Daily, [_, _, ..]) => vec![NewMail {
            beneficiary: person.beneficiary.clone(),
            ticket: None,
            kind: MailKind::Digest,
            to: Recipient::of(person),
            subject: letters::digest_subject(reader, matters.len()),
            letter: letters::digest(reader, matters),
            token: None,
            thread_ids: vec![],
        }],
        (_, each) => each.iter().map(|matter| single(reader, person, matter)).collect(),
    }
}

fn single(reader: &Ctx, person: &Person, matter: &Matter) -> NewMail {
    let one = &matter.notification;
    let is_about_one = one.beneficiary.as_str() != outbox::PROVIDER;
    NewMail {
        beneficiary: is_about_one.then(|| one.beneficiary.clone()),
        ticket: one.ticket.clone(),
        kind: letters::kind(one.event),
        to: Recipient::of(person),
        subject: letters::subject(reader, matter),
        letter: letters::letter(reader, person, matter),
        token: matter.reading.as_ref().map(|reading| {
            let (ticket, settings) = (&reading.thread.ticket, &reader.platform.settings.mail);
            let token =
                mail_token::make(&reader.platform.secrets, &ticket.key, &ticket.reference, &person.email);
            Token {
                message_id: mail_token::message_id(&token, one.id.as_str(), settings.domain()),
                reply_to: mail_token::reply_to(&settings.from, &token),
            }
        }),
        thread_ids: one
            .ticket
            .iter()
            .map(|id| format!("<{id}@{}>", reader.platform.settings.mail.domain()))
            .collect(),
    }
}
