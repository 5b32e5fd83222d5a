//! Agreements and amendments before they are signed: a body that joins, a renewal, an amendment (art. 2, 5 and 7). A draft is checked,
//! printed, deliberated by both sides and signed; it then becomes a version of the agreement from its day on, never before.

pub mod actions;
pub mod api;
mod findings;
mod forms;
pub mod pages;
mod paper;
pub mod rules;
pub mod store;
mod values;
pub(crate) mod views;

pub use findings::{Finding, findings};
pub use forms::{
    AbandonForm, AboutForm, NewForm, SignForm, SourceForm, StepForm, ValuesBody, ValuesQuery, VoteForm,
};

use crate::{joined::Joined, joining::VariablesForm};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{AgreementDraft, AgreementRead, DeliberationRecord},
    id::BeneficiaryId,
    words,
};
use platform::{
    Digest,
    web::{Access::Needs, Routes},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A draft of an agreement or of an amendment.
    DraftId,
}

words! {
    /// What a draft is.
    DraftKind {
        /// The agreement of a body that joins.
        Joining = "joining", "draft-kind-joining";
        /// The agreement that follows one that ends (R3.12).
        Renewal = "renewal", "draft-kind-renewal";
        /// A change of an agreement.
        Amendment = "amendment", "draft-kind-amendment";
    }
}

words! {
    /// Where a draft stands.
    DraftState {
        /// It is being written.
        Drafting = "drafting", "draft-state-drafting";
        /// Its text is settled and printed: it is deliberated and signed.
        ToSign = "to_sign", "draft-state-to-sign";
        /// It is signed and is a version of the agreement.
        InForce = "in_force", "draft-state-in-force";
        /// It was given up.
        Abandoned = "abandoned", "draft-state-abandoned";
    }
}

/// Key of a draft: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DraftKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: DraftId,
}

impl DraftKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/agreement-drafts/{}/{}", self.beneficiary, self.id)
    }
}

/// The deliberation of a side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Vote {
    /// When it voted.
    pub on: Option<Date>,
    /// Number of the deliberation.
    pub reference: String,
}

/// A draft, without its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Draft {
    /// Its key.
    #[serde(flatten)]
    pub key: DraftKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Its short code.
    pub beneficiary_code: String,
    /// What it is.
    pub kind: DraftKind,
    /// In a few words.
    pub title: String,
    /// Why.
    pub reason: String,
    /// The version that is amended or renewed.
    pub base_version: Option<i64>,
    /// What was typed about a body that joins.
    pub variables: VariablesForm,
    /// First day it rules.
    pub effective_on: Option<Date>,
    /// Where it stands.
    pub state: DraftState,
    /// SHA-256 of the PDF that is deliberated and signed.
    pub paper: Option<Digest>,
    /// The provider's deliberation.
    pub provider_vote: Vote,
    /// The beneficiary's.
    pub beneficiary_vote: Vote,
    /// When both had signed.
    pub signed_on: Option<Date>,
    /// The signed document.
    pub signed_file: Option<Joined>,
    /// The version it became.
    pub made_version: Option<i64>,
    /// Why it was given up.
    pub closed_why: String,
    /// Who began it.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Raised at each change.
    pub version: i64,
}

/// Every route of drafts, pages then API.
pub fn routes() -> Routes {
    pages_of(Routes::new())
        .get("/api/v1/agreement-drafts", Needs(AgreementRead), api::list)
        .post("/api/v1/agreement-drafts", Needs(AgreementDraft), api::create)
        .get("/api/v1/agreement-drafts/{beneficiary}/{id}", Needs(AgreementRead), api::show)
        .put("/api/v1/agreement-drafts/{beneficiary}/{id}", Needs(AgreementDraft), api::describe)
        .put("/api/v1/agreement-drafts/{beneficiary}/{id}/variables", Needs(AgreementDraft), api::fill)
        .put("/api/v1/agreement-drafts/{beneficiary}/{id}/values", Needs(AgreementDraft), api::set)
        .put("/api/v1/agreement-drafts/{beneficiary}/{id}/source", Needs(AgreementDraft), api::write)
        .post("/api/v1/agreement-drafts/{beneficiary}/{id}/completion", Needs(AgreementDraft), api::complete)
        .post("/api/v1/agreement-drafts/{beneficiary}/{id}/reopening", Needs(AgreementDraft), api::reopen)
        .post("/api/v1/agreement-drafts/{beneficiary}/{id}/votes", Needs(DeliberationRecord), api::vote)
        .post("/api/v1/agreement-drafts/{beneficiary}/{id}/signature", Needs(AgreementDraft), api::sign)
        .post("/api/v1/agreement-drafts/{beneficiary}/{id}/abandonment", Needs(AgreementDraft), api::abandon)
}

fn pages_of(routes: Routes) -> Routes {
    let (read, draft) = (Needs(AgreementRead), Needs(AgreementDraft));
    routes
        .get("/agreement-drafts", read, pages::list)
        .get("/agreement-drafts/new", draft, pages::new_draft)
        .post("/agreement-drafts", draft, pages::create)
        .get("/agreement-drafts/{beneficiary}/{id}", read, pages::show)
        .post("/agreement-drafts/{beneficiary}/{id}", draft, pages::describe)
        .get("/agreement-drafts/{beneficiary}/{id}/preview", read, pages::preview)
        .get("/agreement-drafts/{beneficiary}/{id}/file.pdf", read, pages::paper)
        .get("/agreement-drafts/{beneficiary}/{id}/signed", read, pages::signed)
        .get("/agreement-drafts/{beneficiary}/{id}/variables", draft, pages::variables)
        .post("/agreement-drafts/{beneficiary}/{id}/variables", draft, pages::fill)
        .get("/agreement-drafts/{beneficiary}/{id}/values", draft, pages::values)
        .post("/agreement-drafts/{beneficiary}/{id}/values", draft, pages::set)
        .get("/agreement-drafts/{beneficiary}/{id}/source", draft, pages::source)
        .post("/agreement-drafts/{beneficiary}/{id}/source", draft, pages::write)
        .post("/agreement-drafts/{beneficiary}/{id}/completion", draft, pages::complete)
        .post("/agreement-drafts/{beneficiary}/{id}/reopening", draft, pages::reopen)
        .post("/agreement-drafts/{beneficiary}/{id}/votes", Needs(DeliberationRecord), pages::vote)
        .post("/agreement-drafts/{beneficiary}/{id}/signature", draft, pages::sign)
        .post("/agreement-drafts/{beneficiary}/{id}/abandonment", draft, pages::abandon)
}
