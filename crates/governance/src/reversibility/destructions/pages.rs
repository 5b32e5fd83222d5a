//! The page of a deletion, what it posts, and its certificate.

use super::{AskForm, ConfirmForm, DestructionKey, WithdrawForm, actions, views};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Result,
    web::{Form, Path, WebResult, forms, redirect},
};

/// What was typed on the page.
#[derive(Default)]
pub(super) struct Typed {
    /// Asking.
    pub(super) ask: Option<AskForm>,
    /// Confirming.
    pub(super) code: String,
    /// Giving up.
    pub(super) why: String,
}

/// GET /reversibility/{beneficiary}/destructions: what a deletion would do, and those that were asked for.
pub async fn show(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Response> {
    let whole = actions::read(&ctx, &beneficiary).await?;
    Ok(forms::again(StatusCode::OK, views::page_of(&ctx, &whole, &Typed::default(), &[])))
}

/// POST /reversibility/{beneficiary}/destructions
pub async fn ask(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Form(form): Form<AskForm>,
) -> WebResult<Response> {
    let done = actions::ask(&ctx, &beneficiary, &form).await.map(drop);
    answered(&ctx, &beneficiary, done, Typed { ask: Some(form), ..Typed::default() }).await
}

/// POST /reversibility/{beneficiary}/destructions/{id}/confirmation
pub async fn confirm(
    ctx: Ctx,
    Path(key): Path<DestructionKey>,
    Form(form): Form<ConfirmForm>,
) -> WebResult<Response> {
    let done = actions::confirm(&ctx, &key, &form).await;
    answered(&ctx, &key.beneficiary, done, Typed { code: form.code, ..Typed::default() }).await
}

/// POST /reversibility/{beneficiary}/destructions/{id}/withdrawal
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<DestructionKey>,
    Form(form): Form<WithdrawForm>,
) -> WebResult<Response> {
    let done = actions::withdraw(&ctx, &key, &form).await;
    answered(&ctx, &key.beneficiary, done, Typed { why: form.why, ..Typed::default() }).await
}

/// The page again after an error that it can show, with what was typed; back to it otherwise.
async fn answered(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    done: Result<()>,
    typed: Typed,
) -> WebResult<Response> {
    let Err(error) = done else {
        return Ok(redirect(&format!("/reversibility/{beneficiary}/destructions")));
    };
    let (status, errors) = (error.status(), forms::errors(ctx, error, "destruction")?);
    let whole = actions::read(ctx, beneficiary).await?;
    Ok(forms::again(status, views::page_of(ctx, &whole, &typed, &errors)))
}

/// GET /reversibility/{beneficiary}/destructions/{id}/certificate.pdf
pub async fn certificate(ctx: Ctx, Path(key): Path<DestructionKey>) -> WebResult<Response> {
    let (name, bytes) = actions::certificate(&ctx, &key).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}
