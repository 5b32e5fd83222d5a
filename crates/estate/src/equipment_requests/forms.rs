//! What is typed about equipment requests. Also the bodies of the API.

use serde::{Deserialize, Serialize};

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RequestForm {
    /// Whose; one's own when empty.
    pub beneficiary: String,
    /// In a few words.
    pub title: String,
    /// What is wanted, and why.
    pub need: String,
    /// When it was received in writing; today when empty. Only the provider records an earlier letter.
    pub received_on: String,
    /// When the equipment is wanted.
    pub wanted_on: String,
    /// `preview` to be shown the dates without sending.
    pub preview: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What is decided of a late request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LateForm {
    /// `derogation` or `refusal`.
    pub decision: String,
    /// Why.
    pub reason: String,
    /// The version read.
    pub version: i64,
}

/// What the study found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StudyForm {
    /// In words.
    pub study: String,
    /// The whole cost in euros.
    pub cost: String,
    /// The beneficiary's financial share in euros.
    pub share: String,
    /// The version read.
    pub version: i64,
}

/// The terms of the equipment agreement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TermsForm {
    /// One article a paragraph.
    pub terms: String,
    /// The version read.
    pub version: i64,
}

/// Both signatures; the scan is the file sent with them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SignForm {
    /// When the provider signed.
    pub provider_signed_on: String,
    /// When the beneficiary signed.
    pub beneficiary_signed_on: String,
    /// Who signed, on both sides: functions.
    pub signatories: String,
    /// The version read.
    pub version: i64,
}

/// The order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OrderForm {
    /// Its number.
    pub order_number: String,
    /// From whom.
    pub supplier: String,
    /// In euros.
    pub amount: String,
    /// When; today when empty.
    pub ordered_on: String,
    /// The act of which the beneficiary was informed before; needed from the threshold on.
    pub act: String,
    /// The version read.
    pub version: i64,
}

/// A day: of the delivery, then of the entry into service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DayForm {
    /// Today when empty.
    pub on: String,
    /// The version read.
    pub version: i64,
}

/// Which version was read, for a step that needs nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StepForm {
    /// The version read.
    pub version: i64,
}
