//! After an invoice is issued (R2.18): what happens to it, the revenue order by which it is collected, the money received, the reminders
//! and the day on which the claim lapses (R2.3). The issued invoice itself never changes; each fact is a row beside it.

pub mod actions;
pub mod api;
mod forms;
pub mod import;
mod jobs;
pub mod pages;
pub mod references;
pub mod reminders;
pub mod rules;
pub mod store;
pub mod views;

pub use forms::{ListForm, OrderForm, PaymentForm, ReferenceForm, ReversalForm};
pub use jobs::jobs;

use crate::invoices::{EventKind, InvoiceId, InvoiceKind};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A revenue order as recorded.
    OrderId,
    /// A payment.
    PaymentId,
}

/// Key of an issued invoice, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReceivableKey {
    /// Who owes.
    pub beneficiary: BeneficiaryId,
    /// Which invoice.
    pub id: InvoiceId,
}

impl ReceivableKey {
    /// Path of its follow-up.
    pub fn path(&self) -> String {
        format!("/receivables/{}/{}", self.beneficiary, self.id)
    }

    /// Path of the invoice itself.
    pub fn invoice_path(&self) -> String {
        format!("/invoices/{}/{}", self.beneficiary, self.id)
    }
}

/// An issued document with what was received for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Receivable {
    /// Its key.
    #[serde(flatten)]
    pub key: ReceivableKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Whether money is claimed or given back.
    pub kind: InvoiceKind,
    /// Its number.
    pub number: String,
    /// What is billed, in one sentence.
    pub object: String,
    /// When it was issued.
    pub issued_on: Date,
    /// Last day to pay; none on a credit note.
    pub due_on: Option<Date>,
    /// Including VAT; never negative, `kind` gives the direction.
    pub gross: Cents,
    /// Including VAT, what issued credit notes gave back of it without cancelling it (R2.11).
    pub reduced: Cents,
    /// Payments received less those taken back.
    pub paid: Cents,
    /// Last thing that happened to it (R2.18).
    pub state: EventKind,
    /// Number of its revenue order.
    pub order_number: Option<String>,
}

impl Receivable {
    /// Whether money is still expected: an invoice neither paid nor cancelled.
    pub fn is_open(&self) -> bool {
        self.kind == InvoiceKind::Invoice
            && !matches!(self.state, EventKind::Paid | EventKind::CancelledByCreditNote)
    }

    /// Whether its last day to pay is over and money is still expected.
    pub fn is_late(&self, today: Date) -> bool {
        self.is_open() && self.due_on.is_some_and(|due| due < today)
    }

    /// Its total, less what credit notes gave back and what was received; below zero when more was received than is owed.
    pub fn left(&self) -> Cents {
        self.gross - self.reduced - self.paid
    }

    /// What is still expected.
    pub fn remaining(&self) -> Cents {
        if self.is_open() { self.left() } else { Cents::ZERO }
    }

    /// What was received and is not owed any more: of an invoice that was cancelled, or lowered after it was paid.
    pub fn to_give_back(&self) -> Cents {
        match (self.kind, self.state) {
            (InvoiceKind::CreditNote, _) => Cents::ZERO,
            (_, EventKind::CancelledByCreditNote) => self.paid,
            _ => (-self.left()).max(Cents::ZERO),
        }
    }
}

/// The revenue order of an invoice (titre de recettes), as the financial software answered it (R2.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RevenueOrder {
    /// Which record.
    pub id: OrderId,
    /// Of which invoice.
    pub invoice: InvoiceId,
    /// Financial year in whose books it stands.
    pub fiscal_year: i16,
    /// Its number.
    pub order_number: String,
    /// Number of its slip (bordereau).
    pub slip_number: String,
    /// Its date.
    pub ordered_on: Date,
    /// The record it corrects.
    pub replaces: Option<OrderId>,
    /// Why that one was wrong.
    pub reason: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Money received for an invoice, or a payment taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Payment {
    /// Which one.
    pub id: PaymentId,
    /// For which invoice.
    pub invoice: InvoiceId,
    /// When the accountant received it.
    pub received_on: Date,
    /// How much; below zero for a payment taken back.
    pub amount: Cents,
    /// What names the transfer.
    pub reference: String,
    /// The payment it takes back.
    pub reverses: Option<PaymentId>,
    /// Why it was taken back.
    pub reason: String,
    /// Where it comes from.
    #[serde(flatten)]
    pub origin: Origin,
}

/// Who recorded something, when, and from which file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Origin {
    /// Name of the file; empty when it was typed.
    pub source: String,
    /// Who.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Timestamp,
}

words! {
    /// What is said about an unpaid invoice, each step once.
    ReminderStep {
        /// First reminder to the beneficiary.
        First = "first", "reminder-first";
        /// Second reminder to the beneficiary.
        Second = "second", "reminder-second";
        /// Last reminder to the beneficiary.
        Formal = "formal", "reminder-formal";
        /// The claim lapses within twelve months: told to the provider's finance.
        Lapse12 = "lapse_12", "reminder-lapse-12";
        /// Within six months.
        Lapse6 = "lapse_6", "reminder-lapse-6";
        /// Within a month.
        Lapse1 = "lapse_1", "reminder-lapse-1";
    }
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Reminder {
    /// Which one.
    pub step: ReminderStep,
    /// To how many persons it was written.
    pub told: i64,
    /// When.
    pub sent_at: Timestamp,
}

words! {
    /// How long an invoice has been due.
    Age {
        /// Not due yet.
        NotDue = "not_due", "age-not-due";
        /// For a month at most.
        UpTo30 = "up_to_30", "age-up-to-30";
        /// For two months at most.
        UpTo60 = "up_to_60", "age-up-to-60";
        /// For three months at most.
        UpTo90 = "up_to_90", "age-up-to-90";
        /// For longer.
        Over90 = "over_90", "age-over-90";
    }
}

/// What one beneficiary owes, by age.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Ageing {
    /// Who owes.
    pub beneficiary: BeneficiaryId,
    /// Its name.
    pub beneficiary_name: String,
    /// Amounts in the order of [`Age::ALL`].
    pub amounts: Vec<Cents>,
    /// Their sum.
    pub total: Cents,
}
