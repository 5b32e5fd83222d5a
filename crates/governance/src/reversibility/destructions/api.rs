//! Deletions for programs. Asking and confirming are acts of two persons: a token acts for its person.

use super::{AskForm, ConfirmForm, Destruction, DestructionKey, DryRun, WithdrawForm, actions};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, WebResult},
};
use serde::Serialize;

/// What a deletion would do, and those that were asked for.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Answer {
    /// What it would do now; nothing is written for it.
    dry_run: DryRun,
    /// Those that were asked for, the latest first.
    destructions: Vec<Destruction>,
}

/// GET /api/v1/reversibility/{beneficiary}/destructions: what a deletion would do, table by table, and those asked for.
pub async fn list(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Json<Answer>> {
    let whole = actions::read(&ctx, &beneficiary).await?;
    Ok(Json(Answer { dry_run: whole.dry_run, destructions: whole.all }))
}

/// GET /api/v1/reversibility/{beneficiary}/destructions/{id}: how far it is; once it is over, its certificate.
pub async fn show(ctx: Ctx, Path(key): Path<DestructionKey>) -> WebResult<Json<Destruction>> {
    Ok(Json(actions::find(&ctx, &key).await?))
}

/// POST /api/v1/reversibility/{beneficiary}/destructions: asks for the deletion.
pub async fn ask(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(form): Json<AskForm>,
) -> WebResult<Created<Json<DestructionKey>>> {
    Ok(Created(Json(actions::ask(&ctx, &beneficiary, &form).await?)))
}

/// POST /api/v1/reversibility/{beneficiary}/destructions/{id}/confirmation: another person confirms.
pub async fn confirm(
    ctx: Ctx,
    Path(key): Path<DestructionKey>,
    Json(form): Json<ConfirmForm>,
) -> WebResult<NoContent> {
    actions::confirm(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// POST /api/v1/reversibility/{beneficiary}/destructions/{id}/withdrawal: gives it up before it is confirmed.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<DestructionKey>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<NoContent> {
    actions::withdraw(&ctx, &key, &form).await?;
    Ok(NoContent)
}
