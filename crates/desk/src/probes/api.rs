//! Probes for programs.

use super::{
    Outcome, Probe, ProbeForm, ProbeKey, Summary, actions,
    pages::{ListQuery, cursor},
};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// A page of probes.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ProbePage {
    /// Probes, by name.
    items: Vec<Probe>,
    /// What to give as `after` for the next page; nothing on the last one.
    next: Option<String>,
}

/// What a probe found lately.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ProbeResults {
    /// The latest looks, the latest first.
    latest: Vec<Outcome>,
    /// Hours of the last thirty days that have a look, the first first.
    hours: Vec<Summary>,
}

/// Whether a probe looks.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Looks {
    enabled: bool,
}

/// GET /api/v1/probes: by name; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<ProbePage>> {
    let (items, next) = actions::list(&ctx, &query.filter()).await?;
    Ok(Json(ProbePage { items, next: next.as_ref().map(cursor) }))
}

/// POST /api/v1/probes: adds a probe, which looks within seconds; `key` makes sending it twice harmless.
pub async fn create(ctx: Ctx, Json(form): Json<ProbeForm>) -> WebResult<Created<Json<Probe>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// GET /api/v1/probes/{beneficiary}/{id}: a probe and how it stands.
pub async fn show(ctx: Ctx, Path(key): Path<ProbeKey>) -> WebResult<Json<Probe>> {
    Ok(Json(actions::read(&ctx, &key).await?.probe))
}

/// GET /api/v1/probes/{beneficiary}/{id}/results: what a probe found.
pub async fn results(ctx: Ctx, Path(key): Path<ProbeKey>) -> WebResult<Json<ProbeResults>> {
    let whole = actions::read(&ctx, &key).await?;
    Ok(Json(ProbeResults { latest: whole.latest, hours: whole.month }))
}

/// PUT /api/v1/probes/{beneficiary}/{id}: changes a probe; `version` is the one read. An outage of its own ends.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Json(form): Json<ProbeForm>,
) -> WebResult<Json<Probe>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// PUT /api/v1/probes/{beneficiary}/{id}/state: pauses a probe, or lets it look again.
pub async fn set_state(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Json(body): Json<Looks>,
) -> WebResult<Json<Probe>> {
    Ok(Json(actions::set_paused(&ctx, &key, !body.enabled).await?))
}

/// DELETE /api/v1/probes/{beneficiary}/{id}: removes a probe with what it found; tickets and outages stay.
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<ProbeKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::remove(&ctx, &key).await?;
    Ok(NoContent)
}
