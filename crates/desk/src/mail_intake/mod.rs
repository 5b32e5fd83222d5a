//! Mail coming in: read without trust, judged by a chain of small filters, kept as it came.
//!
//! [`parse`] turns bytes into a [`Parsed`] mail within fixed bounds. [`rules::judge`] hands it through the filters
//! in order; each has one concern and the first that answers decides. [`folding`] parts what was said from what
//! was quoted. None of this touches the database: what is known of the sender and of the tickets named comes in
//! as [`Facts`].

pub mod actions;
pub mod folding;
pub mod html;
pub mod pages;
pub mod parse;
pub mod rules;
pub mod store;

pub mod views;

use crate::{mail_token::Claim, tickets::TicketKey, words::words};
use kernel::id::{BeneficiaryId, PersonId};
use platform::web::{Access, Routes};

/// Routes of this feature.
pub fn routes() -> Routes {
    let path = "/tickets/{beneficiary}/{id}/mails/{letter}";
    Routes::new().get(path, Access::SignedIn, pages::original)
}

/// An address with the name written beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mailbox {
    /// The name; empty when there is none.
    pub name: String,
    /// The address, folded for comparison; empty when there is none.
    pub address: String,
}

/// A file carried by a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Name, cleaned: never a path, no invisible characters.
    pub name: String,
    /// Kind claimed.
    pub media_type: String,
    /// Bytes. Archives are never opened.
    pub bytes: Vec<u8>,
}

/// What a report says of a mail that could not be delivered (RFC 3464).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bounce {
    /// Message-ID of the mail that came back; empty when the report does not say.
    pub message_id: String,
    /// Address it was sent to; empty when the report does not say.
    pub recipient: String,
    /// Status code such as `5.1.1`; empty when the report does not say.
    pub status: String,
}

/// A mail as read, nothing of it believed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parsed {
    /// Message-ID without angle brackets; empty when there is none.
    pub message_id: String,
    /// Message-IDs of In-Reply-To and References, without angle brackets.
    pub references: Vec<String>,
    /// Who says to have written it: a claim.
    pub from: Mailbox,
    /// Every address it was sent to (To, Cc, Delivered-To), folded.
    pub recipients: Vec<String>,
    /// Subject in one line.
    pub subject: String,
    /// Return-Path; `Some("")` is the null path of reports.
    pub return_path: Option<String>,
    /// Auto-Submitted, in small letters (RFC 3834); empty when absent.
    pub auto_submitted: String,
    /// Precedence, in small letters.
    pub precedence: String,
    /// Whether X-Auto-Response-Suppress, X-Autoreply or X-Autorespond is there.
    pub has_auto_mark: bool,
    /// Whether a List-… header is there.
    pub is_list: bool,
    /// Value of our own mark.
    pub mark: String,
    /// Number of Received headers.
    pub hops: usize,
    /// The report, when it is one.
    pub bounce: Option<Bounce>,
    /// The text: the plain part, else the HTML part as text.
    pub text: String,
    /// Whether there is an HTML original to look at.
    pub has_html: bool,
    /// Its files.
    pub files: Vec<Carried>,
}

/// A person of the instance with the sender's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// Who.
    pub person: PersonId,
    /// Whose; nothing for the provider's and contractors' people.
    pub beneficiary: Option<BeneficiaryId>,
}

/// A ticket that the mail names, by a token or by a tag in its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which ticket.
    pub key: TicketKey,
    /// Whether the mail carries the token made for this ticket and for its sender.
    pub is_genuine: bool,
    /// Whether the sender takes part in the ticket.
    pub is_participant: bool,
    /// Where it stands.
    pub standing: Standing,
}

/// Whether a ticket takes an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is worked on.
    Open,
    /// It is resolved or closed, and may be reopened.
    MayReopen,
    /// It is closed for good.
    Over,
}

