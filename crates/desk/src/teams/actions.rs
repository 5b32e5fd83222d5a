//! Making and changing teams, and giving tickets to them.

use super::{Rule, Team, TeamForm, TeamId, store};
use crate::tickets::{ChangeKind, TicketKey, actions::Work};
use kernel::{Permission, Text, id::PersonId};
use people::audit::{Entry, record};
use platform::{
    Ctx, Error, Problems, Result,
    db::{OnUnique as _, Tx},
};
use serde_json::json;

const NAME_KEY: &str = "team_name_folded_key";
const NAME: usize = 80;
const DESCRIPTION: usize = 500;
/// More rules than this are a mistake.
const RULES: usize = 50;

/// Makes a team.
pub async fn create(ctx: &Ctx, form: &TeamForm) -> Result<Team> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let next = store::next_rank(&mut tx).await?;
    let rank = check(form)?.unwrap_or(next);
    let team = Team {
        id: ctx.id(),
        name: form.name.trim().to_owned(),
        description: form.description.trim().to_owned(),
        takes: vec![],
        rank,
        archived_at: None,
        version: 1,
    };
    let members = workers(&mut tx, &form.members).await?;
    store::insert(&mut tx, &team, ctx.now()).await.on_unique(NAME_KEY, taken())?;
    store::set_members(&mut tx, &team.id, &members).await?;
    let detail = json!({"name": team.name, "members": members});
    finish(ctx, tx, "team.create", &team, detail).await
}

/// Changes name, order and members of a team that is still as it was read.
pub async fn change(ctx: &Ctx, id: &TeamId, form: &TeamForm) -> Result<Team> {
    let (mut tx, mut team) = held(ctx, id).await?;
    team.rank = check(form)?.unwrap_or(team.rank);
    if team.version != form.version {
        return Err(Error::Stale(team.version));
    }
    form.name.trim().clone_into(&mut team.name);
    form.description.trim().clone_into(&mut team.description);
    let members = workers(&mut tx, &form.members).await?;
    store::update(&mut tx, &team).await.on_unique(NAME_KEY, taken())?;
    store::set_members(&mut tx, id, &members).await?;
    let detail = json!({"name": team.name, "members": members});
    finish(ctx, tx, "team.change", &team, detail).await
}

/// Replaces what a team takes.
pub async fn set_rules(ctx: &Ctx, id: &TeamId, rules: Vec<Rule>) -> Result<Team> {
    let (mut tx, mut team) = held(ctx, id).await?;
    if rules.len() > RULES {
        return Err(Error::invalid("takes", Text::new("team-error-rules").with("limit", RULES)));
    }
    team.takes = rules;
    store::update(&mut tx, &team).await?;
    let detail = json!({"takes": team.takes});
    finish(ctx, tx, "team.rules", &team, detail).await
}

/// Dissolves a team, or brings it back. Its tickets keep its name until they are given elsewhere.
pub async fn set_archived(ctx: &Ctx, id: &TeamId, is_archived: bool) -> Result<Team> {
    let (mut tx, mut team) = held(ctx, id).await?;
    team.archived_at = is_archived.then(|| ctx.now());
    store::update(&mut tx, &team).await?;
    let action = if is_archived { "team.archive" } else { "team.restore" };
    finish(ctx, tx, action, &team, json!({})).await
}

async fn held(ctx: &Ctx, id: &TeamId) -> Result<(Tx, Team)> {
    ctx.require(Permission::DeskManage)?;
    let mut tx = ctx.begin().await?;
    let team = store::lock(&mut tx, id).await?.ok_or(Error::NotFound)?;
    Ok((tx, team))
}

async fn finish(
    ctx: &Ctx,
    mut tx: Tx,
    action: &'static str,
    team: &Team,
    detail: serde_json::Value,
) -> Result<Team> {
    record(&mut tx, ctx, Entry::new(action, None, "team", team.id.as_str()).detail(detail)).await?;
    let team = store::find(&mut tx, &team.id).await?.ok_or(Error::NotFound)?;
    tx.commit().await?;
    Ok(team)
}

fn taken() -> Error {
    Error::invalid("name", Text::new("team-error-name-taken"))
}

/// Gives the rank typed; nothing when empty.
fn check(form: &TeamForm) -> Result<Option<i64>> {
    let mut problems = Problems::default();
    if form.name.trim().is_empty() {
        problems.add("name", Text::new("team-error-name"));
    }
    for (field, text, limit) in [("name", &form.name, NAME), ("description", &form.description, DESCRIPTION)]
    {
        if text.chars().count() > limit {
            problems.add(field, Text::new("desk-error-too-long").with("limit", limit));
        }
    }
    let rank = form.rank.trim();
    let typed = rank.parse::<i64>().ok().filter(|rank| (1..=999).contains(rank));
    if !rank.is_empty() && typed.is_none() {
        problems.add("rank", Text::new("team-error-rank"));
    }
    problems.into_result()?;
    Ok(typed)
}

/// Members must be people who may work on tickets.
async fn workers(tx: &mut Tx, ids: &[String]) -> Result<Vec<PersonId>> {
    let mut members: Vec<PersonId> = vec![];
    for id in ids.iter().map(|id| PersonId::from(id.as_str())) {
        let person = people::persons::store::find(tx, &id).await?;
        if person.is_none_or(|person| !person.actor().may(Permission::TicketWork)) {
            return Err(Error::invalid("members", Text::new("desk-error-assignee")));
        }
        if !members.contains(&id) {
            members.push(id);
        }
    }
    Ok(members)
}

/// Gives a ticket to a team, or back to nobody in particular. It leaves the hands it was in: the team decides.
pub async fn give(ctx: &Ctx, key: &TicketKey, version: i64, to: Option<TeamId>) -> Result<i64> {
    let mut work = Work::open(ctx, key).await?;
    ctx.require(Permission::TicketWork)?;
    work.expect(version)?;
    let team = match &to {
        None => None,
        Some(id) => {
            let team = store::find(&mut work.tx, id).await?.filter(|team| team.archived_at.is_none());
            Some(team.ok_or_else(|| Error::invalid("team", Text::new("team-error-unknown")))?)
        }
    };
    let team = team.map(|team| (team.id, team.name));
    let name =
        |team: &Option<(TeamId, String)>| team.as_ref().map_or(String::new(), |(_, name)| name.clone());
    let (before, after) = (name(&work.thread.ticket.team), name(&team));
    work.note_change(ChangeKind::Team, before, after).await?;
    if let Some(assignee) = work.thread.ticket.assignee.take() {
        work.note_change(ChangeKind::Assignment, assignee.name, String::new()).await?;
    }
    work.thread.ticket.team = team;
    work.finish("ticket.team", json!({"team": to})).await
}
