//! The charges of a year drafted for every beneficiary, one after the other: anomalies first, control totals, then approved
//! together and issued with their files. Each beneficiary is a transaction of its own, so that a stop loses nothing (R1.15).

pub mod actions;
pub mod api;
pub mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::{
    charges::ChargeKind,
    invoices::{InvoiceId, InvoiceState},
};
use jiff::Timestamp;
use kernel::{Cents, Text, id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A run.
    BillingRunId,
}

words! {
    /// Where a run stands.
    RunState {
        /// Drafts are being made.
        Drafting = "drafting", "billing-state-drafting";
        /// Drafts are made: to be looked at and approved.
        Drafted = "drafted", "billing-state-drafted";
        /// What was approved is being issued.
        Issuing = "issuing", "billing-state-issuing";
        /// What was approved is issued.
        Issued = "issued", "billing-state-issued";
        /// Somebody stopped it; what was done stays.
        Cancelled = "cancelled", "billing-state-cancelled";
    }
}

words! {
    /// What a person should look at before approving.
    AnomalyKind {
        /// No agreement rules the year.
        NoAgreement = "no_agreement", "billing-anomaly-no-agreement";
        /// No validated census is in force (R1.13).
        NoCensus = "no_census", "billing-anomaly-no-census";
        /// The census moved by more than the limit of the run.
        CensusJump = "census_jump", "billing-anomaly-census-jump";
        /// The revision of the year is not approved, for want of an index value (R1.8).
        IndexGap = "index_gap", "billing-anomaly-index-gap";
        /// Something that the invoice must bear is missing (R2.5).
        Routing = "routing", "billing-anomaly-routing";
        /// The amount moved by more than the limit of the run.
        AmountJump = "amount_jump", "billing-anomaly-amount-jump";
        /// The approved price does not start from the initial price that the agreement states now (R1.12).
        PriceDiffers = "price_differs", "billing-anomaly-price-differs";
        /// The beneficiary objects to a line and nobody answered.
        OpenObjections = "open_objections", "billing-anomaly-open-objections";
        /// A charge cannot be billed yet.
        Held = "held", "billing-anomaly-held";
    }
}

/// Something to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Anomaly {
    /// What.
    pub kind: AnomalyKind,
    /// With its figures.
    pub text: Text,
}

/// A run over every beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BillingRun {
    /// Which one.
    pub id: BillingRunId,
    /// Calendar year.
    pub year: i16,
    /// A census or an amount that moved by more percent than this is an anomaly.
    pub jump_percent: i64,
    /// Where it stands.
    pub state: RunState,
    /// Beneficiaries to look after in the present state.
    pub total: i64,
    /// Beneficiaries looked after in the present state.
    pub done: i64,
    /// The last one done: name and identifier.
    #[serde(skip)]
    pub last: (String, String),
    /// Who asked for it.
    pub asked_by: String,
    /// When.
    pub started_at: Timestamp,
    /// When its present state was reached, once nothing is being done.
    pub ended_at: Option<Timestamp>,
}

impl BillingRun {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/billing-runs/{}", self.id)
    }

    /// Whether work is being done.
    pub fn is_running(&self) -> bool {
        matches!(self.state, RunState::Drafting | RunState::Issuing)
    }
}

/// What a run found for a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Item {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Its name.
    pub name: String,
    /// What to look at.
    pub anomalies: Vec<Anomaly>,
    /// Equipped agents billed.
    pub agents: i64,
    /// Yearly price of one, excluding VAT.
    pub price: Option<Cents>,
    /// Excluding VAT, of what is to be billed.
    pub net: Cents,
    /// VAT of the drafts.
    pub vat: Cents,
    /// Including VAT, of the drafts.
    pub gross: Cents,
    /// Excluding VAT, by kind of charge.
    pub blocks: Vec<(ChargeKind, Cents)>,
    /// Why a draft could not be approved or issued.
    pub trouble: Option<Text>,
}

/// A document of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RunInvoice {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: InvoiceId,
    /// How far it is.
    pub state: InvoiceState,
    /// Its number, once issued.
    pub number: Option<String>,
    /// Excluding VAT; below zero for a credit note.
    pub net: Cents,
    /// VAT; below zero for a credit note.
    pub vat: Cents,
    /// Including VAT; below zero for a credit note.
    pub gross: Cents,
}

/// Control totals of a run: what the charges say, beside what the documents say.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Controls {
    /// Beneficiaries looked after.
    pub beneficiaries: i64,
    /// Those with something to bill.
    pub billed: i64,
    /// Those with something to look at.
    pub with_anomalies: i64,
    /// Equipped agents billed.
    pub agents: i64,
    /// Documents of the run.
    pub documents: i64,
    /// Documents approved and not issued.
    pub approved: i64,
    /// Documents issued.
    pub issued: i64,
    /// By kind of charge, excluding VAT, from the charges.
    pub blocks: Vec<(ChargeKind, Cents)>,
    /// Excluding VAT, VAT, including VAT, from the charges.
    pub charges: (Cents, Cents, Cents),
    /// The same, summed from the documents.
    pub drafts: (Cents, Cents, Cents),
}

impl Controls {
    /// Whether charges, their sum by kind, and documents say the same to the cent.
    pub fn agree(&self) -> bool {
        let blocks: Cents = self.blocks.iter().map(|(_, net)| *net).sum();
        self.charges == self.drafts && blocks == self.charges.0
    }
}

/// A run as asked for. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RunForm {
    /// Calendar year.
    pub year: String,
    /// A move of census or amount beyond so many percent is an anomaly; 20 when empty.
    pub jump_percent: String,
}

/// Which drafts of a run are approved. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApproveForm {
    /// Identifiers of beneficiaries.
    pub beneficiaries: Vec<String>,
    /// `sound` for every beneficiary without an anomaly.
    pub all: String,
}
