//! Indicators for programs: the same months, values, rows and proposals.

use super::{
    CloseForm, ClosedValue, Closing, ClosingPath, ClosingRun, CommentForm, CorrectForm, DecideForm, Evidence,
    Gap, Proposal, ProposalForm, RunForm, ValueComment, ValuePath, actions,
    pages::{self, FormatQuery, ProposalPath, SeriesPath, SeriesQuery},
    rules::life::Life,
};
use crate::decisions::Decision;
use axum::response::Response;
use jiff::civil::Date;
use kernel::Explanation;
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// A commitment in the overview.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct LineAnswer {
    /// Code of the commitment.
    code: String,
    /// Where it stands, and what each step is tied to.
    life: Life,
    /// Its last closed value.
    last: Option<ClosedValue>,
}

/// What is closed of a beneficiary.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct OverviewAnswer {
    /// In the order of the annexe.
    commitments: Vec<LineAnswer>,
    /// Closed months of three years, the latest first, each with its last version.
    closings: Vec<Closing>,
    /// First day of the next month to close.
    next: Option<Date>,
    /// Months asked to be closed.
    runs: Vec<ClosingRun>,
}

/// GET /api/v1/indicators/{beneficiary}: where each commitment stands, and the closed months.
pub async fn overview(ctx: Ctx, Path(code): Path<String>) -> WebResult<Json<OverviewAnswer>> {
    let found = actions::overview(&ctx, &code).await?;
    let line = |one: actions::Line| LineAnswer { code: one.commitment.code, life: one.life, last: one.last };
    let commitments = found.lines.into_iter().map(line).collect();
    let (closings, next, runs) = (found.closings, found.next, found.runs);
    Ok(Json(OverviewAnswer { commitments, closings, next, runs }))
}

/// POST /api/v1/indicators/{beneficiary}/closings: closes a month that is over; what is missing needs a reason.
pub async fn close(
    ctx: Ctx,
    Path(code): Path<String>,
    Json(form): Json<CloseForm>,
) -> WebResult<Created<Json<Closing>>> {
    Ok(Created(Json(Box::pin(actions::close(&ctx, &code, &form)).await?)))
}

/// Which month.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MonthQuery {
    /// `2026-03`.
    month: String,
}

/// GET /api/v1/indicators/{beneficiary}/gaps: what is missing in a month that is over.
pub async fn gaps(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(query): Query<MonthQuery>,
) -> WebResult<Json<Vec<Gap>>> {
    Ok(Json(Box::pin(actions::gaps(&ctx, &code, &query.month)).await?))
}

/// POST /api/v1/indicators/{beneficiary}/runs: closes every month that is over, in the background.
pub async fn run(
    ctx: Ctx,
    Path(code): Path<String>,
    Json(form): Json<RunForm>,
) -> WebResult<Created<Json<ClosingRun>>> {
    Ok(Created(Json(actions::run(&ctx, &code, &form).await?)))
}

/// A closed month.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ClosingAnswer {
    /// The closing.
    closing: Closing,
    /// Its values, in the order of the annexe.
    values: Vec<ClosedValue>,
    /// Every version of the month, the first first.
    versions: Vec<Closing>,
    /// Codes whose value differs from the version before.
    changed: Vec<String>,
}

/// GET /api/v1/indicators/{beneficiary}/closings/{closing}: a closed month with its values and versions.
pub async fn closing(ctx: Ctx, Path(path): Path<ClosingPath>) -> WebResult<Json<ClosingAnswer>> {
    let month = actions::month(&ctx, &path).await?;
    let changed = month.changes.into_iter().map(|change| change.code).collect();
    let (closing, values, versions) = (month.closing, month.values, month.versions);
    Ok(Json(ClosingAnswer { closing, values, versions, changed }))
}

/// POST /api/v1/indicators/{beneficiary}/closings/{closing}/correction: computes a closed month again, as a new version.
pub async fn correct(
    ctx: Ctx,
    Path(path): Path<ClosingPath>,
    Json(form): Json<CorrectForm>,
) -> WebResult<Created<Json<Closing>>> {
    Ok(Created(Json(Box::pin(actions::correct(&ctx, &path, &form)).await?)))
}

