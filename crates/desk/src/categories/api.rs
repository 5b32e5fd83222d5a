//! Categories for programs.

use super::{Category, CategoryForm, CategoryId, DomainForm, actions, store};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, WebResult},
};

/// GET /api/v1/categories: every category.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Category>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/categories: adds a category.
pub async fn create(ctx: Ctx, Json(form): Json<CategoryForm>) -> WebResult<Created<Json<Category>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}

/// POST /api/v1/categories/{category}/domain: says of which sub-domain of annexe 1 A its tickets are.
pub async fn set_domain(
    ctx: Ctx,
    Path(id): Path<CategoryId>,
    Json(form): Json<DomainForm>,
) -> WebResult<NoContent> {
    actions::set_domain(&ctx, &id, &form).await?;
    Ok(NoContent)
}
