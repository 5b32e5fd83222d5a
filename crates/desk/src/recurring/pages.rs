//! Pages of recurring tickets.

use super::{RecurringForm, RecurringPath, actions, views};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, Query, WebResult, redirect},
};

/// GET /recurring-tickets
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /recurring-tickets/new
pub async fn new_recurring(ctx: Ctx, Query(form): Query<RecurringForm>) -> WebResult {
    views::form_page(&ctx, None, &form, &[]).await
}

/// GET /recurring-tickets/{beneficiary}/{recurring}
pub async fn edit(ctx: Ctx, Path(path): Path<RecurringPath>) -> WebResult {
    let form = RecurringForm::of(&actions::find(&ctx, &path).await?);
    views::form_page(&ctx, Some(&path), &form, &[]).await
}

/// POST /recurring-tickets/{beneficiary}/{recurring}
pub async fn change(
    ctx: Ctx,
    Path(path): Path<RecurringPath>,
    Form(form): Form<RecurringForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &path, &form).await {
        Ok(()) => Ok(redirect("/recurring-tickets")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            Ok(forms::again(status, views::form_page(&ctx, Some(&path), &form, &errors).await?))
        }
    }
}

/// POST /recurring-tickets
pub async fn create(ctx: Ctx, Form(form): Form<RecurringForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/recurring-tickets")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            Ok(forms::again(status, views::form_page(&ctx, None, &form, &errors).await?))
        }
    }
}

/// POST /recurring-tickets/{beneficiary}/{recurring}/pause
pub async fn pause(
    ctx: Ctx,
    Path(path): Path<RecurringPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::pause(&ctx, &path).await?;
    Ok(redirect("/recurring-tickets"))
}

/// POST /recurring-tickets/{beneficiary}/{recurring}/resumption
pub async fn resume(
    ctx: Ctx,
    Path(path): Path<RecurringPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::resume(&ctx, &path).await?;
    Ok(redirect("/recurring-tickets"))
}
