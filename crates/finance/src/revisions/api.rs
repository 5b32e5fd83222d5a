//! Revisions for programs.

use super::{PriceRevision, RevisionId, store};
use crate::screen::{ListQuery, Page};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Error,
    web::{Json, Path, Query, WebResult},
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
