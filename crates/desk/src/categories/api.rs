//! Categories for programs.

use super::{Category, CategoryForm, actions, store};
use platform::{
    Ctx,
    web::{Created, Json, WebResult},
};

/// GET /api/v1/categories: every category.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Category>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/categories: adds a category.
pub async fn create(ctx: Ctx, Json(form): Json<CategoryForm>) -> WebResult<Created<Json<Category>>> {
    Ok(Created(Json(actions::create(&ctx, &form).await?)))
}
