//! Correcting what a ticket says of itself: kind, administrative flag, title, site, requester, category. Each
//! correction is kept with what was there before; the clocks are worked out again from the same facts.

use super::{Work, check_length, create::Place};
use crate::{
    categories, teams,
    tickets::{ChangeKind, Kind, TicketKey, rules},
};
use kernel::{Permission, Text, id::PersonId};
use platform::{Ctx, Problems, Result};
use serde_json::json;

/// What the ticket should say.
#[derive(Clone, Debug, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Incident or request.
    pub kind: Kind,
    /// Answered within calendar days (G.2a).
    pub administrative: bool,
    /// In a few words.
    pub title: String,
    /// For whom: a person of the same beneficiary.
    pub requester: PersonId,
    /// Where; nowhere when empty.
    pub site: Option<String>,
    /// Category; none when empty.
    pub category: Option<String>,
}

/// Corrects a ticket. What stays the same leaves no trace.
pub async fn correct(ctx: &Ctx, key: &TicketKey, version: i64, to: Correction) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    check(&to)?;
    work.expect(version)?;
    let (requester, site) = (Some(&to.requester), to.site.as_deref());
    let place = Place::of(&mut work.tx, ctx, &key.beneficiary, requester, site).await?;
    let category = match to.category.as_deref().filter(|id| !id.is_empty()) {
        None => None,
        Some(id) => Some(categories::actions::chosen(&mut work.tx, id).await?),
    };
    let before = work.thread.ticket.clone();
    let ticket = &mut work.thread.ticket;
    to.title.trim().clone_into(&mut ticket.title);
    (ticket.kind, ticket.is_administrative) = (to.kind, to.administrative);
    (ticket.requester, ticket.site, ticket.category) = (place.requester, place.site, category);
    let after = ticket.clone();
    let second =
        |pair: &Option<(String, String)>| pair.as_ref().map_or(String::new(), |(_, name)| name.clone());
    let category =
        |ticket: &super::Ticket| ticket.category.as_ref().map_or(String::new(), |(_, name)| name.clone());
    let changes = [
        (ChangeKind::Kind, before.kind.as_str().to_owned(), after.kind.as_str().to_owned()),
        (
            ChangeKind::Administrative,
            before.is_administrative.to_string(),
            after.is_administrative.to_string(),
        ),
        (ChangeKind::Title, before.title.clone(), after.title.clone()),
        (ChangeKind::Requester, before.requester.name.clone(), after.requester.name.clone()),
        (ChangeKind::Site, second(&before.site), second(&after.site)),
        (ChangeKind::Category, category(&before), category(&after)),
    ];
    let mut changed = vec![];
    for (kind, before, after) in changes.into_iter().filter(|(_, before, after)| before != after) {
        changed.push(kind);
        work.note_change(kind, before, after).await?;
    }
    if after.team.is_none() && after.category != before.category {
        let teams = teams::store::active(&mut work.tx).await?;
        work.thread.ticket.team = teams::rules::first_that_takes(&teams, &after);
    }
    work.finish("ticket.correct", json!({"changed": changed})).await
}

fn check(to: &Correction) -> Result<()> {
    let mut problems = Problems::default();
    if to.title.trim().is_empty() {
        problems.add("title", Text::new("desk-error-title"));
    }
    if to.administrative && to.kind == Kind::Incident {
        problems.add("administrative", Text::new("desk-error-administrative-incident"));
    }
    check_length("title", &to.title, rules::TITLE_CHARACTERS, &mut problems);
    problems.into_result()
}
