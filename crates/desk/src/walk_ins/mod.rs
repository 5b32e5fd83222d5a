//! Who comes to a counter in person (guichet numérique, art. 2): entered in one press, called in order, received, and
//! kept as a ticket of the channel `counter` like every other request (art. 5, R6.8).
//!
//! One who comes has at most one ticket. Taking back that somebody was received keeps it: receiving again goes on with it.

pub mod actions;
pub mod api;
pub mod pages;
pub mod reception;
pub mod rules;
pub mod store;
pub mod views;

use crate::{
    counters::{Counter, CounterId},
    tickets::{Named, TicketKey},
    words::words,
};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::DeskRun,
    id::{BeneficiaryId, PersonId},
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// Somebody who came.
    WalkInId,
}

words! {
    /// Where somebody who came stands.
    State {
        /// Waits to be called.
        Waiting = "waiting", "walk-in-waiting";
        /// Was called and is being received.
        Called = "called", "walk-in-called";
        /// Was received.
        Served = "served", "walk-in-served";
        /// Left before being received.
        Left = "left", "walk-in-left";
        /// Was entered by mistake.
        Cancelled = "cancelled", "walk-in-cancelled";
    }
}

words! {
    /// What is done about somebody who came.
    Act {
        /// Calls, or calls again.
        Call = "call", "walk-in-call";
        /// Receives.
        Serve = "serve", "walk-in-serve";
        /// Notes that the person has left.
        Leave = "leave", "walk-in-leave";
        /// Takes the last step back.
        Undo = "undo", "walk-in-undo";
    }
}

words! {
    /// How somebody was received.
    Outcome {
        /// The request goes on as a ticket.
        Ticket = "ticket", "walk-in-ticket";
        /// Answered at once: the ticket is resolved.
        Answered = "answered", "walk-in-answered";
    }
}

/// Key of somebody who came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WalkInKey {
    /// Of which body.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: WalkInId,
}

/// Somebody who came.
#[derive(Clone, Debug)]
pub struct WalkIn {
    /// Its key.
    pub key: WalkInKey,
    /// Name of the body.
    pub beneficiary_name: String,
    /// The counter.
    pub counter: CounterId,
    /// The day in Paris.
    pub day: Date,
    /// The number given out on that day.
    pub number: i64,
    /// What for.
    pub title: String,
    /// The person, when known.
    pub person: Option<PersonId>,
    /// The name, as given or as known.
    pub name: String,
    /// Where it stands.
    pub state: State,
    /// When the person came.
    pub arrived_at: Timestamp,
    /// When the person was first called.
    pub called_at: Option<Timestamp>,
    /// Who called.
    pub called_by: Option<Named>,
    /// When the person was received, or left.
    pub ended_at: Option<Timestamp>,
    /// How the person was received.
    pub outcome: Option<Outcome>,
    /// The ticket, with its reference.
    pub ticket: Option<(TicketKey, String)>,
    /// Raised at each change.
    pub version: i64,
}

impl WalkIn {
    /// Where it is acted upon.
    pub fn path(&self) -> String {
        format!("/counters/{}/walk-ins/{}/{}", self.counter, self.key.beneficiary, self.key.id)
    }
}

/// A person of a beneficiary, as proposed while a name is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Known {
    /// Which one.
    pub id: PersonId,
    /// Name.
    pub name: String,
    /// Mail address.
    pub email: String,
    /// The body.
    pub beneficiary: BeneficiaryId,
    /// Name of the body.
    pub beneficiary_name: String,
}

/// What is typed when somebody comes. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EntryForm {
    /// What for, in a few words.
    pub title: String,
    /// A known person by mail address or by name, or any name.
    pub who: String,
    /// Identifier of the known person, when several have that name.
    pub person: String,
    /// The body, when the person is not known.
    pub beneficiary: String,
    /// `call` to receive at once.
    pub then: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What is typed when somebody is received. Also the body of the API.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ReceptionForm {
    /// `ticket` or `answered`.
    pub outcome: String,
    /// What for.
    pub title: String,
    /// `incident` or `request`.
    pub kind: String,
    /// What was said: the description of a ticket, the answer of one answered at once.
    pub notes: String,
    /// For whom, when the person is not known.
    pub requester: String,
    /// The version read.
    pub version: i64,
}

/// Which state an action was decided on.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActForm {
    /// The version read.
    pub version: i64,
}

/// Who is expected to be called next, so that pressing twice does not call two persons.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CallForm {
    /// Identifier of the first one in line, as it was shown; whoever is first when empty.
    pub next: String,
}

/// Path of somebody who came.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct WalkInPath {
    /// The counter.
    pub counter: CounterId,
    /// Of which body.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub walk_in: WalkInId,
}

/// The day asked for.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DayQuery {
    /// As `2026-03-27`; today when empty.
    pub day: String,
}

/// The words typed so far.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PersonQuery {
    /// The words.
    pub q: String,
}

/// A day at a counter.
#[derive(Clone, Debug)]
pub struct DayAt {
    /// The counter.
    pub counter: Counter,
    /// The day in Paris.
    pub day: Date,
    /// Everybody who came, in order.
    pub came: Vec<WalkIn>,
}

/// Every route, pages then API.
pub fn routes() -> Routes {
    let run = Needs(DeskRun);
    Routes::new()
        .get("/counters/{counter}", run, pages::queue)
        .get("/counters/{counter}/day", run, pages::day)
        .post("/counters/{counter}/walk-ins", run, pages::enter)
        .post("/counters/{counter}/calls", run, pages::call_next)
        .post("/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/call", run, pages::call)
        .post("/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/reception", run, pages::serve)
        .post("/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/departure", run, pages::leave)
        .post("/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/undo", run, pages::undo)
        .get("/api/v1/counters/persons", run, api::persons)
        .get("/api/v1/counters/{counter}/walk-ins", run, api::list)
        .post("/api/v1/counters/{counter}/walk-ins", run, api::enter)
        .post("/api/v1/counters/{counter}/calls", run, api::call_next)
        .post("/api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/call", run, api::call)
        .post("/api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/reception", run, api::serve)
        .post("/api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/departure", run, api::leave)
        .post("/api/v1/counters/{counter}/walk-ins/{beneficiary}/{walk_in}/undo", run, api::undo)
}
