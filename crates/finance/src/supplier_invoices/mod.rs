//! Invoices received from suppliers (R2.1): a file is read, its sums are checked to the cent, and each line is put to a block
//! of the agreements, so that costs are those that were paid (art. 5). They are the provider's own: no beneficiary opens them.

pub mod actions;
pub mod api;
mod forms;
pub mod pages;
pub mod reading;
pub mod rules;
pub mod store;
mod views;

pub use forms::{ImputeForm, SetAsideForm};

use crate::costs::sources::KeyId;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Text, words};
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An invoice of a supplier.
    SupplierInvoiceId,
    /// A part of a line put to a block.
    ImputationId,
}

words! {
    /// Whether money is claimed or given back.
    SupplierKind {
        /// Money is claimed.
        Invoice = "invoice", "supplier-kind-invoice";
        /// Money is given back: its amounts count as less.
        CreditNote = "credit_note", "supplier-kind-credit-note";
    }
}

words! {
    /// What a cost is in the accounts of the provider.
    Nature {
        /// It lasts: its yearly charge of depreciation is the cost, not the invoice (R3.1).
        Investment = "investment", "supplier-nature-investment";
        /// It is used up in the year.
        Operation = "operation", "supplier-nature-operation";
    }
}

/// A line as the supplier states it. Discounts and charges of the whole document are lines too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Line {
    /// What is billed.
    pub name: String,
    /// More about it.
    pub description: String,
    /// How many (BT-129).
    pub quantity: Exact,
    /// Code of the unit (BT-130).
    pub unit: String,
    /// Price of the base quantity (BT-146).
    pub price: Exact,
    /// How many units the price is for (BT-149): 1 as a rule.
    pub base: Exact,
    /// Charges less allowances of the line.
    pub adjustment: Cents,
    /// Amount of the line excluding VAT, as stated (BT-131).
    pub net: Cents,
    /// Category of VAT (BT-151).
    pub category: String,
    /// Rate of VAT in percent (BT-152); zero when there is none.
    pub rate: Exact,
}

/// VAT of a category and rate, as stated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct VatGroup {
    /// Category (BT-118).
    pub category: String,
    /// Rate in percent (BT-119).
    pub rate: Exact,
    /// What it is computed on (BT-116).
    pub basis: Cents,
    /// The tax (BT-117).
    pub amount: Cents,
}

/// Sums as stated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Totals {
    /// Sum of the lines (BT-106).
    pub lines: Cents,
    /// Allowances of the document (BT-107).
    pub allowances: Cents,
    /// Charges of the document (BT-108).
    pub charges: Cents,
    /// Total excluding VAT (BT-109).
    pub net: Cents,
    /// VAT (BT-110).
    pub vat: Cents,
    /// Total including VAT (BT-112).
    pub gross: Cents,
    /// Paid already (BT-113).
    pub paid: Cents,
    /// Rounding (BT-114).
    pub rounding: Cents,
    /// Due (BT-115).
    pub due: Cents,
}

/// What a file states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SupplierFacts {
    /// How it was written: `Factur-X`, `CII` or `UBL`.
    pub syntax: String,
    /// Whether money is claimed.
    pub kind: SupplierKind,
    /// Number of the supplier (BT-1).
    pub number: String,
    /// Date of issue (BT-2).
    pub issued_on: Date,
    /// Last day to pay (BT-9).
    pub due_on: Option<Date>,
    /// SIREN of who claims; its VAT number when it has none (BT-30, BT-31).
    pub seller: String,
    /// Name of who claims (BT-27).
    pub seller_name: String,
    /// SIREN of who owes, when stated (BT-47).
    pub buyer: Option<String>,
    /// Name of who owes (BT-44).
    pub buyer_name: String,
    /// Number of the order (BT-13).
    pub order: Option<String>,
    /// Number of the contract (BT-12).
    pub contract: Option<String>,
    /// Whether the file has lines; otherwise each rate of VAT is one.
    pub has_lines: bool,
    /// The lines.
    pub lines: Vec<Line>,
    /// VAT by category and rate.
    pub vat: Vec<VatGroup>,
    /// The sums.
    pub totals: Totals,
}

/// Something that does not add up: said, not corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Difference {
    /// Business term of EN 16931: `BT-110`, or `BG-25[2]/BT-131` for the second line.
    pub term: String,
    /// What is stated and what is computed.
    pub text: Text,
}

/// An invoice that was received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct SupplierInvoice {
    /// Which one.
    pub id: SupplierInvoiceId,
    /// What its file states.
    pub facts: SupplierFacts,
    /// What does not add up in it.
    pub differences: Vec<Difference>,
    /// The file.
    pub file: Digest,
    /// Its name.
    pub file_name: String,
    /// Its media type.
    pub media_type: String,
    /// When it was received.
    pub received_at: Timestamp,
    /// By whom.
    pub received_by: String,
    /// Since when it counts no more.
    pub set_aside_at: Option<Timestamp>,
    /// Why.
    pub set_aside_why: String,
    /// Raised at each change of its imputations.
    pub version: i64,
}

impl SupplierInvoice {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/supplier-invoices/{}", self.id)
    }

    /// Minus one for a credit note.
    pub fn sign(&self) -> i64 {
        if self.facts.kind == SupplierKind::CreditNote { -1 } else { 1 }
    }
}

/// A line, or a part of one, put to a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Imputation {
    /// Which one.
    pub id: ImputationId,
    /// Of which invoice.
    pub invoice: SupplierInvoiceId,
    /// Which line, from 1.
    pub line: i64,
    /// Part of the line excluding VAT, as stated in the file.
    pub net: Cents,
    /// Whether the provider bears the VAT too: it cannot be recovered (R2.17).
    pub bears_vat: bool,
    /// Code of the block.
    pub block: String,
    /// Investment or operation.
    pub nature: Nature,
    /// How it is shared.
    pub key: KeyId,
    /// Name of that key.
    pub key_name: String,
}
