//! Trips and charges for programs.

use super::{
    ChargeForm, Matched, Trip, TripForm, TripKey, actions,
    pages::{ListQuery, written},
};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// Trips, the latest first.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Trips {
    items: Vec<Trip>,
    /// The `before` of the next page.
    next: Option<String>,
}

/// GET /api/v1/trips: trips abroad, the latest first; one's own, unless one may read telephony.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Trips>> {
    let (items, next) = actions::list(&ctx, query.cursor().as_ref()).await?;
    Ok(Json(Trips { items, next: next.as_ref().map(written) }))
}

/// POST /api/v1/trips: declares a trip abroad.
pub async fn create(ctx: Ctx, Json(form): Json<TripForm>) -> WebResult<Created<Json<Trip>>> {
    Ok(Created(Json(actions::declare(&ctx, &form).await?)))
}

/// POST /api/v1/trips/{beneficiary}/{id}/cancellation: calls a trip off.
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<TripKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Trip>> {
    Ok(Json(actions::cancel(&ctx, &key).await?))
}

/// Charges, the latest first, each with how it stands.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Charges {
    items: Vec<Matched>,
    /// The `before` of the next page.
    next: Option<String>,
}

/// GET /api/v1/out-of-plan-charges: charges beside plans, matched with declared trips.
pub async fn charges(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Charges>> {
    let (items, next) = actions::charges(&ctx, query.cursor().as_ref()).await?;
    Ok(Json(Charges { items, next: next.as_ref().map(written) }))
}

/// Charges of a carrier.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCharges {
    /// At most a thousand.
    items: Vec<ChargeForm>,
}

/// How many of the charges sent are new.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Added {
    added: u64,
}

/// POST /api/v1/out-of-plan-charges: records charges; the same key of a beneficiary is taken once, so it may be sent again.
pub async fn add_charges(ctx: Ctx, Json(body): Json<NewCharges>) -> WebResult<Created<Json<Added>>> {
    Ok(Created(Json(Added { added: actions::add_charges(&ctx, &body.items).await? })))
}
