//! Reflectometry results for programs.

use super::{Measure, actions};
use crate::sites::SiteKey;
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};

/// GET /api/v1/sites/{beneficiary}/{id}/reflectometry: results of a site, the latest measured first.
pub async fn list(ctx: Ctx, Path(key): Path<SiteKey>) -> WebResult<Json<Vec<Measure>>> {
    Ok(Json(actions::list(&ctx, &key).await?))
}
