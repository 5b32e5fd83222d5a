//! What is typed about assets. Also the bodies of the API.

use super::Asset;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What is typed about an asset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AssetForm {
    /// Whom it serves; kept for good once created.
    pub beneficiary: String,
    /// Word of a built-in kind, or identifier of one of the authority's.
    pub kind: String,
    /// Name.
    pub name: String,
    /// A word of [`super::State`]; `retired` only when it already is.
    pub state: String,
    /// Identifier of a site of the beneficiary; may be empty.
    pub site: String,
    /// A word of [`super::Party`].
    pub owner: String,
    /// A word of [`super::Party`].
    pub manager: String,
    /// Who works with it: words, or the mail address of a person of the beneficiary.
    pub used_by: String,
    /// A word of [`super::LegalStatus`].
    pub legal_status: String,
    /// `on` when it serves several beneficiaries.
    pub shared: String,
    /// Who made it.
    pub maker: String,
    /// Which model.
    pub model: String,
    /// Serial number.
    pub serial: String,
    /// `2026-03-11`, or empty.
    pub purchased_on: String,
    /// Amount booked in euros: `1200,00`, or empty.
    pub cost: String,
    /// First day of use, or empty.
    pub in_service_on: String,
    /// Years of depreciation, or empty.
    pub useful_life: String,
    /// Last day of the warranty, or empty.
    pub warranty_ends_on: String,
    /// A word of [`super::Protection`].
    pub protection: String,
    /// Anything else.
    pub notes: String,
    /// The version read before a change.
    pub version: i64,
    /// Makes sending a new one twice harmless.
    pub key: String,
}

impl AssetForm {
    /// The form of a new asset: what most are.
    pub fn usual() -> Self {
        Self {
            kind: "workstation".to_owned(),
            state: "in_service".to_owned(),
            owner: "provider".to_owned(),
            manager: "provider".to_owned(),
            legal_status: "provider_bought".to_owned(),
            protection: "standard".to_owned(),
            ..Self::default()
        }
    }

    /// An asset as it stands.
    pub fn of(asset: &Asset) -> Self {
        let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            beneficiary: asset.key.beneficiary.to_string(),
            kind: asset.kind.word.clone(),
            name: asset.name.clone(),
            state: asset.state.as_str().to_owned(),
            site: asset.site.as_ref().map(ToString::to_string).unwrap_or_default(),
            owner: asset.owner.as_str().to_owned(),
            manager: asset.manager.as_str().to_owned(),
            used_by: asset.used_by.clone(),
            legal_status: asset.legal_status.as_str().to_owned(),
            shared: if asset.is_shared { "on" } else { "" }.to_owned(),
            maker: asset.maker.clone(),
            model: asset.model.clone(),
            serial: asset.serial.clone(),
            purchased_on: day(asset.purchased_on),
            cost: asset.cost_cents.map(|cost| cost.euros().to_decimal_cut(2)).unwrap_or_default(),
            in_service_on: day(asset.in_service_on),
            useful_life: asset.useful_life_years.map(|years| years.to_string()).unwrap_or_default(),
            warranty_ends_on: day(asset.warranty_ends_on),
            protection: asset.protection.as_str().to_owned(),
            notes: asset.notes.clone(),
            version: asset.version,
            key: String::new(),
        }
    }
}

/// What is typed when an asset is retired.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RetireForm {
    /// On which day; today when empty.
    pub retired_on: String,
    /// Why: sold, destroyed, given back, stolen.
    pub retired_why: String,
    /// The version read.
    pub version: i64,
}

/// What is typed when an asset changes hands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct HandoverForm {
    /// A word of [`super::Direction`].
    pub direction: String,
    /// On which day; today when empty.
    pub happened_on: String,
    /// A word of [`super::Condition`].
    pub condition: String,
    /// The same in words; needed when something is broken.
    pub remarks: String,
    /// What went with it: charger, bag, keys.
    pub accessories: String,
    /// Function of who gave it.
    pub given_by: String,
    /// Function of who received it.
    pub received_by: String,
    /// The version of the asset read, so that sending it twice writes one; 0 for any.
    pub version: i64,
}

/// Which assets are wanted; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListQuery {
    /// Beginning of a name; a serial number or a reference whole.
    pub q: String,
    /// A beneficiary.
    pub beneficiary: String,
    /// A kind.
    pub kind: String,
    /// A state; without one, all but the retired.
    pub state: String,
    /// A legal status.
    pub legal_status: String,
    /// A site.
    pub site: String,
    /// Where the page before ended: `beneficiary/asset`.
    pub after: String,
    /// `csv` or `xlsx`, for a file.
    pub format: String,
}

impl ListQuery {
    /// The address of a list under this query, with something more.
    pub fn address(&self, path: &str, more: &[(&str, &str)]) -> String {
        let mut parts: Vec<(&str, &str)> = vec![
            ("q", &self.q),
            ("beneficiary", &self.beneficiary),
            ("kind", &self.kind),
            ("state", &self.state),
            ("legal_status", &self.legal_status),
            ("site", &self.site),
        ];
        parts.extend(more);
        parts.retain(|(_, value)| !value.is_empty());
        let pairs: Vec<String> = parts
            .iter()
            .map(|(name, value)| format!("{name}={}", platform::web::guard::percent(value)))
            .collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }
}
