//! Outages for programs.

use super::{
    EndForm, Outage, OutageForm, OutageKey, Revision, WithdrawForm, actions,
    pages::{ListQuery, cursor},
};
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// A page of outages.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct OutagePage {
    /// Outages, the latest first; withdrawn ones say so.
    items: Vec<Outage>,
    /// What to give as `after` for the next page; nothing on the last one.
    next: Option<String>,
}

/// An outage with its history.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeOutage {
    /// The outage.
    #[serde(flatten)]
    outage: Outage,
    /// What it said at each version, the latest first.
    versions: Vec<Revision>,
    /// Identifiers of the outages that make one cut with it (R5.9).
    merged_with: Vec<String>,
}

/// GET /api/v1/outages: the latest first; `next` is the `after` of the next page.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<OutagePage>> {
    let (items, next) = actions::list(&ctx, &query.filter()).await?;
    Ok(Json(OutagePage { items, next: next.as_ref().map(cursor) }))
}

/// POST /api/v1/outages: reports an outage; `key` makes sending it twice harmless.
pub async fn report(ctx: Ctx, Json(form): Json<OutageForm>) -> WebResult<Created<Json<Outage>>> {
    Ok(Created(Json(actions::report(&ctx, &form).await?)))
}

/// GET /api/v1/outages/{beneficiary}/{id}: one outage with its history.
pub async fn show(ctx: Ctx, Path(key): Path<OutageKey>) -> WebResult<Json<WholeOutage>> {
    let whole = actions::read(&ctx, &key).await?;
    let merged_with = whole.merged.iter().map(|one| one.id.to_string()).collect();
    Ok(Json(WholeOutage { outage: whole.outage, versions: whole.versions, merged_with }))
}

/// PUT /api/v1/outages/{beneficiary}/{id}: corrects an outage; `version` is the one read, `reason` is kept.
pub async fn correct(
    ctx: Ctx,
    Path(key): Path<OutageKey>,
    Json(form): Json<OutageForm>,
) -> WebResult<Json<Outage>> {
    Ok(Json(actions::correct(&ctx, &key, &form).await?))
}

/// PUT /api/v1/outages/{beneficiary}/{id}/end: ends an outage that lasts, now when no time is given.
pub async fn end(ctx: Ctx, Path(key): Path<OutageKey>, Json(form): Json<EndForm>) -> WebResult<Json<Outage>> {
    Ok(Json(actions::end(&ctx, &key, &form).await?))
}

/// PUT /api/v1/outages/{beneficiary}/{id}/withdrawal: withdraws an outage that was none.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<OutageKey>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<Json<Outage>> {
    Ok(Json(actions::withdraw(&ctx, &key, &form).await?))
}
