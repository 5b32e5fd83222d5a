//! Reading changes. Only the provider's side does: what a beneficiary reads is what it was told.

use crate::{
    changes::{Change, ChangeId, Seat, rules::conflicts::Conflict, store},
    freeze_periods::{self, FreezePeriod},
    maintenance::{self, Shown},
    tickets::{Linked, TicketKey},
};
use jiff::Timestamp;
use kernel::{Interval, Permission};
use people::audit::{self, PROVIDER_CHAIN};
use platform::{Ctx, Error, Result};

/// Entries of the history of a change, at most.
const HISTORY: i64 = 200;

/// One page of changes.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The changes.
    pub changes: Vec<Change>,
    /// Where the next page begins.
    pub next: Option<(Timestamp, String)>,
}

/// A change with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Whole {
    /// The change.
    pub change: Change,
    /// Everybody asked, revision by revision.
    pub seats: Vec<Seat>,
    /// What it runs into now.
    pub conflicts: Vec<Conflict>,
    /// Its tickets.
    pub tickets: Vec<Linked>,
    /// The problems it solves.
    pub problems: Vec<crate::problems::Problem>,
    /// The projects that need it.
    pub projects: Vec<crate::project_changes::Named>,
    /// What beneficiaries were told of it.
    pub told: Vec<Shown>,
    /// What happened to it, the last at the top.
    pub history: Vec<History>,
}

/// Something that happened to a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
    /// What: a verb of the log such as `change.submit`.
    pub action: String,
}

/// One page, what begins last at the top.
pub async fn list(ctx: &Ctx, filter: &store::Filter) -> Result<Listing> {
    ctx.require(Permission::DeskRead)?;
    let mut changes = store::page(&mut ctx.read().await?, filter).await?;
    let has_more = changes.len() > store::PAGE;
    changes.truncate(store::PAGE);
    let last = changes.last().filter(|_| has_more);
    let next = last.map(|change| (change.content.planned.from(), change.id.to_string()));
    Ok(Listing { changes, next })
}

/// A change with all that belongs to it.
pub async fn read(ctx: &Ctx, id: &ChangeId) -> Result<Whole> {
    ctx.require(Permission::DeskRead)?;
    let mut tx = ctx.read().await?;
    let change = store::find(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let conflicts = super::write::found(&mut tx, &change.content, Some(id)).await?;
    let filter = audit::Filter {
        before: (crate::tickets::store::NEVER, String::new(), i64::MAX),
        chain: Some(PROVIDER_CHAIN.to_owned()),
        action: None,
        object_kind: Some("change".to_owned()),
        object_id: Some(id.to_string()),
    };
    let entries = audit::store::list(&mut tx, &filter, HISTORY).await?;
    let history = entries
        .into_iter()
        .map(|entry| History { at: entry.at, by: entry.actor_name, action: entry.action })
        .collect();
    Ok(Whole {
        seats: store::seats::of(&mut tx, id).await?,
        conflicts,
        tickets: store::places::tickets(&mut tx, id).await?,
        problems: crate::problems::store::of_change(&mut tx, id).await?,
        projects: crate::project_changes::store::of_change(&mut tx, id).await?,
        told: maintenance::store::of_change(&mut tx, id).await?,
        history,
        change,
    })
}

/// What is planned in an interval: changes that were not given up, and freeze periods that count.
pub async fn between(ctx: &Ctx, span: Interval) -> Result<(Vec<Change>, Vec<FreezePeriod>)> {
    ctx.require(Permission::DeskRead)?;
    let mut tx = ctx.read().await?;
    Ok((store::between(&mut tx, span).await?, freeze_periods::store::between(&mut tx, span).await?))
}

/// The changes of a ticket, for those who see changes.
pub async fn of_ticket(ctx: &Ctx, key: &TicketKey) -> Result<Vec<Change>> {
    ctx.require(Permission::DeskRead)?;
    Ok(store::places::of_ticket(&mut ctx.read().await?, key).await?)
}
