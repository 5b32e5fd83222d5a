//! What is typed about applications and their parts. Also the bodies of the API.

use super::{Application, Environment};
use serde::{Deserialize, Serialize};

/// What is typed about an application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationForm {
    /// Whose; kept for good once created.
    pub beneficiary: String,
    /// Name.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Who publishes it.
    pub publisher: String,
    /// Who answers for it at the beneficiary: a function.
    pub business_owner: String,
    /// Identifier of who looks after it at the provider; who creates it when empty.
    pub keeper: String,
    /// First day of the publisher's warranty: `2025-09-01`; may be empty.
    pub warranty_from: String,
    /// Since when it is used no more; may be empty.
    pub retired_on: String,
    /// The version read before a change.
    pub version: i64,
    /// Makes sending a new one twice harmless.
    pub key: String,
}

impl ApplicationForm {
    /// The form of an application as it stands.
    pub fn of(one: &Application) -> Self {
        Self {
            beneficiary: one.key.beneficiary.to_string(),
            name: one.name.clone(),
            purpose: one.purpose.clone(),
            publisher: one.publisher.clone(),
            business_owner: one.business_owner.clone(),
            keeper: one.keeper.as_ref().map(ToString::to_string).unwrap_or_default(),
            warranty_from: one.warranty_from.map(|day| day.to_string()).unwrap_or_default(),
            retired_on: one.retired_on.map(|day| day.to_string()).unwrap_or_default(),
            version: one.version,
            key: String::new(),
        }
    }
}

/// What is typed about an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EnvironmentForm {
    /// A word of [`super::EnvironmentKind`]; kept for good.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Where it answers; may be empty.
    pub address: String,
    /// A word of [`super::EnvironmentData`].
    pub data: String,
    /// The version read before a change.
    pub version: i64,
}

impl EnvironmentForm {
    /// The form of an environment as it stands.
    pub fn of(one: &Environment) -> Self {
        Self {
            kind: one.kind.as_str().to_owned(),
            name: one.name.clone(),
            address: one.address.clone(),
            data: one.data.as_str().to_owned(),
            version: one.version,
        }
    }
}

/// What is typed about an exception.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ExceptionForm {
    /// Why production data must be there.
    pub reason: String,
    /// What protects them meanwhile.
    pub safeguards: String,
    /// First day; today when empty.
    pub starts_on: String,
    /// Last day.
    pub ends_on: String,
}

/// A configuration item, told for the first time or anew.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ItemForm {
    /// A word of [`super::ItemKind`].
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Its version, its size, its value.
    pub value: String,
}

/// A configuration item by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ItemName {
    /// Its name.
    pub name: String,
}

/// What is typed about a flow.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FlowForm {
    /// Identifier of an environment of the application.
    pub environment: String,
    /// Its name.
    pub name: String,
    /// A word of [`super::Direction`].
    pub direction: String,
    /// With whom or what.
    pub partner: String,
    /// How.
    pub means: String,
    /// Days between two checks, from 1 to 366.
    pub every_days: String,
}

/// What a check of a flow found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CheckForm {
    /// On which day; today when empty.
    pub checked_on: String,
    /// A word of [`super::CheckResult`].
    pub result: String,
    /// In words; needed when the result is not good.
    pub note: String,
}

/// A new version of a specification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SpecificationForm {
    /// One step a line, in order.
    pub steps: String,
    /// What changed.
    pub note: String,
    /// The version read; 0 before the first.
    pub number: i64,
}

/// Something measured.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MeasureForm {
    /// On which day; today when empty.
    pub measured_on: String,
    /// What.
    pub what: String,
    /// How much: `1.8` or `1,8`.
    pub value: String,
    /// Of what.
    pub unit: String,
}

/// A proposal of improvement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ImprovementForm {
    /// What is proposed.
    pub proposal: String,
    /// What it would bring.
    pub gain: String,
    /// What it would cost in euros; empty when no money.
    pub cost: String,
}

/// What the beneficiary decides of a proposal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DecideForm {
    /// `accepted` or `refused`.
    pub decision: String,
    /// Why; needed to refuse.
    pub remark: String,
}
