//! Quotas and consumption for programs.

use super::{AgentsForm, Consumption, DecideForm, Quota, QuotaForm, YearKey, actions};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde::Serialize;

/// Every quota.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Quotas {
    items: Vec<Quota>,
}

/// GET /api/v1/call-quotas: minutes a year by stratum and kind of number.
pub async fn quotas(ctx: Ctx) -> WebResult<Json<Quotas>> {
    Ok(Json(Quotas { items: actions::quotas(&ctx).await? }))
}

/// POST /api/v1/call-quotas: sets a quota, or other minutes for the same stratum, kind and year.
pub async fn add(ctx: Ctx, Json(form): Json<QuotaForm>) -> WebResult<Created<Json<Quota>>> {
    Ok(Created(Json(actions::add(&ctx, &form).await?)))
}

/// GET /api/v1/call-consumption/{beneficiary}/{year}: minutes against quotas, with how they came about.
pub async fn show(ctx: Ctx, Path(key): Path<YearKey>) -> WebResult<Json<Consumption>> {
    Ok(Json(actions::read(&ctx, &key).await?))
}

/// PUT /api/v1/call-consumption/{beneficiary}/{year}/agents: how many equipped agents, by which the stratum is found.
pub async fn say_agents(
    ctx: Ctx,
    Path(key): Path<YearKey>,
    Json(form): Json<AgentsForm>,
) -> WebResult<Json<Consumption>> {
    Ok(Json(actions::say_agents(&ctx, &key, &form).await?))
}

/// POST /api/v1/call-consumption/{beneficiary}/{year}/decisions: decides on a strong overrun, once.
pub async fn decide(
    ctx: Ctx,
    Path(key): Path<YearKey>,
    Json(form): Json<DecideForm>,
) -> WebResult<Created<Json<Consumption>>> {
    Ok(Created(Json(actions::decide(&ctx, &key, &form).await?)))
}
