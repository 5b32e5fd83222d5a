//! Categories for programs.

use super::{Category, CategoryForm, actions, store};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Json, WebResult},
};

/// GET /api/v1/categories
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<Category>>> {
    Ok(Json(store::all(&mut ctx.read().await?).await?))
}

/// POST /api/v1/categories
pub async fn create(ctx: Ctx, Json(form): Json<CategoryForm>) -> WebResult<Response> {
    Ok((StatusCode::CREATED, Json(actions::create(&ctx, &form).await?)).into_response())
}
