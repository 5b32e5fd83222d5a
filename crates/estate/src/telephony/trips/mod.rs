//! Trips abroad, declared in advance, and what carriers billed beside plans, matched with them (note 7, R8.4).

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use jiff::{Timestamp, civil::Date};
use kernel::{
    Cents,
    Permission::{TelephonyManage, TelephonyRead, TicketCreate},
    id::{BeneficiaryId, PersonId},
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A trip.
    TripId,
    /// A charge.
    ChargeId,
}

words! {
    /// What was billed.
    ChargeKind {
        /// Calls.
        Voice = "voice", "trip-charge-voice";
        /// Data.
        Data = "data", "trip-charge-data";
        /// Messages.
        Message = "message", "trip-charge-message";
    }
}

words! {
    /// How a charge stands against declared trips.
    Match {
        /// Within a declared trip: its line, its days and its countries.
        Declared = "declared", "trip-match-declared";
        /// The line was declared abroad that day, but not in that country.
        OtherCountry = "other_country", "trip-match-country";
        /// Nothing was declared.
        Missing = "missing", "trip-match-missing";
    }
}

/// A trip abroad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Trip {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: TripId,
    /// Number of the line.
    pub number: String,
    /// The line.
    pub line: String,
    /// Function of who travels.
    pub traveller: String,
    /// Two letters each.
    pub countries: Vec<String>,
    /// First day.
    pub from_on: Date,
    /// Last day.
    pub to_on: Date,
    /// Who declared it.
    pub declared_by: Option<PersonId>,
    /// Name of that person.
    pub declared_by_name: String,
    /// When.
    pub declared_at: Timestamp,
    /// When it was called off.
    pub cancelled_at: Option<Timestamp>,
}

/// A charge beside a plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Charge {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ChargeId,
    /// Number of the line.
    pub number: String,
    /// The line.
    pub line: String,
    /// On which day.
    pub charged_on: Date,
    /// Two letters.
    pub country: String,
    /// What was billed.
    pub kind: ChargeKind,
    /// How much, at cost.
    pub amount: Cents,
    /// As the carrier calls it.
    pub label: String,
    /// The carrier's own name of the charge.
    pub key: String,
}

/// A charge, how it stands, and the trip it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Matched {
    /// The charge; billed again at cost whether or not a trip was declared.
    pub charge: Charge,
    /// How it stands.
    pub standing: Match,
    /// The trip of that line on that day.
    pub trip: Option<TripId>,
    /// Whether the trip was declared before it began.
    pub is_in_advance: bool,
}

/// A trip as typed. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TripForm {
    /// Whose; one's own for people of a beneficiary.
    pub beneficiary: String,
    /// Number of the mobile line.
    pub number: String,
    /// Function of who travels.
    pub traveller: String,
    /// Two letters each, separated by spaces or commas: `ES PT`.
    pub countries: String,
    /// First day.
    pub from_on: String,
    /// Last day.
    pub to_on: String,
}

/// A charge as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChargeForm {
    /// Number of the mobile line.
    pub number: String,
    /// On which day.
    pub charged_on: String,
    /// Two letters.
    pub country: String,
    /// A word of [`ChargeKind`].
    pub kind: String,
    /// Euros: `12,40`.
    pub amount: String,
    /// As the carrier calls it.
    pub label: String,
    /// The carrier's own name of the charge: the same one is taken once.
    pub key: String,
}

/// Key of a trip, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct TripKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: TripId,
}

/// Every route of trips and charges. Whoever may ask the desk for something may declare a trip, and reads one's own.
pub fn routes() -> Routes {
    let (declare, read, manage) = (Needs(TicketCreate), Needs(TelephonyRead), Needs(TelephonyManage));
    Routes::new()
        .get("/trips", declare, pages::list)
        .get("/trips/new", declare, pages::new_trip)
        .post("/trips", declare, pages::create)
        .post("/trips/{beneficiary}/{id}/cancellation", declare, pages::cancel)
        .get("/out-of-plan-charges", read, pages::charges)
        .post("/out-of-plan-charges", manage, pages::add_charge)
        .get("/api/v1/trips", declare, api::list)
        .post("/api/v1/trips", declare, api::create)
        .post("/api/v1/trips/{beneficiary}/{id}/cancellation", declare, api::cancel)
        .get("/api/v1/out-of-plan-charges", read, api::charges)
        .post("/api/v1/out-of-plan-charges", manage, api::add_charges)
}
