//! Sites for programs.

use super::{Site, SiteForm, SiteKey, actions, store};
use platform::{
    Ctx, Error,
    web::{Created, Json, Path, WebResult},
};

/// GET /api/v1/sites: every site in scope.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Site>>> {
    Ok(Json(store::list(&mut ctx.read().await?, None).await?))
}

/// POST /api/v1/sites: adds a site.
pub async fn create(ctx: Ctx, Json(form): Json<SiteForm>) -> WebResult<Created<Json<Site>>> {
    let site = actions::create(&ctx, &form).await?;
    Ok(Created(Json(site)))
}

/// GET /api/v1/sites/{beneficiary}/{id}: one site.
pub async fn show(ctx: Ctx, Path(key): Path<SiteKey>) -> WebResult<Json<Site>> {
    let site = store::find(&mut ctx.read().await?, &key.beneficiary, &key.id).await?;
    Ok(Json(site.ok_or(Error::NotFound)?))
}

/// PUT /api/v1/sites/{beneficiary}/{id}: changes a site; `version` is the one read.
pub async fn change(ctx: Ctx, Path(key): Path<SiteKey>, Json(form): Json<SiteForm>) -> WebResult<Json<Site>> {
    Ok(Json(actions::change(&ctx, &key, &form).await?))
}
