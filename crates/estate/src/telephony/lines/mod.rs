//! Telephone lines of beneficiaries: number, SIM card, plan, who has it and where, and the standard its set speaks (C.1c).
//!
//! A line keeps what it was from each day on, so that the modernisation rate of a past day can still be counted.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{TelephonyManage, TelephonyRead},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A telephone line.
    LineId,
}

words! {
    /// Fixed or mobile.
    Kind {
        /// A set on a desk.
        Fixed = "fixed", "telephony-kind-fixed";
        /// A SIM card.
        Mobile = "mobile", "telephony-kind-mobile";
    }
}

words! {
    /// What a fixed set speaks. Voice over IP is the standard aimed at (art. 2, I-C).
    Standard {
        /// Voice over IP.
        Voip = "voip", "telephony-standard-voip";
        /// Digital, of the exchange before.
        Digital = "digital", "telephony-standard-digital";
        /// Analogue: faxes, lifts, alarms.
        Analogue = "analogue", "telephony-standard-analogue";
    }
}

/// A telephone line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Line {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: LineId,
    /// Name of the beneficiary.
    pub beneficiary_name: String,
    /// International form (E.164).
    pub number: String,
    /// Short number inside the exchange, or empty.
    pub extension: String,
    /// Fixed or mobile.
    pub kind: Kind,
    /// What its set speaks; of a fixed line only.
    pub standard: Option<Standard>,
    /// Number of the SIM card, or empty.
    pub sim: String,
    /// Plan, in words.
    pub plan: String,
    /// The function or service that has it.
    pub holder: String,
    /// Identifier and name of its site.
    pub site: Option<(String, String)>,
    /// First day of service.
    pub in_service_on: Date,
    /// First day without service.
    pub retired_on: Option<Date>,
    /// Anything else.
    pub note: String,
    /// Raised at each change.
    pub version: i64,
}

impl Line {
    /// Its key.
    pub fn key(&self) -> LineKey {
        LineKey { beneficiary: self.beneficiary.clone(), id: self.id.clone() }
    }

    /// Path of its page.
    pub fn path(&self) -> String {
        self.key().path()
    }
}

/// What a line was from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Assignment {
    /// First day.
    pub from_on: Date,
    /// What its set spoke.
    pub standard: Option<Standard>,
    /// Plan.
    pub plan: String,
    /// The function or service that had it.
    pub holder: String,
    /// Name of its site.
    pub site_name: Option<String>,
    /// Who said so.
    pub by_name: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// What counts a fixed line in the modernisation rate: its days of service, and what it spoke from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetFact {
    /// The line.
    pub line: LineId,
    /// Its number.
    pub number: String,
    /// First day of service.
    pub in_service_on: Date,
    /// First day without service.
    pub retired_on: Option<Date>,
    /// From this day on…
    pub from_on: Date,
    /// …it spoke this.
    pub standard: Standard,
}

/// What is typed about a line. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LineForm {
    /// Whose; kept for good once created.
    pub beneficiary: String,
    /// Number as people write it.
    pub number: String,
    /// Short number inside the exchange, or empty.
    pub extension: String,
    /// A word of [`Kind`].
    pub kind: String,
    /// A word of [`Standard`]; empty for a mobile line.
    pub standard: String,
    /// Number of the SIM card, or empty.
    pub sim: String,
    /// Plan.
    pub plan: String,
    /// Function or service that has it.
    pub holder: String,
    /// Identifier of a site of the beneficiary, or empty.
    pub site: String,
    /// First day of service, `2026-03-01`.
    pub in_service_on: String,
    /// From which day what is typed holds; today when empty, the first day of service for a new line.
    pub from_on: String,
    /// Anything else.
    pub note: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

impl LineForm {
    /// The form of a line as it stands.
    pub fn of(line: &Line) -> Self {
        Self {
            beneficiary: line.beneficiary.to_string(),
            number: line.number.clone(),
            extension: line.extension.clone(),
            kind: line.kind.as_str().to_owned(),
            standard: line.standard.map(Standard::as_str).unwrap_or_default().to_owned(),
            sim: line.sim.clone(),
            plan: line.plan.clone(),
            holder: line.holder.clone(),
            site: line.site.as_ref().map(|(id, _)| id.clone()).unwrap_or_default(),
            in_service_on: line.in_service_on.to_string(),
            from_on: String::new(),
            note: line.note.clone(),
            version: line.version,
        }
    }
}

/// When a line ends. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RetireForm {
    /// First day without service; empty brings it back.
    pub retired_on: String,
    /// The version read.
    pub version: i64,
}

/// Key of a line, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct LineKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: LineId,
}

impl LineKey {
    /// Path of its page.
    pub fn path(&self) -> String {
        format!("/telephone-lines/{}/{}", self.beneficiary, self.id)
    }
}

/// Every route of lines.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(TelephonyRead), Needs(TelephonyManage));
    Routes::new()
        .get("/telephone-lines", read, pages::list)
        .get("/telephone-lines/new", manage, pages::new_line)
        .post("/telephone-lines", manage, pages::create)
        .get("/telephone-lines/{beneficiary}/{id}", read, pages::show)
        .get("/telephone-lines/{beneficiary}/{id}/edit", manage, pages::edit)
        .post("/telephone-lines/{beneficiary}/{id}", manage, pages::change)
        .post("/telephone-lines/{beneficiary}/{id}/end", manage, pages::retire)
        .get("/api/v1/telephone-lines", read, api::list)
        .post("/api/v1/telephone-lines", manage, api::create)
        .get("/api/v1/telephone-lines/{beneficiary}/{id}", read, api::show)
        .put("/api/v1/telephone-lines/{beneficiary}/{id}", manage, api::change)
        .put("/api/v1/telephone-lines/{beneficiary}/{id}/end", manage, api::retire)
        .get("/api/v1/telephony/modernisation", read, api::modernisation)
}
