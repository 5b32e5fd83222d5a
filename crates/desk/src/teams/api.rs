//! Teams for programs.

use super::{Rule, Team, TeamForm, TeamId, actions, store};
use crate::tickets::{
    TicketKey, actions as tickets,
    api::{if_match, whole},
};
use axum::{
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
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

/// POST /api/v1/teams
pub async fn create(ctx: Ctx, Json(form): Json<TeamForm>) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}

/// PUT /api/v1/teams/{team}: `version` is the one read.
pub async fn change(ctx: Ctx, Path(id): Path<TeamId>, Json(form): Json<TeamForm>) -> WebResult<Json<Team>> {
    Ok(Json(actions::change(&ctx, &id, &form).await?))
}

/// PUT /api/v1/teams/{team}/rules: an array of rules.
pub async fn set_rules(
    ctx: Ctx,
    Path(id): Path<TeamId>,
    Json(rules): Json<Vec<Rule>>,
) -> WebResult<Json<Team>> {
    Ok(Json(actions::set_rules(&ctx, &id, rules).await?))
}

/// The team a ticket is given to; none when null.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gift {
    team: Option<TeamId>,
}

/// PUT /api/v1/tickets/{beneficiary}/{id}/team
pub async fn give(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(body): Json<Gift>,
) -> WebResult<Response> {
    actions::give(&ctx, &key, if_match(&headers)?, body.team).await?;
    whole(&ctx, &key, StatusCode::OK).await
}

/// POST /api/v1/tickets/{beneficiary}/{id}/taking: `If-Match` is needed only when somebody has the ticket.
pub async fn take(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    headers: HeaderMap,
    Json(_): Json<serde_json::Map<String, Value>>,
) -> WebResult<Response> {
    tickets::take(&ctx, &key, if_match(&headers).unwrap_or(0)).await?;
    whole(&ctx, &key, StatusCode::OK).await
}
