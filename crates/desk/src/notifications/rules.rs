//! Decisions about notifications: which entry of the log is an event, who is told, by which way and when.

use super::{Digest, EventKind, Setting, Ways};
use crate::tickets::{Channel, MessageId, TicketId};
use jiff::{Timestamp, ToSpan as _, Unit, ZonedRound};
use kernel::{
    Actor, Permission, ServiceClock, Side, Zone, fold,
    id::{BeneficiaryId, PersonId},
};
use people::audit::Recorded;
use serde_json::Value;

/// An entry of the log that somebody is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// The beneficiary concerned.
    pub beneficiary: Option<BeneficiaryId>,
    /// The ticket concerned.
    pub ticket: Option<TicketId>,
    /// The message said.
    pub message: Option<MessageId>,
    /// Persons the entry itself names: the new assignee, who is asked to approve.
    pub named: Vec<PersonId>,
    /// Whether the sender of what came by mail is who it claims to be.
    pub is_verified: bool,
}

/// What an entry means; nothing for most.
pub fn event(entry: &Recorded) -> Option<Event> {
    let kind = kind(&entry.action)?;
    let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
    if kind == EventKind::Accepted && detail["approved"].as_bool() != Some(true) {
        return None;
    }
    let text = |name: &str| detail[name].as_str().map(str::to_owned);
    let assignee = text("assignee").map(PersonId::from);
    let several = detail["persons"].as_array().into_iter().flatten().filter_map(Value::as_str);
    // Notes and reminders are recorded in the provider's chain, which the beneficiary does not read; their detail says
    // whose ticket.
    let is_provider = matches!(kind, EventKind::Noted | EventKind::Reminder);
    let of_detail = || text("beneficiary").filter(|_| is_provider).map(BeneficiaryId::from);
    let is_ticket = entry.object_kind == "ticket";
    Some(Event {
        kind,
        beneficiary: entry.beneficiary.clone().or_else(of_detail),
        ticket: is_ticket
            .then(|| TicketId::from(entry.object_id.clone()))
            .or_else(|| text("ticket").map(TicketId::from)),
        message: message(kind, entry, text("message")),
        named: assignee.into_iter().chain(several.map(PersonId::from)).collect(),
        is_verified: detail["verified"].as_bool().unwrap_or(true),
    })
}

/// What an action of the log tells, when it tells anybody anything.
fn kind(action: &str) -> Option<EventKind> {
    Some(match action {
        // A conversation that nobody answered is a request like any other: its requester is told that it came.
        "ticket.create" | "chat.unanswered" => EventKind::Opened,
        "ticket.answer" => EventKind::Answered,
        "ticket.note" => EventKind::Noted,
        "ticket.assign" => EventKind::Assigned,
        "ticket.move" => EventKind::Moved,
        "ticket.due_soon" => EventKind::DueSoon,
        "ticket.breached" => EventKind::Breached,
        "ticket.remind" => EventKind::Waiting,
        "ticket.wake" => EventKind::Reminder,
        "article.remind" => EventKind::ArticleDue,
        "article.submit" => EventKind::ArticleReview,
        "application.warranty"
        | "application.breach"
        | "application.process_late"
        | "application.process_failed" => EventKind::Application,
        "webhook.disabled" => EventKind::WebhookStopped,
        "deadline.remind" => EventKind::Deadline,
        "indicators.wait" => EventKind::MonthWaiting,
        "invoice.submitted" => EventKind::InvoiceDraft,
        "charge.objected" => EventKind::Objection,
        "charge.answered" => EventKind::ObjectionAnswer,
        "plan.submit" => EventKind::Plan,
        "handover.record" => EventKind::Handover,
        "destruction.ask" => EventKind::Destruction,
        "approval.ask" | "approval.remind" => EventKind::Approval,
        "request.accepted" => EventKind::Accepted,
        "ticket.visit" => EventKind::VisitPlanned,
        "ticket.visit_cancel" => EventKind::VisitCancelled,
        "mailbox.unreachable" => EventKind::MailboxTrouble,
        "maintenance.announce" | "maintenance.move" | "maintenance.postpone" | "maintenance.cancel" => {
            EventKind::Maintenance
        }
        "outage.report" | "outage.end" => EventKind::Outage,
        "change.submit" | "change.edit" | "change.accept" | "change.refuse" => EventKind::Change,
        "mail.quarantine" => EventKind::Quarantine,
        "mail.fail" | "mail.bounce" | "mail.unreachable" => EventKind::MailTrouble,
        _ => return None,
    })
}

/// What was said, as the detail of an entry names it; an outage is what it is itself about.
fn message(kind: EventKind, entry: &Recorded, said: Option<String>) -> Option<MessageId> {
    let said = if kind == EventKind::Outage { Some(entry.object_id.clone()) } else { said };
    said.map(MessageId::from)
}

