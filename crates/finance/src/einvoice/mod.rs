//! The electronic invoice: what was decided, as plain facts, then CII, UBL and Factur-X (R2.5 to R2.17).
//!
//! [`rules::check`] refuses facts that are not exact to the cent or cannot be routed; [`EInvoice::new`]
//! proves them against EN 16931 too and is the only way to a file. Dialect: France 2026 (SIREN with scheme 0002 in
//! BT-30 and BT-47, SIRET with scheme 0009 in BT-29 and BT-46, electronic addresses with scheme 0225).
//! Nothing here reads the time: same facts, same bytes.

mod cii;
mod facturx;
mod model;
mod page;
mod problem;
pub mod rules;
mod ubl;

pub use model::EInvoice;
pub use page::{Presentation, page};
pub use problem::{EInvoiceError, Problem};

use jiff::civil::Date;
use kernel::{Cents, Exact, Siret};
use serde::{Deserialize, Serialize};

/// Everything an electronic invoice or credit note states.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct InvoiceFacts {
    /// Invoice or credit note (BT-3).
    pub kind: InvoiceKind,
    /// Number (BT-1): at most 35 of `A-Z a-z 0-9 + - _ /` (R2.11).
    pub number: String,
    /// Issue date (BT-2).
    pub issue_date: Date,
    /// Last day to pay (BT-9); the day of payment when already paid. A credit note has none.
    pub due_date: Option<Date>,
    /// Billed period (BG-14).
    pub period: Option<BilledPeriod>,
    /// Billing framework (BT-23).
    pub framework: BillingFramework,
    /// Who claims (BG-4).
    pub seller: Seller,
    /// Who owes (BG-7).
    pub buyer: Buyer,
    /// Agreement (BT-12).
    pub agreement_number: Option<String>,
    /// The invoice that a credit note corrects (BG-3).
    pub earlier_invoice: Option<EarlierInvoice>,
    /// What is billed (BG-25).
    pub lines: Vec<LineFacts>,
    /// VAT by category and rate (BG-23), see [`rules::vat_breakdown`].
    pub vat: Vec<VatAmount>,
    /// Totals (BG-22), see [`rules::totals`].
    pub totals: Totals,
    /// The mandatory notes (BG-1).
    pub notes: Notes,
    /// How to pay (BG-16).
    pub payment: Option<Payment>,
    /// Payment terms in words (BT-20).
    pub payment_terms: Option<String>,
}

/// Whether money is claimed or given back. Amounts are positive in both (the type gives the direction).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InvoiceKind {
    /// Type code 380.
    Invoice,
    /// Type code 381: cites the earlier invoice with its date (R2.11).
    CreditNote,
}

/// Billing framework of services (BT-23, R2.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub enum BillingFramework {
    /// Deposit of an invoice to be paid.
    S1,
    /// Already paid: paid equals gross, nothing is due.
    S2,
    /// Final invoice after an advance.
    S4,
}

/// First and last day of a billed period, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BilledPeriod {
    /// First day (BT-73).
    pub from: Date,
    /// Last day (BT-74).
    pub to: Date,
}

/// What both parties have.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PartyFacts {
    /// Name (BT-27, BT-44).
    pub name: String,
    /// Establishment (BT-29, BT-46); its SIREN goes to BT-30, BT-47.
    pub siret: Siret,
    /// Electronic address (BT-34, BT-49), scheme 0225: starts with the SIREN (R2.7).
    pub electronic_address: String,
    /// First address line.
    pub street: String,
    /// Second address line.
    pub complement: Option<String>,
    /// Post code.
    pub post_code: String,
    /// Town.
    pub city: String,
    /// Country, two letters.
    pub country: String,
}

/// Who claims.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Seller {
    /// Identity.
    pub party: PartyFacts,
    /// VAT number (BT-31). Never written on an invoice outside the scope of VAT (R2.17).
    pub vat_number: Option<String>,
    /// Department to ask (BT-41): a function, not a person.
    pub contact: Option<String>,
    /// Its mail address (BT-43).
    pub mail: Option<String>,
    /// Its telephone (BT-42).
    pub phone: Option<String>,
}

