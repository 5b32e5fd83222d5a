//! Acts about the services (R6.3): a contract, an order above the threshold, a subcontractor, a tariff, a change of the
//! catalogue. The provider informs the beneficiary before it adopts or concludes one; the text asks for information,
//! not for consent.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use jiff::{Timestamp, civil::Date};
use kernel::{
    Cents,
    Permission::{ActAcknowledge, ActManage, AgreementRead},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An act.
    ActId,
    /// An information given before an act.
    InformationId,
}

words! {
    /// What an act is.
    ActKind {
        /// A contract.
        Contract = "contract", "act-kind-contract";
        /// An order above the threshold.
        Order = "order", "act-kind-order";
        /// A subcontractor is taken.
        Subcontractor = "subcontractor", "act-kind-subcontractor";
        /// A tariff is changed.
        Tariff = "tariff", "act-kind-tariff";
        /// The catalogue is changed.
        Catalogue = "catalogue", "act-kind-catalogue";
    }
}

words! {
    /// Where an act stands.
    ActState {
        /// It is to be concluded.
        Planned = "planned", "act-state-planned";
        /// It is concluded.
        Concluded = "concluded", "act-state-concluded";
        /// It will not be.
        Dropped = "dropped", "act-state-dropped";
    }
}

/// Key of an act: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ActKey {
    /// Whom it concerns.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ActId,
}

impl ActKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/acts/{}/{}", self.beneficiary, self.id)
    }
}

/// An act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Act {
    /// Its key.
    #[serde(flatten)]
    pub key: ActKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// What it is.
    pub kind: ActKind,
    /// In a few words.
    pub title: String,
    /// With whom.
    pub counterpart: String,
    /// For how much, in cents.
    pub amount: Option<Cents>,
    /// When it is to be concluded.
    pub planned_on: Date,
    /// Where it stands.
    pub state: ActState,
    /// When it was concluded.
    pub concluded_on: Option<Date>,
    /// Why it was dropped.
    pub reason: String,
    /// Who wrote it down.
    pub created_by: String,
    /// Raised at each change.
    pub version: i64,
}

/// An information given before an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Information {
    /// Which one.
    pub id: InformationId,
    /// When it was given.
    pub informed_on: Date,
    /// To whom: a function.
    pub recipient: String,
    /// How: a letter, a committee.
    pub means: String,
    /// What was said.
    pub content: String,
    /// Who gave it.
    pub author: String,
    /// When it was written down.
    pub recorded_at: Timestamp,
    /// When the beneficiary acknowledged it.
    pub acknowledged_at: Option<Timestamp>,
    /// Who did.
    pub acknowledged_by: Option<String>,
    /// In which words.
    pub acknowledgement: String,
}

/// What is typed about an act. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActForm {
    /// Whom it concerns.
    pub beneficiary: String,
    /// A word of [`ActKind`].
    pub kind: String,
    /// In a few words.
    pub title: String,
    /// With whom; may be empty.
    pub counterpart: String,
    /// In euros; may be empty.
    pub amount: String,
    /// When it is to be concluded.
    pub planned_on: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What is typed about an information. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct InformForm {
    /// When it was given; today when empty.
    pub informed_on: String,
    /// To whom: a function.
    pub recipient: String,
    /// How.
    pub means: String,
    /// What was said.
    pub content: String,
}

/// What the beneficiary says of an information. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AcknowledgeForm {
    /// May be empty.
    pub remark: String,
}

/// How an act ends. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EndForm {
    /// `concluded` or `dropped`.
    pub state: String,
    /// When it was concluded; today when empty.
    pub concluded_on: String,
    /// Why it is dropped.
    pub reason: String,
    /// The version read.
    pub version: i64,
}

/// Path of an information.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct InformationPath {
    beneficiary: BeneficiaryId,
    id: ActId,
    information: InformationId,
}

impl InformationPath {
    fn split(self) -> (ActKey, InformationId) {
        (ActKey { beneficiary: self.beneficiary, id: self.id }, self.information)
    }
}

/// Every route of acts, pages then API.
pub fn routes() -> Routes {
    let (read, manage, acknowledge) = (Needs(AgreementRead), Needs(ActManage), Needs(ActAcknowledge));
    Routes::new()
        .get("/acts", read, pages::list)
        .get("/acts/new", manage, pages::new_act)
        .post("/acts", manage, pages::create)
        .get("/acts/{beneficiary}/{id}", read, pages::show)
        .post("/acts/{beneficiary}/{id}/informations", manage, pages::inform)
        .post(
            "/acts/{beneficiary}/{id}/informations/{information}/acknowledgement",
            acknowledge,
            pages::acknowledge,
        )
        .post("/acts/{beneficiary}/{id}/end", manage, pages::end)
        .get("/api/v1/acts", read, api::list)
        .post("/api/v1/acts", manage, api::create)
        .get("/api/v1/acts/{beneficiary}/{id}", read, api::show)
        .post("/api/v1/acts/{beneficiary}/{id}/informations", manage, api::inform)
        .put(
            "/api/v1/acts/{beneficiary}/{id}/informations/{information}/acknowledgement",
            acknowledge,
            api::acknowledge,
        )
        .put("/api/v1/acts/{beneficiary}/{id}/end", manage, api::end)
}
