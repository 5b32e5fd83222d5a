//! Who acts, on which rows, and what they may do.

use crate::id::{BeneficiaryId, PersonId};
use serde::{Deserialize, Serialize};

/// The rows a statement may touch. Every transaction has one; there is no way to reach a beneficiary's
/// rows without saying whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Rows of every beneficiary: the provider's staff and background work.
    All,
    /// Rows of one beneficiary only.
    One(BeneficiaryId),
}

/// On which side of the agreement an organisation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The authority that runs the services.
    Provider,
    /// A public body served under an agreement.
    Beneficiary,
    /// A company working for the provider.
    Contractor,
}

/// One thing a person may be allowed to do. Roles are sets of these (`people::roles`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// See the agreement, its versions, commitments and obligations.
    AgreementRead,
    /// Import a version of an agreement.
    AgreementImport,
    /// Write down acts about the services, and the information given before.
    ActManage,
    /// Acknowledge, for the beneficiary, that it was informed of an act.
    ActAcknowledge,
    /// Draft agreements and amendments, answer requests to subscribe, record signatures.
    AgreementDraft,
    /// Record the deliberation of one's own side on a draft.
    DeliberationRecord,
    /// Ask, for the beneficiary, to subscribe to a service or to leave it.
    SubscriptionAsk,
    /// Keep the contracts that serve a beneficiary and the certificates of insurance.
    ContractManage,
    /// Open disputes and carry them from stage to stage, for one's own side.
    DisputeManage,
    /// See organisations and persons of one's scope.
    PersonRead,
    /// Create organisations and persons, give roles, end sessions.
    PersonManage,
    /// See the audit log of one's scope.
    AuditRead,
    /// See sites.
    SiteRead,
    /// Create and change sites.
    SiteManage,
    /// See assets, their changes of hands and what inventory tells of them.
    AssetRead,
    /// Hold assets, write changes of hands down, and join the agents of inventory.
    AssetManage,
    /// See applications with their environments and processes.
    ApplicationRead,
    /// Look after applications.
    ApplicationManage,
    /// Decide, for the beneficiary, on proposals of improvement.
    ApplicationDecide,
    /// See equipment requests.
    EquipmentRead,
    /// Ask for equipment beyond the agreement.
    EquipmentAsk,
    /// Carry equipment requests on: examine, study, order, deliver.
    EquipmentManage,
    /// Decide on a request that came late.
    EquipmentDecide,
    /// Open a ticket and follow one's own.
    TicketCreate,
    /// See every ticket of one's scope.
    TicketReadAll,
    /// Work on tickets: take, assign, answer, note, change state.
    TicketWork,
    /// Speak for the desk to every beneficiary: major incidents, announcements, recurring tickets.
    DeskRun,
    /// Set the desk up: teams, categories, templates, settings.
    DeskManage,
    /// See what stands behind tickets on the provider's side: changes, freeze periods, problems.
    DeskRead,
    /// Be asked to agree to a change, and make a plan standard.
    ChangeApprove,
    /// See censuses.
    CensusRead,
    /// Establish a census (the beneficiary's duty, art. 8).
    CensusEstablish,
    /// Validate a census.
    CensusValidate,
    /// Enter or import index values.
    IndexManage,
    /// See revisions and invoices.
    InvoiceRead,
    /// Propose revisions, draft invoices and credit notes.
    InvoiceDraft,
    /// Approve a revision or an invoice draft.
    InvoiceApprove,
    /// Issue an approved invoice: number it and freeze its files.
    InvoiceIssue,
    /// See invoices of suppliers and what costs come from: the provider's own.
    CostRead,
    /// Receive invoices of suppliers, put them to blocks, write costs down, propose savings.
    CostManage,
    /// Object, for the beneficiary, to a line of a draft that was shown to it.
    ChargeObject,
    /// See the yearly runs of billing over every beneficiary.
    BillingRead,
    /// Write down notices to leave an agreement, see to what follows, confirm the exit.
    ExitManage,
    /// See reversibility plans and what was handed over.
    ReversibilityRead,
    /// Write reversibility plans, and what was handed over.
    ReversibilityManage,
    /// Accept a reversibility plan, or what was handed over, for one's own side.
    ReversibilityAccept,
    /// Make and fetch the pack of everything held for a beneficiary.
    PackMake,
    /// Ask for, or confirm, the deletion of what was held for a beneficiary that left.
    DataDestroy,
    /// See the scoreboard.
    ScoreboardRead,
    /// Decide on mail held in quarantine.
    MailDecide,
    /// Look after the running instance: background work, mailboxes, what waits to be sent.
    InstanceManage,
    /// Import and retire request forms.
    FormManage,
    /// Connect programs that are told what happens in one's scope.
    WebhookManage,
    /// See projects and comment on them.
    ProjectRead,
    /// Create and lead projects.
    ProjectManage,
    /// See committees, their meetings, decisions and actions, comment on minutes, propose points.
    CommitteeRead,
    /// Plan meetings, invite, write minutes, decisions and actions.
    CommitteeManage,
    /// Agree to minutes for one's own side.
    MinutesValidate,
    /// Record what proves an obligation of the agreement: a certificate, a letter, a plan.
    ProofRecord,
    /// Bring data of files and of other tools in: persons, sites, past tickets.
    DataImport,
    /// See telephone lines, consumption against quotas and trips abroad.
    TelephonyRead,
    /// Keep telephone lines, import records of calls, set quotas.
    TelephonyManage,
    /// See backups, restores and their tests.
    BackupRead,
    /// Keep what is protected, report runs, restore and test.
    BackupManage,
    /// See monthly and annual reports, and comment on them.
    ReportRead,
    /// Make, review and publish reports.
    ReportManage,
}

/// The person, or the part of the system, on whose behalf work is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person; nothing for the system itself and for visitors.
    pub person: Option<PersonId>,
    /// Name shown in conversations and in the audit log.
    pub name: String,
    /// The side of the person's organisation; nothing for visitors.
    pub side: Option<Side>,
    /// The rows this actor may touch.
    pub scope: Scope,
    /// What this actor may do.
    pub permissions: Vec<Permission>,
    /// Whether every permission is granted: command line and background work only.
    pub is_system: bool,
}

impl Actor {
    /// Background work and the command line: everything, everywhere, always audited under `name`.
    pub fn system(name: &str) -> Self {
        Self {
            person: None,
            name: name.to_owned(),
            side: Some(Side::Provider),
            scope: Scope::All,
            permissions: vec![],
            is_system: true,
        }
    }

    /// A visitor who has not signed in: no permission and no rows.
    pub fn visitor() -> Self {
        Self {
            person: None,
            name: String::new(),
            side: None,
            scope: Scope::One(BeneficiaryId::from("none")),
            permissions: vec![],
            is_system: false,
        }
    }

    /// Whether this actor may do `permission`.
    pub fn may(&self, permission: Permission) -> bool {
        self.is_system || self.permissions.contains(&permission)
    }

    /// Whether somebody has signed in.
    pub fn is_signed_in(&self) -> bool {
        self.person.is_some()
    }
}