/// Who owes, with what its directory entry asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Buyer {
    /// Identity.
    pub party: PartyFacts,
    /// VAT number (BT-48). Never written on an invoice outside the scope of VAT (R2.17).
    pub vat_number: Option<String>,
    /// Service code (BT-10).
    pub service_code: Option<String>,
    /// Commitment number (BT-13).
    pub commitment_number: Option<String>,
    /// Whether the directory makes the service code mandatory (R2.5).
    pub needs_service_code: bool,
    /// Whether the directory makes the commitment number mandatory (R2.5).
    pub needs_commitment_number: bool,
}

/// The invoice a credit note corrects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct EarlierInvoice {
    /// Its number (BT-25).
    pub number: String,
    /// Its issue date (BT-26).
    pub date: Date,
}

/// One billed line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct LineFacts {
    /// What is billed (BT-153).
    pub name: String,
    /// More words (BT-154): census, proration.
    pub description: Option<String>,
    /// Quantity (BT-129), at most 4 decimals.
    pub quantity: Exact,
    /// Billing unit (BT-130), UN/ECE code: `IE` person, `C62` one, `MON` month.
    pub unit_code: String,
    /// The same in the reader's words, for the page: "agent".
    pub unit_label: String,
    /// Price of one unit excluding VAT (BT-146), at most 6 decimals, above zero.
    pub unit_price: Exact,
    /// Amount excluding VAT (BT-131): round2(quantity × price), see [`rules::line_net`].
    pub net: Cents,
    /// VAT status of the service, decided by the provider (R2.16).
    pub vat: VatStatus,
}

/// VAT status of a service (R2.16, R2.17): dated, decided by the provider, never guessed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum VatStatus {
    /// Taxable: category S.
    Taxable {
        /// Rate in percent, at most 2 decimals.
        rate: Exact,
    },
    /// Exempt: category E, rate 0.
    Exempt {
        /// Reason code (BT-121): `VATEX-EU-132-1F`, `VATEX-FR-FRANCHISE`.
        vatex: String,
        /// Legal mention (BT-120).
        legal_mention: String,
    },
    /// Outside the scope of VAT: category O, alone on its invoice, without any VAT number.
    OutOfScope {
        /// Reason code (BT-121): `VATEX-EU-O`.
        vatex: String,
        /// Legal mention (BT-120).
        legal_mention: String,
    },
}

impl VatStatus {
    /// The category letter.
    pub fn category(&self) -> &'static str {
        match self {
            Self::Taxable { .. } => "S",
            Self::Exempt { .. } => "E",
            Self::OutOfScope { .. } => "O",
        }
    }

    /// The rate written on lines and breakdown: none when out of scope.
    pub fn rate(&self) -> Option<Exact> {
        match self {
            Self::Taxable { rate } => Some(rate.clone()),
            Self::Exempt { .. } => Some(Exact::zero()),
            Self::OutOfScope { .. } => None,
        }
    }

    /// Reason code and legal mention, when no VAT is charged.
    pub fn exemption(&self) -> Option<(&str, &str)> {
        match self {
            Self::Taxable { .. } => None,
            Self::Exempt { vatex, legal_mention } | Self::OutOfScope { vatex, legal_mention } => {
                Some((vatex, legal_mention))
            }
        }
    }
}

/// VAT of one status (BG-23).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct VatAmount {
    /// Category, rate and reason.
    pub status: VatStatus,
    /// Sum of its lines (BT-116).
    pub basis: Cents,
    /// round2(basis × rate / 100), computed on the sum (BT-117, R2.14).
    pub amount: Cents,
}

/// Totals (BG-22).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Totals {
    /// Sum of the lines, excluding VAT (BT-106, BT-109).
    pub net: Cents,
    /// VAT (BT-110).
    pub vat: Cents,
    /// Including VAT (BT-112).
    pub gross: Cents,
    /// Already paid (BT-113).
    pub paid: Cents,
    /// To be paid (BT-115).
    pub due: Cents,
}

/// The notes French law asks for, once each (R2.10).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Notes {
    /// Recovery indemnity of 40 euros (PMT).
    pub recovery_indemnity: String,
    /// Late penalties (PMD).
    pub late_payment_penalty: String,
    /// Discount for early payment, or none (AAB).
    pub discount: String,
    /// Other notes, without subject code.
    pub other: Vec<String>,
}

/// How to pay: a bank transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Payment {
    /// Account (BT-84).
    pub iban: String,
    /// Bank (BT-86).
    pub bic: Option<String>,
    /// Account holder (BT-85).
    pub holder: Option<String>,
    /// What to quote (BT-83).
    pub reference: Option<String>,
}
