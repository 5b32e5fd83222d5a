//! Versions of the plan for programs.

use super::{Acceptance, Plan, PlanForm, PlanKey, StepForm, actions};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde::Serialize;

/// A version with who accepted it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Answer {
    #[serde(flatten)]
    plan: Plan,
    /// Who accepted it so far.
    acceptances: Vec<Acceptance>,
}

async fn answer(ctx: &Ctx, key: &PlanKey) -> WebResult<Json<Answer>> {
    let all = actions::read(ctx, key).await?;
    Ok(Json(Answer { plan: all.plan, acceptances: all.acceptances }))
}

/// POST /api/v1/reversibility/{beneficiary}/plans: begins the next version, with the words of the last one.
pub async fn begin(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Created<Json<PlanKey>>> {
    Ok(Created(Json(actions::begin(&ctx, &beneficiary).await?)))
}

/// GET /api/v1/reversibility/{beneficiary}/plans/{number}: a version; the beneficiary reads it once it is submitted.
pub async fn show(ctx: Ctx, Path(key): Path<PlanKey>) -> WebResult<Json<Answer>> {
    answer(&ctx, &key).await
}

/// PUT /api/v1/reversibility/{beneficiary}/plans/{number}: writes a draft; `version` is the one read.
pub async fn write(
    ctx: Ctx,
    Path(key): Path<PlanKey>,
    Json(form): Json<PlanForm>,
) -> WebResult<Json<Answer>> {
    actions::write(&ctx, &key, &form).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reversibility/{beneficiary}/plans/{number}/submission: puts a draft before both sides.
pub async fn submit(
    ctx: Ctx,
    Path(key): Path<PlanKey>,
    Json(form): Json<StepForm>,
) -> WebResult<Json<Answer>> {
    actions::submit(&ctx, &key, &form).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reversibility/{beneficiary}/plans/{number}/reopening: takes a version back to be written again.
pub async fn reopen(
    ctx: Ctx,
    Path(key): Path<PlanKey>,
    Json(form): Json<StepForm>,
) -> WebResult<Json<Answer>> {
    actions::reopen(&ctx, &key, &form).await?;
    answer(&ctx, &key).await
}

/// POST /api/v1/reversibility/{beneficiary}/plans/{number}/acceptance: one's own side accepts.
pub async fn accept(
    ctx: Ctx,
    Path(key): Path<PlanKey>,
    Json(form): Json<StepForm>,
) -> WebResult<Json<Answer>> {
    actions::accept(&ctx, &key, &form).await?;
    answer(&ctx, &key).await
}