/// Who stands around an event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Who did it.
    pub author: Option<PersonId>,
    /// For whom the ticket is.
    pub requester: Option<PersonId>,
    /// Who works on it.
    pub assignee: Option<PersonId>,
    /// Who follows it.
    pub watchers: Vec<PersonId>,
    /// How the ticket came.
    pub channel: Option<Channel>,
    /// Persons named by the entry.
    pub named: Vec<PersonId>,
    /// Persons that an internal note mentions.
    pub mentioned: Vec<PersonId>,
    /// Who asked to be told of every such event in their reach.
    pub subscribers: Vec<PersonId>,
    /// Who looks after the instance.
    pub operators: Vec<PersonId>,
    /// Everybody of both sides, when what is to be done is anybody's who may.
    pub everybody: Vec<PersonId>,
}

/// Whether whoever may act on an event is told, whatever the side: [`concerns`] says who that is.
pub fn is_for_whoever_may(kind: EventKind) -> bool {
    use EventKind::{Destruction, Handover, InvoiceDraft, Objection, ObjectionAnswer, Plan};
    matches!(kind, InvoiceDraft | Objection | ObjectionAnswer | Plan | Handover | Destruction)
}

/// Who is told, each once and as what. Never who did it, except that a request is acknowledged to who made it.
pub fn readers(kind: EventKind, around: &Around) -> Vec<(PersonId, EventKind)> {
    use EventKind::{
        Accepted, Answered, AnyBreached, AnyOpened, Application, Approval, ArticleDue, ArticleReview,
        Assigned, Breached, Change, Deadline, Destruction, DueSoon, Handover, InvoiceDraft, MailTrouble,
        MailboxTrouble, Maintenance, MonthWaiting, Moved, Noted, Objection, ObjectionAnswer, Opened, Outage,
        Plan, Quarantine, Reminder, VisitCancelled, VisitPlanned, Waiting, WebhookStopped,
    };
    let requester = || around.requester.iter();
    let assignee = || around.assignee.iter();
    let followers = || requester().chain(assignee()).chain(&around.watchers);
    let subscribers = |kind| around.subscribers.iter().map(move |id| (id.clone(), kind));
    let as_kind = |ids: Vec<&PersonId>| ids.into_iter().map(|id| (id.clone(), kind)).collect::<Vec<_>>();
    let mut told: Vec<(PersonId, EventKind)> = match kind {
        Opened => as_kind(requester().collect()).into_iter().chain(subscribers(AnyOpened)).collect(),
        Answered | Moved | VisitPlanned | VisitCancelled => as_kind(followers().collect()),
        Waiting | Accepted => as_kind(requester().collect()),
        Assigned | Approval | Reminder | ArticleDue | Application | Deadline | Maintenance | MonthWaiting
        | Change | WebhookStopped => as_kind(around.named.iter().collect()),
        Noted => as_kind(assignee().chain(&around.mentioned).collect()),
        DueSoon => as_kind(assignee().collect()),
        Breached => as_kind(assignee().collect()).into_iter().chain(subscribers(AnyBreached)).collect(),
        MailTrouble | MailboxTrouble | Quarantine | ArticleReview => {
            as_kind(around.operators.iter().collect())
        }
        InvoiceDraft | Objection | ObjectionAnswer | Plan | Handover | Destruction => {
            as_kind(around.everybody.iter().collect())
        }
        Outage => subscribers(Outage).collect(),
        AnyOpened | AnyBreached => vec![],
    };
    let is_acknowledged = kind == Opened && matches!(around.channel, Some(Channel::Portal | Channel::Mail));
    told.retain(|(id, as_what)| {
        around.author.as_ref() != Some(id)
            || (is_acknowledged && *as_what == Opened && around.requester.as_ref() == Some(id))
    });
    let mut seen: Vec<PersonId> = vec![];
    told.retain(|(id, _)| {
        !seen.contains(id) && {
            seen.push(id.clone());
            true
        }
    });
    told
}

/// The ways by which a person is told of an event who has chosen nothing.
pub fn usual_ways(kind: EventKind, side: Option<Side>) -> Ways {
    let ways = |by_mail, on_screen| Ways { by_mail, on_screen };
    match kind {
        EventKind::Opened => ways(true, false),
        EventKind::Answered
        | EventKind::Accepted
        | EventKind::Waiting
        | EventKind::Approval
        | EventKind::Assigned
        | EventKind::Reminder
        | EventKind::Maintenance
        | EventKind::Change
        | EventKind::ArticleDue
        | EventKind::Application
        | EventKind::WebhookStopped
        | EventKind::Deadline
        | EventKind::MonthWaiting
        | EventKind::InvoiceDraft
        | EventKind::Objection
        | EventKind::ObjectionAnswer
        | EventKind::Plan
        | EventKind::Handover
        | EventKind::Destruction
        | EventKind::Breached => ways(true, true),
        EventKind::VisitPlanned | EventKind::VisitCancelled | EventKind::Moved => {
            ways(side == Some(Side::Beneficiary), true)
        }
        EventKind::Noted
        | EventKind::DueSoon
        | EventKind::Quarantine
        | EventKind::ArticleReview
        | EventKind::MailTrouble
        | EventKind::MailboxTrouble => ways(false, true),
        EventKind::AnyOpened | EventKind::AnyBreached | EventKind::Outage => ways(false, false),
    }
}

