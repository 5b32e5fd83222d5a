//! Deleting what was held for a beneficiary, once the agreement has ended and its pack was handed over (annexe 1 E-7, R9.12, R9.14): what
//! goes, what stays and why, by two persons of the provider; then a certificate that never changes.

pub mod actions;
pub mod api;
pub mod catalogue;
mod closing;
pub mod jobs;
pub mod pages;
mod paper;
pub mod rules;
pub mod store;
mod views;
pub mod work;

use super::packs::Theme;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Explanation, Text,
    id::{BeneficiaryId, PersonId},
    words,
};
use platform::Digest;
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A deletion of what was held for a beneficiary.
    DestructionId,
}

words! {
    /// Where a deletion stands.
    DestructionState {
        /// One person asked; another one confirms.
        Asked = "asked", "destruction-state-asked";
        /// Rows are being deleted.
        Running = "running", "destruction-state-running";
        /// The rows are gone; files laid aside are looked at once more, then removed.
        Files = "files", "destruction-state-files";
        /// It is over, with its certificate.
        Done = "done", "destruction-state-done";
        /// Given up before it was confirmed.
        Withdrawn = "withdrawn", "destruction-state-withdrawn";
    }
}

impl DestructionState {
    /// Whether it is still to end.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Asked | Self::Running | Self::Files)
    }
}

words! {
    /// Why a deletion may follow a hand-over.
    Basis {
        /// The beneficiary found the pack whole.
        Acknowledged = "acknowledged", "destruction-basis-acknowledged";
        /// The delay that both sides put in the plan has passed.
        Delay = "delay", "destruction-basis-delay";
    }
}

words! {
    /// Why rows are kept.
    Ground {
        /// Pieces of the accounts: issued invoices with their files, orders, payments, and what they were computed from.
        Accounting = "accounting", "destruction-ground-accounting";
        /// Papers of the agreement and what proves how it was carried out.
        Papers = "papers", "destruction-ground-papers";
        /// Validated minutes and decisions: permanent archives.
        Archives = "archives", "destruction-ground-archives";
        /// The audit log, whose chain stays whole; what it says of persons goes, but for acts on what is kept.
        Audit = "audit", "destruction-ground-audit";
        /// What proves this very deletion.
        Proof = "proof", "destruction-ground-proof";
    }
}

/// Key of a deletion, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DestructionKey {
    /// Whose data.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: DestructionId,
}

impl DestructionKey {
    /// Path of its actions.
    pub fn path(&self) -> String {
        format!("/reversibility/{}/destructions/{}", self.beneficiary, self.id)
    }
}

/// A deletion of what was held for a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Destruction {
    /// Its key.
    #[serde(flatten)]
    pub key: DestructionKey,
    /// Where it stands.
    pub state: DestructionState,
    /// The hand-over it follows.
    pub handover: super::handovers::HandoverId,
    /// SHA-256 of the manifest of the pack handed over.
    pub manifest: Digest,
    /// Last day of the agreement.
    pub ended_on: Date,
    /// Why it may follow that hand-over.
    pub basis: Basis,
    /// How what is deleted is made unreadable.
    pub method: String,
    /// Last day on which a backup may still hold it.
    pub backups_until: Date,
    /// Who asked.
    #[serde(skip)]
    pub asked_by: PersonId,
    /// The name of that person then.
    pub asked_by_name: String,
    /// When.
    pub asked_at: Timestamp,
    /// Who confirmed: another person.
    #[serde(skip)]
    pub confirmed_by: Option<PersonId>,
    /// The name of that person then.
    pub confirmed_by_name: String,
    /// When.
    pub confirmed_at: Option<Timestamp>,
    /// Rows to be deleted when it was confirmed.
    pub total: i64,
    /// Those deleted so far.
    pub done: i64,
    /// Why it stands still.
    pub trouble: Option<Text>,
    /// When the files that nobody else names were laid aside.
    pub laid_at: Option<Timestamp>,
    /// When it was over or given up.
    pub closed_at: Option<Timestamp>,
    /// Who gave it up.
    pub closed_by_name: String,
    /// Why it was given up.
    pub closed_why: String,
    /// What its certificate says.
    pub certificate: Option<Certificate>,
    /// The certificate as a file.
    pub pdf_digest: Option<Digest>,
}

