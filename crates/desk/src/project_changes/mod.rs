//! The changes that a project needs: on the project's page for the provider's side, on the change's page the projects.

pub mod actions;
pub mod api;
pub mod pages;
pub mod store;
pub(crate) mod views;

use crate::projects::ProjectKey;
use kernel::Permission::ProjectManage;
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

/// A project as a change names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its key.
    pub key: ProjectKey,
    /// Its name.
    pub name: String,
}

/// A change by its number. Also the body of the API.
#[derive(Clone, Debug, Default, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinkForm {
    /// `CHG-12`, or `12`.
    pub change: String,
}

/// Every route of the changes of projects.
pub fn routes() -> Routes {
    let manage = Needs(ProjectManage);
    Routes::new()
        .post("/projects/{beneficiary}/{id}/changes", manage, pages::link)
        .post("/projects/{beneficiary}/{id}/changes/removal", manage, pages::unlink)
        .post("/api/v1/projects/{beneficiary}/{id}/changes", manage, api::link)
        .post("/api/v1/projects/{beneficiary}/{id}/changes/removal", manage, api::unlink)
}
