//! Pages of freeze periods.

use super::{FreezeForm, FreezeId, actions, views};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /freeze-periods
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?, &FreezeForm::default(), &[]))
}

/// POST /freeze-periods
pub async fn create(ctx: Ctx, Form(form): Form<FreezeForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/freeze-periods")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "title")?;
            Ok(forms::again(status, views::list_page(&ctx, &actions::list(&ctx).await?, &form, &errors)))
        }
    }
}

/// POST /freeze-periods/{freeze}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(id): Path<FreezeId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_cancelled(&ctx, &id, true).await?;
    Ok(redirect("/freeze-periods"))
}

/// POST /freeze-periods/{freeze}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<FreezeId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_cancelled(&ctx, &id, false).await?;
    Ok(redirect("/freeze-periods"))
}
