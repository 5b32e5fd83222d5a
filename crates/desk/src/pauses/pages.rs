//! The page where pauses are recorded and cancelled.

use super::{PauseForm, PausePath, actions, views};
use crate::{forms, tickets::TicketKey};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Path, WebResult, redirect},
};
use serde::Deserialize;

/// GET /tickets/{beneficiary}/{id}/pauses
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::pauses_page(&ctx, &key, &PauseForm::default(), &[]).await
}

/// POST /tickets/{beneficiary}/{id}/pauses
pub async fn add(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<PauseForm>) -> WebResult<Response> {
    let done = actions::record(&ctx, &key, &form).await;
    answered(&ctx, &key, done, &form).await
}

/// The version of the ticket that was read.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct CancelForm {
    /// Of the ticket.
    pub version: i64,
}

/// POST /tickets/{beneficiary}/{id}/pauses/{pause}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(path): Path<PausePath>,
    Form(form): Form<CancelForm>,
) -> WebResult<Response> {
    let (key, pause) = path.split();
    let done = actions::cancel(&ctx, &key, &pause, form.version).await;
    answered(&ctx, &key, done, &PauseForm::default()).await
}

async fn answered(ctx: &Ctx, key: &TicketKey, done: Result<i64>, typed: &PauseForm) -> WebResult<Response> {
    match done {
        Ok(_) => Ok(redirect(&format!("{}/pauses", key.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, "from")?;
            Ok(forms::again(status, views::pauses_page(ctx, key, typed, &errors).await?))
        }
    }
}
