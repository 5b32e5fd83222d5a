//! Observed savings (art. 8, footnote 8): the costs they are read from and what they do to the initial price.

pub mod rules;

use kernel::{Cents, Exact};
use serde::{Deserialize, Serialize};

/// The real cost of the core block in one calendar year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearlyCost {
    /// Calendar year.
    pub year: i16,
    /// Cost borne by the provider in that year.
    pub cost: Cents,
}

/// What a year's saving does to the initial price of the next year (R1.12).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
