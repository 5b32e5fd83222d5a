//! Pages of runs.

use super::{
    ApproveForm, BillingRunId, RunForm,
    actions::{self, ItemsQuery},
    views,
};
use axum::response::Response;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, Query, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// Path of a run.
#[derive(Clone, Debug, Deserialize, schemars::JsonSchema)]
pub struct BillingPath {
    pub(super) billing: BillingRunId,
}

async fn list_page(ctx: &Ctx, typed: &RunForm, errors: &[FieldError]) -> Result<Markup> {
    let runs = actions::latest(ctx).await?;
    Ok(views::list_page(ctx, &runs, typed, errors))
}

/// GET /billing-runs
pub async fn list(ctx: Ctx) -> WebResult<Markup> {
    list_page(&ctx, &RunForm::default(), &[]).await
}

/// POST /billing-runs: begins a run.
pub async fn start(ctx: Ctx, Form(form): Form<RunForm>) -> WebResult<Response> {
    match actions::start(&ctx, &form).await {
        Ok(run) => Ok(redirect(&run.path())),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "year")?);
            Ok(forms::again(status, list_page(&ctx, &form, &errors).await?))
        }
    }
}

async fn page(ctx: &Ctx, id: &BillingRunId, asked: &ItemsQuery, errors: &[FieldError]) -> Result<Markup> {
    let whole = actions::read(ctx, id, asked).await?;
    Ok(views::run_page(ctx, &whole, errors))
}

/// GET /billing-runs/{billing}
pub async fn show(
    ctx: Ctx,
    Path(path): Path<BillingPath>,
    Query(asked): Query<ItemsQuery>,
) -> WebResult<Markup> {
    page(&ctx, &path.billing, &asked, &[]).await
}

async fn after<T>(ctx: &Ctx, id: &BillingRunId, done: Result<T>, field: &str) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&format!("/billing-runs/{id}"))) };
    let status = error.status();
    let errors = forms::errors(ctx, error, field)?;
    Ok(forms::again(status, page(ctx, id, &ItemsQuery::default(), &errors).await?))
}

/// POST /billing-runs/{billing}/cancellation
pub async fn cancel(ctx: Ctx, Path(path): Path<BillingPath>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::cancel(&ctx, &path.billing).await;
    after(&ctx, &path.billing, done, "run").await
}

/// POST /billing-runs/{billing}/approval
pub async fn approve(
    ctx: Ctx,
    Path(path): Path<BillingPath>,
    Form(form): Form<ApproveForm>,
) -> WebResult<Response> {
    let done = Box::pin(actions::approve(&ctx, &path.billing, &form)).await;
    after(&ctx, &path.billing, done, "beneficiaries").await
}

/// POST /billing-runs/{billing}/issue
pub async fn issue(ctx: Ctx, Path(path): Path<BillingPath>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::issue(&ctx, &path.billing).await;
    after(&ctx, &path.billing, done, "run").await
}
