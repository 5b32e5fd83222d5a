//! Counters: the places where people come in person (guichet numérique, art. 2), as data: a name, a place, openings.
//! Who came is in [`crate::walk_ins`]; the screen of the waiting room shows numbers only.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use estate::sites::SiteId;
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{DeskManage, DeskRun},
    Week,
    id::BeneficiaryId,
};
use platform::web::{
    Access::{Needs, Public},
    Routes,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A counter.
    CounterId,
}

/// A counter.
#[derive(Clone, Debug, Serialize)]
pub struct Counter {
    /// Which one.
    pub id: CounterId,
    /// Its name, one of a kind.
    pub name: String,
    /// Where it is, in words.
    pub place: String,
    /// The site of a beneficiary in which it is, when it is in one: whose, which one, and its name.
    pub site: Option<(BeneficiaryId, SiteId, String)>,
    /// When it is open; closed on public holidays besides.
    pub opening: Week,
    /// Since when nobody is received there any more.
    pub archived_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

impl Counter {
    /// Its page.
    pub fn path(&self) -> String {
        format!("/counters/{}", self.id)
    }
}

/// What is typed about a counter. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CounterForm {
    /// Name.
    pub name: String,
    /// Where it is, in words; may be empty.
    pub place: String,
    /// A site as `beneficiary/site`, or empty.
    pub site: String,
    /// Openings of Monday: `08:30-12:00, 13:30-17:00`; empty when closed.
    pub monday: String,
    /// Openings of Tuesday.
    pub tuesday: String,
    /// Openings of Wednesday.
    pub wednesday: String,
    /// Openings of Thursday.
    pub thursday: String,
    /// Openings of Friday.
    pub friday: String,
    /// Openings of Saturday.
    pub saturday: String,
    /// Openings of Sunday.
    pub sunday: String,
    /// The version read before a change; not used to create.
    pub version: i64,
}

impl CounterForm {
    /// The openings typed, by the name of their field, from Monday on.
    pub fn days(&self) -> [(&'static str, &str); 7] {
        [
            ("monday", &self.monday),
            ("tuesday", &self.tuesday),
            ("wednesday", &self.wednesday),
            ("thursday", &self.thursday),
            ("friday", &self.friday),
            ("saturday", &self.saturday),
            ("sunday", &self.sunday),
        ]
    }
}

/// A number called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The number.
    pub number: i64,
    /// When it was last called.
    pub called_at: Timestamp,
}

/// What the screen of the waiting room shows.
#[derive(Clone, Debug)]
pub struct Display {
    /// The counter.
    pub counter: Counter,
    /// Today in Paris.
    pub day: Date,
    /// Numbers called today, the last one first.
    pub calls: Vec<Call>,
    /// Whether it is open now.
    pub is_open: bool,
}

/// Every route of counters, pages then API.
pub fn routes() -> Routes {
    let (run, manage) = (Needs(DeskRun), Needs(DeskManage));
    Routes::new()
        .get("/counters", run, pages::list)
        .get("/counters/new", manage, pages::new_counter)
        .post("/counters", manage, pages::create)
        .get("/counters/{counter}/settings", manage, pages::settings)
        .post("/counters/{counter}/settings", manage, pages::change)
        .post("/counters/{counter}/archival", manage, pages::archive)
        .post("/counters/{counter}/restoration", manage, pages::restore)
        .get("/counters/{counter}/display", Public, pages::display)
        .get("/api/v1/counters", run, api::list)
        .post("/api/v1/counters", manage, api::create)
        .put("/api/v1/counters/{counter}", manage, api::change)
        .get("/api/v1/counters/{counter}/display", Public, api::display)
}
