//! The portal of a beneficiary's people, three doors: something is broken, I need something, where is my request.
//! What is already known (outages, planned works) comes before them.

pub mod actions;
mod pages;
pub mod views;

use crate::{
    announcements::Shown, approvals::Step, knowledge::Article, request_forms::FormVersion, tickets::Ticket,
};
use estate::sites::Site;
use kernel::Permission::TicketCreate;
use platform::web::{Access::Needs, Routes};
use serde::Deserialize;

/// What a person finds behind the three doors.
#[derive(Clone, Debug)]
pub struct Portal {
    /// Outages and planned works that concern the beneficiary.
    pub announcements: Vec<Shown>,
    /// The forms offered today.
    pub offered: Vec<FormVersion>,
    /// The person's requests that are not over, what waits for the person first.
    pub followed: Vec<Followed>,
    /// Planned maintenance ahead, the next first.
    pub maintenance: Vec<crate::maintenance::Shown>,
    /// Requests that wait for the person's approval.
    pub approvals: usize,
}

/// A request as its requester follows it.
#[derive(Clone, Debug)]
pub struct Followed {
    /// The ticket.
    pub ticket: Ticket,
    /// The approval it waits for, or that refused it.
    pub step: Option<Step>,
}

/// What was typed in the free form; the words are checked by the action.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AskForm {
    /// `incident` when something is broken, `request` when something is needed; the doors when neither.
    pub kind: String,
    /// What happens, or what is needed.
    pub description: String,
    /// Where it is broken; may be empty.
    pub site: String,
    /// What it is about, a line of the responsibility matrix; may be empty.
    pub line: String,
    /// Makes sending it twice harmless.
    pub key: String,
}

/// What the free form proposes, never requires.
#[derive(Clone, Debug, Default)]
pub struct Proposed {
    /// Sites of the beneficiary.
    pub sites: Vec<Site>,
    /// Topics of the agreement in force: code of the line, and its words.
    pub topics: Vec<(String, String)>,
    /// Articles that may answer what was typed, looked for without script.
    pub found: Vec<Article>,
}

/// Routes of this feature.
pub fn routes() -> Routes {
    Routes::new()
        .get("/requests", Needs(TicketCreate), pages::list)
        .post("/requests", Needs(TicketCreate), pages::ask)
        .post("/requests/answers", Needs(TicketCreate), pages::look)
        .get("/requests/new", Needs(TicketCreate), pages::new)
}
