//! Requests of a beneficiary to subscribe to a service of the catalogue, or to leave it (art. 2-II and 5, R0.2). The provider answers; what
//! it accepts makes the draft of an amendment, since joining or leaving a service is signed.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::drafts::DraftId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{AgreementDraft, AgreementRead, SubscriptionAsk},
    Text,
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A request to subscribe or to leave.
    SubscriptionRequestId,
}

words! {
    /// What is asked.
    Asked {
        /// To subscribe.
        Subscribe = "subscribe", "subscription-kind-subscribe";
        /// To leave.
        Leave = "leave", "subscription-kind-leave";
    }
}

words! {
    /// Where a request stands.
    RequestState {
        /// It waits for an answer.
        Asked = "asked", "subscription-state-asked";
        /// It was accepted: an amendment is drafted.
        Accepted = "accepted", "subscription-state-accepted";
        /// It was refused.
        Refused = "refused", "subscription-state-refused";
        /// The beneficiary took it back.
        Withdrawn = "withdrawn", "subscription-state-withdrawn";
    }
}

/// Key of a request: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RequestKey {
    /// Who asks.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: SubscriptionRequestId,
}

impl RequestKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/subscriptions/{}/{}", self.beneficiary, self.id)
    }
}

/// A request to subscribe to a service or to leave it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct SubscriptionRequest {
    /// Its key.
    #[serde(flatten)]
    pub key: RequestKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// What is asked.
    pub kind: Asked,
    /// Code of the offer.
    pub offer: String,
    /// First day of the subscription, or its last one.
    pub wanted_on: Date,
    /// Why.
    pub reason: String,
    /// What R0.2 made known when it was asked: the core ends before the service.
    pub warning: Option<Text>,
    /// Where it stands.
    pub state: RequestState,
    /// First or last day, as accepted.
    pub effective_on: Option<Date>,
    /// What the provider answered.
    pub answer: String,
    /// Who answered.
    pub answered_by: String,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// The draft of the amendment.
    pub draft: Option<DraftId>,
    /// Who asked.
    pub asked_by: String,
    /// When.
    pub asked_at: Timestamp,
    /// Raised at each change.
    pub version: i64,
}

/// What is typed to ask. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskForm {
    /// A word of [`Asked`].
    pub kind: String,
    /// Code of an offer of the agreement.
    pub offer: String,
    /// First day of the subscription, or its last one.
    pub wanted_on: String,
    /// Why; may be empty.
    pub reason: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What is typed to answer. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AnswerForm {
    /// `accepted` or `refused`.
    pub decision: String,
    /// First or last day; the wanted one when empty.
    pub effective_on: String,
    /// What is said to the beneficiary; needed to refuse.
    pub answer: String,
    /// The version read.
    pub version: i64,
}

/// A request is taken back. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// The version read.
    pub version: i64,
}

/// Every route of requests, pages then API.
pub fn routes() -> Routes {
    let (read, ask, answer) = (Needs(AgreementRead), Needs(SubscriptionAsk), Needs(AgreementDraft));
    Routes::new()
        .get("/subscriptions", read, pages::list)
        .get("/subscriptions/new", ask, pages::new_request)
        .post("/subscriptions", ask, pages::create)
        .get("/subscriptions/{beneficiary}/{id}", read, pages::show)
        .post("/subscriptions/{beneficiary}/{id}/answer", answer, pages::answer)
        .post("/subscriptions/{beneficiary}/{id}/withdrawal", ask, pages::withdraw)
        .get("/api/v1/subscriptions", read, api::list)
        .post("/api/v1/subscriptions", ask, api::create)
        .get("/api/v1/subscriptions/{beneficiary}/{id}", read, api::show)
        .post("/api/v1/subscriptions/{beneficiary}/{id}/answer", answer, api::answer)
        .post("/api/v1/subscriptions/{beneficiary}/{id}/withdrawal", ask, api::withdraw)
}
