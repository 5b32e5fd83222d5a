//! Revisions for programs.

use super::{PriceRevision, RevisionId, actions, store};
use crate::{
    reach,
    screen::{ListQuery, Page, ReasonForm, YearBody},
};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Error,
    web::{Created, Json, Nothing, Path, Query, WebResult},
};

/// GET: the revisions in scope.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page<PriceRevision>>> {
    let beneficiary = query.beneficiary.map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, beneficiary.as_ref(), query.after.as_deref()).await?;
    Ok(Json(Page::cut(rows, |r| r.id.to_string())))
}

/// GET: one version with its explanation.
pub async fn show(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, RevisionId)>,
) -> WebResult<Json<PriceRevision>> {
    let mut tx = ctx.read().await?;
    Ok(Json(store::find(&mut tx, &beneficiary, &id).await?.ok_or(Error::NotFound)?))
}

/// POST: proposes the price of a year from the values published so far.
pub async fn propose(ctx: Ctx, Json(asked): Json<YearBody>) -> WebResult<Created<Json<PriceRevision>>> {
    let year = reach::year(&asked.year.to_string())?;
    Ok(Created(Json(actions::propose(&ctx, &asked.beneficiary, year).await?)))
}

/// POST: approves a proposal.
pub async fn approve(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, RevisionId)>,
    Json(_): Json<Nothing>,
) -> WebResult<Json<PriceRevision>> {
    actions::approve(&ctx, &beneficiary, &id).await?;
    show(ctx, Path((beneficiary, id))).await
}

/// POST: replaces an approved version by one computed anew, with the reason.
pub async fn replace(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, RevisionId)>,
    Json(asked): Json<ReasonForm>,
) -> WebResult<Created<Json<PriceRevision>>> {
    let revision = actions::replace(&ctx, &beneficiary, &id, &asked.reason).await?;
    Ok(Created(Json(revision)))
}
