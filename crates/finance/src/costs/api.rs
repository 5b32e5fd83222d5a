//! Costs for programs.

use super::{
    CloseForm, ClosedTotal, ClosedYear, CostContent, UnitsForm, actions,
    pages::{YearQuery, year_of},
    store,
};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// The costs of a year: as closed, or as the sources give them now.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct YearBody {
    beneficiary: BeneficiaryId,
    year: i16,
    /// The closed version; nothing while the year is open.
    version: Option<i64>,
    closed_at: Option<Timestamp>,
    #[serde(flatten)]
    content: CostContent,
}

/// GET /api/v1/costs/{beneficiary}: every closed version, the latest year first.
pub async fn years(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Json<Vec<ClosedTotal>>> {
    let mut tx = ctx.read().await?;
    Ok(Json(store::totals(&mut tx, &beneficiary).await?))
}

/// GET /api/v1/costs/{beneficiary}/{year}: the costs of a year with their explanations.
pub async fn show(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Query(query): Query<YearQuery>,
) -> WebResult<Json<YearBody>> {
    let read = actions::read(&ctx, &beneficiary, year_of(&year)?, query.version()?).await?;
    Ok(Json(YearBody {
        beneficiary,
        year: read.year,
        version: read.shown.as_ref().map(|shown| shown.version),
        closed_at: read.shown.as_ref().map(|shown| shown.closed_at),
        content: read.content,
    }))
}

/// PUT /api/v1/costs/{beneficiary}/{year}/units: how many units of work a service did.
pub async fn put_units(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Json(form): Json<UnitsForm>,
) -> WebResult<Json<YearBody>> {
    actions::put_units(&ctx, &beneficiary, year_of(&year)?, &form).await?;
    show(ctx, Path((beneficiary, year)), Query(YearQuery::default())).await
}

/// POST /api/v1/costs/{beneficiary}/{year}/closing: closes a year, or corrects a closed one by a new version.
pub async fn close(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Json(form): Json<CloseForm>,
) -> WebResult<Created<Json<ClosedYear>>> {
    Ok(Created(Json(actions::close(&ctx, &beneficiary, year_of(&year)?, &form).await?)))
}
