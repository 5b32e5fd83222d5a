//! The deadlines of every agreement: what each article asks for by which day, what proves that it was done, and who is
//! reminded (R0.7). Most proofs are found in what Socle holds; the others a person records.

pub mod actions;
pub mod api;
mod forms;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

pub use forms::{ListQuery, ProofForm, Shown, WithdrawForm};
pub use jobs::jobs;
pub use views::owner_key;
pub(crate) use views::title;

use agreements::document::{CommitteeKind, Debtor, ProvedBy};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{self, AgreementRead, BackupRead, CensusRead, CommitteeRead, InvoiceRead, ProofRecord},
    Side, Text,
    id::BeneficiaryId,
    words,
};
use platform::{
    Digest,
    web::{Access::Needs, Routes, guard::percent},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A proof that a person recorded.
    ProofId,
}

words! {
    /// What a deadline is about.
    Subject {
        /// A steering committee.
        Steering = "steering", "deadline-subject-steering";
        /// A technical committee.
        Technical = "technical", "deadline-subject-technical";
        /// An operational review with its report.
        Operational = "operational", "deadline-subject-operational";
        /// The census of the year.
        Census = "census", "deadline-subject-census";
        /// The price revision of the year.
        Revision = "revision", "deadline-subject-revision";
        /// The invoice of the year.
        Invoice = "invoice", "deadline-subject-invoice";
        /// A restore test.
        RestoreTest = "restore_test", "deadline-subject-restore-test";
        /// A certificate of insurance.
        Insurance = "insurance", "deadline-subject-insurance";
        /// Another obligation, whose proof a person records.
        Document = "document", "deadline-subject-document";
        /// The last day on which a notice still ends the agreement before its term.
        Notice = "notice", "deadline-subject-notice";
        /// The last day of the agreement.
        Term = "term", "deadline-subject-term";
    }
}

impl Subject {
    /// What proves an obligation is what its deadline is about.
    pub fn of(proved_by: Option<ProvedBy>) -> Self {
        match proved_by {
            Some(ProvedBy::SteeringCommittee) => Self::Steering,
            Some(ProvedBy::TechnicalCommittee) => Self::Technical,
            Some(ProvedBy::OperationalReview) => Self::Operational,
            Some(ProvedBy::Census) => Self::Census,
            Some(ProvedBy::PriceRevision) => Self::Revision,
            Some(ProvedBy::Invoice) => Self::Invoice,
            Some(ProvedBy::RestoreTest) => Self::RestoreTest,
            Some(ProvedBy::InsuranceCertificate) => Self::Insurance,
            None => Self::Document,
        }
    }

    /// What the meetings of a committee are about.
    pub fn of_committee(kind: CommitteeKind) -> Self {
        match kind {
            CommitteeKind::Steering => Self::Steering,
            CommitteeKind::Technical => Self::Technical,
            CommitteeKind::Operational => Self::Operational,
        }
    }

    /// Whether a person records the proof.
    pub fn is_recorded(self) -> bool {
        matches!(self, Self::Insurance | Self::Document)
    }

    /// Whether it only tells a day: nothing is owed on it.
    pub fn is_only_told(self) -> bool {
        matches!(self, Self::Notice | Self::Term)
    }

    /// What one must be allowed to see to open the proof.
    pub fn needs(self) -> Permission {
        match self {
            Self::Steering | Self::Technical | Self::Operational => CommitteeRead,
            Self::Census => CensusRead,
            Self::Revision | Self::Invoice => InvoiceRead,
            Self::RestoreTest => BackupRead,
            Self::Insurance | Self::Document | Self::Notice | Self::Term => AgreementRead,
        }
    }
}

words! {
    /// Where a deadline stands.
    DeadlineState {
        /// Its day is past and nothing proves that it was done.
        Overdue = "overdue", "deadline-state-overdue";
        /// Its day is to come.
        Coming = "coming", "deadline-state-coming";
        /// Something proves that it was done.
        Done = "done", "deadline-state-done";
        /// Its day is past and nothing was owed.
        Past = "past", "deadline-state-past";
    }
}

