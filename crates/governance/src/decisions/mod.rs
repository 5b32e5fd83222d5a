//! Decisions of committees: numbered, dated, in force once the minutes that hold them are validated by both sides (R7.4).
//! What they say of targets is the only source of a change beside an amendment (R5.1).

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub(crate) mod views;

use crate::meetings::{MeetingKey, MinutesState};
use agreements::document::Operator;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{CommitteeManage, CommitteeRead},
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A decision.
    DecisionId,
}

words! {
    /// What a decision bears on (R7.4).
    DecisionKind {
        /// A choice between ways.
        Arbitration = "arbitration", "decision-arbitration";
        /// The target of a commitment.
        Target = "target", "decision-target";
        /// The price.
        Price = "price", "decision-price";
        /// What is offered.
        Catalogue = "catalogue", "decision-catalogue";
        /// A saving given back.
        Saving = "saving", "decision-saving";
    }
}

/// Something a committee decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Decision {
    /// Which one.
    pub id: DecisionId,
    /// In which meeting.
    pub meeting: MeetingKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Year of the meeting.
    pub year: i64,
    /// Its number within that year, from 1.
    pub number: i64,
    /// What it bears on.
    pub kind: DecisionKind,
    /// What was decided.
    pub body: String,
    /// From which day it takes effect.
    pub effective_on: Date,
    /// For a target: of which commitment, and what it must reach.
    pub target: Option<DecidedTarget>,
    /// Since when it is taken back; only before the minutes are validated.
    pub withdrawn_at: Option<Timestamp>,
    /// Where the minutes that hold it stand: it takes effect once they are validated.
    pub minutes_state: MinutesState,
}

impl Decision {
    /// Whether it is in force on a day: its minutes are validated, it was not taken back, and its day has come.
    pub fn rules_on(&self, day: Date) -> bool {
        self.minutes_state == MinutesState::Validated
            && self.withdrawn_at.is_none()
            && self.effective_on <= day
    }

    /// Whether a meeting held on a day can have taken it: it takes effect no earlier, and bears a number of that year.
    pub fn may_be_of(&self, day: Date) -> bool {
        self.withdrawn_at.is_some() || (self.effective_on >= day && self.year == i64::from(day.year()))
    }

    /// How it is quoted: `2026-3`.
    pub fn reference(&self) -> String {
        format!("{}-{}", self.year, self.number)
    }
}

/// The target of a commitment, as decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct DecidedTarget {
    /// Code of the commitment.
    pub commitment: String,
    /// How its value compares with the figure.
    pub operator: Operator,
    /// The figure, in the unit of the agreement file: percent, hours for times, a number for counts.
    pub value: String,
}

/// A decision as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecisionForm {
    /// A word of [`DecisionKind`].
    pub kind: String,
    /// What was decided.
    pub decision: String,
    /// From which day it takes effect; the day of the meeting when empty.
    pub effective_on: String,
    /// For a target: code of the commitment.
    pub commitment: String,
    /// For a target: `at_least` or `at_most`.
    pub operator: String,
    /// For a target: how much, in the commitment's unit.
    pub value: String,
}

/// Every route of decisions.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(CommitteeRead), Needs(CommitteeManage));
    Routes::new()
        .get("/decisions", read, pages::list)
        .post("/meetings/{beneficiary}/{id}/decisions", manage, pages::add)
        .post("/meetings/{beneficiary}/{id}/decisions/{decision}/withdrawal", manage, pages::withdraw)
        .get("/api/v1/decisions", read, api::list)
        .post("/api/v1/meetings/{beneficiary}/{id}/decisions", manage, api::add)
}
