//! Assets: what serves a beneficiary, whoever owns it (art. 6, annexe 1 B). Owner, manager and user are three different
//! things; what the beneficiary lends stays its own (R3.6); each change of hands keeps the condition both sides saw.

pub mod actions;
pub mod api;
mod forms;
pub mod kinds;
pub mod pages;
mod routes;
pub mod rules;
pub mod search;
pub mod sheet;
pub mod store;
pub mod views;

pub use forms::{AssetForm, HandoverForm, ListQuery, RetireForm};
pub use kinds::{Kind, KindId};
pub use routes::routes;

use crate::sites::SiteId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Cents,
    id::{BeneficiaryId, PersonId},
    words,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// An asset.
    AssetId,
    /// A record that an asset changed hands.
    HandoverId,
}

words! {
    /// Where an asset is in its life.
    State {
        /// Not given to anybody yet, or given back.
        InStock = "in_stock", "asset-state-in-stock";
        /// In use.
        InService = "in_service", "asset-state-in-service";
        /// Being repaired.
        InRepair = "in_repair", "asset-state-in-repair";
        /// Out of use for good.
        Retired = "retired", "asset-state-retired";
    }
}

words! {
    /// A party to whom an asset belongs, or who looks after it.
    Party {
        /// The body served.
        Beneficiary = "beneficiary", "asset-party-beneficiary";
        /// The authority that runs the services.
        Provider = "provider", "asset-party-provider";
        /// Somebody else: a lessor, a carrier, a contractor.
        ThirdParty = "third_party", "asset-party-third";
    }
}

words! {
    /// Why the provider has an asset in its hands (annexe 1 B, art. 2-II).
    LegalStatus {
        /// Lent free of charge by the beneficiary.
        LentFree = "lent_free", "asset-legal-lent-free";
        /// Bought by the provider for the service.
        ProviderBought = "provider_bought", "asset-legal-provider-bought";
        /// Bought by the provider at the written request of the beneficiary.
        BoughtOnRequest = "bought_on_request", "asset-legal-on-request";
        /// Bought by the beneficiary before signature and taken in after a study (R3.6).
        Integrated = "integrated", "asset-legal-integrated";
        /// Rented from somebody.
        Rented = "rented", "asset-legal-rented";
    }
}

words! {
    /// How an asset must be protected (art. 4).
    Protection {
        /// As everything else.
        Standard = "standard", "asset-protection-standard";
        /// It holds data that must not be lost or shown.
        Reinforced = "reinforced", "asset-protection-reinforced";
        /// It holds sensitive data, or others depend on it.
        Sensitive = "sensitive", "asset-protection-sensitive";
    }
}

words! {
    /// Which way an asset went.
    Direction {
        /// To who works with it, or from the beneficiary to the provider when lent.
        HandedOver = "handed_over", "asset-direction-handed-over";
        /// Back.
        Returned = "returned", "asset-direction-returned";
    }
}

words! {
    /// What both sides saw.
    Condition {
        /// Never used.
        New = "new", "asset-condition-new";
        /// Used, nothing wrong.
        Good = "good", "asset-condition-good";
        /// Marks of wear, works.
        Worn = "worn", "asset-condition-worn";
        /// Something is broken, still works.
        Damaged = "damaged", "asset-condition-damaged";
        /// Does not work.
        OutOfOrder = "out_of_order", "asset-condition-out-of-order";
    }
}

words! {
    /// A field that inventory fills, unless a person did.
    Field {
        /// Name of the machine.
        Name = "name", "asset-name";
        /// Who made it.
        Maker = "maker", "asset-maker";
        /// Which model.
        Model = "model", "asset-model";
        /// Serial number.
        Serial = "serial", "asset-serial";
    }
}

/// Key of an asset: its beneficiary, then its own identifier. Also its path.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AssetKey {
    /// Whom it serves.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: AssetId,
}

impl AssetKey {
    /// Path of its page. Assets of pages, such as styles, stand under `/assets`.
    pub fn path(&self) -> String {
        format!("/estate/assets/{}/{}", self.beneficiary, self.id)
    }
}

/// An asset.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Asset {
    /// Its key.
    #[serde(flatten)]
    pub key: AssetKey,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// How it is called on its label: `PMPB-M12`.
    pub reference: String,
    /// What it is.
    pub kind: Kind,
    /// Name.
    pub name: String,
    /// Where it is in its life.
    pub state: State,
    /// Site.
    pub site: Option<SiteId>,
    /// Name of the site.
    pub site_name: Option<String>,
    /// Whose it is.
    pub owner: Party,
    /// Who looks after it.
    pub manager: Party,
    /// Who works with it, in words.
    pub used_by: String,
    /// The same as a person who is known.
    pub user: Option<PersonId>,
    /// Why the provider has it.
    pub legal_status: LegalStatus,
    /// Whether it serves several beneficiaries (R3.7).
    pub is_shared: bool,
    /// Who made it.
    pub maker: String,
    /// Which model.
    pub model: String,
    /// Serial number.
    pub serial: String,
    /// When it was bought.
    pub purchased_on: Option<Date>,
    /// The amount booked, in cents (R3.4).
    pub cost_cents: Option<Cents>,
    /// First day of use: depreciation begins (R3.1).
    pub in_service_on: Option<Date>,
    /// Years over which it is depreciated.
    pub useful_life_years: Option<i64>,
    /// Last day of the warranty.
    pub warranty_ends_on: Option<Date>,
    /// How it must be protected.
    pub protection: Protection,
    /// Anything else.
    pub notes: String,
    /// When it was retired.
    pub retired_on: Option<Date>,
    /// Why.
    pub retired_why: String,
    /// Fields that inventory leaves as they are.
    pub locked: Vec<Field>,
    /// When something about it last changed.
    pub updated_at: Timestamp,
    /// Raised at each change.
    pub version: i64,
    /// Folded name, for the place in a list.
    #[serde(skip)]
    pub name_folded: String,
}

/// An asset as the books see it: what depreciation and a settlement need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct BookedAsset {
    /// Its key.
    #[serde(flatten)]
    pub key: AssetKey,
    /// How it is called on its label.
    pub reference: String,
    /// What it is.
    pub kind: Kind,
    /// Name.
    pub name: String,
    /// Why the provider has it.
    pub legal_status: LegalStatus,
    /// Whether it serves several beneficiaries (R3.7).
    pub is_shared: bool,
    /// The amount booked (R3.4).
    pub cost_cents: Option<Cents>,
    /// First day of use.
    pub in_service_on: Option<Date>,
    /// Years over which it is depreciated.
    pub useful_life_years: Option<i64>,
    /// When it was retired.
    pub retired_on: Option<Date>,
}

impl LegalStatus {
    /// Whether the provider bought it: it stands in its books (R3.1).
    pub fn is_provider_purchase(self) -> bool {
        matches!(self, Self::ProviderBought | Self::BoughtOnRequest)
    }
}

/// A record that an asset changed hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Handover {
    /// Which one.
    pub id: HandoverId,
    /// Which way it went.
    pub direction: Direction,
    /// On which day.
    pub happened_on: Date,
    /// What both sides saw.
    pub condition: Condition,
    /// The same in words.
    pub remarks: String,
    /// What went with it.
    pub accessories: String,
    /// Function of who gave it.
    pub given_by: String,
    /// Function of who received it.
    pub received_by: String,
    /// Who wrote it down.
    pub recorded_by: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// One change of an asset, as the audit log tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Happened {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: String,
    /// Verb of the log, such as `asset.change`.
    pub action: String,
    /// What changed: field, before, after.
    pub changes: Vec<(String, String, String)>,
}