/// What proves that something was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Proof {
    /// The day on which it was done.
    pub on: Date,
    /// The page that shows it.
    pub href: String,
}

/// One reminder before a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Moment {
    /// Its name, told once for a deadline.
    pub name: String,
    /// From which day on it is due.
    pub on: Date,
}

/// Something due on a day under an agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Deadline {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Code of the obligation, or the name of a rule of the agreement: `term`, `notice`.
    pub obligation: String,
    /// Where the text says it.
    pub article: String,
    /// What it is about.
    pub subject: Subject,
    /// What is owed, in the words of the agreement; empty for a day that is only told.
    pub text: String,
    /// What proves it, in the words of the agreement.
    pub evidence: String,
    /// Who owes it.
    pub owner: Debtor,
    /// First day on which it can be done.
    pub from: Date,
    /// Last day.
    pub due: Date,
    /// How the last day came about.
    pub reason: Text,
    /// Where it stands.
    pub state: DeadlineState,
    /// What proves it.
    pub proof: Option<Proof>,
    /// When those in charge are reminded.
    pub reminders: Vec<Moment>,
}

impl Deadline {
    /// Its key.
    pub fn key(&self) -> DeadlineKey {
        DeadlineKey {
            beneficiary: self.beneficiary.clone(),
            obligation: self.obligation.clone(),
            due: self.due,
        }
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        self.key().path()
    }

    /// Whether it was done after its day.
    pub fn is_late(&self) -> bool {
        self.proof.as_ref().is_some_and(|proof| proof.on > self.due)
    }
}

/// Key of a deadline: whose, by which obligation, on which day. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct DeadlineKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Code of the obligation.
    pub obligation: String,
    /// The last day.
    pub due: Date,
}

impl DeadlineKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/deadlines/{}/{}/{}", self.beneficiary, percent(&self.obligation), self.due)
    }
}

/// A proof that a person recorded. It never changes; it may be taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RecordedProof {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ProofId,
    /// Code of the obligation it proves.
    pub obligation: String,
    /// The day that fell due.
    pub due: Date,
    /// What it is, in the words of who recorded it.
    pub note: String,
    /// Last day on which it proves anything.
    pub valid_until: Option<Date>,
    /// The document, with its name.
    pub file: Option<(Digest, String)>,
    /// The side that recorded it.
    pub side: Side,
    /// Who recorded it.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Timestamp,
    /// When it was taken back.
    pub withdrawn_at: Option<Timestamp>,
    /// By whom; empty when it was not.
    pub withdrawn_by: String,
    /// Why; empty when it was not.
    pub withdrawn_reason: String,
}

impl RecordedProof {
    /// Path under which it is taken back and its document read.
    pub fn path(&self) -> String {
        format!("/proofs/{}/{}", self.beneficiary, self.id)
    }
}

/// Key of a recorded proof, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ProofKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ProofId,
}

/// Every route of deadlines.
pub fn routes() -> Routes {
    let (read, prove) = (Needs(AgreementRead), Needs(ProofRecord));
    Routes::new()
        .get("/deadlines", read, pages::list)
        .get("/deadlines/{beneficiary}/{obligation}/{due}", read, pages::show)
        .post("/deadlines/{beneficiary}/{obligation}/{due}/proofs", prove, pages::prove)
        .get("/proofs/{beneficiary}/{id}/file", read, pages::file)
        .post("/proofs/{beneficiary}/{id}/withdrawal", prove, pages::withdraw)
        .get("/api/v1/deadlines", read, api::list)
        .get("/api/v1/deadlines/{beneficiary}/{obligation}/{due}", read, api::show)
        .post("/api/v1/deadlines/{beneficiary}/{obligation}/{due}/proofs", prove, api::prove)
        .post("/api/v1/proofs/{beneficiary}/{id}/withdrawal", prove, api::withdraw)
}