/// What a certificate of destruction says. It never changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Certificate {
    /// Who deleted.
    pub provider: String,
    /// Whose data.
    pub beneficiary: String,
    /// Last day of the agreement.
    pub ended_on: Date,
    /// The day the pack was handed over.
    pub handed_on: Date,
    /// Function of who received it.
    pub received_by: String,
    /// SHA-256 of its manifest.
    pub manifest: Digest,
    /// Why it could be deleted.
    pub basis: Basis,
    /// Who found the pack whole for the beneficiary; empty otherwise.
    pub accepted_by: String,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// Who confirmed.
    pub confirmed_by: String,
    /// When.
    pub confirmed_at: Timestamp,
    /// When it was over.
    pub ended_at: Timestamp,
    /// What was deleted, by category.
    pub deleted: Vec<Deleted>,
    /// Files removed from the store.
    pub files: i64,
    /// Files that stay because what is kept, or somebody else, names them.
    pub shared_files: i64,
    /// Entries of the audit log that say nothing of persons any more.
    pub erased_entries: i64,
    /// What is kept, why and until when.
    pub kept: Vec<Held>,
    /// How.
    pub method: String,
    /// Last day on which a backup may still hold it.
    pub backups_until: Date,
    /// Place of the last entry of the beneficiary's chain in the audit log.
    pub chain_length: i64,
    /// Its digest.
    pub chain_digest: String,
    /// Version of the program.
    pub program: String,
}

/// What was deleted of a category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Deleted {
    /// The category.
    pub theme: Theme,
    /// The tables, each with how many rows.
    pub tables: Vec<Counted>,
    /// Rows in all.
    pub rows: i64,
}

/// Rows of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Counted {
    /// The table.
    pub table: String,
    /// How many rows.
    pub rows: i64,
}

/// What is kept for a reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Held {
    /// Why.
    pub ground: Ground,
    /// The tables, each with how many rows.
    pub tables: Vec<Counted>,
    /// Rows in all.
    pub rows: i64,
    /// The last day; nothing when for good.
    pub until: Option<Date>,
    /// How that day came about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<Explanation>,
}

/// What a deletion would do: nothing is written for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct DryRun {
    /// Why it cannot be asked for now; empty when it can.
    pub obstacles: Vec<Obstacle>,
    /// Last day of the agreement.
    pub ended_on: Option<Date>,
    /// The hand-over it would follow.
    pub handover: Option<super::handovers::Handover>,
    /// Why it may follow it.
    pub basis: Option<Basis>,
    /// What would go, by category.
    pub goes: Vec<Deleted>,
    /// What would stay.
    pub stays: Vec<Held>,
    /// Persons of the beneficiary: they sign in no more from the confirmation on.
    pub persons: i64,
    /// Entries of the beneficiary's audit log recorded since the hand-over: what they did is in no pack handed over.
    pub since_handover: i64,
}

impl DryRun {
    /// Rows that would go.
    pub fn rows(&self) -> i64 {
        self.goes.iter().map(|one| one.rows).sum()
    }
}

/// Why data cannot be deleted now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Obstacle {
    /// In words.
    pub text: Text,
    /// Where it can be seen to.
    pub href: Option<String>,
}

/// Asking for a deletion. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskForm {
    /// How what is deleted is made unreadable.
    pub method: String,
    /// Last day on which a backup may still hold it.
    pub backups_until: String,
}

/// Confirming it. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConfirmForm {
    /// Code of the beneficiary, typed once more.
    pub code: String,
}

/// Giving it up. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// Why.
    pub why: String,
}
