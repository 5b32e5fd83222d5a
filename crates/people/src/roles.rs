//! Roles: which permissions each gives, and on which side each may be held.

use kernel::{
    Permission::{
        self, ActAcknowledge, ActManage, AgreementImport, AgreementRead, ApplicationDecide,
        ApplicationManage, ApplicationRead, AssetManage, AssetRead, AuditRead, BackupManage, BackupRead,
        BillingRead, CensusEstablish, CensusRead, CensusValidate, ChangeApprove, ChargeObject,
        CommitteeManage, CommitteeRead, CostManage, CostRead, DataDestroy, DataImport, DeskManage, DeskRead,
        DeskRun, EquipmentAsk, EquipmentDecide, EquipmentManage, EquipmentRead, ExitManage, FormManage,
        IndexManage, InstanceManage, InvoiceApprove, InvoiceDraft, InvoiceIssue, InvoiceRead, MailDecide,
        MinutesValidate, PackMake, PersonManage, PersonRead, ProjectManage, ProjectRead, ProofRecord,
        ReportManage, ReportRead, ReversibilityAccept, ReversibilityManage, ReversibilityRead,
        ScoreboardRead, SiteManage, SiteRead, TelephonyManage, TelephonyRead, TicketCreate, TicketReadAll,
        TicketWork, WebhookManage,
    },
    Side,
};
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

const ADMINISTRATOR: &[Permission] = &[
    MailDecide,
    InstanceManage,
    AgreementRead,
    ActManage,
    EquipmentRead,
    EquipmentManage,
    AgreementImport,
    PersonRead,
    PersonManage,
    AuditRead,
    SiteRead,
    SiteManage,
    ApplicationRead,
    ApplicationManage,
    TicketCreate,
    TicketReadAll,
    TicketWork,
    DeskRun,
    DeskManage,
    CensusRead,
    IndexManage,
    InvoiceRead,
    ScoreboardRead,
    FormManage,
    DeskRead,
    ChangeApprove,
    WebhookManage,
    ProjectRead,
    ProjectManage,
    DataImport,
    CommitteeRead,
    CommitteeManage,
    ProofRecord,
    AssetRead,
    AssetManage,
    TelephonyRead,
    TelephonyManage,
    BackupRead,
    BackupManage,
    ReportRead,
    ReportManage,
    ReversibilityRead,
    ReversibilityManage,
    PackMake,
    DataDestroy,
];
const DIRECTOR: &[Permission] = &[
    AgreementRead,
    ActManage,
    EquipmentRead,
    EquipmentManage,
    EquipmentDecide,
    PersonRead,
    AuditRead,
    SiteRead,
    ApplicationRead,
    TicketCreate,
    TicketReadAll,
    CensusRead,
    CensusValidate,
    InvoiceRead,
    InvoiceApprove,
    CostRead,
    BillingRead,
    ExitManage,
    ScoreboardRead,
    DeskRead,
    ChangeApprove,
    ProjectRead,
    ProjectManage,
    DataImport,
    CommitteeRead,
    CommitteeManage,
    MinutesValidate,
    ProofRecord,
    AssetRead,
    TelephonyRead,
    BackupRead,
    ReportRead,
    ReportManage,
    ReversibilityRead,
    ReversibilityManage,
    ReversibilityAccept,
    PackMake,
    DataDestroy,
];
const TECHNICIAN: &[Permission] = &[
    MailDecide,
    AgreementRead,
    EquipmentRead,
    EquipmentManage,
    PersonRead,
    SiteRead,
    SiteManage,
    ApplicationRead,
    ApplicationManage,
    TicketCreate,
    TicketReadAll,
    TicketWork,
    DeskRun,
    ScoreboardRead,
    DeskRead,
    ChangeApprove,
    ProjectRead,
    ProjectManage,
    CommitteeRead,
    CommitteeManage,
    AssetRead,
    AssetManage,
    TelephonyRead,
    TelephonyManage,
    BackupRead,
    BackupManage,
    ReportRead,
    ReversibilityRead,
];
const FINANCE_OFFICER: &[Permission] = &[
    AgreementRead,
    ActManage,
    EquipmentRead,
    PersonRead,
    SiteRead,
    ApplicationRead,
    TicketCreate,
    TicketReadAll,
    CensusRead,
    CensusValidate,
    IndexManage,
    InvoiceRead,
    InvoiceDraft,
    InvoiceIssue,
    CostRead,
    CostManage,
    BillingRead,
    ScoreboardRead,
    ProjectRead,
    CommitteeRead,
    ProofRecord,
    AssetRead,
    TelephonyRead,
    ReportRead,
];
const SECURITY: &[Permission] = &[
    AgreementRead,
    PersonRead,
    AuditRead,
    SiteRead,
    ApplicationRead,
    TicketCreate,
    TicketReadAll,
    ScoreboardRead,
    DeskRead,
    ChangeApprove,
    ProjectRead,
    AssetRead,
    BackupRead,
    ReversibilityRead,
];
const REQUESTER: &[Permission] = &[SiteRead, TicketCreate];
const OFFICER: &[Permission] = &[
    AgreementRead,
    ActAcknowledge,
    EquipmentRead,
    EquipmentAsk,
    PersonRead,
    PersonManage,
    AuditRead,
    SiteRead,
    ApplicationRead,
    ApplicationDecide,
    TicketCreate,
    TicketReadAll,
    CensusRead,
    CensusEstablish,
    InvoiceRead,
    ChargeObject,
    ScoreboardRead,
    WebhookManage,
    ProjectRead,
    CommitteeRead,
    MinutesValidate,
    ProofRecord,
    AssetRead,
    TelephonyRead,
    BackupRead,
    ReportRead,
    ReversibilityRead,
    ReversibilityAccept,
    PackMake,
];
const ELECTED_OFFICIAL: &[Permission] = &[
    AgreementRead,
    EquipmentRead,
    SiteRead,
    ApplicationRead,
    TicketCreate,
    CensusRead,
    InvoiceRead,
    ScoreboardRead,
    ProjectRead,
    CommitteeRead,
    MinutesValidate,
    AssetRead,
    ReportRead,
    ReversibilityRead,
    ReversibilityAccept,
];
const DATA_PROTECTION_OFFICER: &[Permission] = &[
    AgreementRead,
    PersonRead,
    AuditRead,
    SiteRead,
    ApplicationRead,
    TicketCreate,
    ScoreboardRead,
    ProjectRead,
    CommitteeRead,
    AssetRead,
    BackupRead,
    ReportRead,
    ReversibilityRead,
    PackMake,
];
const BENEFICIARY_FINANCE: &[Permission] = &[
    AgreementRead,
    EquipmentRead,
    SiteRead,
    TicketCreate,
    CensusRead,
    CensusEstablish,
    InvoiceRead,
    ChargeObject,
    ScoreboardRead,
    ProjectRead,
    CommitteeRead,
    AssetRead,
    TelephonyRead,
    ReportRead,
];
const CONTRACTOR: &[Permission] = &[SiteRead, TicketWork];

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
