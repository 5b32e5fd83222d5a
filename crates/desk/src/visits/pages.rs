//! The page of a ticket's planned interventions.

use super::{VisitForm, VisitPath, actions, views};
use crate::{forms, tickets::TicketKey};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /tickets/{beneficiary}/{id}/visits
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::visits_page(&ctx, &key, None, &[]).await
}

/// POST /tickets/{beneficiary}/{id}/visits
pub async fn plan(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<VisitForm>) -> WebResult<Response> {
    let done = actions::plan(&ctx, &key, &form).await.map(drop);
    answered(&ctx, &key, done, Some(&form)).await
}

/// POST /tickets/{beneficiary}/{id}/visits/{visit}/cancellation
pub async fn cancel(
    ctx: Ctx,
    Path(path): Path<VisitPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::cancel(&ctx, &key, &id).await;
    answered(&ctx, &key, done, None).await
}

async fn answered(
    ctx: &Ctx,
    key: &TicketKey,
    done: Result<()>,
    typed: Option<&VisitForm>,
) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("{}/visits", key.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, "starts_at")?;
            Ok(forms::again(status, views::visits_page(ctx, key, typed, &errors).await?))
        }
    }
}
