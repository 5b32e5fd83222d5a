//! The changes of projects for programs.

use super::{LinkForm, actions};
use crate::projects::ProjectKey;
use platform::{
    Ctx,
    web::{Json, NoContent, Path, WebResult},
};

/// POST /api/v1/projects/{beneficiary}/{id}/changes: says that a project needs a change.
pub async fn link(ctx: Ctx, Path(key): Path<ProjectKey>, Json(form): Json<LinkForm>) -> WebResult<NoContent> {
    actions::link(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// POST /api/v1/projects/{beneficiary}/{id}/changes/removal: says that it does not after all.
pub async fn unlink(
    ctx: Ctx,
    Path(key): Path<ProjectKey>,
    Json(form): Json<LinkForm>,
) -> WebResult<NoContent> {
    actions::unlink(&ctx, &key, &form).await?;
    Ok(NoContent)
}
