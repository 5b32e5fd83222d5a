//! How the desk works, in plain words: how long a ticket may be reopened, and when a resolved one is closed by itself.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub use jobs::jobs;

use kernel::Permission::{DeskManage, TicketWork};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

/// How the desk works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct DeskSettings {
    /// Days after resolution during which a ticket may be reopened, both ends included.
    pub reopen_days: i64,
    /// Working days after its resolution at which a ticket is closed by itself; 0 for never.
    pub close_days: i64,
    /// Minutes for which a requester waits for an agent in a conversation.
    pub chat_minutes: i64,
    /// Raised at each change; 0 as long as nobody changed anything.
    pub version: i64,
}

impl Default for DeskSettings {
    /// Choice: the agreement says nothing of either.
    fn default() -> Self {
        Self { reopen_days: crate::tickets::rules::REOPEN_DAYS, close_days: 10, chat_minutes: 5, version: 0 }
    }
}

/// What is typed. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DeskSettingsForm {
    /// Days, 0 to 365.
    pub reopen_days: String,
    /// Working days, 0 to 365.
    pub close_days: String,
    /// Minutes, 1 to 120; as before when empty.
    pub chat_minutes: String,
    /// The version read.
    pub version: i64,
}

/// Every route, pages then API.
pub fn routes() -> Routes {
    Routes::new()
        .get("/desk-settings", Needs(TicketWork), pages::show)
        .post("/desk-settings", Needs(DeskManage), pages::change)
        .get("/api/v1/desk-settings", Needs(TicketWork), api::show)
        .put("/api/v1/desk-settings", Needs(DeskManage), api::change)
}
