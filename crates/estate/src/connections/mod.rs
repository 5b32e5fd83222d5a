//! How each site is connected, from which day on: the roll-out of the fibre (A.3), and whose link serves it (R5.8).

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub(crate) mod views;

use crate::sites::{Fibre, SiteId};
use jiff::{Timestamp, civil::Date};
use kernel::{
    Permission::{SiteManage, SiteRead},
    id::BeneficiaryId,
    words,
};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A state of a site's connection.
    ConnectionId,
}

words! {
    /// How a site is connected.
    State {
        /// No fibre and none planned.
        None = "none", "connection-state-none";
        /// Whether the fibre can come is studied.
        Study = "study", "connection-state-study";
        /// Work is planned.
        Planned = "planned", "connection-state-planned";
        /// Reached by the provider's own fibre.
        Connected = "connected", "connection-state-connected";
        /// Reached through a carrier's private link.
        Carrier = "carrier", "connection-state-carrier";
        /// Meanwhile by a carrier's xDSL.
        Xdsl = "xdsl", "connection-state-xdsl";
        /// Meanwhile by a carrier's 4G.
        Mobile = "mobile", "connection-state-mobile";
    }
}

impl State {
    /// The state that a site itself shows.
    pub fn fibre(self) -> Fibre {
        match self {
            Self::None | Self::Study => Fibre::None,
            Self::Planned => Fibre::Planned,
            Self::Connected => Fibre::Connected,
            Self::Carrier | Self::Xdsl | Self::Mobile => Fibre::CarrierLink,
        }
    }

    /// The plainest state that a site shows as this.
    pub fn of(fibre: Fibre) -> Self {
        match fibre {
            Fibre::None => Self::None,
            Fibre::Planned => Self::Planned,
            Fibre::Connected => Self::Connected,
            Fibre::CarrierLink => Self::Carrier,
        }
    }

    /// Whether a carrier's link serves the site.
    pub fn is_of_carrier(self) -> bool {
        matches!(self, Self::Carrier | Self::Xdsl | Self::Mobile)
    }
}

/// How a site is connected from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Connection {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// Which one.
    pub id: ConnectionId,
    /// The site.
    pub site: SiteId,
    /// First day of this state.
    pub from_on: Date,
    /// How it is connected.
    pub state: State,
    /// When the fibre is expected, while it is not there.
    pub expected_on: Option<Date>,
    /// Name of the carrier, or empty.
    pub carrier: String,
    /// Minutes in which the carrier guarantees to repair (R5.8).
    pub repair_minutes: Option<i64>,
    /// Bandwidth in megabits a second.
    pub megabits: Option<i64>,
    /// Whether it is of the closed user group.
    pub is_closed_group: bool,
    /// What is to be known.
    pub note: String,
    /// Who recorded it.
    pub recorded_by_name: String,
    /// When.
    pub recorded_at: Timestamp,
}

/// What is typed of a connection. Also the body of the API. A state of the same day replaces the one recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConnectionForm {
    /// First day of the state, `2026-03-03`; today when empty, never a day to come.
    pub from_on: String,
    /// A word of [`State`].
    pub state: String,
    /// When the fibre is expected, or empty.
    pub expected_on: String,
    /// Name of the carrier.
    pub carrier: String,
    /// Hours in which the carrier guarantees to repair, or empty.
    pub repair_hours: String,
    /// Bandwidth in megabits a second, or empty.
    pub megabits: String,
    /// `on` or `true` when it is of the closed user group.
    pub closed_group: String,
    /// What is to be known.
    pub note: String,
}

/// Key of a connection, as in its path.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub struct ConnectionKey {
    /// Whose.
    pub beneficiary: BeneficiaryId,
    /// The site.
    pub id: SiteId,
    /// Which one.
    pub connection: ConnectionId,
}

/// The buildings of one beneficiary over a period (A.3).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Rollout {
    /// Served when the period ends.
    pub buildings: i64,
    /// Of these, reached by the fibre when it ends.
    pub connected: i64,
    /// Sites that the fibre reached in the period.
    pub connected_in_period: Vec<SiteId>,
    /// Sites left to connect when the period ends.
    pub remaining: Vec<SiteId>,
}

/// Every route of connections: both sides read, the provider writes.
pub fn routes() -> Routes {
    let (read, manage) = (Needs(SiteRead), Needs(SiteManage));
    Routes::new()
        .get("/rollout", read, pages::rollout)
        .post("/sites/{beneficiary}/{id}/connections", manage, pages::record)
        .post("/sites/{beneficiary}/{id}/connections/{connection}/removal", manage, pages::remove)
        .get("/api/v1/rollout", read, api::rollout)
        .get("/api/v1/sites/{beneficiary}/{id}/connections", read, api::list)
        .post("/api/v1/sites/{beneficiary}/{id}/connections", manage, api::record)
        .post("/api/v1/sites/{beneficiary}/{id}/connections/{connection}/removal", manage, api::remove)
}
