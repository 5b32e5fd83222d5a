//! The register of risks and ways to improve for programs.

use super::{LinkForm, ListQuery, Risk, RiskForm, RiskKey, RiskVersion, actions};
use crate::action_items::Action;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// A page of the register.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ListAnswer {
    items: Vec<Risk>,
    /// Continues the list, as `after`.
    next: Option<String>,
}

/// An entry with all that belongs to it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Answer {
    #[serde(flatten)]
    risk: Risk,
    /// Likelihood times impact, from 1 to 16.
    weight: i64,
    /// What it was, the latest version first.
    versions: Vec<RiskVersion>,
    /// What the committees agreed to do about it.
    actions: Vec<Action>,
}

/// GET /api/v1/risks: the entries one may read, by the day on which they are read again; the open ones unless `state` says otherwise.
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Json<ListAnswer>> {
    let (items, next) = actions::list(&ctx, &asked).await?;
    Ok(Json(ListAnswer { items, next }))
}

/// POST /api/v1/risks: writes a new entry down.
pub async fn create(ctx: Ctx, Json(form): Json<RiskForm>) -> WebResult<Created<Json<Risk>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// GET /api/v1/risks/{beneficiary}/{id}: one entry with its versions and its actions.
pub async fn show(ctx: Ctx, Path(key): Path<RiskKey>) -> WebResult<Json<Answer>> {
    let all = actions::read(&ctx, &key).await?;
    let weight = all.risk.weight();
    Ok(Json(Answer { risk: all.risk, weight, versions: all.versions, actions: all.actions }))
}

/// PUT /api/v1/risks/{beneficiary}/{id}: changes an entry; `version` is the one read.
pub async fn change(ctx: Ctx, Path(key): Path<RiskKey>, Json(form): Json<RiskForm>) -> WebResult<Json<Risk>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// POST /api/v1/risks/{beneficiary}/{id}/actions: links an action of the committees.
pub async fn link(ctx: Ctx, Path(key): Path<RiskKey>, Json(form): Json<LinkForm>) -> WebResult<Json<Risk>> {
    Ok(Json(actions::link(&ctx, &key, &form).await?))
}
