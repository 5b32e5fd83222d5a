//! Every route of the product, area by area, and the main navigation.

use kernel::{Permission, Side};
use platform::{
    NavLink,
    web::{Access, Routes, assets},
};

/// Every route with its access: the whole surface of the product.
pub fn all() -> Routes {
    Routes::new()
        .get("/assets/{name}", Access::Public, assets::serve)
        .merge(crate::about::routes())
        .merge(crate::jobs::routes())
        .merge(crate::search::routes())
        .merge(crate::palette::routes())
        .merge(people::routes())
        .merge(agreements::routes())
        .merge(estate::routes())
        .merge(desk::routes())
        .merge(finance::routes())
        .merge(governance::routes())
}

/// The main navigation, in order. A link shows to those who hold its permission.
pub fn navigation() -> Vec<NavLink> {
    let link = |key, href, permission| NavLink { key, href, permission, side: None };
    let served =
        |key, href, permission| NavLink { side: Some(Side::Beneficiary), ..link(key, href, permission) };
    vec![
        link("desk-tickets", "/tickets", Permission::TicketReadAll),
        served("desk-requests", "/requests", Permission::TicketCreate),
        link("task-mine", "/tasks", Permission::TicketWork),
        link("major-title", "/major-incidents", Permission::DeskRun),
        link("team-title", "/teams", Permission::TicketWork),
        link("settings-title", "/desk-settings", Permission::TicketWork),
        link("intake-view", "/quarantine", Permission::MailDecide),
        link("request-catalogue", "/catalogue", Permission::TicketCreate),
        link("announcement-title", "/announcements", Permission::DeskRun),
        link("approval-title", "/approvals", Permission::TicketCreate),
        link("scoreboard-title", "/scoreboards", Permission::ScoreboardRead),
        link("satisfaction-title", "/satisfaction", Permission::ScoreboardRead),
        link("versions-list", "/agreements", Permission::AgreementRead),
        link("estate-sites", "/sites", Permission::SiteRead),
        link("nav-censuses", "/censuses", Permission::CensusRead),
        link("nav-indices", "/indices", Permission::InvoiceRead),
        link("nav-revisions", "/revisions", Permission::InvoiceRead),
        link("nav-invoices", "/invoices", Permission::InvoiceRead),
        link("people-organisations", "/organisations", Permission::PersonRead),
        link("form-list", "/forms", Permission::FormManage),
        link("people-audit", "/audit", Permission::AuditRead),
        link("mailbox-title", "/mailboxes", Permission::InstanceManage),
        link("outbox-title", "/outbox", Permission::InstanceManage),
        link("jobs-title", "/jobs", Permission::InstanceManage),
    ]
}
