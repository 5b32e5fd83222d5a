//! The page of telephone exchanges.

use super::{LineForm, LineId, actions, views};
use crate::forms;
use axum::{http::StatusCode, response::Response};
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /phone-lines
pub async fn list(ctx: Ctx) -> WebResult {
    views::list_page(&ctx, &LineForm::default(), &[], None).await
}

/// POST /phone-lines: the one page that shows the secret.
pub async fn create(ctx: Ctx, Form(form): Form<LineForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => {
            let page = views::list_page(&ctx, &LineForm::default(), &[], Some(&made)).await?;
            Ok(forms::again(StatusCode::CREATED, page))
        }
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, views::list_page(&ctx, &form, &errors, None).await?))
        }
    }
}

/// POST /phone-lines/{line}/secret: shows the new secret, once.
pub async fn renew_secret(ctx: Ctx, Path(id): Path<LineId>, Form(Nothing {}): Form<Nothing>) -> WebResult {
    let made = actions::renew_secret(&ctx, &id).await?;
    views::list_page(&ctx, &LineForm::default(), &[], Some(&made)).await
}

/// POST /phone-lines/{line}/pause
pub async fn pause(ctx: Ctx, Path(id): Path<LineId>, Form(Nothing {}): Form<Nothing>) -> WebResult<Response> {
    actions::set_enabled(&ctx, &id, false).await?;
    Ok(redirect("/phone-lines"))
}

/// POST /phone-lines/{line}/resumption
pub async fn resume(
    ctx: Ctx,
    Path(id): Path<LineId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_enabled(&ctx, &id, true).await?;
    Ok(redirect("/phone-lines"))
}
