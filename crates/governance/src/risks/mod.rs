//! The register of risks and ways to improve of each agreement (G.1): how likely, how grave, who answers for it, what is done about
//! it, and when the committees read it again.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::action_items::ActionId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{CommitteeManage, CommitteeRead},
    Side,
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A risk, or a way to improve.
    RiskId,
}

words! {
    /// What an entry of the register is.
    RiskKind {
        /// Something that may go wrong.
        Risk = "risk", "risk-kind-risk";
        /// Something that could be better.
        Improvement = "improvement", "risk-kind-improvement";
    }
}

words! {
    /// Where it stands.
    RiskState {
        /// It is being dealt with.
        Open = "open", "risk-state-open";
        /// Both sides live with it.
        Accepted = "accepted", "risk-state-accepted";
        /// It is over.
        Closed = "closed", "risk-state-closed";
    }
}

/// Key of an entry, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RiskKey {
    /// Whose agreement.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: RiskId,
}

impl RiskKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/risks/{}/{}", self.beneficiary, self.id)
    }
}

/// A risk, or a way to improve.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Risk {
    /// Its key.
    #[serde(flatten)]
    pub key: RiskKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// What it is.
    pub kind: RiskKind,
    /// In a few words.
    pub title: String,
    /// More about it.
    pub description: String,
    /// From 1, unlikely, to 4, near certain; of an improvement, how easy it is.
    pub likelihood: i64,
    /// From 1, slight, to 4, grave; of an improvement, how useful it is.
    pub impact: i64,
    /// Which side answers for it.
    pub side: Side,
    /// Who: a function or a name.
    pub owner: String,
    /// What is done about it.
    pub treatment: String,
    /// When it is read again.
    pub review_on: Date,
    /// Where it stands.
    pub state: RiskState,
    /// Raised at each change.
    pub version: i64,
}

impl Risk {
    /// How much it weighs: likelihood times impact, from 1 to 16.
    pub fn weight(&self) -> i64 {
        self.likelihood * self.impact
    }

    /// Whether it should have been read again before a day.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.state != RiskState::Closed && self.review_on < today
    }
}

/// What an entry said at a version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct RiskVersion {
    /// From 1.
    pub version: i64,
    /// As in [`Risk`].
    pub likelihood: i64,
    /// As in [`Risk`].
    pub impact: i64,
    /// As in [`Risk`].
    pub treatment: String,
    /// As in [`Risk`].
    pub review_on: Date,
    /// As in [`Risk`].
    pub state: RiskState,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// An entry as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RiskForm {
    /// Whose agreement; a new entry only.
    pub beneficiary: String,
    /// A word of [`RiskKind`].
    pub kind: String,
    /// In a few words.
    pub title: String,
    /// More about it.
    pub description: String,
    /// From 1 to 4.
    pub likelihood: String,
    /// From 1 to 4.
    pub impact: String,
    /// `provider` or `beneficiary`.
    pub side: String,
    /// Who answers for it.
    pub owner: String,
    /// What is done about it.
    pub treatment: String,
    /// When it is read again.
    pub review_on: String,
    /// A word of [`RiskState`]; `open` when empty.
    pub state: String,
    /// The version read before a change.
    pub version: i64,
    /// Sent twice with one key, a new entry is made once.
    pub key: String,
}

/// An action of the committees that deals with it. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    /// Which action.
    pub action: String,
}

impl LinkForm {
    fn id(&self) -> ActionId {
        ActionId::from(self.action.as_str())
    }
}

/// The query of the list; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// A beneficiary.
    pub beneficiary: String,
    /// A word of [`RiskState`]; `open` when empty.
    pub state: String,
    /// Where the page before ended: `day.identifier`.
    pub after: String,
}

/// Every route of the register.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(CommitteeRead), Needs(CommitteeManage));
    Routes::new()
        .get("/risks", read, pages::list)
        .get("/risks/new", manage, pages::new)
        .post("/risks", manage, pages::create)
        .get("/risks/{beneficiary}/{id}", read, pages::show)
        .post("/risks/{beneficiary}/{id}", manage, pages::change)
        .post("/risks/{beneficiary}/{id}/actions", manage, pages::link)
        .get("/api/v1/risks", read, api::list)
        .post("/api/v1/risks", manage, api::create)
        .get("/api/v1/risks/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/risks/{beneficiary}/{id}", manage, api::change)
        .post("/api/v1/risks/{beneficiary}/{id}/actions", manage, api::link)
}
