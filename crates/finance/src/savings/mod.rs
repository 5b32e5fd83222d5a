//! Observed savings (art. 8, footnote 8): proposed from the closed costs of a year, decided by a committee, carried to the
//! initial price of the next year. An initial price that was decided never changes; the next one follows it.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use crate::censuses::CensusId;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Explanation, id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A saving that was proposed.
    SavingId,
    /// An initial price that was decided.
    InitialPriceId,
}

words! {
    /// Where a saving stands.
    SavingState {
        /// Computed, waiting for a committee.
        Proposed = "proposed", "saving-state-proposed";
        /// Written down as a decision, whose minutes are not validated by both sides yet.
        Decided = "decided", "saving-state-decided";
        /// In force: the initial price of the next year takes it.
        Carried = "carried", "saving-state-carried";
        /// Taken back before it was decided.
        Withdrawn = "withdrawn", "saving-state-withdrawn";
    }
}

/// Key of a saving, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SavingKey {
    /// Whose price.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: SavingId,
}

impl SavingKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/savings/{}/{}", self.beneficiary, self.id)
    }
}

/// A closed year as it was used: with its version, so that a later correction shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct UsedYear {
    /// Which version of the closed year.
    pub version: i64,
    /// Its cost.
    #[serde(flatten)]
    pub cost: YearlyCost,
}

/// A saving of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct SavingProposal {
    /// Its key.
    #[serde(flatten)]
    pub key: SavingKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// The year in which it was observed; the price of the next one takes it.
    pub year: i16,
    /// The years the expected cost is read from.
    pub reference: Vec<UsedYear>,
    /// The year itself.
    pub actual: UsedYear,
    /// Agents between whom it is shared.
    pub agents: i64,
    /// The census that counts them.
    pub census: CensusId,
    /// What it does to the price.
    pub outcome: Saving,
    /// How that came about.
    pub explanation: Explanation,
    /// The initial price before.
    pub price_before: Cents,
    /// Where it stands.
    pub state: SavingState,
    /// The decision of a committee: its number, the page of its meeting and its day.
    pub decision: Option<DecisionRef>,
    /// When it was proposed.
    pub proposed_at: Timestamp,
    /// By whom.
    pub proposed_by: String,
    /// Why it was withdrawn.
    pub closed_why: String,
    /// Raised at each change.
    pub version: i64,
}

/// A decision of a committee, as an earlier area may name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct DecisionRef {
    /// Its identifier.
    pub id: String,
    /// Its number: `2026-3`.
    pub reference: String,
    /// The page of the meeting that took it.
    pub path: String,
    /// From which day it takes effect.
    pub effective_on: Date,
}

/// The initial price P0 from a year on, with the minutes that decided it (R1.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct InitialPrice {
    /// Which one.
    pub id: InitialPriceId,
    /// Whose price.
    pub beneficiary: BeneficiaryId,
    /// First calendar year it holds for.
    pub from_year: i16,
    /// The price.
    pub price: Cents,
    /// What the agreement stated then: an amendment that states another price rules again.
    pub agreement_price: Cents,
    /// The saving that made it.
    pub proposal: SavingId,
    /// Number of the decision.
    pub reference: String,
    /// The page of the meeting that took it.
    pub path: String,
    /// From which day the decision takes effect.
    pub effective_on: Date,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// By whom.
    pub recorded_by: String,
}

/// Where an initial price comes from, when a saving made it: kept with every revision that used it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PriceOrigin {
    /// First calendar year it holds for.
    pub from_year: i16,
    /// Number of the decision.
    pub reference: String,
    /// Page of the saving.
    pub path: String,
}

/// Proposes the saving of a year. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ProposeForm {
    /// The year in which it was observed.
    pub year: String,
}

/// Takes a proposal back. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WithdrawForm {
    /// Why.
    pub why: String,
    /// The version read before.
    pub version: i64,
}

/// The real cost of the core block in one calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct YearlyCost {
    /// Calendar year.
    pub year: i16,
    /// Cost borne by the provider in that year.
    pub cost: Cents,
}

/// What a year's saving does to the initial price of the next year (R1.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Saving {
    /// Cost expected by the straight line through the reference years, exact.
    pub expected: Exact,
    /// Expected minus actual, never below zero, exact.
    pub saving: Exact,
    /// What one agent's price loses, half-up to the cent.
    pub per_agent: Cents,
    /// The initial price from the next year on. The index of month zero does not change.
    pub initial_price: Cents,
}

/// Why a saving cannot be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// A straight line takes two different years at least.
    #[error("the expected cost needs the actual costs of two different years at least")]
    TooFewYears,
    /// The saving is shared between agents: the count is above zero.
    #[error("the number of agents must be above zero")]
    NoAgent,
}
