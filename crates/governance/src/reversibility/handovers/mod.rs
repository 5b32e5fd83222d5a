//! Handing a pack over (R9.12): who received it, when, the digest that proves which one; then that the beneficiary found it whole.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub(super) mod views;

use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A hand-over.
    HandoverId,
}

/// Key of a hand-over, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct HandoverKey {
    /// To whom.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: HandoverId,
}

/// A hand-over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Handover {
    /// Its key.
    #[serde(flatten)]
    pub key: HandoverKey,
    /// The day.
    pub handed_on: Date,
    /// Function of who received it.
    pub received_by: String,
    /// How: a disk, a transfer.
    pub means: String,
    /// SHA-256 of the manifest of the pack.
    pub manifest: Digest,
    /// More about it.
    pub note: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Timestamp,
    /// When the beneficiary found it whole.
    pub accepted_at: Option<Timestamp>,
    /// Who said so.
    pub accepted_by: String,
    /// With which remarks.
    pub remarks: String,
}

/// A hand-over as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandoverForm {
    /// The day.
    pub handed_on: String,
    /// Function of who received it.
    pub received_by: String,
    /// How.
    pub means: String,
    /// SHA-256 of the manifest.
    pub manifest: String,
    /// More about it.
    pub note: String,
}

/// What the beneficiary says of a pack that it verified. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptForm {
    /// Remarks; may be empty.
    pub remarks: String,
}
