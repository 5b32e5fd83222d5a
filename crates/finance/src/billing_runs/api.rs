//! Runs for programs.

use super::{
    ApproveForm, BillingRun, Controls, Item, RunForm, RunInvoice,
    actions::{self, ItemsQuery},
    pages::BillingPath,
};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};
use serde::Serialize;

/// A run with its control totals and one page of what it found.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct RunBody {
    #[serde(flatten)]
    run: BillingRun,
    controls: Controls,
    /// Whether charges, their sum by kind, and documents say the same to the cent.
    controls_agree: bool,
    items: Vec<Item>,
    /// The `after` of the next page of items.
    next: Option<String>,
    documents: Vec<RunInvoice>,
}

async fn body(ctx: &Ctx, path: &BillingPath, asked: &ItemsQuery) -> WebResult<Json<RunBody>> {
    let whole = actions::read(ctx, &path.billing, asked).await?;
    Ok(Json(RunBody {
        controls_agree: whole.controls.agree(),
        run: whole.run,
        controls: whole.controls,
        items: whole.items,
        next: whole.next,
        documents: whole.documents,
    }))
}

/// GET /api/v1/billing-runs: the last runs.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<BillingRun>>> {
    Ok(Json(actions::latest(&ctx).await?))
}

/// POST /api/v1/billing-runs: drafts the charges of a year for every beneficiary in the background.
pub async fn start(ctx: Ctx, Json(form): Json<RunForm>) -> WebResult<Created<Json<BillingRun>>> {
    Ok(Created(Json(actions::start(&ctx, &form).await?)))
}

/// GET /api/v1/billing-runs/{billing}: where a run stands, its control totals and what it found.
pub async fn show(
    ctx: Ctx,
    Path(path): Path<BillingPath>,
    Query(asked): Query<ItemsQuery>,
) -> WebResult<Json<RunBody>> {
    body(&ctx, &path, &asked).await
}

/// POST /api/v1/billing-runs/{billing}/cancellation: stops a run where it is.
pub async fn cancel(ctx: Ctx, Path(path): Path<BillingPath>, _: Json<Nothing>) -> WebResult<Json<RunBody>> {
    actions::cancel(&ctx, &path.billing).await?;
    body(&ctx, &path, &ItemsQuery::default()).await
}

/// POST /api/v1/billing-runs/{billing}/approval: approves the drafts of some beneficiaries.
pub async fn approve(
    ctx: Ctx,
    Path(path): Path<BillingPath>,
    Json(form): Json<ApproveForm>,
) -> WebResult<Json<RunBody>> {
    Box::pin(actions::approve(&ctx, &path.billing, &form)).await?;
    body(&ctx, &path, &ItemsQuery::default()).await
}

/// POST /api/v1/billing-runs/{billing}/issue: issues what was approved, in the background.
pub async fn issue(ctx: Ctx, Path(path): Path<BillingPath>, _: Json<Nothing>) -> WebResult<Json<RunBody>> {
    actions::issue(&ctx, &path.billing).await?;
    body(&ctx, &path, &ItemsQuery::default()).await
}
