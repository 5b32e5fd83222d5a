//! The page of closures.

use super::{
    ClosureId,
    actions::{self, ClosureForm},
    store, views,
};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error, Problems,
    web::{Form, Path, WebResult, redirect},
};

pub(super) async fn list(ctx: Ctx) -> WebResult {
    let mut tx = ctx.read().await?;
    let closures = store::latest(&mut tx).await?;
    Ok(views::list(&ctx, &closures, &ClosureForm::default(), &Problems::default()))
}

pub(super) async fn record(ctx: Ctx, Form(form): Form<ClosureForm>) -> WebResult<Response> {
    match actions::record(&ctx, &form).await {
        Ok(_) => Ok(redirect("/closures")),
        Err(Error::Invalid(problems)) => {
            let mut tx = ctx.read().await?;
            let closures = store::latest(&mut tx).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, views::list(&ctx, &closures, &form, &problems))
                .into_response())
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn cancel(ctx: Ctx, Path(id): Path<ClosureId>, Form(()): Form<()>) -> WebResult<Response> {
    actions::cancel(&ctx, &id).await?;
    Ok(redirect("/closures"))
}
