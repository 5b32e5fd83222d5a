//! Pages of a version of the plan.

use super::{PlanForm, PlanKey, StepForm, actions, views};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, WebResult, forms, redirect},
};

/// POST /reversibility/{beneficiary}/plans: begins the next version.
pub async fn begin(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    _: Form<Nothing>,
) -> WebResult<Response> {
    Ok(redirect(&actions::begin(&ctx, &beneficiary).await?.path()))
}

/// GET /reversibility/{beneficiary}/plans/{number}
pub async fn show(ctx: Ctx, Path(key): Path<PlanKey>) -> WebResult<maud::Markup> {
    let all = actions::read(&ctx, &key).await?;
    let form = views::stored(&all.plan);
    Ok(views::plan_page(&ctx, &all, &form, &[]))
}

/// POST /reversibility/{beneficiary}/plans/{number}
pub async fn write(ctx: Ctx, Path(key): Path<PlanKey>, Form(form): Form<PlanForm>) -> WebResult<Response> {
    let done = actions::write(&ctx, &key, &form).await;
    answered(&ctx, &key, done, Some(form)).await
}

/// POST /reversibility/{beneficiary}/plans/{number}/submission
pub async fn submit(ctx: Ctx, Path(key): Path<PlanKey>, Form(form): Form<StepForm>) -> WebResult<Response> {
    let done = actions::submit(&ctx, &key, &form).await;
    answered(&ctx, &key, done, None).await
}

/// POST /reversibility/{beneficiary}/plans/{number}/reopening
pub async fn reopen(ctx: Ctx, Path(key): Path<PlanKey>, Form(form): Form<StepForm>) -> WebResult<Response> {
    let done = actions::reopen(&ctx, &key, &form).await;
    answered(&ctx, &key, done, None).await
}

/// POST /reversibility/{beneficiary}/plans/{number}/acceptance
pub async fn accept(ctx: Ctx, Path(key): Path<PlanKey>, Form(form): Form<StepForm>) -> WebResult<Response> {
    let done = actions::accept(&ctx, &key, &form).await;
    answered(&ctx, &key, done, None).await
}

/// The page again after an error that it can show, with what was typed; back to it otherwise.
async fn answered(
    ctx: &Ctx,
    key: &PlanKey,
    done: Result<()>,
    typed: Option<PlanForm>,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&key.path())) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, "changes")?);
    let all = actions::read(ctx, key).await?;
    let form = typed.unwrap_or_else(|| views::stored(&all.plan));
    Ok(forms::again(status, views::plan_page(ctx, &all, &form, &errors)))
}

/// GET /reversibility/{beneficiary}/plans/{number}/file.pdf
pub async fn pdf(ctx: Ctx, Path(key): Path<PlanKey>) -> WebResult<Response> {
    let (name, bytes) = actions::pdf(&ctx, &key).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