/// A closed value with its rows.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ValueAnswer {
    /// The value.
    value: ClosedValue,
    /// The rows that were counted, as they were then.
    evidence: Vec<Evidence>,
    /// What both sides said.
    comments: Vec<ValueComment>,
}

/// GET /api/v1/indicators/{beneficiary}/closings/{closing}/values/{code}: a closed value with the rows that were counted.
pub async fn value(ctx: Ctx, Path(path): Path<ValuePath>) -> WebResult<Json<ValueAnswer>> {
    let found = actions::value(&ctx, &path).await?;
    let (value, evidence, comments) = (found.value, found.evidence, found.comments);
    Ok(Json(ValueAnswer { value, evidence, comments }))
}

/// GET /api/v1/indicators/{beneficiary}/closings/{closing}/values/{code}/file: the rows as a file for spreadsheets.
pub async fn evidence_file(
    ctx: Ctx,
    path: Path<ValuePath>,
    query: Query<FormatQuery>,
) -> WebResult<Response> {
    pages::evidence_file(ctx, path, query).await
}

/// POST /api/v1/indicators/{beneficiary}/closings/{closing}/values/{code}/comments: says something of a closed value.
pub async fn comment(
    ctx: Ctx,
    Path(path): Path<ValuePath>,
    Json(form): Json<CommentForm>,
) -> WebResult<NoContent> {
    actions::comment(&ctx, &path, &form).await?;
    Ok(NoContent)
}

/// One month of a series.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct PointAnswer {
    /// First day of the month.
    month: Date,
    /// Its value; nothing when the month is not closed or did not measure it.
    value: Option<ClosedValue>,
}

/// One commitment over months.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct SeriesAnswer {
    /// Month by month, in order.
    points: Vec<PointAnswer>,
    /// Where it stands.
    life: Life,
    /// What its closed months were.
    baseline: super::Baseline,
    /// How that came about.
    explanation: Explanation,
    /// Targets proposed for it, the latest first.
    proposals: Vec<Proposal>,
}

/// GET /api/v1/indicators/{beneficiary}/series/{code}: the closed values of 12, 24 or 36 months, and where the commitment stands.
pub async fn series(
    ctx: Ctx,
    Path(path): Path<SeriesPath>,
    Query(query): Query<SeriesQuery>,
) -> WebResult<Json<SeriesAnswer>> {
    let found = Box::pin(actions::series(&ctx, &path.beneficiary, &path.code, query.months()?)).await?;
    let point = |one: actions::Point| PointAnswer { month: one.month, value: one.value };
    let points = found.points.into_iter().map(point).collect();
    let (baseline, explanation) = (found.baseline.value, found.baseline.explanation);
    let (life, proposals) = (found.life, found.proposals);
    Ok(Json(SeriesAnswer { points, life, baseline, explanation, proposals }))
}

/// GET /api/v1/indicators/{beneficiary}/series/{code}/file: the closed values as a file for spreadsheets.
pub async fn series_file(ctx: Ctx, path: Path<SeriesPath>, query: Query<SeriesQuery>) -> WebResult<Response> {
    pages::series_file(ctx, path, query).await
}

/// POST /api/v1/indicators/{beneficiary}/series/{code}/proposals: proposes a target to the next steering committee.
pub async fn propose(
    ctx: Ctx,
    Path(path): Path<SeriesPath>,
    Json(form): Json<ProposalForm>,
) -> WebResult<NoContent> {
    Box::pin(actions::propose(&ctx, &path.beneficiary, &path.code, &form)).await?;
    Ok(NoContent)
}

/// POST /api/v1/indicators/{beneficiary}/target-proposals/{id}/withdrawal: takes a proposal back.
pub async fn withdraw(
    ctx: Ctx,
    Path(path): Path<ProposalPath>,
    Json(_): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::withdraw(&ctx, &path.beneficiary, &path.id).await?;
    Ok(NoContent)
}

/// POST /api/v1/indicators/{beneficiary}/target-proposals/{id}/decision: turns a proposal into a decision of a meeting.
pub async fn decide(
    ctx: Ctx,
    Path(path): Path<ProposalPath>,
    Json(form): Json<DecideForm>,
) -> WebResult<Created<Json<Decision>>> {
    Ok(Created(Json(Box::pin(actions::decide(&ctx, &path.beneficiary, &path.id, &form)).await?)))
}
