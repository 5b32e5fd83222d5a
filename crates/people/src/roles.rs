//! Roles: which permissions each gives, and on which side each may be held.

mod given;

use given::{
    ADMINISTRATOR, BENEFICIARY_FINANCE, CONTRACTOR, DATA_PROTECTION_OFFICER, DIRECTOR, ELECTED_OFFICIAL,
    FINANCE_OFFICER, OFFICER, REQUESTER, SECURITY, TECHNICIAN,
};
use kernel::{Permission, Side};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};

/// What a person is to the service. A role belongs to one side of the agreement and is never given on another.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Provider: sets the instance up, manages organisations, persons and imports.
    Administrator,
    /// Provider: heads the digital services, approves amounts.
    Director,
    /// Provider: works on tickets and sites.
    Technician,
    /// Provider: prepares and issues invoices. Approval stays with the director (two pairs of eyes).
    FinanceOfficer,
    /// Provider: security officer, reads the audit log.
    Security,
    /// Beneficiary: asks for help and follows own tickets.
    Requester,
    /// Beneficiary: administrative officer, follows everything of the body and manages its persons.
    Officer,
    /// Beneficiary: elected official, reads the agreement, figures and invoices, no ticket text.
    ElectedOfficial,
    /// Beneficiary: data protection officer.
    DataProtectionOfficer,
    /// Beneficiary: finance department, reads invoices and establishes the census.
    BeneficiaryFinance,
    /// Contractor: works on the tickets handed over.
    Contractor,
}

impl Role {
    /// Every role, provider first.
    pub const ALL: [Self; 11] = [
        Self::Administrator,
        Self::Director,
        Self::Technician,
        Self::FinanceOfficer,
        Self::Security,
        Self::Requester,
        Self::Officer,
        Self::ElectedOfficial,
        Self::DataProtectionOfficer,
        Self::BeneficiaryFinance,
        Self::Contractor,
    ];

    /// The one side on which the role may be held.
    pub fn side(self) -> Side {
        match self {
            Self::Administrator
            | Self::Director
            | Self::Technician
            | Self::FinanceOfficer
            | Self::Security => Side::Provider,
            Self::Requester
            | Self::Officer
            | Self::ElectedOfficial
            | Self::DataProtectionOfficer
            | Self::BeneficiaryFinance => Side::Beneficiary,
            Self::Contractor => Side::Contractor,
        }
    }

    /// What the role allows, in the scope of the person who holds it.
    pub fn permissions(self) -> &'static [Permission] {
        match self {
            Self::Administrator => ADMINISTRATOR,
            Self::Director => DIRECTOR,
            Self::Technician => TECHNICIAN,
            Self::FinanceOfficer => FINANCE_OFFICER,
            Self::Security => SECURITY,
            Self::Requester => REQUESTER,
            Self::Officer => OFFICER,
            Self::ElectedOfficial => ELECTED_OFFICIAL,
            Self::DataProtectionOfficer => DATA_PROTECTION_OFFICER,
            Self::BeneficiaryFinance => BENEFICIARY_FINANCE,
            Self::Contractor => CONTRACTOR,
        }
    }

    /// The name stored and sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Director => "director",
            Self::Technician => "technician",
            Self::FinanceOfficer => "finance_officer",
            Self::Security => "security",
            Self::Requester => "requester",
            Self::Officer => "officer",
            Self::ElectedOfficial => "elected_official",
            Self::DataProtectionOfficer => "data_protection_officer",
            Self::BeneficiaryFinance => "beneficiary_finance",
            Self::Contractor => "contractor",
        }
    }

    /// Message key of the role's name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Administrator => "people-role-administrator",
            Self::Director => "people-role-director",
            Self::Technician => "people-role-technician",
            Self::FinanceOfficer => "people-role-finance-officer",
            Self::Security => "people-role-security",
            Self::Requester => "people-role-requester",
            Self::Officer => "people-role-officer",
            Self::ElectedOfficial => "people-role-elected-official",
            Self::DataProtectionOfficer => "people-role-data-protection-officer",
            Self::BeneficiaryFinance => "people-role-beneficiary-finance",
            Self::Contractor => "people-role-contractor",
        }
    }
}

/// Everything a set of roles allows, each permission once, in the order of [`Permission`].
pub fn permissions(roles: &[Role]) -> Vec<Permission> {
    let mut all: Vec<Permission> = roles.iter().flat_map(|role| role.permissions()).copied().collect();
    all.sort();
    all.dedup();
    all
}

/// Refuses an empty set and any role of another side than the person's organisation.
pub fn check_side(roles: &[Role], side: Side) -> Result<()> {
    if roles.is_empty() {
        return Err(Error::invalid("roles", kernel::Text::new("people-roles-none")));
    }
    if roles.iter().any(|role| role.side() != side) {
        return Err(Error::invalid("roles", kernel::Text::new("people-roles-other-side")));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
