//! Reports for programs.

use super::{
    CommentForm, CorrectionForm, DraftForm, PublicationForm, Remark, Report, ReportKey, Run, RunForm,
    TextsForm, Whole,
    actions::{self, ListQuery},
    document::ReportDocument,
    pages::{self, FormatQuery, RunPath, TablePath},
};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// A page of reports.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ListAnswer {
    items: Vec<Report>,
    /// Continues the list, as `after`.
    next: Option<String>,
}

/// A report with what it says and what was said about it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeAnswer {
    #[serde(flatten)]
    report: Report,
    document: ReportDocument,
    comments: Vec<Remark>,
}

impl From<Whole> for WholeAnswer {
    fn from(all: Whole) -> Self {
        Self { report: all.report, document: all.document, comments: all.remarks }
    }
}

async fn answer(ctx: &Ctx, key: &ReportKey) -> Result<Json<WholeAnswer>> {
    Ok(Json(actions::read(ctx, key).await?.into()))
}

/// GET /api/v1/reports: the reports one may read, the latest period first.
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Json<ListAnswer>> {
    let (items, next) = actions::list(&ctx, &asked).await?;
    Ok(Json(ListAnswer { items, next }))
}

/// POST /api/v1/reports: drafts the report of a period; when it is there already, answers with it.
pub async fn draft(ctx: Ctx, Json(form): Json<DraftForm>) -> WebResult<Created<Json<WholeAnswer>>> {
    let key = Box::pin(actions::draft(&ctx, &form)).await?;
    Ok(Created(answer(&ctx, &key).await?))
}

/// GET /api/v1/reports/{beneficiary}/{id}: what a report says, as data in no language.
pub async fn show(ctx: Ctx, Path(key): Path<ReportKey>) -> WebResult<Json<WholeAnswer>> {
    answer(&ctx, &key).await
}

/// PUT /api/v1/reports/{beneficiary}/{id}: writes its introduction and its plan; `version` is the one read.
pub async fn write(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Json(form): Json<TextsForm>,
) -> WebResult<Json<WholeAnswer>> {
    actions::write(&ctx, &key, &form).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reports/{beneficiary}/{id}/computing: reads the figures of a draft again.
pub async fn recompute(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    _: Json<Nothing>,
) -> WebResult<Json<WholeAnswer>> {
    Box::pin(actions::recompute(&ctx, &key)).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reports/{beneficiary}/{id}/review: gives a draft to both sides.
pub async fn review(ctx: Ctx, Path(key): Path<ReportKey>, _: Json<Nothing>) -> WebResult<Json<WholeAnswer>> {
    actions::review(&ctx, &key).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reports/{beneficiary}/{id}/reopening: takes a report in review back.
pub async fn reopen(ctx: Ctx, Path(key): Path<ReportKey>, _: Json<Nothing>) -> WebResult<Json<WholeAnswer>> {
    actions::reopen(&ctx, &key).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reports/{beneficiary}/{id}/comments: says something about a report in review.
pub async fn comment(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Json(form): Json<CommentForm>,
) -> WebResult<Json<WholeAnswer>> {
    actions::comment(&ctx, &key, &form).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reports/{beneficiary}/{id}/publication: publishes a reviewed report; it never changes again.
pub async fn publish(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Json(form): Json<PublicationForm>,
) -> WebResult<Json<WholeAnswer>> {
    Box::pin(actions::publish(&ctx, &key, &form)).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reports/{beneficiary}/{id}/correction: another edition of a published report; answers with it.
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<ReportKey>,
    Json(form): Json<CorrectionForm>,
) -> WebResult<Created<Json<WholeAnswer>>> {
    let new = Box::pin(actions::correct(&ctx, &key, &form)).await?;
    Ok(Created(answer(&ctx, &new).await?))
}

/// GET /api/v1/reports/{beneficiary}/{id}/tables/{table}: a table of a report as a file for spreadsheets.
pub async fn table(
    ctx: Ctx,
    Path(path): Path<TablePath>,
    Query(query): Query<FormatQuery>,
) -> WebResult<Response> {
    pages::table_file(&ctx, path, &query).await
}

/// POST /api/v1/report-runs: makes the drafts of a period for every beneficiary in the background.
pub async fn start(ctx: Ctx, Json(form): Json<RunForm>) -> WebResult<Created<Json<Run>>> {
    let id = actions::start(&ctx, &form.kind, &form.period).await?;
    Ok(Created(Json(actions::run(&ctx, &id).await?)))
}

/// GET /api/v1/report-runs/{run}: where that work stands.
pub async fn run(ctx: Ctx, Path(path): Path<RunPath>) -> WebResult<Json<Run>> {
    Ok(Json(actions::run(&ctx, &path.run).await?))
}
