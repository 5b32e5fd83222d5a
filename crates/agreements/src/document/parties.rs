//! Who agrees with whom, on what legal ground.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the agreement is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Reference quoted on invoices (BT-12) and minutes; letters, digits and hyphens.
    pub reference: String,
    /// Full title.
    pub title: String,
    /// What the beneficiary entrusts to the provider (article 1).
    pub subject: String,
    /// Language of the texts of this file: `fr` or `en`.
    pub language: Language,
    /// Legal grounds, in the order of the text.
    pub legal_basis: Vec<String>,
    /// General terms that apply where the agreement is silent.
    pub general_terms: GeneralTerms,
    /// The recitals, shortened; quoted for readers, used by no rule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recitals: Vec<String>,
}

/// Language of a file's texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// French.
    Fr,
    /// English.
    En,
}

/// General terms and conditions of public contracts (R0.1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GeneralTerms {
    /// Short name, such as `CCAG-TIC`.
    pub code: String,
    /// The act that approves them.
    pub approved_by: String,
    /// Article of the agreement that makes them apply.
    pub article: String,
}

/// Which of the two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartyRole {
    /// The authority that runs the services.
    Provider,
    /// The authority that receives them.
    Beneficiary,
}

/// One party. Represented by a function, never by a person's name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// 2 to 8 capital letters or digits, used in ticket and invoice numbers.
    pub code: String,
    /// Official name.
    pub name: String,
    /// How the text calls the party.
    pub designation: String,
    /// Function of the person who signs: `le président`.
    pub represented_by: String,
    /// Date of the vote that authorises the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vote_date: Option<Date>,
    /// Body that voted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voted_by: Option<String>,
    /// SIREN, 9 digits; absent when not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siren: Option<String>,
    /// SIRET of the establishment that is invoiced, 14 digits (R2.5); absent when not certain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
    /// What electronic invoicing needs to reach the party (R2.5 to R2.7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Routing>,
}

/// What electronic invoicing needs to reach a party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Routing {
    /// Electronic address (BT-34 or BT-49, scheme 0225): starts with the SIREN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub electronic_address: Option<String>,
    /// Service code (BT-10), when one is fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service_code: Option<String>,
    /// Whether the recipient's directory entry makes the service code mandatory.
    #[serde(default)]
    pub service_code_required: bool,
    /// Whether the recipient's directory entry makes the commitment number (BT-13) mandatory.
    #[serde(default)]
    pub commitment_number_required: bool,
    /// VAT number; left out of out-of-scope invoices (R2.17).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vat_number: Option<String>,
}
