//! Sites for programs.

use super::{Site, SiteForm, SiteKey, actions, store};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};

/// GET /api/v1/sites
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Site>>> {
    Ok(Json(store::list(&mut ctx.read().await?, None).await?))
}

/// POST /api/v1/sites
pub async fn create(ctx: Ctx, Json(form): Json<SiteForm>) -> WebResult<Response> {
    let site = actions::create(&ctx, &form).await?;
    Ok((StatusCode::CREATED, Json(site)).into_response())
}

/// PUT /api/v1/sites/{beneficiary}/{id}: `version` is the one read.
pub async fn change(ctx: Ctx, Path(key): Path<SiteKey>, Json(form): Json<SiteForm>) -> WebResult<Json<Site>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}
