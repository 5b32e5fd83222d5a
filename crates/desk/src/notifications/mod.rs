//! Notifications: who is told of what, by mail or on screen, when, and in which words.
//!
//! The audit log is the stream of events. Each entry gives at most one notification to a person, without words: they
//! are composed when they are read or sent, from what that person may see at that moment. So nothing is told to
//! somebody who lost sight of it meanwhile.

pub mod actions;
pub mod api;
pub mod bell;
mod jobs;
mod letters;
pub mod pages;
mod routes;
pub mod rules;
pub mod store;
mod views;

pub use jobs::jobs;
pub use routes::routes;

use crate::{
    tickets::{MessageId, Ticket, TicketId},
    words::words,
};
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A notification.
    NotificationId,
}

words! {
    /// What a person may be told of.
    EventKind {
        /// A request of one's own has arrived.
        Opened = "opened", "notify-event-opened";
        /// Somebody answered on a ticket one follows.
        Answered = "answered", "notify-event-answered";
        /// The state of a ticket one follows has changed.
        Moved = "moved", "notify-event-moved";
        /// One was asked something and has not answered.
        Waiting = "waiting", "notify-event-waiting";
        /// A request of one's own was agreed to.
        Accepted = "accepted", "notify-event-accepted";
        /// Somebody is to come for a ticket one follows.
        VisitPlanned = "visit_planned", "notify-event-visit-planned";
        /// Who was to come does not.
        VisitCancelled = "visit_cancelled", "notify-event-visit-cancelled";
        /// One is asked to approve.
        Approval = "approval", "notify-event-approval";
        /// A ticket is given to oneself.
        Assigned = "assigned", "notify-event-assigned";
        /// An internal note names oneself, or stands on a ticket given to oneself.
        Noted = "noted", "notify-event-noted";
        /// One asked to be told of a ticket again.
        Reminder = "reminder", "notify-event-reminder";
        /// A promise on a ticket given to oneself falls due soon.
        DueSoon = "due_soon", "notify-event-due-soon";
        /// A promise on a ticket given to oneself is broken.
        Breached = "breached", "notify-event-breached";
        /// A ticket was opened, whoever asked for it.
        AnyOpened = "any_opened", "notify-event-any-opened";
        /// A promise is broken, whoever works on it.
        AnyBreached = "any_breached", "notify-event-any-breached";
        /// A mail that came in waits for somebody to decide.
        Quarantine = "quarantine", "notify-event-quarantine";
        /// A mailbox is not read any more.
        MailboxTrouble = "mailbox_trouble", "notify-event-mailbox-trouble";
        /// Planned maintenance is announced, put off or cancelled.
        Maintenance = "maintenance", "notify-event-maintenance";
        /// An outage of one's network begins or ends.
        Outage = "outage", "notify-event-outage";
        /// One is asked to agree to a change, or one's own is decided.
        Change = "change", "notify-event-change";
        /// An article that one answers for should be read again.
        ArticleDue = "article_due", "notify-event-article-due";
        /// An article waits for somebody else to read it.
        ArticleReview = "article_review", "notify-event-article-review";
        /// Something about an application that one looks after: a process is late, a warranty ends.
        Application = "application", "notify-event-application";
        /// A webhook of one's own was stopped.
        WebhookStopped = "webhook_stopped", "notify-event-webhook-stopped";
        /// A deadline of an agreement comes near, or is past.
        Deadline = "deadline", "notify-event-deadline";
        /// A month of indicators waits to be closed because something is missing.
        MonthWaiting = "month_waiting", "notify-event-month-waiting";
        /// A draft of an invoice is shown to one's side, which may object to its lines.
        InvoiceDraft = "invoice_draft", "notify-event-invoice-draft";
        /// The beneficiary objects to a line of a draft.
        Objection = "objection", "notify-event-objection";
        /// An objection of one's side is answered.
        ObjectionAnswer = "objection_answer", "notify-event-objection-answer";
        /// A reversibility plan waits for one's side.
        Plan = "plan", "notify-event-plan";
        /// A reversibility pack was handed over to one's side, which is to find it whole.
        Handover = "handover", "notify-event-handover";
        /// Somebody asked to delete the data of a beneficiary that left; another person confirms.
        Destruction = "destruction", "notify-event-destruction";
        /// Mail does not leave, or came back.
        MailTrouble = "mail_trouble", "notify-event-mail-trouble";
    }
}

words! {
    /// When mail is written.
    Digest {
        /// At once, one mail for each event.
        Immediate = "immediate", "notify-digest-immediate";
        /// At each full hour, one mail for all.
        Hourly = "hourly", "notify-digest-hourly";
        /// At 8:00 in Paris, one mail for all.
        Daily = "daily", "notify-digest-daily";
    }
}

words! {
    /// Whether a notification gives a mail.
    MailPart {
        /// It gives none.
        None = "none", "notify-mail-none";
        /// It will.
        Waiting = "waiting", "notify-mail-waiting";
        /// It stands in the outbox.
        Written = "written", "notify-mail-written";
        /// It gave none after all: read before, or no longer the reader's to see.
        Dropped = "dropped", "notify-mail-dropped";
    }
}

/// By which ways a person is told of an event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ways {
    /// By mail.
    pub by_mail: bool,
    /// On screen.
    pub on_screen: bool,
}

/// When a person wants mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Setting {
    /// At once or together.
    pub digest: Digest,
    /// Not while the service window is closed.
    pub is_quiet: bool,
    /// Except for a broken promise of the highest level.
    pub lets_urgent: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Self { digest: Digest::Immediate, is_quiet: false, lets_urgent: true }
    }
}

/// A notification as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// The beneficiary it is about, or [`crate::outbox::PROVIDER`].
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: NotificationId,
    /// For whom.
    pub person: PersonId,
    /// What happened.
    pub event: EventKind,
    /// The chain of the entry.
    pub chain: String,
    /// The place of the entry in its chain.
    pub sequence: i64,
    /// The ticket.
    pub ticket: Option<TicketId>,
    /// What was said: the message, the notice of maintenance, the change, the outage.
    pub message: Option<MessageId>,
    /// Who did it.
    pub actor_name: String,
    /// When it happened.
    pub at: Timestamp,
    /// Whether it shows on screen.
    pub is_on_screen: bool,
    /// When it was read there.
    pub read_at: Option<Timestamp>,
    /// Whether it gives a mail.
    pub mail: MailPart,
    /// When.
    pub mail_at: Timestamp,
}

/// A notification with the ticket its reader may see.
#[derive(Clone, Debug)]
pub struct Told {
    /// The notification.
    pub notification: Notification,
    /// The ticket; nothing when there is none, or none that the reader may still see.
    pub ticket: Option<Ticket>,
}

/// Key of a notification, also its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct NotificationKey {
    /// The beneficiary it is about.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: NotificationId,
}
