//! What the page of a beneficiary posts about packs, and their files.

use super::{PackKey, actions};
use crate::reversibility::pages::{Typed, answered};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, attachment},
};

/// POST /reversibility/{beneficiary}/packs
pub async fn ask(ctx: Ctx, Path(beneficiary): Path<BeneficiaryId>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::ask(&ctx, &beneficiary).await.map(drop);
    answered(&ctx, &beneficiary, done, Typed::default()).await
}

/// POST /reversibility/{beneficiary}/packs/{id}/cancellation
pub async fn cancel(ctx: Ctx, Path(key): Path<PackKey>, _: Form<Nothing>) -> WebResult<Response> {
    let done = actions::cancel(&ctx, &key).await;
    answered(&ctx, &key.beneficiary, done, Typed::default()).await
}

/// GET /reversibility/{beneficiary}/packs/{id}/file.zip: sent piece by piece, whatever its length.
pub async fn download(ctx: Ctx, Path(key): Path<PackKey>) -> WebResult<Response> {
    let (name, file) = actions::download(&ctx, &key).await?;
    attachment(&name, "application/zip", file)
}
