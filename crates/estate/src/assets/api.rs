//! Assets for programs.

use super::{
    Asset, AssetForm, AssetKey, Handover, HandoverForm, Happened, ListQuery, RetireForm, actions,
    kinds::OwnKind,
};
use platform::{
    Ctx,
    web::{Created, IdempotencyKey, Json, Path, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// One page of assets.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct AssetPage {
    /// The assets, by name.
    items: Vec<Asset>,
    /// The `after` of the next page.
    next: Option<String>,
}

/// An asset with all that belongs to it.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct WholeAsset {
    #[serde(flatten)]
    asset: Asset,
    /// Its changes of hands, the last first.
    handovers: Vec<Handover>,
    /// What happened to it, the last first.
    history: Vec<Happened>,
}

/// GET /api/v1/assets: the assets that one may see, by name; `next` continues the list as `after`.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<AssetPage>> {
    let (items, next) = actions::list(&ctx, &query).await?;
    let next = next.map(|key| format!("{}/{}", key.beneficiary, key.id));
    Ok(Json(AssetPage { items, next }))
}

/// POST /api/v1/assets: adds an asset; `Idempotency-Key` makes sending it twice harmless.
pub async fn create(
    ctx: Ctx,
    IdempotencyKey(sent): IdempotencyKey,
    Json(mut form): Json<AssetForm>,
) -> WebResult<Created<Json<Asset>>> {
    if let Some(sent) = sent {
        form.key = sent;
    }
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// GET /api/v1/assets/{beneficiary}/{id}: an asset with its changes of hands and its history.
pub async fn show(ctx: Ctx, Path(key): Path<AssetKey>) -> WebResult<Json<WholeAsset>> {
    let whole = actions::read(&ctx, &key).await?;
    Ok(Json(WholeAsset { asset: whole.asset, handovers: whole.handovers, history: whole.history }))
}

/// PUT /api/v1/assets/{beneficiary}/{id}: changes an asset; `version` is the one read.
pub async fn change(
    ctx: Ctx,
    Path(key): Path<AssetKey>,
    Json(form): Json<AssetForm>,
) -> WebResult<Json<Asset>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}

/// POST /api/v1/assets/{beneficiary}/{id}/handovers: writes down that an asset changed hands.
pub async fn hand_over(
    ctx: Ctx,
    Path(key): Path<AssetKey>,
    Json(form): Json<HandoverForm>,
) -> WebResult<Created<Json<Handover>>> {
    Ok(Created(Json(actions::hand_over(&ctx, &key, &form).await?)))
}

/// POST /api/v1/assets/{beneficiary}/{id}/retirement: takes an asset out of use for good.
pub async fn retire(
    ctx: Ctx,
    Path(key): Path<AssetKey>,
    Json(form): Json<RetireForm>,
) -> WebResult<Json<Asset>> {
    Ok(Json(actions::retire(&ctx, &key, &form).await?))
}

/// GET /api/v1/asset-kinds: the kinds that the authority added to the built-in ones.
pub async fn kinds(ctx: Ctx) -> WebResult<Json<Vec<OwnKind>>> {
    Ok(Json(actions::kinds(&ctx).await?))
}

/// A kind to add.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KindForm {
    /// Its name.
    pub(super) name: String,
}

/// POST /api/v1/asset-kinds: adds a kind.
pub async fn add_kind(ctx: Ctx, Json(form): Json<KindForm>) -> WebResult<Created<Json<OwnKind>>> {
    Ok(Created(Json(actions::add_kind(&ctx, &form.name).await?)))
}
