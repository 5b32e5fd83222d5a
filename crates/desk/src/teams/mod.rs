//! Teams: who works on which tickets. What a team takes is data, so that another organisation changes rows, not
//! the program. A ticket given to a team and to nobody is in the team's queue.

pub mod actions;
pub mod api;
pub mod pages;
pub mod rules;
pub mod store;
pub mod views;

use crate::tickets::{Channel, Kind, Named};
use jiff::Timestamp;
use kernel::Permission::{DeskManage, TicketWork};
use platform::web::{Access::Needs, Routes};
use serde::{Deserialize, Serialize};

kernel::id! {
    /// A team.
    TeamId,
}

/// A team.
#[derive(Clone, Debug, Serialize, schemars::JsonSchema)]
pub struct Team {
    /// Which one.
    pub id: TeamId,
    /// Name, one of a kind.
    pub name: String,
    /// What it does, in a few words.
    pub description: String,
    /// What it takes: any one of these rules is enough.
    pub takes: Vec<Rule>,
    /// Teams are asked in this order.
    pub rank: i64,
    /// When it was dissolved.
    pub archived_at: Option<Timestamp>,
    /// Raised at each change.
    pub version: i64,
}

/// One kind of ticket that a team takes: whatever is given must fit; nothing given takes every ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// Incidents or requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Kind>,
    /// How the ticket came.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Of this beneficiary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beneficiary: Option<String>,
    /// At this site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// In this category or one below it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

/// A member of a team.
#[derive(Clone, Debug)]
pub struct Member {
    /// The team.
    pub team: TeamId,
    /// The person.
    pub person: Named,
}

/// What is typed about a team. Also the body of the API.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct TeamForm {
    /// Name.
    pub name: String,
    /// What it does.
    pub description: String,
    /// Teams are asked in this order; the last when empty.
    pub rank: String,
    /// Identifiers of its members.
    pub members: Vec<String>,
    /// The version read before a change; not used to create.
    pub version: i64,
}

/// Every route of teams, pages then API.
pub fn routes() -> Routes {
    let (work, manage) = (Needs(TicketWork), Needs(DeskManage));
    Routes::new()
        .get("/teams", work, pages::list)
        .post("/teams", manage, pages::create)
        .get("/teams/new", manage, pages::new_team)
        .get("/teams/{team}", manage, pages::edit)
        .post("/teams/{team}", manage, pages::change)
        .post("/teams/{team}/rules", manage, pages::add_rule)
        .post("/teams/{team}/rules/removal", manage, pages::remove_rule)
        .post("/teams/{team}/archival", manage, pages::archive)
        .post("/teams/{team}/restoration", manage, pages::restore)
        .post("/tickets/{beneficiary}/{id}/taking", work, pages::take)
        .post("/tickets/{beneficiary}/{id}/team", work, pages::give)
        .get("/api/v1/teams", work, api::list)
        .post("/api/v1/teams", manage, api::create)
        .put("/api/v1/teams/{team}", manage, api::change)
        .put("/api/v1/teams/{team}/rules", manage, api::set_rules)
        .post("/api/v1/tickets/{beneficiary}/{id}/taking", work, api::take)
        .put("/api/v1/tickets/{beneficiary}/{id}/team", work, api::give)
}
