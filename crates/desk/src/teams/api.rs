//! Teams for programs.

use super::{Rule, Team, TeamForm, TeamId, actions, store};
use crate::tickets::{
    TicketKey, actions as tickets,
    api::{TicketBody, whole},
};
use platform::{
    Ctx,
    web::{Created, IfMatch, Json, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/teams: every team with its members.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let (teams, members) = (store::all(&mut tx).await?, store::members(&mut tx).await?);
    let whole = teams.iter().map(|team| {
        let own = members.iter().filter(|member| member.team == team.id);
        let own: Vec<Value> = own.map(|m| json!({"id": m.person.id, "name": m.person.name})).collect();
        json!({"team": team, "members": own})
    });
    Ok(Json(json!({"items": whole.collect::<Vec<_>>()})))
}

/// POST /api/v1/teams: adds a team.
pub async fn create(ctx: Ctx, Json(form): Json<TeamForm>) -> WebResult<Created<Json<Team>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// PUT /api/v1/teams/{team}: changes a team; `version` is the one read.
pub async fn change(ctx: Ctx, Path(id): Path<TeamId>, Json(form): Json<TeamForm>) -> WebResult<Json<Team>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// PUT /api/v1/teams/{team}/rules: sets the rules by which a team receives tickets: an array.
pub async fn set_rules(
    ctx: Ctx,
    Path(id): Path<TeamId>,
    Json(rules): Json<Vec<Rule>>,
) -> WebResult<Json<Team>> {
    Ok(Json(actions::set_rules(&ctx, &id, rules).await?))
}

/// The team a ticket is given to; none when null.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    team: Option<TeamId>,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/team: gives a ticket to a team, or to none.
pub async fn give(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    IfMatch(version): IfMatch,
    Json(body): Json<Gift>,
) -> WebResult<TicketBody> {
    actions::give(&ctx, &key, version, body.team).await?;
    whole(&ctx, &key).await
}

/// POST /api/v1/tickets/{beneficiary}/{id}/taking: takes a ticket; `If-Match` is needed only when somebody has it.
pub async fn take(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    read: Option<IfMatch>,
    Json(_): Json<serde_json::Map<String, Value>>,
) -> WebResult<TicketBody> {
    tickets::take(&ctx, &key, read.map_or(0, |IfMatch(version)| version)).await?;
    whole(&ctx, &key).await
}
