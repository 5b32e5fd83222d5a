//! Tickets: what somebody asked the service desk, what was answered, and whether promises were kept.
//!
//! A ticket belongs to one beneficiary. Its states, messages and changes are rows that are only added;
//! every clock is computed from them ([`rules::clocks`]), and both sides read the same result.

pub mod actions;
pub mod api;
pub mod conversation;
pub mod listing;
pub mod pages;
pub mod quotes;
mod routes;
pub mod rules;
pub mod search;
pub mod store;
pub mod terms;
pub mod views;

pub use routes::routes;

use crate::{categories::CategoryId, pauses::Pause, teams::TeamId, words::words};
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use platform::Digest;

kernel::id! {
    /// A ticket.
    TicketId,
    /// A message of a ticket's conversation.
    MessageId,
    /// A file joined to a ticket.
    AttachmentId,
}

words! {
    /// Whether something broke or something is asked for.
    Kind {
        /// Something that worked does not any more.
        Incident = "incident", "desk-kind-incident";
        /// Something is asked for.
        Request = "request", "desk-kind-request";
    }
}

words! {
    /// Where a ticket stands.
    State {
        /// Received, nobody has worked on it.
        New = "new", "desk-state-new";
        /// A technician works on it.
        InProgress = "in_progress", "desk-state-in-progress";
        /// The requester was asked something: the clocks stand still (R4.6).
        WaitingRequester = "waiting_requester", "desk-state-waiting-requester";
        /// A vendor or carrier was asked something: the clocks run unless the agreement says otherwise (R4.6).
        WaitingVendor = "waiting_vendor", "desk-state-waiting-vendor";
        /// Service is restored or the request fulfilled; the requester may say otherwise.
        Resolved = "resolved", "desk-state-resolved";
        /// Over.
        Closed = "closed", "desk-state-closed";
    }
}

words! {
    /// What may be done to a state.
    Transition {
        /// A technician begins.
        Start = "start", "desk-transition-start";
        /// The requester is asked something.
        WaitRequester = "wait_requester", "desk-transition-wait-requester";
        /// A vendor is asked something.
        WaitVendor = "wait_vendor", "desk-transition-wait-vendor";
        /// The answer has come.
        Resume = "resume", "desk-transition-resume";
        /// Service is restored.
        Resolve = "resolve", "desk-transition-resolve";
        /// The requester agrees.
        Close = "close", "desk-transition-close";
        /// It was not resolved after all.
        Reopen = "reopen", "desk-transition-reopen";
    }
}

words! {
    /// How a ticket reached the desk (R6.8).
    Channel {
        /// The requester's own form.
        Portal = "portal", "desk-channel-portal";
        /// A call.
        Phone = "phone", "desk-channel-phone";
        /// A mail.
        Mail = "mail", "desk-channel-mail";
        /// At the counter.
        Counter = "counter", "desk-channel-counter";
        /// A chat.
        Chat = "chat", "desk-channel-chat";
        /// The monitoring.
        Monitoring = "monitoring", "desk-channel-monitoring";
        /// A program of the beneficiary.
        Api = "api", "desk-channel-api";
    }
}

words! {
    /// How many are concerned: with the urgency, it gives the criticality (matrix of the agreement).
    Impact {
        /// A whole site or service.
        High = "high", "desk-impact-high";
        /// Several persons.
        Medium = "medium", "desk-impact-medium";
        /// One person.
        Low = "low", "desk-impact-low";
    }
}

words! {
    /// How much work is hindered.
    Urgency {
        /// Work is stopped.
        High = "high", "desk-urgency-high";
        /// Work goes on with difficulty.
        Medium = "medium", "desk-urgency-medium";
        /// Work goes on.
        Low = "low", "desk-urgency-low";
    }
}

words! {
    /// A promise whose time is measured.
    ClockKind {
        /// Until the first real answer (acknowledgement_time).
        Acknowledge = "acknowledge", "desk-clock-acknowledge";
        /// Until the first action by a technician (intervention_time, G.2b).
        Intervene = "intervene", "desk-clock-intervene";
        /// Until service is restored (restoration_time).
        Restore = "restore", "desk-clock-restore";
        /// Until the first real answer to an administrative request, in calendar days (G.2a).
        Administrative = "administrative", "desk-clock-administrative";
    }
}

words! {
    /// What changed without a word being said.
    ChangeKind {
        /// Who works on it.
        Assignment = "assignment", "desk-change-assignment";
        /// The criticality.
        Priority = "priority", "desk-change-priority";
        /// Which team it is given to.
        Team = "team", "desk-change-team";
        /// Incident or request.
        Kind = "kind", "desk-change-kind";
        /// Whether it is an administrative request (G.2a).
        Administrative = "administrative", "desk-change-administrative";
        /// The title.
        Title = "title", "desk-change-title";
        /// The site.
        Site = "site", "desk-change-site";
        /// For whom.
        Requester = "requester", "desk-change-requester";
        /// The category.
        Category = "category", "desk-change-category";
        /// Joined to a main ticket as a duplicate, or separated again.
        Merge = "merge", "desk-change-merge";
        /// A pause recorded after the fact, or cancelled.
        Pause = "pause", "desk-change-pause";
    }
}

