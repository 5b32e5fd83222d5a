//! What is provided, and who pays and runs what (article 2, R0.1 to R0.4), and the offers billed.

use super::{Decimal, Euros, PartyRole};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A block of services.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Stable code: `SOCLE-A`, `ANNEXE-D`.
    pub code: String,
    /// Core or optional.
    pub kind: BlockKind,
    /// Title as the text gives it.
    pub title: String,
    /// Article and division that describe it.
    pub article: String,
    /// What the block does not cover, word for word or shortened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excludes: Vec<String>,
    /// Footnotes and conditions that bear on the whole block.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// The services of the block.
    pub services: Vec<BlockService>,
    /// Who invests and who operates, item by item (R0.3).
    pub responsibilities: Vec<Responsibility>,
}

/// Core block, or optional block under its own contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Bloc socle: needed by every other service (R0.2).
    Core,
    /// Bloc annexe.
    Optional,
}

/// A footnote or condition quoted beside what it bears on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// Number of the footnote, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<u8>,
    /// What it says.
    pub text: String,
}

/// One service of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockService {
    /// Stable code: `A.1`.
    pub code: String,
    /// What is provided.
    pub text: String,
    /// Footnote number that qualifies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<u8>,
}

/// One line of the responsibility matrix (R0.3): requests and costs are routed with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Responsibility {
    /// Stable code: `A-INV-1`.
    pub code: String,
    /// Investment or operation.
    pub nature: Nature,
    /// Who bears it.
    pub party: PartyRole,
    /// What is to be bought, done or paid.
    pub item: String,
    /// Where the text says it.
    pub article: String,
    /// Footnote number that qualifies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footnote: Option<u8>,
    /// The footnote or any condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// What people call it when they ask for it: `Câblage d'un bureau`. With it, requests may name the line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// Words of a request that recall the line; a hint for the desk, never a decision.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
    /// Code of the block that, once subscribed, takes a line of the beneficiary over (R0.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_over_by: Option<String>,
    /// Months of the vendor's warranty before the line is the provider's (R0.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after_warranty_months: Option<u16>,
}

/// Budget section of a responsibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    /// Investissement.
    Investment,
    /// Fonctionnement.
    Operation,
}

/// What the beneficiary may subscribe and be billed for: the core, or an optional contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// Stable code, used on invoice lines: `SOCLE`.
    pub code: String,
    /// Name on invoices and in the catalogue.
    pub name: String,
    /// Blocks it opens; must exist in `blocks`.
    pub blocks: Vec<String>,
    /// Whether it needs the core on the same dates (R0.2); false for the core itself.
    pub needs_core: bool,
    /// Billing unit (unité d'œuvre).
    pub billing_unit: String,
    /// Yearly price of one unit excl. VAT; absent for the core (see `price`) and for a price still to be set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_price: Option<Euros>,
    /// First day of the subscription; absent when not subscribed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscribed_from: Option<Date>,
    /// Last day of the subscription when it ends before the agreement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscribed_until: Option<Date>,
    /// VAT status, decided by the parties and never guessed (R2.16).
    pub vat: Vat,
}

/// VAT status of an offer (R2.16, R2.17).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vat {
    /// `undetermined` holds every invoice of the offer back.
    pub status: VatStatus,
    /// Rate in percent; for `standard` only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// Reason code such as `VATEX-EU-132-1F`; for `exempt` and `out_of_scope`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<String>,
    /// Legal mention printed on the invoice; for `exempt` and `out_of_scope`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_mention: Option<String>,
    /// Who decided it and on what ground; a function, not a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// First day the status holds; absent: since the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
}

/// EN 16931 category behind a VAT status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VatStatus {
    /// Nobody has decided: no invoice can be issued.
    Undetermined,
    /// Taxed (category S).
    Standard,
    /// Exempt (category E).
    Exempt,
    /// Outside the scope of VAT (category O).
    OutOfScope,
}
