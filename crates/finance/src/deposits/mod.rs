//! Depositing issued invoices in the public invoicing portal (R2.2, R2.18): asked for by a person, handed over by background work, once,
//! and followed until the portal says what became of it. `docs/decisions/0036-after-an-invoice-is-issued.md` says why.

pub mod actions;
pub mod client;
mod jobs;
pub mod rules;
pub mod store;

pub use jobs::jobs;

use crate::{collection::ReceivableKey, invoices::InvoiceId};
use jiff::Timestamp;
use kernel::{id::BeneficiaryId, words};
use platform::Digest;
use serde::Serialize;

kernel::id! {
    /// A deposit of an invoice.
    DepositId,
}

words! {
    /// How far a deposit is.
    DepositState {
        /// To be handed over.
        Waiting = "waiting", "deposit-waiting";
        /// Handed over, and no answer came: the portal is asked before it is handed over again.
        Uncertain = "uncertain", "deposit-uncertain";
        /// The portal has it and looks at it.
        Received = "received", "deposit-received";
        /// The portal has accepted it.
        Integrated = "integrated", "deposit-integrated";
        /// The portal refused it.
        Refused = "refused", "deposit-refused";
        /// The portal was out of reach for too long.
        Abandoned = "abandoned", "deposit-abandoned";
    }
}

/// A deposit of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Deposit {
    /// Whose invoice.
    #[serde(skip)]
    pub beneficiary: BeneficiaryId,
    /// Which deposit.
    pub id: DepositId,
    /// Of which invoice.
    #[serde(skip)]
    pub invoice: InvoiceId,
    /// SHA-256 of the file that is deposited.
    pub digest: Digest,
    /// Its name.
    pub file_name: String,
    /// How far it is.
    pub state: DepositState,
    /// Number that the portal gave; empty before.
    pub flow_number: String,
    /// State in the portal's own words.
    pub portal_state: String,
    /// Why it was refused, or why the last attempt failed.
    pub reason: String,
    /// Times it was handed over or asked about since the last success.
    pub attempts: i64,
    /// Looked at again from then on; nothing when it is over.
    pub next_at: Option<Timestamp>,
    /// When it was last handed over.
    pub sent_at: Option<Timestamp>,
    /// When it was asked for.
    pub asked_at: Timestamp,
    /// By whom.
    pub asked_by: String,
    /// When it was accepted or refused.
    pub ended_at: Option<Timestamp>,
}

impl Deposit {
    /// Key of its invoice.
    pub fn receivable(&self) -> ReceivableKey {
        ReceivableKey { beneficiary: self.beneficiary.clone(), id: self.invoice.clone() }
    }
}
