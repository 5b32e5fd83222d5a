//! Simulations for programs.

use super::{Asked, SimulatedYear, Simulation, SimulationKey, actions};
use jiff::civil::Date;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// What the price would be.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct AnswerBody {
    beneficiary: BeneficiaryId,
    /// The last day of the agreement: years after it suppose that it goes on.
    last_day: Date,
    years: Vec<SimulatedYear>,
}

/// GET /api/v1/simulations/{beneficiary}: what price and charge would be in years to come; nothing is kept.
pub async fn answer(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<Asked>,
) -> WebResult<Json<AnswerBody>> {
    let told = actions::answer(&ctx, &beneficiary, &asked).await?;
    Ok(Json(AnswerBody { beneficiary, last_day: told.last_day, years: told.years }))
}

/// POST /api/v1/simulations/{beneficiary}: keeps an answer under a name.
pub async fn save(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(asked): Json<Asked>,
) -> WebResult<Created<Json<Simulation>>> {
    let key = actions::save(&ctx, &beneficiary, &asked).await?;
    Ok(Created(Json(actions::find(&ctx, &key).await?.1)))
}

/// GET /api/v1/simulations/{beneficiary}/{id}: a simulation as it was kept.
pub async fn show(ctx: Ctx, Path(key): Path<SimulationKey>) -> WebResult<Json<Simulation>> {
    Ok(Json(actions::find(&ctx, &key).await?.1))
}

/// POST /api/v1/simulations/{beneficiary}/{id}/removal: takes a simulation away.
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<SimulationKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Nothing>> {
    actions::remove(&ctx, &key).await?;
    Ok(Json(Nothing {}))
}
