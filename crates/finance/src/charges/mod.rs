//! Charges of a beneficiary for a year: what should be billed, what was billed, and only the difference is proposed
//! (art. 8, R1.1, R1.14, R1.15, R6.1, R8.1, R8.4).
//!
//! What should be billed is a pure function of what happened; each line has a stable key. The same key stands beside every
//! billed line, so that running twice proposes nothing and a correction is a line, or a credit note, of its own.

pub mod actions;
pub mod api;
mod forms;
mod gather;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

pub use forms::*;
pub(crate) use views::objections_of;

use crate::{
    einvoice::{LineFacts, VatStatus},
    invoices::InvoiceId,
    revision::rules::TimeProration,
};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Explanation, Text, id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

kernel::id! {
    /// A count of units of work.
    UnitCountId,
    /// An objection to a line.
    ObjectionId,
}

words! {
    /// What a charge is for.
    ChargeKind {
        /// The core block, by census (R1.1).
        Core = "core", "charge-kind-core";
        /// A service of an optional block, by its unit of work (R1.15).
        Annexed = "annexed", "charge-kind-annexed";
        /// Minutes beyond a quota that somebody decided to bill (R8.1).
        CallOverrun = "call_overrun", "charge-kind-call-overrun";
        /// What a carrier billed beside a plan abroad, at cost (R8.4).
        Roaming = "roaming", "charge-kind-roaming";
        /// The beneficiary's share of equipment bought on request (R6.1).
        Equipment = "equipment", "charge-kind-equipment";
    }
}

/// What makes a charge the same from one computation to the next: its kind, its source and its period.
#[derive(
    Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct ChargeKey {
    /// What it is for.
    pub kind: ChargeKind,
    /// The calendar year it is due for.
    pub period: i16,
    /// What it comes from: the code of an offer, a class of numbers, the identifier of a row.
    pub source: String,
}

impl fmt::Display for ChargeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.kind.as_str(), self.period, self.source)
    }
}

/// A text that is no key of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a charge is named by its kind, its year and its source")]
pub struct NoCharge;

impl FromStr for ChargeKey {
    type Err = NoCharge;

    fn from_str(text: &str) -> Result<Self, NoCharge> {
        let mut parts = text.splitn(3, ':');
        let mut part = || parts.next().ok_or(NoCharge);
        let kind = ChargeKind::parse(part()?).ok_or(NoCharge)?;
        let period = part()?.parse().map_err(|_| NoCharge)?;
        let source = part()?.to_owned();
        if source.is_empty() { Err(NoCharge) } else { Ok(Self { kind, period, source }) }
    }
}

/// A service of an optional block as it is billed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexedOffer {
    /// Code on invoice lines.
    pub code: String,
    /// Name on invoices.
    pub name: String,
    /// Unit of work in words.
    pub unit: String,
    /// Yearly price of one unit, excluding VAT; nothing while it is not set.
    pub unit_price: Option<Cents>,
    /// First and last day of the subscription, within the agreement.
    pub subscribed: (Date, Date),
    /// VAT status; nothing while nobody has decided (R2.16).
    pub vat: Option<VatStatus>,
}

/// Units of work of a service in a year, as the provider counted them. The last count stands; none is ever changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct UnitCount {
    /// Which one.
    pub id: UnitCountId,
    /// Code of the offer.
    pub offer: String,
    /// Calendar year.
    pub year: i16,
    /// How many, at most four decimals.
    pub quantity: Exact,
    /// What shows it: a delivery slip, a list, a meter.
    pub evidence: String,
    /// Who counted.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// A strong overrun that a person decided to bill (R8.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overrun {
    /// Word of the class of numbers, and key of its name.
    pub class: (String, &'static str),
    /// Minutes when it was decided.
    pub minutes: i64,
    /// Quota then.
    pub quota: i64,
    /// Why it is billed.
    pub reason: String,
    /// Euros a minute, excluding VAT; nothing while the agreement gives no price.
    pub price: Option<Exact>,
}

/// A charge beside a plan, with the trip it belongs to where it is known (R8.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roamed {
    /// Identifier of the charge.
    pub id: String,
    /// Number of the line.
    pub number: String,
    /// On which day.
    pub on: Date,
    /// Two letters.
    pub country: String,
    /// Key of what was charged.
    pub what: &'static str,
    /// How much, at cost, excluding VAT.
    pub amount: Cents,
    /// The function of who travelled, when a trip was declared for that day.
    pub traveller: Option<String>,
    /// Key of how it stands against declared trips.
    pub standing: &'static str,
}

/// A share of equipment that was delivered (R6.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EquipmentShare {
    /// Identifier of the request.
    pub id: String,
    /// Reference of the request.
    pub reference: String,
    /// In a few words.
    pub title: String,
    /// The share, excluding VAT.
    pub share: Cents,
    /// When it was delivered.
    pub delivered_on: Date,
}

/// What both sides agreed to on a line after an objection: it stands instead of what was computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Which line.
    pub key: ChargeKey,
    /// The quantity agreed to; zero drops the line.
    pub quantity: Exact,
    /// Path of the objection.
    pub href: String,
}

