//! Sources of costs for programs.

use super::{EntryForm, EntryId, KeyForm, KeyId, KindForm, Sources, WithdrawForm, actions};
use crate::costs::pages::year_of;
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};

/// GET /api/v1/cost-sources/{year}: allocation keys, costs without an invoice, and the block of each kind of asset.
pub async fn show(ctx: Ctx, Path(year): Path<String>) -> WebResult<Json<Sources>> {
    Ok(Json(actions::read(&ctx, year_of(&year)?).await?))
}

/// POST /api/v1/cost-sources/{year}/keys: adds an allocation key with its figures.
pub async fn add_key(
    ctx: Ctx,
    Path(year): Path<String>,
    Json(form): Json<KeyForm>,
) -> WebResult<Created<Json<Sources>>> {
    actions::put_key(&ctx, year_of(&year)?, None, &form).await?;
    show(ctx, Path(year)).await.map(Created)
}

/// PUT /api/v1/cost-sources/{year}/keys/{id}: writes a key again; closed years keep the figures they were closed with.
pub async fn put_key(
    ctx: Ctx,
    Path((year, id)): Path<(String, KeyId)>,
    Json(form): Json<KeyForm>,
) -> WebResult<Json<Sources>> {
    actions::put_key(&ctx, year_of(&year)?, Some(&id), &form).await?;
    show(ctx, Path(year)).await
}

/// POST /api/v1/cost-sources/{year}/entries: writes a cost without an invoice down.
pub async fn add_entry(
    ctx: Ctx,
    Path(year): Path<String>,
    Json(form): Json<EntryForm>,
) -> WebResult<Created<Json<Sources>>> {
    actions::add_entry(&ctx, year_of(&year)?, &form).await?;
    show(ctx, Path(year)).await.map(Created)
}

/// POST /api/v1/cost-sources/{year}/entries/{id}/withdrawal: takes such a cost away, for a reason.
pub async fn withdraw_entry(
    ctx: Ctx,
    Path((year, id)): Path<(String, EntryId)>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<Json<Sources>> {
    actions::withdraw_entry(&ctx, year_of(&year)?, &id, &form).await?;
    show(ctx, Path(year)).await
}

/// PUT /api/v1/cost-sources/{year}/kinds: to which block the depreciation of a kind of asset is put.
pub async fn put_kind(
    ctx: Ctx,
    Path(year): Path<String>,
    Json(form): Json<KindForm>,
) -> WebResult<Json<Sources>> {
    actions::put_kind(&ctx, &form).await?;
    show(ctx, Path(year)).await
}
