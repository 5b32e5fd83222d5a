//! Invoices and credit notes: drafted from the census and the revised price, approved, issued, then frozen (art. 8, R2).
//!
//! A number exists only once an invoice is issued. It is taken in the transaction that freezes the row and its files,
//! so that a series has no gap. What happens to an invoice afterwards is a list of events beside it.

pub mod actions;
pub mod api;
pub mod drafting;
pub mod files;
mod forms;
pub mod issuing;
pub mod pages;
pub mod rules;
pub mod store;
pub(crate) mod views;

pub use forms::*;

use crate::{
    censuses::CensusId,
    charges::{ChargeKey, ChargeKind},
    einvoice::{InvoiceFacts, LineFacts},
    revisions::RevisionId,
};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Explanation, Figure, Text, id::BeneficiaryId};
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An invoice or a credit note.
    InvoiceId,
    /// Something that happened to an issued invoice.
    EventId,
}

/// An invoice or a credit note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Invoice {
    /// Who owes.
    pub beneficiary: BeneficiaryId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Identifier.
    pub id: InvoiceId,
    /// Whether money is claimed or given back.
    pub kind: InvoiceKind,
    /// How far the document itself is.
    pub state: InvoiceState,
    /// Calendar year billed.
    pub year: i16,
    /// Offer billed.
    pub offer: String,
    /// How many invoices of this year and offer were cancelled before this one.
    pub round: i64,
    /// What is billed, in one sentence.
    pub object: String,
    /// What is billed, in full.
    pub content: Content,
    /// Total excluding VAT; never negative, `kind` gives the direction.
    pub net: Cents,
    /// VAT.
    pub vat: Cents,
    /// Total including VAT.
    pub gross: Cents,
    /// How every figure came about.
    pub explanations: Vec<ExplainedFigure>,
    /// The census that gave the quantity.
    pub census: Option<CensusId>,
    /// The invoice a credit note cancels.
    pub corrects: Option<InvoiceId>,
    /// The invoice a credit note lowers without cancelling it.
    pub reduces: Option<InvoiceId>,
    /// Why a credit note was made.
    pub reason: String,
    /// When the draft was shown to the beneficiary, and by whom.
    pub submitted: Option<Signature>,
    /// Who drafted it, and when.
    pub drafted: Signature,
    /// Who approved it.
    pub approved: Option<Signature>,
    /// Number, dates and files' content, once issued.
    pub issue: Option<Issue>,
    /// Last thing that happened after the issue.
    pub last_event: Option<EventKind>,
}

impl Invoice {
    /// Message key of where it stands: the last thing that happened once it is issued.
    pub fn state_key(&self) -> &'static str {
        match (self.state, self.last_event) {
            (InvoiceState::Draft, _) => "invoice-state-draft",
            (InvoiceState::Approved, _) => "invoice-state-approved",
            (InvoiceState::Issued, None) => "invoice-event-issued",
            (InvoiceState::Issued, Some(event)) => event.label_key(),
        }
    }
}

/// Whether money is claimed or given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    /// Type code 380.
    Invoice,
    /// Type code 381: cancels one invoice whole, or lowers some of its lines.
    CreditNote,
}

/// How far the document itself is (R2.18); what happens after the issue is a list of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceState {
    /// May still change.
    Draft,
    /// Somebody agreed to the amounts.
    Approved,
    /// Numbered and frozen.
    Issued,
}

/// Who did something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Signature {
    /// Who.
    pub by: String,
    /// Their identifier; nothing for the system.
    pub person: Option<kernel::id::PersonId>,
    /// When.
    pub at: Timestamp,
}

/// What an issued invoice has that a draft has not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Issue {
    /// Number in the beneficiary's series of the year of issue.
    pub number: String,
    /// Date of issue.
    pub on: Date,
    /// Last day to pay; none on a credit note.
    pub due: Option<Date>,
    /// Who issued it, and when.
    pub signature: Signature,
    /// What the files state.
    pub facts: Box<InvoiceFacts>,
    /// Key of the request that issued it.
    #[serde(skip)]
    pub key: Option<String>,
}

/// What is billed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Content {
    /// Lines in order.
    pub lines: Vec<LineFacts>,
    /// First day billed.
    pub from: Date,
    /// Last day billed.
    pub to: Date,
    /// Reference of the agreement.
    pub agreement: String,
    /// Days to pay.
    pub payment_days: i32,
    /// The charge of each line, in the same order; none on an annual invoice, whose lines are all of the core block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<ChargeKey>,
}

/// A figure of the invoice with how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ExplainedFigure {
    /// Which figure.
    pub title: Text,
    /// Its value.
    pub figure: Figure,
    /// How it came about.
    pub explanation: Explanation,
}

