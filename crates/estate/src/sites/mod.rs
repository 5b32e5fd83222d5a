//! Sites: where a beneficiary's people work, and whether the fibre reaches them (A.3).

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod search;
pub mod store;
pub mod views;

use jiff::civil::Date;
use kernel::{Exact, Permission, id::BeneficiaryId};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A site.
    SiteId,
}

/// How a site is connected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Fibre {
    /// No fibre and none planned.
    #[default]
    None,
    /// Work is planned.
    Planned,
    /// Reached by the provider's own fibre.
    Connected,
    /// Reached through a carrier.
    CarrierLink,
}

impl Fibre {
    /// Every state, in order.
    pub const ALL: [Self; 4] = [Self::None, Self::Planned, Self::Connected, Self::CarrierLink];

    /// The word stored and sent.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Planned => "planned",
            Self::Connected => "connected",
            Self::CarrierLink => "carrier_link",
        }
    }

    /// Key of the words on screens.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::None => "estate-fibre-none",
            Self::Planned => "estate-fibre-planned",
            Self::Connected => "estate-fibre-connected",
            Self::CarrierLink => "estate-fibre-carrier-link",
        }
    }

    /// The state of a typed word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fibre| fibre.as_str() == word)
    }
}

/// A site of a beneficiary.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Site {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: SiteId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Name, one of a kind within the beneficiary.
    pub name: String,
    /// Number and street.
    pub street: String,
    /// Five digits.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// How it is connected.
    pub fibre: Fibre,
    /// Its weight in the network, 1 by default (R5.11).
    pub weight: Exact,
    /// First day it is served; nothing when since ever.
    pub serves_from: Option<Date>,
    /// Last day it is served; nothing while it is.
    pub serves_to: Option<Date>,
    /// Raised at each change.
    pub version: i64,
}

impl Site {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/sites/{}/{}", self.beneficiary, self.id)
    }
}

/// What is typed about a site. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SiteForm {
    /// Whose; kept for good once created.
    pub beneficiary: String,
    /// Name.
    pub name: String,
    /// Number and street.
    pub street: String,
    /// Five digits, or empty.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// One of the words of [`Fibre`].
    pub fibre: String,
    /// Its weight in the network; 1 when empty (R5.11).
    pub weight: String,
    /// First day it is served, or empty.
    pub serves_from: String,
    /// Last day it is served, or empty.
    pub serves_to: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

/// Key of a site, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct SiteKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: SiteId,
}

impl SiteKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/sites/{}/{}", self.beneficiary, self.id)
    }
}

/// Every route of sites.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(Permission::SiteRead), Needs(Permission::SiteManage));
    Routes::new()
        .get("/sites", read, pages::list)
        .get("/sites/new", manage, pages::new_site)
        .post("/sites", manage, pages::create)
        .get("/sites/{beneficiary}/{id}", read, pages::show)
        .get("/sites/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/sites/{beneficiary}/{id}", manage, pages::change)
        .get("/api/v1/sites", read, api::list)
        .post("/api/v1/sites", manage, api::create)
        .get("/api/v1/sites/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/sites/{beneficiary}/{id}", manage, api::change)
}
