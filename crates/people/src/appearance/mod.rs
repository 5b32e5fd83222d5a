//! What an authority puts over our looks: its name, its colours, its logo. Each change is a new version; colours that could not be
//! read are refused.

pub mod actions;
pub mod api;
mod jobs;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

pub use jobs::jobs;

use jiff::Timestamp;
use kernel::Permission::InstanceManage;
use platform::{
    Digest,
    web::{
        Access::{Needs, Public},
        Routes,
    },
};
use serde::{Deserialize, Serialize};

/// One version of the appearance, as its row tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Version {
    /// From 1; 0 before anything was chosen.
    pub version: i64,
    /// Name shown; that of the settings when empty.
    pub name: String,
    /// Main colour on light grounds; ours when empty.
    pub colour: String,
    /// Main colour on dark grounds; ours when empty.
    pub dark_colour: String,
    /// The logo and its media type.
    pub logo: Option<(Digest, String)>,
    /// Who chose it.
    pub set_by: String,
    /// When.
    pub set_at: Option<Timestamp>,
}

/// An appearance as typed. Also the body of the API, without its logo.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AppearanceForm {
    /// Name shown; empty for that of the settings.
    pub name: String,
    /// Main colour on light grounds, as `#0b5a63`; empty for ours.
    pub colour: String,
    /// Main colour on dark grounds; empty for ours.
    pub dark_colour: String,
    /// `on` to take the logo away.
    pub without_logo: String,
    /// The version read.
    pub version: i64,
}

/// Every route of the appearance. The sheet and the logo are on every page, also before signing in.
pub fn routes() -> Routes {
    let manage = Needs(InstanceManage);
    Routes::new()
        .get("/appearance", manage, pages::show)
        .post("/appearance", manage, pages::change)
        .get("/appearance/theme.css", Public, pages::theme)
        .get("/appearance/logo", Public, pages::logo)
        .get("/api/v1/appearance", manage, api::show)
        .put("/api/v1/appearance", manage, api::change)
}
