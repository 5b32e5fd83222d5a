//! Categories: what tickets are about, a tree of two levels kept as data. Proposed, never required.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use jiff::Timestamp;
use kernel::Permission::{DeskManage, TicketWork};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A category.
    CategoryId,
}

/// A category with the one above it.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Category {
    /// Which one.
    pub id: CategoryId,
    /// Name.
    pub name: String,
    /// The category above; nothing at the upper level.
    pub parent: Option<CategoryId>,
    /// Its name.
    pub parent_name: Option<String>,
    /// Since when it is no longer proposed.
    pub archived_at: Option<Timestamp>,
}

impl Category {
    /// Both names, the upper first.
    pub fn path(&self) -> String {
        self.parent_name.as_ref().map_or(self.name.clone(), |above| format!("{above} › {}", self.name))
    }
}

/// What is typed about a new category. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CategoryForm {
    /// Name.
    pub name: String,
    /// The category above; empty at the upper level.
    pub parent: String,
}

/// Every route of categories.
pub fn routes() -> Routes {
    let (work, manage) = (Needs(TicketWork), Needs(DeskManage));
    Routes::new()
        .get("/categories", work, pages::list)
        .post("/categories", manage, pages::create)
        .post("/categories/{category}/archival", manage, pages::archive)
        .post("/categories/{category}/restoration", manage, pages::restore)
        .get("/api/v1/categories", work, api::list)
        .post("/api/v1/categories", manage, api::create)
}