/// What can happen to an issued invoice (R2.18).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// Numbered and frozen.
    Issued,
    /// Deposited in the public invoicing portal.
    Deposited,
    /// Handed to the public accountant.
    InCollection,
    /// Paid.
    Paid,
    /// Rejected by its recipient.
    Rejected,
    /// Suspended by its recipient.
    Suspended,
    /// Cancelled by a credit note.
    CancelledByCreditNote,
}

impl EventKind {
    /// Everything, in order.
    pub const ALL: [Self; 7] = [
        Self::Issued,
        Self::Deposited,
        Self::InCollection,
        Self::Paid,
        Self::Rejected,
        Self::Suspended,
        Self::CancelledByCreditNote,
    ];

    /// What a person may record, in order: that an invoice is paid follows from the money received.
    pub const BY_HAND: [Self; 4] = [Self::Deposited, Self::InCollection, Self::Rejected, Self::Suspended];

    /// Whether it must say why.
    pub fn needs_reason(self) -> bool {
        matches!(self, Self::Rejected | Self::Suspended)
    }

    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Deposited => "deposited",
            Self::InCollection => "in_collection",
            Self::Paid => "paid",
            Self::Rejected => "rejected",
            Self::Suspended => "suspended",
            Self::CancelledByCreditNote => "cancelled_by_credit_note",
        }
    }

    /// Message key of its name.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Issued => "invoice-event-issued",
            Self::Deposited => "invoice-event-deposited",
            Self::InCollection => "invoice-event-in-collection",
            Self::Paid => "invoice-event-paid",
            Self::Rejected => "invoice-event-rejected",
            Self::Suspended => "invoice-event-suspended",
            Self::CancelledByCreditNote => "invoice-event-cancelled",
        }
    }
}

/// Something that happened to an issued invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// On which day.
    pub on: Date,
    /// Number of the revenue order, the slip, the deposit or the credit note.
    pub reference: String,
    /// More words.
    pub note: String,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded.
    pub at: Timestamp,
}

/// The three files of an issued invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// PDF/A-3 with the electronic invoice inside (Factur-X).
    Pdf,
    /// The electronic invoice alone, as CII.
    Cii,
    /// The electronic invoice alone, as UBL.
    Ubl,
}

/// A stored file of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct StoredFile {
    /// Which.
    pub format: FileFormat,
    /// SHA-256 of its bytes.
    pub digest: Digest,
    /// Its length.
    pub bytes: i64,
}

impl FileFormat {
    /// As stored and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Cii => "cii",
            Self::Ubl => "ubl",
        }
    }

    /// Media type sent with it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Cii | Self::Ubl => "application/xml",
        }
    }

    /// Name of the downloaded file.
    pub fn file_name(self, number: &str) -> String {
        match self {
            Self::Pdf => format!("{number}.pdf"),
            Self::Cii => format!("{number}.cii.xml"),
            Self::Ubl => format!("{number}.ubl.xml"),
        }
    }
}

impl InvoiceKind {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Invoice => "invoice",
            Self::CreditNote => "credit_note",
        }
    }

    /// Start of the numbers of its series.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Invoice => "FA",
            Self::CreditNote => "AV",
        }
    }
}

impl Invoice {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/invoices/{}/{}", self.beneficiary, self.id)
    }

    /// An amount with its direction: what a credit note gives back is below zero.
    pub fn signed(&self, amount: Cents) -> Cents {
        match self.kind {
            InvoiceKind::Invoice => amount,
            InvoiceKind::CreditNote => -amount,
        }
    }

    /// The charge of each line, in order.
    pub fn keys(&self) -> Vec<ChargeKey> {
        if !self.content.keys.is_empty() {
            return self.content.keys.clone();
        }
        let core = ChargeKey { kind: ChargeKind::Core, period: self.year, source: self.offer.clone() };
        vec![core; self.content.lines.len()]
    }

    /// Whether it was drafted from charges that somebody accepted.
    pub fn is_of_charges(&self) -> bool {
        !self.content.keys.is_empty()
    }

    /// The invoice that a credit note corrects, whole or in part.
    pub fn credited(&self) -> Option<&InvoiceId> {
        self.corrects.as_ref().or(self.reduces.as_ref())
    }

    /// Whether a credit note has cancelled it.
    pub fn is_cancelled(&self) -> bool {
        self.last_event == Some(EventKind::CancelledByCreditNote)
    }

    /// Whether its drafter approved it too.
    pub fn is_approved_by_drafter(&self) -> bool {
        self.approved.as_ref().is_some_and(|a| a.person.is_some() && a.person == self.drafted.person)
    }
}

/// A new draft, before it is a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Year billed.
    pub year: i16,
    /// Offer billed.
    pub offer: String,
    /// What is billed, in one sentence.
    pub object: String,
    /// What is billed, in full.
    pub content: Content,
    /// How every figure came about.
    pub explanations: Vec<ExplainedFigure>,
    /// The census that gave the quantity.
    pub census: Option<CensusId>,
    /// The revisions that gave the prices.
    pub revisions: Vec<RevisionId>,
}
