//! Packs for programs; the file itself is fetched from the page's address.

use super::{Pack, PackKey, actions};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, WebResult},
};

/// GET /api/v1/reversibility/{beneficiary}/packs: the last packs that were asked for.
pub async fn list(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>) -> WebResult<Json<Vec<Pack>>> {
    Ok(Json(actions::list(&ctx, &beneficiary).await?))
}

/// POST /api/v1/reversibility/{beneficiary}/packs: asks for a pack, made in the background.
pub async fn ask(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Created<Json<PackKey>>> {
    Ok(Created(Json(actions::ask(&ctx, &beneficiary).await?)))
}

/// GET /api/v1/reversibility/{beneficiary}/packs/{id}: how far it is; once it is ready, the digest of its manifest.
pub async fn show(ctx: Ctx, Path(key): Path<PackKey>) -> WebResult<Json<Pack>> {
    Ok(Json(actions::read(&ctx, &key).await?))
}

/// POST /api/v1/reversibility/{beneficiary}/packs/{id}/cancellation: gives up one that is under way.
pub async fn cancel(
    ctx: Ctx,
    Path(key): Path<PackKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<NoContent> {
    actions::cancel(&ctx, &key).await?;
    Ok(NoContent)
}
