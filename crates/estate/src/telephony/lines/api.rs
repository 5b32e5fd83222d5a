//! Lines for programs.

use super::{Assignment, Line, LineForm, LineKey, RetireForm, actions, pages::ListQuery};
use jiff::civil::Date;
use kernel::{Exact, Explanation, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// Lines by number.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Lines {
    items: Vec<Line>,
    /// The `after` of the next page.
    next: Option<String>,
}

/// GET /api/v1/telephone-lines: lines by number.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Lines>> {
    let page = actions::list(&ctx, &query.filter()).await?;
    let next = page.next.map(|(number, id)| format!("{number}.{id}"));
    Ok(Json(Lines { items: page.lines, next }))
}

/// POST /api/v1/telephone-lines: adds a line.
pub async fn create(ctx: Ctx, Json(form): Json<LineForm>) -> WebResult<Created<Json<Line>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// A line and what it was from each day on, the latest first.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeLine {
    #[serde(flatten)]
    line: Line,
    assignments: Vec<Assignment>,
}

/// GET /api/v1/telephone-lines/{beneficiary}/{id}: a line and what it was.
pub async fn show(ctx: Ctx, Path(key): Path<LineKey>) -> WebResult<Json<WholeLine>> {
    let (line, assignments) = actions::read(&ctx, &key).await?;
    Ok(Json(WholeLine { line, assignments }))
}

/// PUT /api/v1/telephone-lines/{beneficiary}/{id}: changes a line; `version` is the one read.
pub async fn change(ctx: Ctx, Path(key): Path<LineKey>, Json(form): Json<LineForm>) -> WebResult<Json<Line>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// PUT /api/v1/telephone-lines/{beneficiary}/{id}/end: ends a line, or brings it back.
pub async fn retire(
    ctx: Ctx,
    Path(key): Path<LineKey>,
    Json(form): Json<RetireForm>,
) -> WebResult<Json<Line>> {
    Ok(Json(actions::retire(&ctx, &key, &form).await?))
}

/// Of whom and on which day.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RateQuery {
    /// Identifier of a beneficiary; all in scope without one.
    beneficiary: Option<BeneficiaryId>,
    /// Today without one.
    on: Option<Date>,
}

/// The share of fixed lines whose set speaks voice over IP.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Rate {
    /// 1 being all; nothing without any line.
    share: Option<Exact>,
    explanation: Explanation,
}

/// GET /api/v1/telephony/modernisation: C.1c on a day, with how it came about.
pub async fn modernisation(ctx: Ctx, Query(query): Query<RateQuery>) -> WebResult<Json<Rate>> {
    let rate = actions::modernisation(&ctx, query.beneficiary.as_ref(), query.on).await?;
    Ok(Json(Rate { share: rate.value, explanation: rate.explanation }))
}
