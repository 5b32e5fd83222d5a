//! Calls, files and sources for programs.

use super::{
    Class, Import, ImportId, Source, SourceForm, Total, actions,
    pages::{ListQuery, cursor},
};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// A call, its number masked.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ShownCall {
    beneficiary: BeneficiaryId,
    at: Timestamp,
    caller: String,
    called: String,
    class: Class,
    country: String,
    seconds: i64,
}

/// Calls, the latest first.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Calls {
    items: Vec<ShownCall>,
    /// The `before` of the next page.
    next: Option<String>,
}

/// GET /api/v1/call-records: answered outgoing calls, the latest first; the last four digits called are hidden.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Calls>> {
    let (calls, next) = actions::list(&ctx, &query.filter()).await?;
    let items = calls.into_iter().map(|call| ShownCall {
        beneficiary: call.beneficiary,
        at: call.at,
        caller: call.caller,
        called: call.called,
        class: call.class,
        country: call.country,
        seconds: call.seconds,
    });
    Ok(Json(Calls { items: items.collect(), next: next.as_ref().map(cursor) }))
}

/// Of whom, and which months.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TotalsQuery {
    /// Identifier of a beneficiary; all in scope without one.
    #[serde(default)]
    beneficiary: Option<BeneficiaryId>,
    /// First day.
    from: Date,
    /// The day after the last one.
    to: Date,
}

/// Totals of months.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Totals {
    items: Vec<Total>,
}

/// GET /api/v1/call-totals: calls and seconds of months, by kind of number.
pub async fn totals(ctx: Ctx, Query(query): Query<TotalsQuery>) -> WebResult<Json<Totals>> {
    let items = actions::totals(&ctx, query.beneficiary.as_ref(), query.from, query.to).await?;
    Ok(Json(Totals { items }))
}

/// Every source.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Sources {
    items: Vec<Source>,
}

/// GET /api/v1/call-sources: where records come from, and how their files are read.
pub async fn sources(ctx: Ctx) -> WebResult<Json<Sources>> {
    Ok(Json(Sources { items: actions::sources(&ctx).await? }))
}

/// POST /api/v1/call-sources: adds a source.
pub async fn create_source(ctx: Ctx, Json(form): Json<SourceForm>) -> WebResult<Created<Json<Source>>> {
    Ok(Created(Json(actions::create_source(&ctx, &form).await?)))
}

/// GET /api/v1/call-imports/{import}: where a file stands.
pub async fn show(ctx: Ctx, Path(id): Path<ImportId>) -> WebResult<Json<Import>> {
    Ok(Json(actions::import(&ctx, &id).await?))
}

/// POST /api/v1/call-imports/{import}/cancellation: stops a file that is being gone through.
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<ImportId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Import>> {
    Ok(Json(actions::cancel(&ctx, &id).await?))
}