/// Key of a ticket: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, serde::Deserialize, schemars::JsonSchema)]
pub struct TicketKey {
    /// Whose it is.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: TicketId,
}

impl TicketKey {
    /// Path of the ticket's page.
    pub fn path(&self) -> String {
        format!("/tickets/{}/{}", self.beneficiary, self.id)
    }
}

/// A person named in a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Who; nobody for the system itself.
    pub id: Option<PersonId>,
    /// The name shown.
    pub name: String,
}

/// Where a past ticket comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// The tool: `glpi`.
    pub source: String,
    /// Its number there.
    pub number: String,
}

impl Former {
    /// How it is quoted: `glpi 4711`.
    pub fn reference(&self) -> String {
        format!("{} {}", self.source, self.number)
    }
}

/// A ticket as its row tells it.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// Its key.
    pub key: TicketKey,
    /// `CODE-123`: the beneficiary's code and a number without gaps.
    pub reference: String,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Incident or request.
    pub kind: Kind,
    /// Answered within calendar days (G.2a).
    pub is_administrative: bool,
    /// In a few words.
    pub title: String,
    /// As told by the requester.
    pub description: String,
    /// How it came.
    pub channel: Channel,
    /// For whom.
    pub requester: Named,
    /// Who typed it.
    pub created_by: Named,
    /// Identifier and name of the site.
    pub site: Option<(String, String)>,
    /// How many are concerned.
    pub impact: Impact,
    /// How much work is hindered.
    pub urgency: Urgency,
    /// Code of the agreement's level of criticality.
    pub priority: String,
    /// Who works on it.
    pub assignee: Option<Named>,
    /// Identifier and name of the team it is given to.
    pub team: Option<(TeamId, String)>,
    /// Identifier and name of its category.
    pub category: Option<(CategoryId, String)>,
    /// Where it stands.
    pub state: State,
    /// True instant of reception, in or out of the service window (R4.7).
    pub received_at: Timestamp,
    /// When it last changed for both sides.
    pub updated_at: Timestamp,
    /// Next instant promised and by which clock.
    pub due: Option<(ClockKind, Timestamp)>,
    /// Whether little time is left for it, as found when the clocks were last looked at.
    pub is_due_soon: bool,
    /// Where it was taken over from; nothing for those that began here.
    pub former: Option<Former>,
    /// Raised at each change.
    pub version: i64,
}

/// A ticket beside what it belongs to: a major incident, a problem, a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The ticket.
    pub key: TicketKey,
    /// `CODE-123`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Name of its beneficiary.
    pub beneficiary_name: String,
    /// Where it stands.
    pub state: State,
}

/// One stay in a state, half-open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The state.
    pub state: State,
    /// When it began.
    pub from: Timestamp,
    /// When it ended; not yet for the present one.
    pub to: Option<Timestamp>,
    /// Who brought it about.
    pub actor: Named,
    /// Why, in that person's words.
    pub reason: String,
    /// Version of the ticket it made.
    pub version: i64,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Which one.
    pub id: MessageId,
    /// Whether it stays on the provider's side.
    pub is_internal: bool,
    /// Whether the provider's side wrote it.
    pub is_provider: bool,
    /// Who wrote it.
    pub author: Named,
    /// The words.
    pub body: String,
    /// When.
    pub at: Timestamp,
    /// Version of the ticket it made.
    pub version: i64,
}

/// A change of assignee or criticality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub kind: ChangeKind,
    /// Value before; empty when there was none.
    pub before: String,
    /// Value after.
    pub after: String,
    /// Who changed it.
    pub actor: Named,
    /// When.
    pub at: Timestamp,
    /// Version of the ticket it made.
    pub version: i64,
}

/// A joined file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Which one.
    pub id: AttachmentId,
    /// The message it belongs to; the description when none.
    pub message: Option<MessageId>,
    /// Its content.
    pub digest: Digest,
    /// Name given by the sender.
    pub name: String,
    /// Kind claimed by the sender.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
}

/// A joined file whose words nobody read yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadFile {
    /// Its ticket.
    pub ticket: TicketKey,
    /// Which one.
    pub id: AttachmentId,
    /// Its content.
    pub digest: Digest,
}

/// The words of a joined file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FileWords {
    id: AttachmentId,
    message: Option<MessageId>,
    name: String,
    at: Timestamp,
    words: String,
}

/// A ticket with all that was said and done, already limited to what the reader may see.
#[derive(Clone, Debug)]
pub struct Thread {
    /// The ticket.
    pub ticket: Ticket,
    /// Its states in order; the last one is the present one.
    pub stays: Vec<Stay>,
    /// Waits recorded after the fact, those cancelled too.
    pub pauses: Vec<Pause>,
    /// Its messages in order.
    pub messages: Vec<Message>,
    /// Its other changes in order.
    pub changes: Vec<Change>,
    /// Its files.
    pub attachments: Vec<Attachment>,
}
