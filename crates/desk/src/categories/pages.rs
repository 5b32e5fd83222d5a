//! The page of categories.

use super::{CategoryForm, CategoryId, DomainForm, actions, store, views};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Path, WebResult, redirect},
};

/// GET /categories
pub async fn list(ctx: Ctx) -> WebResult {
    let known = store::all(&mut ctx.read().await?).await?;
    Ok(views::list_page(&ctx, &known, &CategoryForm::default(), &[]))
}

/// POST /categories
pub async fn create(ctx: Ctx, Form(form): Form<CategoryForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/categories")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let known = store::all(&mut ctx.read().await?).await?;
            Ok(forms::again(status, views::list_page(&ctx, &known, &form, &errors)))
        }
    }
}

/// POST /categories/{category}/archival
pub async fn archive(ctx: Ctx, Path(id): Path<CategoryId>, Form(()): Form<()>) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/categories"))
}

/// POST /categories/{category}/restoration
pub async fn restore(ctx: Ctx, Path(id): Path<CategoryId>, Form(()): Form<()>) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/categories"))
}

/// POST /categories/{category}/domain
pub async fn set_domain(
    ctx: Ctx,
    Path(id): Path<CategoryId>,
    Form(form): Form<DomainForm>,
) -> WebResult<Response> {
    match actions::set_domain(&ctx, &id, &form).await {
        Ok(()) => Ok(redirect("/categories")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "domain")?;
            let known = store::all(&mut ctx.read().await?).await?;
            Ok(forms::again(status, views::list_page(&ctx, &known, &CategoryForm::default(), &errors)))
        }
    }
}
