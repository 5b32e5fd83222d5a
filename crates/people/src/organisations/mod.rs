//! Organisations: the provider, the beneficiaries it serves, the contractors that help.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

pub use rules::OrganisationForm;

use jiff::Timestamp;
use kernel::{
    Side, Siren, Siret,
    id::{BeneficiaryId, OrganisationId},
};
use serde::{Deserialize, Serialize};

/// One organisation. A beneficiary's identifier is the tenant key of all its rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Organisation {
    /// Identifier.
    pub id: OrganisationId,
    /// Side of the agreement. Never changes.
    pub side: Side,
    /// Short code in ticket and invoice numbers: capital letters and digits, 2 to 10. Unique.
    pub code: String,
    /// Full official name.
    pub name: String,
    /// Legal entity, nine digits (R2.5).
    pub siren: Option<Siren>,
    /// Establishment, fourteen digits (R2.5).
    pub siret: Option<Siret>,
    /// Intra-community VAT number, when liable.
    pub vat_number: Option<String>,
    /// Postal address.
    pub address: Address,
    /// Where and how invoices are sent.
    pub routing: Routing,
    /// Account on which it is paid (IBAN, without spaces), printed on the invoices it issues (BT-84).
    pub iban: Option<String>,
    /// Bank of that account (BIC, BT-86).
    pub bic: Option<String>,
    /// Raised at each change.
    pub version: i64,
    /// When the row was created.
    pub created_at: Timestamp,
}

/// A French postal address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Address {
    /// Number and street, further lines separated by line feeds.
    pub street: String,
    /// Five digits.
    pub postal_code: String,
    /// Town.
    pub city: String,
}

/// What an invoice to this organisation must carry to be accepted (public invoicing portal rules, R2.5).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Routing {
    /// Electronic address of the recipient; the SIRET when nothing else is registered.
    pub electronic_address: Option<String>,
    /// Whether invoices without a service code are rejected.
    pub needs_service_code: bool,
    /// Whether invoices without a commitment number (numéro d'engagement) are rejected.
    pub needs_commitment_number: bool,
    /// Service code put on invoices.
    pub service_code: Option<String>,
    /// Commitment number put on invoices.
    pub commitment_number: Option<String>,
}

impl Organisation {
    /// The tenant key, for a beneficiary.
    pub fn beneficiary(&self) -> Option<&BeneficiaryId> {
        (self.side == Side::Beneficiary).then_some(&self.id)
    }
}
