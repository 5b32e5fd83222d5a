//! What carries the network in the buildings: racks, switches with the ports left, Wi-Fi; what stops when one of them stops;
//! and who pays which cable (art. 2-I.A, notes 1 and 2).

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub(crate) mod views;

use crate::sites::SiteId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{SiteManage, SiteRead},
    Side,
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A piece of network equipment.
    EquipmentId,
    /// Cables laid at one time for one purpose.
    CablingId,
}

words! {
    /// What a piece of equipment is.
    Kind {
        /// Where the others are mounted.
        Rack = "rack", "network-kind-rack";
        /// Where the link of the site arrives.
        Router = "router", "network-kind-router";
        /// Gives ports.
        Switch = "switch", "network-kind-switch";
        /// Runs access points.
        WifiController = "wifi_controller", "network-kind-wifi-controller";
        /// Gives Wi-Fi.
        AccessPoint = "access_point", "network-kind-access-point";
    }
}

words! {
    /// What a cable is for.
    Purpose {
        /// An access point.
        AccessPoint = "access_point", "network-purpose-access-point";
        /// A nursery in which no Wi-Fi is set up.
        Nursery = "nursery", "network-purpose-nursery";
        /// A desk, on ports left.
        Workstation = "workstation", "network-purpose-workstation";
        /// A whole building by wire.
        Building = "building", "network-purpose-building";
    }
}

/// A piece of network equipment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Equipment {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: EquipmentId,
    /// Where.
    pub site: SiteId,
    /// Name of the site.
    pub site_name: String,
    /// What it is.
    pub kind: Kind,
    /// Name, one of a kind in its site.
    pub name: String,
    /// Maker and model.
    pub model: String,
    /// What feeds it; nothing when the link of the site does.
    pub fed_by: Option<EquipmentId>,
    /// Ports of a switch, units of a rack.
    pub places: i64,
    /// Those in use.
    pub places_used: i64,
    /// What is to be known.
    pub note: String,
    /// Raised at each change.
    pub version: i64,
}

impl Equipment {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/network/{}/{}", self.beneficiary, self.id)
    }
}

/// Cables laid at one time for one purpose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Cabling {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: CablingId,
    /// Where.
    pub site: SiteId,
    /// What for.
    pub purpose: Purpose,
    /// How many.
    pub cables: i64,
    /// When.
    pub laid_on: Date,
    /// What is to be known.
    pub note: String,
    /// Who pays, by the agreement.
    pub payer: Side,
    /// Who recorded it.
    pub recorded_by_name: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// What is typed about equipment. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EquipmentForm {
    /// The site as `beneficiary/site`; kept for good once created.
    pub place: String,
    /// A word of [`Kind`].
    pub kind: String,
    /// Name.
    pub name: String,
    /// Maker and model.
    pub model: String,
    /// Identifier of what feeds it; empty for the link of the site.
    pub fed_by: String,
    /// Ports or units; none when empty.
    pub places: String,
    /// Those in use; none when empty.
    pub places_used: String,
    /// What is to be known.
    pub note: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

/// What is typed about cables. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CablingForm {
    /// A word of [`Purpose`].
    pub purpose: String,
    /// How many; one when empty.
    pub cables: String,
    /// When; today when empty.
    pub laid_on: String,
    /// What is to be known.
    pub note: String,
}

/// Key of a piece of equipment, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct EquipmentKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: EquipmentId,
}

/// Every route of the network: both sides read, the provider writes.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(SiteRead), Needs(SiteManage));
    Routes::new()
        .get("/network", read, pages::list)
        .get("/network/new", manage, pages::new_equipment)
        .post("/network", manage, pages::create)
        .get("/network/{beneficiary}/{id}", read, pages::show)
        .get("/network/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/network/{beneficiary}/{id}", manage, pages::change)
        .post("/sites/{beneficiary}/{id}/cabling", manage, pages::lay)
        .get("/api/v1/network", read, api::list)
        .post("/api/v1/network", manage, api::create)
        .get("/api/v1/network/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/network/{beneficiary}/{id}", manage, api::change)
        .get("/api/v1/sites/{beneficiary}/{id}/cabling", read, api::cabling)
        .post("/api/v1/sites/{beneficiary}/{id}/cabling", manage, api::lay)
}
