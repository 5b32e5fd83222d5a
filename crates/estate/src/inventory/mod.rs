//! Inventory agents: what is installed on machines and posts what it sees, in the words of FusionInventory (XML) and of
//! GLPI-Agent (JSON). An *access* is the secret that agents of one site bring; what they tell becomes assets of its
//! beneficiary. What concerns persons rather than machines is dropped where it comes in (R12.4).

pub mod actions;
pub mod api;
pub mod content;
pub mod pages;
mod routes;
pub mod rules;
pub mod store;
pub mod views;
pub mod wire;

pub use content::Content;
pub use routes::routes;

use crate::{
    assets::{AssetId, AssetKey, LegalStatus},
    sites::SiteId,
};
use jiff::Timestamp;
use kernel::{id::BeneficiaryId, words};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// What lets the agents of a site post.
    AccessId,
    /// A machine as its agent tells it.
    MachineId,
}

words! {
    /// In which words an agent speaks.
    Protocol {
        /// FusionInventory, OCS style.
        Xml = "xml", "inventory-protocol-xml";
        /// GLPI-Agent.
        Json = "json", "inventory-protocol-json";
    }
}

/// Key of an access, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct AccessKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: AccessId,
}

/// What lets the agents of a site post.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Access {
    /// Whose machines are told of.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: AccessId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// Name.
    pub name: String,
    /// The site whose machines these are.
    pub site: Option<SiteId>,
    /// Its name.
    pub site_name: Option<String>,
    /// Whether a machine never seen becomes an asset at once.
    pub makes_assets: bool,
    /// Why the provider then has it.
    pub legal_status: LegalStatus,
    /// When an agent last came with it.
    pub last_used_at: Option<Timestamp>,
    /// Since when it is worth nothing.
    pub revoked_at: Option<Timestamp>,
}

/// Key of a machine, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct MachineKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: MachineId,
}

impl MachineKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/estate/inventory/machines/{}/{}", self.beneficiary, self.id)
    }
}

/// A machine as its agent tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Machine {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: MachineId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// What makes it this machine: `serial:…`, `uuid:…` or `device:…` (R12.5).
    pub identity: String,
    /// The agent's own name for it.
    pub device_id: String,
    /// Its name on the network.
    pub name: String,
    /// What its agent came with.
    #[serde(skip)]
    pub access: AccessId,
    /// The asset it is; nothing until somebody says.
    pub asset: Option<AssetId>,
    /// Name of that asset.
    pub asset_name: Option<String>,
    /// The agent and its version, as it calls itself.
    pub agent: String,
    /// In which words it speaks.
    pub protocol: Protocol,
    /// When it first told of itself.
    pub first_seen_at: Timestamp,
    /// When it last did.
    pub last_seen_at: Timestamp,
    /// When what it told last changed.
    pub changed_at: Timestamp,
    /// Digest of what is kept.
    #[serde(skip)]
    pub digest: String,
}

impl Machine {
    /// Its key.
    pub fn key(&self) -> MachineKey {
        MachineKey { beneficiary: self.beneficiary.clone(), id: self.id.clone() }
    }

    /// The key of its asset.
    pub fn asset_key(&self) -> Option<AssetKey> {
        let id = self.asset.clone()?;
        Some(AssetKey { beneficiary: self.beneficiary.clone(), id })
    }
}

/// What is typed about an access. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AccessForm {
    /// Whose machines will be told of.
    pub beneficiary: String,
    /// Name.
    pub name: String,
    /// Identifier of a site of the beneficiary; may be empty.
    pub site: String,
    /// `on` when a machine never seen becomes an asset at once.
    pub makes_assets: String,
    /// A word of [`LegalStatus`]: why the provider has what is found.
    pub legal_status: String,
}

/// Which asset a machine is. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AttachForm {
    /// Reference or serial number of an asset of the beneficiary; empty for a new one.
    pub asset: String,
}