/// What the instance knows about a mail and its sender.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Whether this instance wrote the mail itself.
    pub is_own: bool,
    /// The person with the sender's address.
    pub sender: Option<Sender>,
    /// Tickets named, those with a genuine token first.
    pub named: Vec<Named>,
    /// Mails of this sender with this subject in the last hour.
    pub alike: i64,
}

words! {
    /// Why a mail made nothing, or waits for a decision.
    Reason {
        /// This instance wrote it.
        Own = "own", "intake-reason-own";
        /// The same mail came before.
        Duplicate = "duplicate", "intake-reason-duplicate";
        /// A report that a mail could not be delivered.
        Bounce = "bounce", "intake-reason-bounce";
        /// It passed through too many servers, or came too often.
        Loop = "loop", "intake-reason-loop";
        /// An answering machine wrote it.
        AutoReply = "auto_reply", "intake-reason-auto-reply";
        /// A program wrote it without being asked.
        Automatic = "automatic", "intake-reason-automatic";
        /// It was sent to a list.
        List = "list", "intake-reason-list";
        /// It looks like a code or a link for signing in somewhere.
        Verification = "verification", "intake-reason-verification";
        /// It has no sender.
        NoSender = "no_sender", "intake-reason-no-sender";
        /// It says to come from the provider's staff, without a token that proves it.
        UnprovenStaff = "unproven_staff", "intake-reason-unproven-staff";
        /// It answers a ticket its sender takes no part in.
        Stranger = "stranger", "intake-reason-stranger";
        /// It answers a ticket that is over.
        Over = "over", "intake-reason-over";
        /// Nobody of the instance has this address.
        UnknownSender = "unknown_sender", "intake-reason-unknown-sender";
        /// It is larger than what is taken.
        TooLarge = "too_large", "intake-reason-too-large";
        /// It has too many parts, or too many inside each other.
        TooManyParts = "too_many_parts", "intake-reason-too-many-parts";
        /// The rules of tickets refuse what it asks for.
        Refused = "refused", "intake-reason-refused";
        /// It could not be read.
        Unreadable = "unreadable", "intake-reason-unreadable";
    }
}

/// What becomes of a mail: exactly one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Recorded, nothing else.
    Ignore(Reason),
    /// Waits for a person's decision.
    Quarantine(Reason),
    /// A message of a ticket, written by the sender.
    Follow {
        /// Which ticket.
        key: TicketKey,
        /// Who writes.
        person: PersonId,
        /// Whether a token proves that this person was written to.
        is_proven: bool,
        /// Whether the ticket is worked on again.
        reopens: bool,
    },
    /// A new ticket.
    Open {
        /// Whose.
        beneficiary: BeneficiaryId,
        /// For whom.
        requester: PersonId,
        /// The ticket it follows, which is over.
        follows: Option<TicketKey>,
    },
}

/// Every claim of a mail to belong to a ticket, in the order they are looked at: the addresses it was sent to, then
/// the mails it answers, the latest first.
pub fn claims(mail: &Parsed) -> Vec<Claim> {
    let texts = mail.recipients.iter().chain(mail.references.iter().rev());
    let mut claims: Vec<Claim> = vec![];
    for claim in texts.filter_map(|text| crate::mail_token::found_in(text)) {
        if !claims.contains(&claim) {
            claims.push(claim);
        }
    }
    claims.truncate(MOST_CLAIMS);
    claims
}

/// References looked up for one mail: one forged with thousands costs no more.
const MOST_CLAIMS: usize = 20;

/// The reference in the subject's tag `[VAL-123]`, which proves nothing by itself.
pub fn tag(subject: &str) -> Option<String> {
    subject.split('[').skip(1).find_map(|rest| {
        let (inside, _) = rest.split_once(']')?;
        let (code, number) = inside.split_once('-')?;
        let is_code = (1..=20).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric());
        let is_number = (1..=12).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
        (is_code && is_number).then(|| inside.to_uppercase())
    })
}
