//! Quotas of calls by stratum, what a beneficiary consumed of them, and what was decided on a strong overrun (note 6).

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use super::call_records::Class;
use jiff::Timestamp;
use kernel::{
    Explanation,
    Permission::{InvoiceApprove, TelephonyManage, TelephonyRead},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A quota.
    QuotaId,
}

words! {
    /// What is decided on a strong overrun.
    Decision {
        /// Billed beside the yearly price.
        Bill = "bill", "quota-decision-bill";
        /// Not billed.
        Waive = "waive", "quota-decision-waive";
    }
}

words! {
    /// How minutes stand against a quota.
    Standing {
        /// No quota is set.
        Free = "free", "quota-standing-free";
        /// Within.
        Within = "within", "quota-standing-within";
        /// Over, but not strongly.
        Over = "over", "quota-standing-over";
        /// Strongly over: a person may decide to bill.
        Strong = "strong", "quota-standing-strong";
    }
}

/// Minutes a year of a stratum, for a kind of number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Quota {
    /// Which one.
    pub id: QuotaId,
    /// The stratum begins with so many agents.
    pub agents_from: i64,
    /// Kind of number.
    pub class: Class,
    /// Minutes a year.
    pub minutes: i64,
    /// First year it holds.
    pub year_from: i64,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Decided {
    /// Kind of number.
    pub class: Class,
    /// Minutes then.
    pub minutes: i64,
    /// Quota then.
    pub quota: i64,
    /// Billed or not.
    pub decision: Decision,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub decided_by_name: String,
    /// When.
    pub decided_at: Timestamp,
}

/// Consumption of one kind of number in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Consumed {
    /// Kind of number.
    pub class: Class,
    /// Minutes since the first of January, rounded once.
    pub minutes: i64,
    /// Minutes allowed in the year.
    pub quota: Option<i64>,
    /// How they stand.
    pub standing: Standing,
    /// How it came about.
    pub explanation: Explanation,
    /// Minutes since the first of January at the end of each month that began.
    pub months: Vec<i64>,
    /// What was decided.
    pub decided: Option<Decided>,
}

/// Consumption of a beneficiary in a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Consumption {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Its name.
    pub beneficiary_name: String,
    /// Which year.
    pub year: i64,
    /// Equipped agents, when they are known.
    pub agents: Option<i64>,
    /// Whether the year is over.
    pub is_over: bool,
    /// Kind by kind: those called, and those with a quota.
    pub classes: Vec<Consumed>,
}

/// Key of a consumption, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct YearKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which year.
    pub year: i64,
}

impl YearKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/call-consumption/{}/{}", self.beneficiary, self.year)
    }
}

/// A quota as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct QuotaForm {
    /// First number of agents of the stratum.
    pub agents_from: String,
    /// A word of [`Class`].
    pub class: String,
    /// Minutes a year.
    pub minutes: String,
    /// First year.
    pub year_from: String,
}

/// Equipped agents as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AgentsForm {
    /// How many.
    pub agents: String,
}

/// A decision as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecideForm {
    /// A word of [`Class`].
    pub class: String,
    /// A word of [`Decision`].
    pub decision: String,
    /// Why.
    pub reason: String,
}

/// Every route of quotas.
pub fn routes() -> Routes {
    let (read, manage, decide) = (Needs(TelephonyRead), Needs(TelephonyManage), Needs(InvoiceApprove));
    Routes::new()
        .get("/call-quotas", read, pages::quotas)
        .post("/call-quotas", manage, pages::add)
        .get("/call-consumption", read, pages::choose)
        .get("/call-consumption/{beneficiary}/{year}", read, pages::show)
        .post("/call-consumption/{beneficiary}/{year}/agents", manage, pages::say_agents)
        .post("/call-consumption/{beneficiary}/{year}/decisions", decide, pages::decide)
        .get("/api/v1/call-quotas", read, api::quotas)
        .post("/api/v1/call-quotas", manage, api::add)
        .get("/api/v1/call-consumption/{beneficiary}/{year}", read, api::show)
        .put("/api/v1/call-consumption/{beneficiary}/{year}/agents", manage, api::say_agents)
        .post("/api/v1/call-consumption/{beneficiary}/{year}/decisions", decide, api::decide)
}
