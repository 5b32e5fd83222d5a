//! An agreement as data: the root object of the product, one TOML file that a person writes by hand.
//!
//! A file states what was signed (parties, blocks, price, window, commitments, obligations) and, where
//! the text is silent or ambiguous, the reading the parties use (every `Choice` of the rules is a field).
//! [`check`] reads a file and says what is wrong with it, line by line; [`difference`] compares two
//! versions for an amendment; [`schema`] is the JSON Schema that editors use.

mod blocks;
mod check;
mod commitments;
mod committees;
mod difference;
mod duties;
mod leaves;
mod means;
mod numbers;
mod parties;
mod price;
mod schema;
mod term;
mod window;

pub use blocks::*;
pub use check::{Problem, Report, Severity, check};
pub use commitments::*;
pub use committees::*;
pub use difference::{Change, difference, label, value_label};
pub use duties::*;
pub use leaves::{Leaf, LeafKind, LeafPart, leaves, parts};
pub use means::*;
pub use numbers::{ClockTime, Decimal, Euros, Malformed, YearMonth};
pub use parties::*;
pub use price::*;
pub use schema::{schema, schema_text};
pub use term::*;
pub use window::*;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A framework agreement of shared digital services between a provider and one beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Framework agreement")]
pub struct AgreementDocument {
    /// Version of this file format: 1.
    pub format: u8,
    /// Reference, title, legal ground.
    pub identity: Identity,
    /// The authority that runs the services.
    pub provider: Party,
    /// The authority that receives them.
    pub beneficiary: Party,
    /// Duration, signature, notice.
    pub term: Term,
    /// What is provided and who bears what.
    pub blocks: Vec<Block>,
    /// What is subscribed and billed.
    pub offers: Vec<Offer>,
    /// Price of the core and its revision.
    pub price: Price,
    /// When the service is due.
    pub service_window: WindowTerms,
    /// Criticality of tickets and their clocks.
    pub priority: Priority,
    /// Annexe 1 A.
    pub commitments: Vec<Commitment>,
    /// Governance scheme.
    pub committees: Vec<Committee>,
    /// Obligations by article.
    pub obligations: Vec<Obligation>,
    /// Data protection, annexe 1 E.
    pub data_protection: DataProtection,
    /// Telephony rules.
    pub telephony: Telephony,
    /// Equipment rules, annexe 1 B.
    pub equipment: Equipment,
    /// What happens at the end.
    pub exit: Exit,
    /// Insurance.
    pub insurance: Insurance,
    /// Settlement of disputes.
    pub disputes: Disputes,
    /// Known defects of the text and how they are read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

impl AgreementDocument {
    /// The party that plays a role.
    pub fn party(&self, role: PartyRole) -> &Party {
        match role {
            PartyRole::Provider => &self.provider,
            PartyRole::Beneficiary => &self.beneficiary,
        }
    }

    /// The block of that code.
    pub fn block(&self, code: &str) -> Option<&Block> {
        self.blocks.iter().find(|block| block.code == code)
    }

    /// The commitment of that code.
    pub fn commitment(&self, code: &str) -> Option<&Commitment> {
        self.commitments.iter().find(|commitment| commitment.code == code)
    }

    /// The offer of that code.
    pub fn offer(&self, code: &str) -> Option<&Offer> {
        self.offers.iter().find(|offer| offer.code == code)
    }

    /// The level of criticality of that code.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.priority.levels.iter().find(|level| level.code == code)
    }
}
