//! Categories: what tickets are about, a tree of two levels kept as data. Proposed, never required.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub mod views;

use agreements::document::Domain;
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
    /// Sub-domain of annexe 1 A whose commitments its tickets count in (B.1, C.1); that of the category above when it has none.
    pub domain: Option<Domain>,
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
    /// Sub-domain of annexe 1 A: `network`, `hosting` or `telephony`; empty for none, or that of the category above.
    pub domain: String,
}

/// What is typed about the domain of a category. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DomainForm {
    /// `network`, `hosting` or `telephony`; empty for none.
    pub domain: String,
}

/// The sub-domains that tickets can be of.
pub const DOMAINS: [(Domain, &str); 3] = [
    (Domain::Network, "category-domain-network"),
    (Domain::Hosting, "category-domain-hosting"),
    (Domain::Telephony, "category-domain-telephony"),
];

/// Every route of categories.
pub fn routes() -> Routes {
    let (work, manage) = (Needs(TicketWork), Needs(DeskManage));
    Routes::new()
        .get("/categories", work, pages::list)
        .post("/categories", manage, pages::create)
        .post("/categories/{category}/archival", manage, pages::archive)
        .post("/categories/{category}/restoration", manage, pages::restore)
        .post("/categories/{category}/domain", manage, pages::set_domain)
        .post("/api/v1/categories/{category}/domain", manage, api::set_domain)
        .get("/api/v1/categories", work, api::list)
        .post("/api/v1/categories", manage, api::create)
}
