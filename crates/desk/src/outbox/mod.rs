//! The outbox: mail is written in the transaction of what it tells, then sent, again and again until the server has
//! it. A dead server delays mail and loses none.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
mod routes;
pub mod rules;
pub mod store;
pub(crate) mod views;

pub use jobs::jobs;
pub use routes::routes;

use crate::{tickets::TicketId, words::words};
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use people::Person;
use platform::mail::Letter;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A mail to send.
    MailId,
}

/// Stands for the beneficiary of a mail that is about none.
pub const PROVIDER: &str = "provider";

words! {
    /// Where a mail stands.
    MailState {
        /// Waits to be handed over, or to be tried again.
        Queued = "queued", "outbox-state-queued";
        /// The server has it.
        Sent = "sent", "outbox-state-sent";
        /// The server refused it for good, or it was tried in vain for too long.
        Failed = "failed", "outbox-state-failed";
        /// The server had it, and it came back.
        Bounced = "bounced", "outbox-state-bounced";
        /// Kept: there is no server to hand it to.
        Held = "held", "outbox-state-held";
        /// Somebody decided that it should not leave.
        Cancelled = "cancelled", "outbox-state-cancelled";
    }
}

words! {
    /// What a mail is for.
    MailKind {
        /// Tells the requester that the request has arrived.
        Acknowledgement = "acknowledgement", "outbox-kind-acknowledgement";
        /// Tells what happened.
        Notification = "notification", "outbox-kind-notification";
        /// Tells what happened in a while.
        Digest = "digest", "outbox-kind-digest";
        /// Asks again for an answer that has not come.
        Reminder = "reminder", "outbox-kind-reminder";
        /// Asks to approve.
        Approval = "approval", "outbox-kind-approval";
        /// Invites to a meeting, moves it or calls it off; or brings its minutes.
        Meeting = "meeting", "outbox-kind-meeting";
        /// Tells a sender that a mail could not be taken.
        Refusal = "refusal", "outbox-kind-refusal";
    }
}

/// To whom a mail goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// Who; nobody for an address alone.
    pub person: Option<PersonId>,
    /// The name written.
    pub name: String,
    /// The address.
    pub address: String,
}

impl Recipient {
    /// A person at the address of his or her record.
    pub fn of(person: &Person) -> Self {
        Self { person: Some(person.id.clone()), name: person.name.clone(), address: person.email.clone() }
    }

    /// An address alone.
    pub fn address(address: &str) -> Self {
        Self { person: None, name: String::new(), address: address.to_owned() }
    }
}

/// A mail to write in the outbox.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// The beneficiary it is about.
    pub beneficiary: Option<BeneficiaryId>,
    /// The ticket it is about.
    pub ticket: Option<TicketId>,
    /// What for.
    pub kind: MailKind,
    /// To whom.
    pub to: Recipient,
    /// The subject.
    pub subject: String,
    /// The words.
    pub letter: Letter,
    /// Signed Message-ID and Reply-To by which an answer finds its ticket; an ordinary Message-ID when nothing.
    pub token: Option<Token>,
    /// Message-IDs of the exchange it belongs to.
    pub thread_ids: Vec<String>,
}

/// How an answer to a mail finds its ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// `<TOKEN.UNIQUE@DOMAIN>`.
    pub message_id: String,
    /// `desk+TOKEN@DOMAIN`.
    pub reply_to: String,
}

/// A mail of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mail {
    /// The beneficiary it is about, or [`PROVIDER`].
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: MailId,
    /// The ticket it is about.
    pub ticket: Option<TicketId>,
    /// What for.
    pub kind: MailKind,
    /// To whom.
    pub to: Recipient,
    /// The subject.
    pub subject: String,
    /// The words as plain text; empty in lists.
    pub text: String,
    /// The words as HTML; empty in lists.
    #[serde(skip)]
    pub html: String,
    /// The invitation joined to it; empty for most, and in lists.
    #[serde(skip)]
    pub invitation: String,
    /// Its Message-ID.
    pub message_id: String,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// Message-IDs of the exchange, separated by spaces.
    pub thread_ids: String,
    /// Where it stands.
    pub state: MailState,
    /// How often it was handed over in vain.
    pub attempts: i64,
    /// Not handed over before.
    pub next_at: Timestamp,
    /// Why the last attempt failed.
    pub last_error: String,
    /// When it was written.
    pub created_at: Timestamp,
    /// When the server took it.
    pub sent_at: Option<Timestamp>,
}

/// Key of a mail, also its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct MailKey {
    /// The beneficiary it is about, or [`PROVIDER`].
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: MailId,
}

/// How sending goes, for those who look after the instance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// Whether a server is set.
    pub has_server: bool,
    /// Mails that should have left by now.
    pub overdue: i64,
    /// Since when the oldest of them waits.
    pub oldest: Option<Timestamp>,
    /// Mails given up.
    pub failed: i64,
    /// Mails that came back.
    pub bounced: i64,
    /// Mails kept because there was no server.
    pub held: i64,
    /// When a mail last left.
    pub last_sent_at: Option<Timestamp>,
    /// Since when none leaves at all.
    pub failing_since: Option<Timestamp>,
    /// Why.
    pub last_error: String,
    /// Automatic mails not written today because their address had enough of them.
    pub refused_today: i64,
}
