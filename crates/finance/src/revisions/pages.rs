//! Pages of revisions.

use super::{RevisionId, actions, store, views};
use crate::{
    indices, reach,
    screen::{ListQuery, ReasonForm, YearForm, unprocessable},
};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use maud::Markup;
use platform::{
    Ctx, Error, Problems,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};

/// The revisions in scope, the last proposed first, with the form of a proposal.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Markup> {
    list_with(&ctx, &query, &YearForm::default(), &Problems::default()).await
}

async fn list_with(ctx: &Ctx, query: &ListQuery, form: &YearForm, problems: &Problems) -> WebResult<Markup> {
    let beneficiaries = reach::beneficiaries(ctx).await?;
    let beneficiary = query.beneficiary.as_deref().map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, beneficiary.as_ref(), query.after.as_deref()).await?;
    Ok(views::list(ctx, rows, &beneficiaries, form, problems))
}

/// Proposes, or gives the form back.
pub async fn propose(ctx: Ctx, Form(form): Form<YearForm>) -> WebResult<Response> {
    let beneficiary = BeneficiaryId::from(form.beneficiary.as_str());
    let year = reach::year(&form.year);
    let proposed = match year {
        Ok(year) => actions::propose(&ctx, &beneficiary, year).await,
        Err(error) => Err(error),
    };
    match proposed {
        Ok(revision) => Ok(redirect(&revision.href())),
        Err(Error::Invalid(problems)) => {
            Ok(unprocessable(list_with(&ctx, &ListQuery::default(), &form, &problems).await?))
        }
        Err(error) => Err(error),
    }
}

/// One version with its steps and its three readings.
pub async fn show(ctx: Ctx, Path((beneficiary, id)): Path<(BeneficiaryId, RevisionId)>) -> WebResult<Markup> {
    show_with(&ctx, &beneficiary, &id, "", &Problems::default()).await
}

async fn show_with(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    id: &RevisionId,
    reason: &str,
    problems: &Problems,
) -> WebResult<Markup> {
    let mut tx = ctx.read().await?;
    let revision = store::find(&mut tx, beneficiary, id).await?.ok_or(Error::NotFound)?;
    let current = indices::store::current(&mut tx).await?;
    Ok(views::show(ctx, &revision, &current, reason, problems))
}

/// Approves.
pub async fn approve(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, RevisionId)>,
    Form(_): Form<Nothing>,
) -> WebResult<Response> {
    actions::approve(&ctx, &beneficiary, &id).await?;
    Ok(redirect(&format!("/revisions/{beneficiary}/{id}")))
}

/// Replaces an approved version, or gives the form back.
pub async fn replace(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, RevisionId)>,
    Form(form): Form<ReasonForm>,
) -> WebResult<Response> {
    match actions::replace(&ctx, &beneficiary, &id, &form.reason).await {
        Ok(revision) => Ok(redirect(&revision.href())),
        Err(Error::Invalid(problems)) => {
            Ok(unprocessable(show_with(&ctx, &beneficiary, &id, &form.reason, &problems).await?))
        }
        Err(error) => Err(error),
    }
}
