//! Telephone exchanges that tell of calls: each has an address to post to and a secret.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use jiff::Timestamp;
use kernel::Permission::{DeskManage, DeskRun};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A telephone exchange.
    LineId,
}

/// A telephone exchange.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// Which one; part of the address it posts to.
    pub id: LineId,
    /// Name for the people who look after it, one of a kind.
    pub name: String,
    /// Whether what it posts is taken.
    pub is_enabled: bool,
    /// Raised by each new secret.
    #[serde(skip)]
    pub generation: i64,
    /// Raised at each change.
    pub version: i64,
    /// When it last told of a call.
    pub last_event_at: Option<Timestamp>,
    /// When something it posted was last refused.
    pub last_refused_at: Option<Timestamp>,
}

/// What is typed about an exchange. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LineForm {
    /// Its name.
    pub name: String,
}

/// Every route of exchanges, pages then API.
pub fn routes() -> Routes {
    Routes::new()
        .get("/phone-lines", Needs(DeskRun), pages::list)
        .post("/phone-lines", Needs(DeskManage), pages::create)
        .post("/phone-lines/{line}/secret", Needs(DeskManage), pages::renew_secret)
        .post("/phone-lines/{line}/pause", Needs(DeskManage), pages::pause)
        .post("/phone-lines/{line}/resumption", Needs(DeskManage), pages::resume)
        .get("/api/v1/phone-lines", Needs(DeskRun), api::list)
        .post("/api/v1/phone-lines", Needs(DeskManage), api::create)
        .post("/api/v1/phone-lines/{line}/secret", Needs(DeskManage), api::renew_secret)
        .put("/api/v1/phone-lines/{line}/state", Needs(DeskManage), api::set_state)
}
