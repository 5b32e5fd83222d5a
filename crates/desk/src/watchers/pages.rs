//! The page of a ticket's watchers.

use super::{WatcherForm, actions, views};
use crate::{forms, tickets::TicketKey};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Path, WebResult, redirect},
};

/// GET /tickets/{beneficiary}/{id}/watchers
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::watchers_page(&ctx, &key, &[]).await
}

/// POST /tickets/{beneficiary}/{id}/watchers
pub async fn add(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<WatcherForm>) -> WebResult<Response> {
    done(&ctx, &key, actions::add(&ctx, &key, &form.person).await).await
}

/// POST /tickets/{beneficiary}/{id}/watchers/removal
pub async fn remove(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<WatcherForm>,
) -> WebResult<Response> {
    done(&ctx, &key, actions::remove(&ctx, &key, &form.person).await).await
}

async fn done(ctx: &Ctx, key: &TicketKey, done: Result<()>) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("{}/watchers", key.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, "person")?;
            Ok(forms::again(status, views::watchers_page(ctx, key, &errors).await?))
        }
    }
}
