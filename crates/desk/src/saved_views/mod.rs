//! Views of the list of tickets: a line of filters under a name, for oneself, a team or a beneficiary.
//!
//! The address of a view is the address of its list, so it can be shared and kept like any other.

pub mod actions;
pub mod api;
pub mod counts;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::{teams::TeamId, words::words};
use kernel::id::{BeneficiaryId, PersonId};
use platform::web::{Access::SignedIn, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A view.
    ViewId,
}

words! {
    /// Who reads a view.
    Audience {
        /// One person.
        Person = "person", "view-audience-person";
        /// The members of a team.
        Team = "team", "view-audience-team";
        /// Everybody who sees every ticket of a beneficiary.
        Beneficiary = "beneficiary", "view-audience-beneficiary";
    }
}

/// Key of a view: the beneficiary whose people read it, or `provider`, then its own identifier.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ViewKey {
    /// Whose people read it.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub view: ViewId,
}

impl ViewKey {
    /// Path of the view's own actions.
    pub fn path(&self) -> String {
        format!("/views/{}/{}", self.beneficiary, self.view)
    }
}

/// A view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its key.
    pub key: ViewKey,
    /// Who reads it.
    pub audience: Audience,
    /// The person, for a personal one.
    pub person: Option<PersonId>,
    /// Identifier and name of the team, for a team's.
    pub team: Option<(TeamId, String)>,
    /// Name of the beneficiary, for a beneficiary's.
    pub beneficiary_name: Option<String>,
    /// What it is called.
    pub name: String,
    /// The line of filters.
    pub line: String,
    /// Its place among those of the same readers.
    pub rank: i64,
    /// Whether it was deleted and can still be brought back.
    pub is_deleted: bool,
    /// Raised at each change.
    pub version: i64,
}

/// What is typed about a view. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ViewForm {
    /// What it is called.
    pub name: String,
    /// The line of filters.
    pub line: String,
    /// `me`, `team:` and a team, or `beneficiary:` and a beneficiary. Read for new views only.
    pub audience: String,
    /// The version read, for a change.
    pub version: i64,
}

/// Every route of views. Those on the beneficiary's side who may not see the list are refused by the actions.
pub fn routes() -> Routes {
    Routes::new()
        .get("/views", SignedIn, pages::list)
        .post("/views", SignedIn, pages::create)
        .post("/views/{beneficiary}/{view}", SignedIn, pages::change)
        .post("/views/{beneficiary}/{view}/move", SignedIn, pages::shift)
        .post("/views/{beneficiary}/{view}/deletion", SignedIn, pages::delete)
        .post("/views/{beneficiary}/{view}/restoration", SignedIn, pages::restore)
        .get("/api/v1/views", SignedIn, api::list)
        .post("/api/v1/views", SignedIn, api::create)
        .put("/api/v1/views/{beneficiary}/{view}", SignedIn, api::change)
        .delete("/api/v1/views/{beneficiary}/{view}", SignedIn, api::delete)
}
