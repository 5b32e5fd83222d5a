//! The plan of actions of the committees: who does what until when (R7.4). What is overdue opens the next agenda.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub(crate) mod views;

use crate::meetings::MeetingKey;
use jiff::civil::Date;
use kernel::{
    Permission::{CommitteeManage, CommitteeRead},
    Side,
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An action somebody is to do.
    ActionId,
}

words! {
    /// Where an action stands.
    ActionState {
        /// To be done.
        Open = "open", "action-state-open";
        /// Done.
        Done = "done", "action-state-done";
        /// Given up.
        Dropped = "dropped", "action-state-dropped";
    }
}

/// Something somebody is to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Action {
    /// Which one.
    pub id: ActionId,
    /// Agreed in which meeting.
    pub meeting: MeetingKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// What.
    pub body: String,
    /// Which side does it.
    pub side: Side,
    /// Who: a function or a name.
    pub owner: String,
    /// Until which day.
    pub due_on: Date,
    /// Where it stands.
    pub state: ActionState,
    /// What came of it.
    pub outcome: String,
    /// Raised at each change.
    pub version: i64,
}

impl Action {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/actions/{}/{}", self.meeting.beneficiary, self.id)
    }

    /// With whom it was agreed.
    pub fn beneficiary(&self) -> &BeneficiaryId {
        &self.meeting.beneficiary
    }

    /// Whether it should have been done before a day.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state == ActionState::Open && self.due_on < today
    }
}

/// Key of an action, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ActionKey {
    /// With whom it was agreed.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ActionId,
}

/// An action as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActionForm {
    /// What.
    pub body: String,
    /// `provider` or `beneficiary`.
    pub side: String,
    /// Who.
    pub owner: String,
    /// Until which day.
    pub due_on: String,
    /// A word of [`ActionState`]; `open` when empty.
    pub state: String,
    /// What came of it.
    pub outcome: String,
    /// The version read before a change.
    pub version: i64,
}
/// Every route of actions.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(CommitteeRead), Needs(CommitteeManage));
    Routes::new()
        .get("/actions", read, pages::list)
        .get("/actions/{beneficiary}/{id}", read, pages::show)
        .post("/actions/{beneficiary}/{id}", manage, pages::change)
        .post("/meetings/{beneficiary}/{id}/actions", manage, pages::add)
        .get("/api/v1/actions", read, api::list)
        .post("/api/v1/meetings/{beneficiary}/{id}/actions", manage, api::add)
        .put("/api/v1/actions/{beneficiary}/{id}", manage, api::change)
}
