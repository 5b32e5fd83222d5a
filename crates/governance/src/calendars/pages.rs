//! Pages of calendars, and the calendars themselves.

use super::{FeedForm, FeedId, actions, views};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error,
    web::{Form, Nothing, Path, WebResult, forms, redirect},
};

/// GET /calendar/{secret}/feed.ics
pub async fn feed(ctx: Ctx, Path(secret): Path<String>) -> WebResult<Response> {
    let calendar = actions::read(&ctx.platform, &secret).await?.ok_or(Error::NotFound)?;
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], calendar).into_response())
}

/// GET /calendars
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?, None, &[]))
}

/// POST /calendars: the one page that shows the address.
pub async fn create(ctx: Ctx, Form(form): Form<FeedForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok((_, address)) => {
            let feeds = actions::list(&ctx).await?;
            Ok(views::list_page(&ctx, &feeds, Some(&address), &[]).into_response())
        }
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "part")?;
            let feeds = actions::list(&ctx).await?;
            Ok(forms::again(status, views::list_page(&ctx, &feeds, None, &errors)))
        }
    }
}

/// POST /calendars/{feed}/revocation
pub async fn revoke(
    ctx: Ctx,
    Path(id): Path<FeedId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::revoke(&ctx, &id).await?;
    Ok(redirect("/calendars"))
}
