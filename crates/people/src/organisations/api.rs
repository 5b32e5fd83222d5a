//! Organisations as JSON.

use super::{Organisation, OrganisationForm, actions, store};
use kernel::id::OrganisationId;
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};

/// GET: every organisation in scope.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Organisation>>> {
    let mut tx = ctx.read().await?;
    Ok(Json(store::list(&mut tx).await?))
}

/// GET: one organisation.
pub async fn show(ctx: Ctx, Path(id): Path<OrganisationId>) -> WebResult<Json<Organisation>> {
    let mut tx = ctx.read().await?;
    actions::found(&mut tx, &id).await.map(Json)
}

/// POST: a new organisation.
pub async fn create(ctx: Ctx, Json(form): Json<OrganisationForm>) -> WebResult<Json<Organisation>> {
    actions::create(&ctx, &form).await.map(Json)
}

/// PUT: the whole content, with the version read.
pub async fn change(
    ctx: Ctx,
    Path(id): Path<OrganisationId>,
    Json(form): Json<OrganisationForm>,
) -> WebResult<Json<Organisation>> {
    actions::change(&ctx, &id, &form).await.map(Json)
}
