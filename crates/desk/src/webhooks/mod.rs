//! Webhooks: programs of one's own that are told what happens, signed, in order of what happened, again until they
//! have it.
//!
//! What is sent says which event happened to which object, and nothing of its content: whoever wants more asks the
//! interface with a token, under its own rights. So nothing leaks to whom it is not for.

pub mod actions;
pub mod api;
pub mod delivery;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

pub use jobs::jobs;

use crate::words::words;
use jiff::Timestamp;
use kernel::{
    Permission::WebhookManage,
    id::{BeneficiaryId, PersonId},
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A webhook.
    WebhookId,
    /// Something sent to a webhook.
    DeliveryId,
}

words! {
    /// Whether a webhook is told what happens.
    WebhookState {
        /// It is.
        Active = "active", "webhook-state-active";
        /// Somebody paused it.
        Paused = "paused", "webhook-state-paused";
        /// It was stopped because nothing arrived for too long.
        Disabled = "disabled", "webhook-state-disabled";
    }
}

words! {
    /// How far a delivery is.
    DeliveryState {
        /// To be sent, or sent again.
        Waiting = "waiting", "webhook-delivery-waiting";
        /// The other side has it.
        Delivered = "delivered", "webhook-delivery-delivered";
        /// Given up.
        Failed = "failed", "webhook-delivery-failed";
    }
}

/// Key of a webhook: whose events, then its own identifier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct WebhookKey {
    /// The beneficiary whose events they are, or `provider` for those of all.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub webhook: WebhookId,
}

impl WebhookKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/webhooks/{}/{}", self.beneficiary, self.webhook)
    }
}

/// Key of a delivery, as its path has it.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct DeliveryPath {
    beneficiary: BeneficiaryId,
    webhook: WebhookId,
    delivery: DeliveryId,
}

impl DeliveryPath {
    fn split(self) -> (WebhookKey, DeliveryId) {
        (WebhookKey { beneficiary: self.beneficiary, webhook: self.webhook }, self.delivery)
    }
}

/// A webhook, without its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Webhook {
    /// Its key.
    #[serde(flatten)]
    pub key: WebhookKey,
    /// What it is called.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Names of the events it is told of.
    pub events: Vec<String>,
    /// Whether it is told.
    pub state: WebhookState,
    /// Since when nothing arrives.
    pub failing_since: Option<Timestamp>,
    /// When something last arrived.
    pub last_success_at: Option<Timestamp>,
    /// Who made it.
    pub created_by: String,
    /// The same person, who is told when it is stopped.
    #[serde(skip)]
    pub(super) created_by_id: Option<PersonId>,
    /// When it was made; what happened before does not concern it.
    pub created_at: Timestamp,
    /// Raised at each change.
    pub version: i64,
    /// The secret, sealed.
    #[serde(skip)]
    pub(super) secret: String,
}

/// Something sent to a webhook, with what the last attempt gave.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Delivery {
    /// Its identifier, the same at each attempt: by it the other side knows what it has already.
    pub id: DeliveryId,
    /// The event.
    pub event: String,
    /// What is sent, byte for byte.
    pub body: String,
    /// How far it is.
    pub state: DeliveryState,
    /// Times it was sent.
    pub attempts: i64,
    /// The status of the last answer; nothing when there was none.
    pub status: Option<i64>,
    /// The beginning of the last answer, or why there was none.
    pub excerpt: String,
    /// When it was last sent.
    pub last_at: Option<Timestamp>,
    /// When it was put down.
    pub created_at: Timestamp,
    /// Every attempt, the first first; at most the last [`rules::LOGGED`].
    pub log: Vec<Attempt>,
}

/// One attempt to send something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Attempt {
    /// When.
    pub at: Timestamp,
    /// The status of the answer; nothing when there was none.
    pub status: Option<i64>,
    /// The beginning of the answer, or why there was none.
    pub excerpt: String,
}

/// What is typed about a webhook. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WebhookForm {
    /// What it is called.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Names of the events it is told of.
    pub events: Vec<String>,
    /// The version read, for a change.
    pub version: i64,
}

/// Every route of webhooks.
pub fn routes() -> Routes {
    let access = Needs(WebhookManage);
    Routes::new()
        .get("/webhooks", access, pages::list)
        .post("/webhooks", access, pages::create)
        .get("/webhooks/new", access, pages::new_webhook)
        .get("/webhooks/{beneficiary}/{webhook}", access, pages::show)
        .post("/webhooks/{beneficiary}/{webhook}", access, pages::change)
        .post("/webhooks/{beneficiary}/{webhook}/pause", access, pages::pause)
        .post("/webhooks/{beneficiary}/{webhook}/resumption", access, pages::resume)
        .post("/webhooks/{beneficiary}/{webhook}/secret", access, pages::renew)
        .post("/webhooks/{beneficiary}/{webhook}/ping", access, pages::ping)
        .post("/webhooks/{beneficiary}/{webhook}/removal", access, pages::remove)
        .post("/webhooks/{beneficiary}/{webhook}/deliveries/{delivery}/replay", access, pages::replay)
        .merge(api_routes())
}

/// The same for programs.
fn api_routes() -> Routes {
    let access = Needs(WebhookManage);
    Routes::new()
        .get("/api/v1/webhooks", access, api::list)
        .post("/api/v1/webhooks", access, api::create)
        .get("/api/v1/webhooks/{beneficiary}/{webhook}", access, api::show)
        .put("/api/v1/webhooks/{beneficiary}/{webhook}", access, api::change)
        .delete("/api/v1/webhooks/{beneficiary}/{webhook}", access, api::remove)
        .post("/api/v1/webhooks/{beneficiary}/{webhook}/pause", access, api::pause)
        .post("/api/v1/webhooks/{beneficiary}/{webhook}/resumption", access, api::resume)
        .post("/api/v1/webhooks/{beneficiary}/{webhook}/secret", access, api::renew)
        .post("/api/v1/webhooks/{beneficiary}/{webhook}/ping", access, api::ping)
        .get("/api/v1/webhooks/{beneficiary}/{webhook}/deliveries", access, api::deliveries)
        .post("/api/v1/webhooks/{beneficiary}/{webhook}/deliveries/{delivery}/replay", access, api::replay)
}