/// Whether an event can concern a person at all: what the page of choices offers, and what is ever told.
pub fn concerns(kind: EventKind, actor: &Actor) -> bool {
    let is_beneficiary = actor.side == Some(Side::Beneficiary);
    match kind {
        EventKind::Opened | EventKind::Waiting | EventKind::Accepted | EventKind::Maintenance => {
            is_beneficiary
        }
        EventKind::Outage => actor.may(Permission::SiteRead),
        EventKind::Change => actor.may(Permission::ChangeApprove) || actor.may(Permission::DeskRun),
        EventKind::Answered
        | EventKind::Moved
        | EventKind::VisitPlanned
        | EventKind::VisitCancelled
        | EventKind::Approval => true,
        EventKind::Assigned
        | EventKind::Noted
        | EventKind::Reminder
        | EventKind::DueSoon
        | EventKind::Breached
        | EventKind::Quarantine => !is_beneficiary && actor.may(Permission::TicketWork),
        EventKind::AnyOpened | EventKind::AnyBreached => actor.may(Permission::TicketReadAll),
        EventKind::MailTrouble | EventKind::MailboxTrouble => actor.may(Permission::InstanceManage),
        EventKind::ArticleDue => actor.side == Some(Side::Provider),
        EventKind::ArticleReview => actor.side == Some(Side::Provider) && actor.may(Permission::DeskRun),
        EventKind::Application => {
            actor.side == Some(Side::Provider) && actor.may(Permission::ApplicationRead)
        }
        EventKind::WebhookStopped => actor.may(Permission::WebhookManage),
        EventKind::Deadline => actor.may(Permission::AgreementRead),
        EventKind::MonthWaiting => !is_beneficiary && actor.may(Permission::CommitteeManage),
        EventKind::InvoiceDraft | EventKind::ObjectionAnswer => {
            is_beneficiary && actor.may(Permission::ChargeObject)
        }
        EventKind::Objection => !is_beneficiary && actor.may(Permission::InvoiceDraft),
        EventKind::Plan => actor.may(Permission::ReversibilityAccept),
        EventKind::Handover => is_beneficiary && actor.may(Permission::ReversibilityAccept),
        EventKind::Destruction => !is_beneficiary && actor.may(Permission::DataDestroy),
    }
}

/// When the mail of an event is written. The acknowledgement answers what its reader has just done, so it never waits.
pub fn mail_at(
    kind: EventKind,
    setting: &Setting,
    is_urgent: bool,
    clock: Option<&ServiceClock>,
    now: Timestamp,
) -> Timestamp {
    if kind == EventKind::Opened || (is_urgent && setting.lets_urgent) {
        return now;
    }
    let at = together(setting.digest, now);
    match clock {
        Some(clock) if setting.is_quiet => clock.due(at, 0).unwrap_or(at),
        _ => at,
    }
}

/// The next instant at which mail is written together.
fn together(digest: Digest, now: Timestamp) -> Timestamp {
    let local = now.to_zoned(Zone::Metropole.time_zone());
    let next = match digest {
        Digest::Immediate => return now,
        Digest::Hourly => {
            let up = ZonedRound::new().smallest(Unit::Hour).mode(jiff::RoundMode::Ceil);
            local.round(up)
        }
        Digest::Daily => {
            let morning = local.date().at(8, 0, 0, 0).to_zoned(local.time_zone().clone());
            match morning {
                Ok(morning) if morning.timestamp() >= now => Ok(morning),
                Ok(morning) => morning.checked_add(1.day()),
                Err(error) => Err(error),
            }
        }
    };
    next.map_or(now, |at| at.timestamp())
}

/// The persons of a list that a text mentions: `@` and the name, whatever the accents and the case.
pub fn mentioned<'a>(text: &str, people: impl IntoIterator<Item = (&'a PersonId, &'a str)>) -> Vec<PersonId> {
    let text = fold(text);
    let is_named = |name: &str| {
        let name = format!("@{}", fold(name));
        text.match_indices(&name).any(|(at, _)| {
            // A longer name that begins alike is another person.
            !text[at + name.len()..].starts_with(|c: char| c.is_alphanumeric())
        })
    };
    people.into_iter().filter(|(_, name)| is_named(name)).map(|(id, _)| id.clone()).collect()
}

#[cfg(test)]
mod tests;
