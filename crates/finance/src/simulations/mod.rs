//! What the price and the yearly charge would be in the years to come: under a supposed index, headcount, arrival and departure
//! (art. 8). A question is kept only when somebody names it; what it said then never changes.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use jiff::{Timestamp, civil::Date};
use kernel::{
    Cents, Exact, Explanation,
    id::{BeneficiaryId, PersonId},
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A simulation kept under a name.
    SimulationId,
}

/// What is asked. Every field may be empty: then the index does not move, nor does the headcount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Asked {
    /// First calendar year; the next one when empty.
    pub from: String,
    /// How many years, 1 to 10; 5 when empty.
    pub years: String,
    /// How the index moves each year, in percent: `2,5`.
    pub rate: String,
    /// Values of the index instead, year after year, separated by semicolons or spaces; an empty one follows the rate.
    pub values: String,
    /// Agents year after year, separated by semicolons or spaces; the last one goes on. The last census when empty.
    pub agents: String,
    /// Agents of a body that joins.
    pub arrival_agents: String,
    /// Its first day.
    pub arrival_on: String,
    /// Agents of a body that leaves; they are among those counted before.
    pub departure_agents: String,
    /// Its last day.
    pub departure_on: String,
    /// The name to keep the answer under.
    pub name: String,
    /// For a file: `csv`, `xlsx` or `ods`.
    pub format: String,
}

/// What is supposed, read from what is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hypothesis {
    /// First calendar year.
    pub from: i16,
    /// How many years.
    pub years: i16,
    /// Yearly change of the index, 0.025 for 2.5 %.
    pub rate: Exact,
    /// Values of the index, by place of the year.
    pub values: Vec<Option<Exact>>,
    /// Agents by place of the year; the last one goes on.
    pub agents: Vec<i64>,
    /// A body that joins: its agents and its first day.
    pub arrival: Option<(i64, Date)>,
    /// A body that leaves: its agents and its last day.
    pub departure: Option<(i64, Date)>,
}

/// One year of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SimulatedYear {
    /// Calendar year.
    pub year: i16,
    /// The index read for it; nothing before the first revision.
    pub index: Option<Exact>,
    /// Whether that value is published: it is not supposed then.
    pub is_published: bool,
    /// The coefficient, three decimals.
    pub coefficient: Option<Exact>,
    /// The unit price excluding VAT at the end of the year.
    pub price: Cents,
    /// Agents at the end of the year.
    pub agents: i64,
    /// What is due for the year excluding VAT.
    pub charge: Cents,
    /// How the price came about.
    pub price_explanation: Explanation,
    /// How the charge came about.
    pub explanation: Explanation,
}

/// A simulation kept under a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Simulation {
    /// Whose price.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: SimulationId,
    /// Its name, one of a kind for a beneficiary.
    pub name: String,
    /// What was asked.
    pub asked: Asked,
    /// What came out then.
    pub outcome: Vec<SimulatedYear>,
    /// When it was kept.
    pub saved_at: Timestamp,
    /// By whom.
    pub saved_by: String,
    /// Who that is, when known.
    #[serde(skip)]
    pub saved_by_id: Option<PersonId>,
}

/// Key of a simulation, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct SimulationKey {
    /// Whose price.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: SimulationId,
}

impl SimulationKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/simulations/{}/{}", self.beneficiary, self.id)
    }
}
