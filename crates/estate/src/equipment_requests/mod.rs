//! Equipment requests (art. 2-II, R6.1): equipment beyond the agreement is asked for in writing six months before, studied,
//! agreed to by both parties, only then ordered, delivered, put into service.

pub mod actions;
pub mod api;
mod document;
mod forms;
pub mod pages;
mod routes;
pub mod rules;
pub mod store;
pub mod views;

pub use forms::*;
pub use routes::routes;

use agreements::acts::ActId;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, id::BeneficiaryId, words};
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An equipment request.
    EquipmentRequestId,
}

words! {
    /// Where a request stands.
    State {
        /// It was received.
        Requested = "requested", "equipment-state-requested";
        /// It came in time, or a derogation was given.
        Admissible = "admissible", "equipment-state-admissible";
        /// It came less than six months before the wanted day: somebody must decide.
        Late = "late", "equipment-state-late";
        /// It came late and no derogation was given.
        Refused = "refused", "equipment-state-refused";
        /// It was studied.
        Study = "study", "equipment-state-study";
        /// The equipment agreement is written.
        AgreementDraft = "agreement_draft", "equipment-state-agreement-draft";
        /// Both parties signed it.
        SignedBoth = "signed_both", "equipment-state-signed-both";
        /// It is ordered.
        Ordered = "ordered", "equipment-state-ordered";
        /// It was delivered.
        Delivered = "delivered", "equipment-state-delivered";
        /// It serves.
        InService = "in_service", "equipment-state-in-service";
        /// The beneficiary gave it up.
        Withdrawn = "withdrawn", "equipment-state-withdrawn";
    }
}

/// Key of a request: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct EquipmentRequestKey {
    /// Whose it is.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: EquipmentRequestId,
}

impl EquipmentRequestKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/equipment-requests/{}/{}", self.beneficiary, self.id)
    }
}

/// What was signed, when, and the scan of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Signature {
    /// When the provider signed.
    pub provider_signed_on: Option<Date>,
    /// When the beneficiary signed.
    pub beneficiary_signed_on: Option<Date>,
    /// Who signed, on both sides: functions.
    pub signatories: String,
    /// The scan.
    pub scan: Option<Digest>,
    /// Its name.
    pub scan_name: String,
}

/// What was ordered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Order {
    /// Its number.
    pub number: String,
    /// From whom.
    pub supplier: String,
    /// When.
    pub ordered_on: Option<Date>,
    /// For how much, in cents.
    pub amount: Option<Cents>,
    /// The act of which the beneficiary was informed before (R6.3).
    pub act: Option<ActId>,
}

/// An equipment request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct EquipmentRequest {
    /// Its key.
    #[serde(flatten)]
    pub key: EquipmentRequestKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Code of the beneficiary.
    pub beneficiary_code: String,
    /// Its number within the beneficiary.
    pub number: i64,
    /// In a few words.
    pub title: String,
    /// What is wanted, and why.
    pub need: String,
    /// When it was received in writing.
    pub received_on: Date,
    /// When the equipment is wanted.
    pub wanted_on: Date,
    /// Where it stands.
    pub state: State,
    /// Who asked.
    pub requested_by: String,
    /// What was decided of it when it came late, and why.
    pub derogation: String,
    /// Who decided.
    pub decided_by: Option<String>,
    /// What the study found.
    pub study: String,
    /// The whole cost, in cents.
    pub cost: Option<Cents>,
    /// The beneficiary's financial share, in cents.
    pub share: Option<Cents>,
    /// Terms of the equipment agreement.
    pub terms: String,
    /// The equipment agreement as it was made.
    pub agreement: Option<Digest>,
    /// What was signed.
    pub signature: Signature,
    /// What was ordered.
    pub order: Order,
    /// When it was delivered.
    pub delivered_on: Option<Date>,
    /// Since when it serves.
    pub in_service_on: Option<Date>,
    /// Raised at each change.
    pub version: i64,
    /// When something about it last changed.
    pub updated_at: Timestamp,
}

impl EquipmentRequest {
    /// How it is called: `VAL-DM3`, for "demande de matériel"; a letter of its own beside those of tickets and assets.
    pub fn reference(&self) -> String {
        format!("{}-DM{}", self.beneficiary_code, self.number)
    }
}
