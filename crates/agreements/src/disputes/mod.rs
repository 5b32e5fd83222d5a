//! Disputes and their ordered stages (art. 10, R6.7): amicable, then mediation, then the court. A stage begins once the one before it
//! ended; what is skipped is what the agreement lets be skipped. Both sides read the same file.

pub mod actions;
pub mod api;
mod forms;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

pub use forms::{BeginForm, DisputeForm, DocumentForm, EndForm};

use crate::joined::Joined;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{AgreementRead, DisputeManage},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A dispute.
    DisputeId,
    /// A document of a dispute.
    DisputeDocumentId,
}

words! {
    /// Which side did something.
    Party {
        /// The provider.
        Provider = "provider", "dispute-side-provider";
        /// The beneficiary.
        Beneficiary = "beneficiary", "dispute-side-beneficiary";
    }
}

words! {
    /// Where a dispute stands.
    DisputeState {
        /// It goes on.
        Open = "open", "dispute-state-open";
        /// The parties agreed.
        Settled = "settled", "dispute-state-settled";
        /// The court decided.
        Judged = "judged", "dispute-state-judged";
        /// It was given up.
        Dropped = "dropped", "dispute-state-dropped";
    }
}

words! {
    /// How a stage ended.
    Outcome {
        /// The parties agreed: the dispute is over.
        Agreed = "agreed", "dispute-outcome-agreed";
        /// They did not: the next stage may begin.
        Failed = "failed", "dispute-outcome-failed";
        /// It was skipped, as the agreement lets.
        Skipped = "skipped", "dispute-outcome-skipped";
        /// The court decided: the dispute is over.
        Judged = "judged", "dispute-outcome-judged";
        /// Who opened the dispute gave it up.
        Dropped = "dropped", "dispute-outcome-dropped";
    }
}

/// Key of a dispute: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DisputeKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: DisputeId,
}

impl DisputeKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/disputes/{}/{}", self.beneficiary, self.id)
    }
}

/// A dispute about the agreement or its application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Dispute {
    /// Its key.
    #[serde(flatten)]
    pub key: DisputeKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// In a few words.
    pub title: String,
    /// What is disputed.
    pub subject: String,
    /// Where in the agreement.
    pub article: String,
    /// Which side opened it.
    pub side: Party,
    /// When.
    pub opened_on: Date,
    /// The version of the agreement whose stages it follows.
    pub agreement_version: i64,
    /// Where it stands.
    pub state: DisputeState,
    /// When it was over.
    pub closed_on: Option<Date>,
    /// Who wrote it down.
    pub created_by: String,
    /// Raised at each change.
    pub version: i64,
}

/// A stage of a dispute, as the agreement said when it was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Stage {
    /// Its rank, from 1.
    pub position: i64,
    /// Its code in the agreement.
    pub code: String,
    /// What happens.
    pub text: String,
    /// When it may be skipped; empty when it may not.
    pub unless: String,
    /// When it began.
    pub began_on: Option<Date>,
    /// Last day that the parties gave themselves.
    pub due_on: Option<Date>,
    /// When it ended.
    pub ended_on: Option<Date>,
    /// How it ended.
    pub outcome: Option<Outcome>,
    /// What came of it.
    pub note: String,
}

/// What either side joined to a stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Document {
    /// Which one.
    pub id: DisputeDocumentId,
    /// The stage.
    pub position: i64,
    /// What it is.
    pub title: String,
    /// Its date.
    pub dated_on: Date,
    /// Which side joined it.
    pub side: Party,
    /// The file.
    pub file: Option<Joined>,
    /// Who joined it.
    pub added_by: String,
    /// When.
    pub added_at: Timestamp,
}

/// Path of a document.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct DocumentPath {
    beneficiary: BeneficiaryId,
    id: DisputeId,
    document: DisputeDocumentId,
}

impl DocumentPath {
    fn split(self) -> (DisputeKey, DisputeDocumentId) {
        (DisputeKey { beneficiary: self.beneficiary, id: self.id }, self.document)
    }
}

/// Every route of disputes, pages then API.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(AgreementRead), Needs(DisputeManage));
    Routes::new()
        .get("/disputes", read, pages::list)
        .get("/disputes/new", manage, pages::new_dispute)
        .post("/disputes", manage, pages::open)
        .get("/disputes/{beneficiary}/{id}", read, pages::show)
        .post("/disputes/{beneficiary}/{id}/stages", manage, pages::begin)
        .post("/disputes/{beneficiary}/{id}/outcome", manage, pages::end)
        .post("/disputes/{beneficiary}/{id}/documents", manage, pages::join)
        .get("/disputes/{beneficiary}/{id}/documents/{document}", read, pages::file)
        .get("/api/v1/disputes", read, api::list)
        .post("/api/v1/disputes", manage, api::open)
        .get("/api/v1/disputes/{beneficiary}/{id}", read, api::show)
        .post("/api/v1/disputes/{beneficiary}/{id}/stages", manage, api::begin)
        .post("/api/v1/disputes/{beneficiary}/{id}/outcome", manage, api::end)
}
