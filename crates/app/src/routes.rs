//! Every route of the product, area by area, and the main navigation.

use kernel::{Permission, Side};
use platform::{
    NavGroup, NavLink,
    web::{Access, PageAccess, Routes, assets},
};

/// Every route with its access: the whole surface of the product.
pub fn all() -> Routes {
    Routes::new()
        .get("/assets/{name}", Access::Public, assets::serve)
        .merge(crate::about::routes())
        .merge(crate::interface::routes())
        .merge(crate::jobs::routes())
        .merge(crate::imports::routes())
        .merge(crate::search::routes())
        .merge(crate::palette::routes())
        .merge(crate::exports::routes())
        .merge(people::routes())
        .merge(agreements::routes())
        .merge(estate::routes())
        .merge(desk::routes())
        .merge(finance::routes())
        .merge(governance::routes())
}

/// Who may open each page.
pub fn pages() -> PageAccess {
    PageAccess::of(&all().into_parts().1)
}

/// The main navigation, in order. A link shows to those who hold its permission, a group to those who have a link of it.
pub fn navigation() -> Vec<NavGroup> {
    let group = |key, links| NavGroup { key, links };
    vec![
        group("nav-desk", desk_pages()),
        group("nav-requests", request_pages()),
        group("nav-commitments", commitment_pages()),
        group("nav-estate", estate_pages()),
        group("nav-finance", finance_pages()),
        group("nav-settings", settings_pages()),
    ]
}

fn link(key: &'static str, href: &'static str, permission: Permission) -> NavLink {
    NavLink { key, href, permission, side: None }
}

fn desk_pages() -> Vec<NavLink> {
    vec![
        link("desk-tickets", "/tickets", Permission::TicketReadAll),
        link("task-mine", "/tasks", Permission::TicketWork),
        link("major-title", "/major-incidents", Permission::DeskRun),
        link("problem-title", "/problems", Permission::DeskRead),
        link("change-title", "/changes", Permission::DeskRead),
        link("counter-title", "/counters", Permission::DeskRun),
        link("chat-title", "/chats", Permission::TicketWork),
        link("announcement-title", "/announcements", Permission::DeskRun),
        link("intake-view", "/quarantine", Permission::MailDecide),
        link("monitoring-title", "/monitoring", Permission::DeskRun),
        link("call-title", "/calls", Permission::DeskRun),
    ]
}

fn request_pages() -> Vec<NavLink> {
    let served =
        |key, href| NavLink { side: Some(Side::Beneficiary), ..link(key, href, Permission::TicketCreate) };
    vec![
        served("desk-requests", "/requests"),
        link("request-catalogue", "/catalogue", Permission::TicketCreate),
        link("knowledge-title", "/knowledge", Permission::TicketCreate),
        link("approval-title", "/approvals", Permission::TicketCreate),
        NavLink { side: Some(Side::Beneficiary), ..link("status-title", "/status", Permission::SiteRead) },
        served("maintenance-title", "/maintenance"),
        served("known-title", "/known-errors"),
    ]
}

fn commitment_pages() -> Vec<NavLink> {
    vec![
        link("scoreboard-title", "/scoreboards", Permission::ScoreboardRead),
        link("indicator-title", "/indicators", Permission::ScoreboardRead),
        link("report-list", "/reports", Permission::ReportRead),
        link("query-title", "/query", Permission::ScoreboardRead),
        link("committee-title", "/committees", Permission::CommitteeRead),
        link("action-title", "/actions", Permission::CommitteeRead),
        link("deadline-title", "/deadlines", Permission::AgreementRead),
        link("risk-title", "/risks", Permission::CommitteeRead),
        link("reversibility-title", "/reversibility", Permission::ReversibilityRead),
        link("versions-list", "/agreements", Permission::AgreementRead),
        link("draft-list", "/agreement-drafts", Permission::AgreementRead),
        link("subscription-list", "/subscriptions", Permission::AgreementRead),
        link("act-title", "/acts", Permission::AgreementRead),
        link("contract-list", "/contracts", Permission::AgreementRead),
        link("insurance-list", "/insurance", Permission::AgreementRead),
        link("dispute-list", "/disputes", Permission::AgreementRead),
        link("satisfaction-title", "/satisfaction", Permission::ScoreboardRead),
        link("project-title", "/projects", Permission::ProjectRead),
    ]
}

fn estate_pages() -> Vec<NavLink> {
    vec![
        link("estate-sites", "/sites", Permission::SiteRead),
        link("outage-title", "/outages", Permission::SiteRead),
        link("probe-title", "/probes", Permission::SiteRead),
        link("availability-title", "/availability", Permission::SiteRead),
        link("asset-title", "/estate/assets", Permission::AssetRead),
        link("inventory-title", "/estate/inventory", Permission::AssetManage),
        link("telephony-lines", "/telephone-lines", Permission::TelephonyRead),
        link("consumption-title", "/call-consumption", Permission::TelephonyRead),
        link("trip-title", "/trips", Permission::TicketCreate),
        link("backup-title", "/backups", Permission::BackupRead),
        link("application-title", "/applications", Permission::ApplicationRead),
        link("equipment-title", "/equipment-requests", Permission::EquipmentRead),
    ]
}

fn finance_pages() -> Vec<NavLink> {
    vec![
        link("nav-invoices", "/invoices", Permission::InvoiceRead),
        link("receivable-title", "/receivables", Permission::InvoiceRead),
        link("accounting-title", "/accounting", Permission::InvoiceRead),
        link("charge-title", "/charges", Permission::InvoiceRead),
        link("billing-title", "/billing-runs", Permission::BillingRead),
        link("nav-censuses", "/censuses", Permission::CensusRead),
        link("nav-revisions", "/revisions", Permission::InvoiceRead),
        link("nav-indices", "/indices", Permission::InvoiceRead),
        link("depreciation-title", "/depreciation", Permission::InvoiceRead),
        link("cost-title", "/costs", Permission::InvoiceRead),
        link("supplier-title", "/supplier-invoices", Permission::CostRead),
        link("simulation-title", "/simulations", Permission::InvoiceRead),
        link("exit-title", "/exits", Permission::InvoiceRead),
    ]
}

fn settings_pages() -> Vec<NavLink> {
    vec![
        link("team-title", "/teams", Permission::TicketWork),
        link("settings-title", "/desk-settings", Permission::TicketWork),
        link("form-list", "/forms", Permission::FormManage),
        link("people-organisations", "/organisations", Permission::PersonRead),
        link("import-title", "/imports", Permission::DataImport),
        link("people-audit", "/audit", Permission::AuditRead),
        link("appearance-title", "/appearance", Permission::InstanceManage),
        link("mailbox-title", "/mailboxes", Permission::InstanceManage),
        link("outbox-title", "/outbox", Permission::InstanceManage),
        link("jobs-title", "/jobs", Permission::InstanceManage),
        link("webhook-title", "/webhooks", Permission::WebhookManage),
    ]
}
