//! Pages of censuses.

use super::{CensusForm, CensusId, Verdict, actions, store, views};
use crate::{
    reach,
    screen::{ListQuery, unprocessable},
};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Error, Problems,
    web::{Form, Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// The censuses in scope, the last established first.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Markup> {
    let beneficiary = query.beneficiary.map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, beneficiary.as_ref(), query.after.as_deref()).await?;
    Ok(views::list(&ctx, rows))
}

/// The form of a new census; `corrects` names the one it corrects.
pub async fn new(ctx: Ctx, Query(form): Query<CensusForm>) -> WebResult<Markup> {
    let beneficiaries = reach::beneficiaries(&ctx).await?;
    Ok(views::form(&ctx, &beneficiaries, &form, &Problems::default()))
}

/// Establishes a census, or gives the form back with what was typed.
pub async fn create(ctx: Ctx, Form(form): Form<CensusForm>) -> WebResult<Response> {
    match actions::establish(&ctx, &form, None).await {
        Ok(census) => Ok(redirect(&census.href())),
        Err(Error::Invalid(problems)) => {
            let beneficiaries = reach::beneficiaries(&ctx).await?;
            Ok(unprocessable(views::form(&ctx, &beneficiaries, &form, &problems)))
        }
        Err(error) => Err(error),
    }
}

/// One census with its warnings and its decision.
pub async fn show(ctx: Ctx, Path((beneficiary, id)): Path<(BeneficiaryId, CensusId)>) -> WebResult<Markup> {
    page(&ctx, &beneficiary, &id, &Problems::default()).await
}

/// The answer given to a census.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DecisionForm {
    pub(super) verdict: Verdict,
    #[serde(default)]
    pub(super) note: String,
}

/// Validates or refuses.
pub async fn decide(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, CensusId)>,
    Form(form): Form<DecisionForm>,
) -> WebResult<Response> {
    match actions::decide(&ctx, &beneficiary, &id, form.verdict, &form.note).await {
        Ok(()) => Ok(redirect(&format!("/censuses/{beneficiary}/{id}"))),
        Err(Error::Invalid(problems)) => Ok(unprocessable(page(&ctx, &beneficiary, &id, &problems).await?)),
        Err(error) => Err(error),
    }
}

async fn page(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &CensusId,
    problems: &Problems,
) -> WebResult<Markup> {
    let mut tx = ctx.read().await?;
    let census = store::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let all = store::of_beneficiary(&mut tx, beneficiary).await?;
    Ok(views::show(ctx, &census, &all, problems))
}
