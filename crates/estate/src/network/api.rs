//! The network in the buildings for programs.

use super::{Cabling, CablingForm, Equipment, EquipmentForm, EquipmentKey, actions};
use crate::sites::SiteKey;
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde::Serialize;

/// Equipment with what stops with it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeEquipment {
    /// The equipment.
    #[serde(flatten)]
    equipment: Equipment,
    /// What stops when it stops, near first.
    stops: Vec<Equipment>,
    /// Names of the other sites of which some equipment stops.
    sites: Vec<String>,
}

/// GET /api/v1/network: every piece of equipment in scope, by site and name.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Equipment>>> {
    Ok(Json(actions::list(&ctx).await?))
}

/// POST /api/v1/network: sets up equipment in a site.
pub async fn create(ctx: Ctx, Json(form): Json<EquipmentForm>) -> WebResult<Created<Json<Equipment>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// GET /api/v1/network/{beneficiary}/{id}: one piece of equipment, with what stops when it stops.
pub async fn show(ctx: Ctx, Path(key): Path<EquipmentKey>) -> WebResult<Json<WholeEquipment>> {
    let whole = actions::read(&ctx, &key).await?;
    let stops = whole.stops.into_iter().map(|(one, _)| one).collect();
    Ok(Json(WholeEquipment { equipment: whole.equipment, stops, sites: whole.sites }))
}

/// PUT /api/v1/network/{beneficiary}/{id}: changes equipment; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<EquipmentKey>,
    Json(form): Json<EquipmentForm>,
) -> WebResult<Json<Equipment>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// GET /api/v1/sites/{beneficiary}/{id}/cabling: cables of a site with who pays them, the first laid first.
pub async fn cabling(ctx: Ctx, Path(key): Path<SiteKey>) -> WebResult<Json<Vec<Cabling>>> {
    Ok(Json(actions::cabling(&ctx, &key).await?))
}

/// POST /api/v1/sites/{beneficiary}/{id}/cabling: notes cables laid; gives all of the site.
pub async fn lay(
    ctx: Ctx,
    Path(key): Path<SiteKey>,
    Json(form): Json<CablingForm>,
) -> WebResult<Created<Json<Vec<Cabling>>>> {
    Ok(Created(Json(actions::lay(&ctx, &key, &form).await?)))
}