/// Everything the charges of a year are computed from.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Its code, as the agreement names it.
    pub code: String,
    /// Calendar year.
    pub year: i16,
    /// Code and name of the core block.
    pub core_offer: (String, String),
    /// Lines of the core with how each came about, or why it cannot be computed.
    pub core: Result<Vec<(LineFacts, Vec<Explanation>)>, Text>,
    /// How a part of a year is counted (R1.14).
    pub proration: TimeProration,
    /// Optional services subscribed in the year.
    pub annexed: Vec<AnnexedOffer>,
    /// Counts of units of the year, the last first.
    pub units: Vec<UnitCount>,
    /// Overruns decided to be billed.
    pub overruns: Vec<Overrun>,
    /// Charges beside plans.
    pub roaming: Vec<Roamed>,
    /// VAT status of overruns and charges beside plans.
    pub telephony_vat: Option<VatStatus>,
    /// Equipment delivered in the year.
    pub equipment: Vec<EquipmentShare>,
    /// VAT status of shares of equipment.
    pub equipment_vat: Option<VatStatus>,
    /// What was agreed to after objections.
    pub settled: Vec<Settled>,
    /// Every line of the invoices and credit notes of the year.
    pub billed: Vec<Billed>,
}

/// A line that is on an invoice or a credit note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Billed {
    /// Its key.
    pub key: ChargeKey,
    /// The invoice; of a credit note, the invoice it corrects.
    pub invoice: InvoiceId,
    /// The document itself: path and number; no number while it waits.
    pub document: (String, Option<String>),
    /// Excluding VAT; below zero on a credit note.
    pub net: Cents,
    /// Whether the document is issued.
    pub is_issued: bool,
    /// VAT status it was billed under.
    pub vat: VatStatus,
    /// Its name.
    pub name: String,
}

/// What is due for a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// Its key.
    pub key: ChargeKey,
    /// Lines of an invoice, their VAT decided.
    pub lines: Vec<LineFacts>,
    /// How it came about.
    pub explanation: Explanation,
}

/// What cannot be said yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Its key.
    pub key: ChargeKey,
    /// Its name.
    pub name: String,
    /// Why.
    pub why: Text,
}

/// One charge: should be, billed, to bill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Charge {
    /// Its key.
    pub key: ChargeKey,
    /// What it is, as on the invoice.
    pub name: String,
    /// What should be billed, excluding VAT; nothing while it cannot be said.
    pub due: Option<Cents>,
    /// Billed by issued documents, excluding VAT.
    pub billed: Cents,
    /// On drafts that are not issued yet, excluding VAT.
    pub waiting: Cents,
    /// Due less billed less waiting.
    pub to_bill: Cents,
    /// Why it is held back.
    pub held: Option<Text>,
    /// What is proposed.
    pub proposal: Option<Proposal>,
    /// How the difference came about.
    pub explanation: Explanation,
    /// The documents it is on: path, number once issued, amount.
    pub documents: Vec<(String, Option<String>, Cents)>,
}

/// What is proposed for a charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Proposal {
    /// Lines for an invoice.
    Bill {
        /// The lines.
        lines: Vec<LineFacts>,
    },
    /// Amounts to give back by credit notes.
    Reduce {
        /// Of which issued invoice, how much excluding VAT.
        of: Vec<(InvoiceId, Cents)>,
    },
}

/// The charges of a beneficiary for a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Charges {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Calendar year.
    pub year: i16,
    /// Charge by charge: the core, services, telephony, equipment.
    pub charges: Vec<Charge>,
}

impl Charges {
    /// Path of their page.
    pub fn path(beneficiary: &BeneficiaryId, year: i16) -> String {
        format!("/charges/{beneficiary}/{year}")
    }

    /// What should be billed, billed, on drafts, to bill: excluding VAT. What is held back counts for nothing in the first.
    pub fn totals(&self) -> [Cents; 4] {
        let sum = |of: fn(&Charge) -> Cents| self.charges.iter().map(of).sum();
        [
            sum(|one| one.due.unwrap_or(Cents::ZERO)),
            sum(|one| one.billed),
            sum(|one| one.waiting),
            sum(|one| one.to_bill),
        ]
    }
}

words! {
    /// What was answered to an objection.
    Answer {
        /// The line changes, or is dropped.
        Accepted = "accepted", "objection-accepted";
        /// The line stays.
        Refused = "refused", "objection-refused";
    }
}

/// An objection of the beneficiary to a line of a submitted draft, with its answer. Kept forever.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Objection {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ObjectionId,
    /// The draft it is about; it may have been discarded since.
    pub invoice: InvoiceId,
    /// Which line.
    pub key: ChargeKey,
    /// The line as it was: name, quantity, price of a unit, amount excluding VAT.
    pub line: LineFacts,
    /// Why the beneficiary objects.
    pub reason: String,
    /// Who objected.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The answer.
    pub answer: Option<Answered>,
}

/// An answer to an objection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Answered {
    /// Accepted or refused.
    pub answer: Answer,
    /// The quantity agreed to when accepted; zero drops the line.
    pub quantity: Option<Exact>,
    /// Why.
    pub reason: String,
    /// Who answered.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Objection {
    /// Where it is read.
    pub fn href(&self) -> String {
        format!("{}#objection-{}", Charges::path(&self.beneficiary, self.key.period), self.id)
    }
}
