//! Putting a ticket back where it stood before a change, as long as nothing else happened.

use super::Work;
use crate::{
    teams::TeamId,
    tickets::{ChangeKind, Impact, Named, State, Ticket, TicketKey, Urgency},
};
use kernel::{Permission, id::PersonId};
use platform::{Ctx, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// What of a ticket a change to several may change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who works on it, by identifier and name.
    pub assignee: Option<(Option<PersonId>, String)>,
    /// Which team has it.
    pub team: Option<(TeamId, String)>,
    /// How many are concerned.
    pub impact: Impact,
    /// How much work is hindered.
    pub urgency: Urgency,
    /// Level of criticality.
    pub priority: String,
    /// Where it stands.
    pub state: State,
}

impl Standing {
    /// How a ticket stands.
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            assignee: ticket.assignee.as_ref().map(|named| (named.id.clone(), named.name.clone())),
            team: ticket.team.clone(),
            impact: ticket.impact,
            urgency: ticket.urgency,
            priority: ticket.priority.clone(),
            state: ticket.state,
        }
    }
}

/// Puts a ticket back. What happened stays in its history: this is one more change, with its own reason.
pub async fn put_back(ctx: &Ctx, key: &TicketKey, version: i64, before: &Standing) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    work.expect(version)?;
    let now = Standing::of(&work.thread.ticket);
    let name = |who: &Option<(Option<PersonId>, String)>| {
        who.as_ref().map_or(String::new(), |(_, name)| name.clone())
    };
    let team =
        |team: &Option<(TeamId, String)>| team.as_ref().map_or(String::new(), |(_, name)| name.clone());
    for (kind, was, is) in [
        (ChangeKind::Assignment, name(&now.assignee), name(&before.assignee)),
        (ChangeKind::Team, team(&now.team), team(&before.team)),
        (ChangeKind::Priority, now.priority.clone(), before.priority.clone()),
    ] {
        if was != is {
            work.note_change(kind, was, is).await?;
        }
    }
    let ticket = &mut work.thread.ticket;
    ticket.assignee = before.assignee.clone().map(|(id, name)| Named { id, name });
    ticket.team.clone_from(&before.team);
    (ticket.impact, ticket.urgency) = (before.impact, before.urgency);
    ticket.priority.clone_from(&before.priority);
    if now.state != before.state {
        work.enter(before.state, &ctx.lang.t("bulk-undone-reason")).await?;
    }
    work.finish("ticket.undo", json!({"from": now.state, "to": before.state})).await
}
