//! Dated versions of an agreement: the imported file frozen word for word, its amendments, and which one
//! is in force on a day. Every price, clock and duty of the product is read from a version.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub use actions::{Import, confirm, import, preview};
pub use rules::{Proposal, Verdict};
pub use store::{all_in_force, get, in_force, latest, list, signatories};

use crate::document::AgreementDocument;
use jiff::{Timestamp, civil::Date};
use kernel::id::{BeneficiaryId, PersonId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

kernel::id! {
    /// A version of an agreement.
    VersionId,
}

/// The agreement itself, or a later change of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionKind {
    /// The first version: the agreement as signed.
    Agreement,
    /// A later version.
    Amendment,
}

impl VersionKind {
    /// The word stored and shown in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agreement => "agreement",
            Self::Amendment => "amendment",
        }
    }
}

/// What a list says about a version, without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// The version.
    pub id: VersionId,
    /// 1 for the agreement, then one more per amendment.
    pub number: i64,
    /// Agreement or amendment.
    pub kind: VersionKind,
    /// Reference quoted on invoices and minutes.
    pub reference: String,
    /// Full title.
    pub title: String,
    /// First day it rules; the next version ends it.
    pub effective_from: Date,
    /// Day of signature, when the document bears one.
    pub signed_on: Option<Date>,
    /// Year of signature: it decides month zero (R0.6).
    pub signature_year: i64,
    /// SHA-256 of the file as imported.
    pub source_digest: String,
    /// Who imported it; nothing for the system itself.
    pub imported_by: Option<PersonId>,
    /// Name of who imported it.
    pub imported_by_name: String,
    /// When.
    pub imported_at: Timestamp,
}

/// A version with what it states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// What lists say about it.
    pub summary: VersionSummary,
    /// What was signed, typed. Shared: reading a version again costs no parsing.
    pub document: Arc<AgreementDocument>,
}

impl std::ops::Deref for Version {
    type Target = VersionSummary;

    /// The summary's fields read as the version's own: `version.number`.
    fn deref(&self) -> &VersionSummary {
        &self.summary
    }
}

impl Version {
    /// Last day of the agreement (R3.8), whatever the version; nothing beyond the calendar.
    pub fn last_day(&self) -> Option<Date> {
        self.document.term.last_day()
    }
}
