//! Calendars that people's own programs subscribe to (iCalendar, RFC 5545): one's tasks and deadlines, planned
//! interventions, outages and planned works, meetings of the committees, deadlines of the agreements.
//!
//! The address carries a secret, because such programs cannot sign in. It opens one calendar and nothing else, shows
//! what its person may see at that moment, and is taken back at any time.

pub mod actions;
pub mod api;
mod entries;
pub mod pages;
pub mod rules;
pub mod store;
mod views;

use jiff::Timestamp;
use kernel::words;
use kernel::{Actor, Permission};
use platform::web::{
    Access::{Public, SignedIn},
    Routes,
};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A calendar somebody subscribes to; opens nothing.
    FeedId,
}

words! {
    /// What a calendar shows.
    Part {
        /// One's own tasks, and the promises on the tickets given to oneself.
        Mine = "mine", "calendar-part-mine";
        /// Planned interventions.
        Visits = "visits", "calendar-part-visits";
        /// Outages and planned works.
        Works = "works", "calendar-part-works";
        /// Meetings of the committees.
        Committees = "committees", "calendar-part-committees";
        /// Deadlines of the agreements.
        Deadlines = "deadlines", "calendar-part-deadlines";
    }
}

impl Part {
    /// Whether it can ever show something to the actor.
    pub fn is_for(self, actor: &Actor) -> bool {
        match self {
            Self::Mine => actor.may(Permission::TicketWork),
            Self::Visits | Self::Works => true,
            Self::Committees => actor.may(Permission::CommitteeRead),
            Self::Deadlines => actor.may(Permission::AgreementRead),
        }
    }
}

/// A calendar as listed: never its secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Feed {
    /// Which one.
    pub id: FeedId,
    /// What it shows.
    pub part: Part,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last read, noted at most once an hour.
    pub last_read_at: Option<Timestamp>,
}

/// What is asked for. Also the body of the API.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeedForm {
    /// What it shows.
    pub part: Part,
}

/// Every route of calendars.
pub fn routes() -> Routes {
    Routes::new()
        .get("/calendar/{secret}/feed.ics", Public, pages::feed)
        .get("/calendars", SignedIn, pages::list)
        .post("/calendars", SignedIn, pages::create)
        .post("/calendars/{feed}/revocation", SignedIn, pages::revoke)
        .get("/api/v1/calendars", SignedIn, api::list)
        .post("/api/v1/calendars", SignedIn, api::create)
        .delete("/api/v1/calendars/{feed}", SignedIn, api::revoke)
}
