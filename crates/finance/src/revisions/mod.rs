//! Revised prices: proposed each June from the index, approved by a person, then frozen (art. 8, R1.7 to R1.10).
//!
//! Until it is approved a revision follows the index values; a missing value leaves it pending. Once approved it
//! never changes: a later correction of the index needs a new version, with its reason.

pub mod actions;
pub mod api;
pub mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::{indices::IndexId, revision::IndexSeries, terms::Terms};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Explanation, Text, id::BeneficiaryId};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A version of a year's price revision.
    RevisionId,
}

/// One version of the revised price of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct PriceRevision {
    /// Whose price.
    pub beneficiary: BeneficiaryId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Identifier.
    pub id: RevisionId,
    /// Year of the revision.
    pub year: i16,
    /// 1 for the first; later ones replace an approved version.
    pub version: i64,
    /// How far it is.
    pub state: RevisionState,
    /// Parameters of the agreement at the time of the proposal.
    pub terms: Terms,
    /// Index values used; nothing while one is missing.
    pub inputs: Option<Inputs>,
    /// What is missing.
    pub missing: Vec<Missing>,
    /// The price and how it came about.
    pub outcome: Option<Outcome>,
    /// Why an approved version was replaced; empty for the first.
    pub reason: String,
    /// Who proposed it.
    pub proposed_by: String,
    /// When.
    pub proposed_at: Timestamp,
    /// Who approved it, and when.
    pub approval: Option<Approval>,
}

/// How far a revision is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RevisionState {
    /// An index value is missing: there is no price.
    Pending,
    /// Computed, waiting for approval.
    Proposed,
    /// Approved and frozen.
    Approved,
}

impl RevisionState {
    /// As stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Proposed => "proposed",
            Self::Approved => "approved",
        }
    }

    /// Message key of the words on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Pending => "revision-state-pending",
            Self::Proposed => "revision-state-proposed",
            Self::Approved => "revision-state-approved",
        }
    }
}

/// An index value as it was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct UsedValue {
    /// The row that gave it.
    pub id: IndexId,
    /// Its series.
    pub series: IndexSeries,
    /// Its month, first day.
    pub month: Date,
    /// The value.
    pub value: Exact,
}

/// The two index values of a revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Inputs {
    /// Month zero.
    pub zero: UsedValue,
    /// March of the year, or the month the agreement names.
    pub march: UsedValue,
}

/// An index value without which there is no price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Missing {
    /// Its series.
    pub series: IndexSeries,
    /// Its month, first day.
    pub month: Date,
    /// Why it is needed and what to enter.
    pub text: Text,
}

/// The price and how it came about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Outcome {
    /// Revision coefficient, three decimals.
    pub coefficient: Exact,
    /// Revised unit price excluding VAT.
    pub price: Cents,
    /// Every step.
    pub explanation: Explanation,
}

/// A person's approval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Approval {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl PriceRevision {
    /// Path of its page.
    pub fn href(&self) -> String {
        format!("/revisions/{}/{}", self.beneficiary, self.id)
    }
}
