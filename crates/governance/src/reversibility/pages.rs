//! The pages of reversibility.

use super::{actions, handovers::HandoverForm, views};
use axum::{http::StatusCode, response::Response};
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Result,
    web::{Path, WebResult, forms, redirect},
};

/// What was typed on the page of a beneficiary.
#[derive(Default)]
pub(super) struct Typed {
    /// A hand-over.
    pub(super) handover: HandoverForm,
    /// What the beneficiary says of one.
    pub(super) remarks: String,
}

/// GET /reversibility: where the plan of each beneficiary stands.
pub async fn list(ctx: Ctx) -> WebResult<Markup> {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /reversibility/{beneficiary}
pub async fn show(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Response> {
    let all = actions::read(&ctx, &beneficiary).await?;
    Ok(forms::again(StatusCode::OK, views::page_of(&ctx, &all, &Typed::default(), &[])))
}

/// The page again after an error that it can show, with what was typed; back to it otherwise.
pub(super) async fn answered(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    done: Result<()>,
    typed: Typed,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&format!("/reversibility/{beneficiary}"))) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, "pack")?);
    let all = actions::read(ctx, beneficiary).await?;
    Ok(forms::again(status, views::page_of(ctx, &all, &typed, &errors)))
}
