//! Request forms described as data: questions, conditions, approvals and tasks in one TOML file, imported as
//! versions of this instance. A request keeps the version by which it was made.

pub mod actions;
mod api;
mod check;
pub mod command;
pub mod document;
mod pages;
pub mod rules;
pub mod store;
mod views;

pub use document::{FormDocument, check};

use jiff::Timestamp;
use kernel::Permission;
use platform::web::{Access, Routes};
use std::sync::Arc;

kernel::id! {
    /// A version of a form.
    FormId,
}

/// A version of a form, as imported.
#[derive(Clone, Debug)]
pub struct FormVersion {
    /// Identifier.
    pub id: FormId,
    /// Code of the form.
    pub code: String,
    /// 1 for the first version.
    pub version: i64,
    /// SHA-256 of the file.
    pub source_digest: String,
    /// What it states.
    pub document: Arc<FormDocument>,
    /// Who imported it.
    pub imported_by_name: String,
    /// When.
    pub imported_at: Timestamp,
    /// Since when it is not offered any more.
    pub retired_at: Option<Timestamp>,
}

/// Routes of this feature: the desk reads forms, the administrator imports them.
pub fn routes() -> Routes {
    let (read, manage) = (Access::Needs(Permission::TicketWork), Access::Needs(Permission::FormManage));
    Routes::new()
        .get("/forms", read, pages::list)
        .post("/forms", manage, pages::import)
        .get("/forms/{id}", read, pages::show)
        .post("/forms/{id}/retirement", manage, pages::retire)
        .get("/api/v1/forms", read, api::list)
        .post("/api/v1/forms", manage, api::import)
        .post("/api/v1/forms/check", read, api::check_text)
}
