//! The page of the appearance, the style sheet and the logo.

use super::{AppearanceForm, actions, views};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx,
    web::{Upload, WebResult, forms, redirect},
};

/// GET /appearance
pub async fn show(ctx: Ctx) -> WebResult {
    let versions = actions::list(&ctx).await?;
    Ok(views::page(&ctx, &versions, None, &[]))
}

/// POST /appearance
pub async fn change(ctx: Ctx, upload: Upload<AppearanceForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    match actions::change(&ctx, &form, files.into_iter().next()).await {
        Ok(_) => Ok(redirect("/appearance")),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "name")?);
            let versions = actions::list(&ctx).await?;
            Ok(forms::again(status, views::page(&ctx, &versions, Some(form), &errors)))
        }
    }
}

/// GET /appearance/theme.css
pub async fn theme(ctx: Ctx) -> WebResult<Response> {
    let sheet = ctx.platform.appearance.now().stylesheet();
    Ok(([(header::CONTENT_TYPE, "text/css; charset=utf-8")], sheet).into_response())
}

/// GET /appearance/logo
pub async fn logo(ctx: Ctx) -> WebResult<Response> {
    let (kind, bytes) = actions::logo(&ctx.platform).await?;
    Ok(([(header::CONTENT_TYPE, kind)], bytes).into_response())
}
