//! A body that joins: the template of an agreement with its variables, the clauses that are printed for deliberation and signature, and
//! the renewal of an agreement that ends. Pure; what is made of them is a draft ([`crate::drafts`]).

pub mod clauses;
pub mod rules;
mod words;

pub use words::Designation;

use serde::{Deserialize, Serialize};

/// The template of an agreement: a file of the agreement format whose variables stand between double braces.
pub const TEMPLATE: &str = include_str!("../../../../agreements/template.toml");

/// What is typed about a body that joins; kept as typed, complete or not. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VariablesForm {
    /// How the text calls the beneficiary, with its article: `la commune`.
    pub designation: String,
    /// Function of the person who signs: `le maire`.
    pub represented_by: String,
    /// The body that votes: `conseil municipal`.
    pub voted_by: String,
    /// Reference quoted on invoices.
    pub reference: String,
    /// SIREN, 9 digits; may be empty.
    pub siren: String,
    /// SIRET, 14 digits; may be empty.
    pub siret: String,
    /// First day.
    pub start: String,
    /// Length in years.
    pub years: String,
    /// Year of signature: it decides month zero (R0.6).
    pub signature_year: String,
    /// Initial price, in euros excluding VAT a year.
    pub price: String,
    /// Agents having a workstation, for the table of article 8; may be empty.
    pub agents: String,
    /// Sites, one a line, for the annexe; may be empty.
    pub sites: String,
    /// Codes of the offers subscribed from the first day.
    pub offers: Vec<String>,
    /// The version read.
    pub version: i64,
}
