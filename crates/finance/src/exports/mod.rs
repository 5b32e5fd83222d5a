//! What leaves for the books: revenue orders for the financial software by a mapping that is data (R2.2), the ledger of what was issued
//! with its running totals, and what belongs to another year on 31 December.

pub mod actions;
pub mod api;
mod check;
pub mod command;
pub mod mapping;
pub mod pages;
pub mod rules;
pub mod sheets;
pub mod store;
mod views;

use crate::invoices::{InvoiceId, InvoiceKind};
use jiff::civil::Date;
use kernel::{Cents, Explanation, id::BeneficiaryId, words};
use serde::Serialize;

kernel::id! {
    /// A version of the mapping.
    MappingId,
}

/// An issued document as the books see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Issued {
    /// Who owes.
    pub beneficiary: BeneficiaryId,
    /// Its code.
    pub beneficiary_code: String,
    /// Its name.
    pub beneficiary_name: String,
    /// Which document.
    pub id: InvoiceId,
    /// Whether money is claimed or given back.
    pub kind: InvoiceKind,
    /// Its number.
    pub number: String,
    /// Offer billed.
    pub offer: String,
    /// Year billed.
    pub year: i16,
    /// What is billed, in one sentence.
    pub object: String,
    /// When it was issued.
    pub issued_on: Date,
    /// Last day to pay.
    pub due_on: Option<Date>,
    /// First day billed.
    pub from: Date,
    /// Last day billed.
    pub to: Date,
    /// Establishment of who owes, as on the document.
    pub siret: String,
    /// Service code, as on the document.
    pub service_code: String,
    /// Commitment number, as on the document.
    pub commitment_number: String,
    /// Reference of the agreement.
    pub agreement: String,
    /// Excluding VAT; never negative, `kind` gives the direction.
    pub net: Cents,
    /// VAT.
    pub vat: Cents,
    /// Including VAT.
    pub gross: Cents,
    /// Number of its revenue order.
    pub order_number: Option<String>,
    /// Number of its slip.
    pub slip_number: Option<String>,
    /// Date of its order.
    pub ordered_on: Option<Date>,
    /// Financial year of its order.
    pub fiscal_year: Option<i16>,
    /// SHA-256 of its PDF.
    pub digest: String,
}

impl Issued {
    /// An amount with its direction.
    pub fn signed(&self, amount: Cents) -> Cents {
        match self.kind {
            InvoiceKind::Invoice => amount,
            InvoiceKind::CreditNote => -amount,
        }
    }

    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/invoices/{}/{}", self.beneficiary, self.id)
    }
}

/// A line of the ledger: a document and the totals up to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct LedgerLine {
    /// Rank in the year, from 1.
    pub rank: i64,
    /// The document.
    #[serde(flatten)]
    pub issued: Issued,
    /// Totals up to it, credit notes counted below zero.
    pub running: Totals,
}

/// Three totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Totals {
    /// Excluding VAT.
    pub net: Cents,
    /// VAT.
    pub vat: Cents,
    /// Including VAT.
    pub gross: Cents,
}

words! {
    /// What a line of the cut-off is.
    CutOffKind {
        /// Billed by 31 December for days after it: deferred income of the provider, prepaid expense of the beneficiary.
        BilledAhead = "billed_ahead", "cut-off-ahead";
        /// Rendered by 31 December and billed later, or not yet: accrued income of the provider, accrued expense of the beneficiary.
        BilledLater = "billed_later", "cut-off-later";
    }
}

/// What belongs to another year on 31 December.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct CutOffLine {
    /// Which way.
    pub kind: CutOffKind,
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Its name.
    pub beneficiary_name: String,
    /// Number of the document; nothing while it is not issued.
    pub number: Option<String>,
    /// What it is about.
    pub object: String,
    /// Excluding VAT, with its direction; nothing when it cannot be computed yet.
    pub amount: Option<Cents>,
    /// Why it cannot.
    pub missing: Option<kernel::Text>,
    /// How the amount came about.
    pub explanation: Option<Explanation>,
    /// Page of the document.
    pub href: Option<String>,
}

/// What belongs to another year on 31 December of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct CutOff {
    /// Which year.
    pub year: i16,
    /// Its lines.
    pub lines: Vec<CutOffLine>,
    /// Sum of what was billed ahead.
    pub ahead: Cents,
    /// Sum of what is billed later.
    pub later: Cents,
}
