//! The page of reasons to wait, and the form of a ticket that waits.

use super::{
    PendingForm, PendingId,
    actions::{self, WaitForm},
    store, views,
};
use crate::{
    forms,
    tickets::{TicketKey, pages::after_choice},
};
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /pending-reasons
pub async fn list(ctx: Ctx) -> WebResult {
    let all = store::all(&mut ctx.read().await?).await?;
    Ok(views::list_page(&ctx, &all, &PendingForm::default(), &[]))
}

/// POST /pending-reasons
pub async fn create(ctx: Ctx, Form(form): Form<PendingForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(_) => Ok(redirect("/pending-reasons")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let all = store::all(&mut ctx.read().await?).await?;
            Ok(forms::again(status, views::list_page(&ctx, &all, &form, &errors)))
        }
    }
}

/// POST /pending-reasons/{reason}/archival
pub async fn archive(
    ctx: Ctx,
    Path(id): Path<PendingId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/pending-reasons"))
}

/// POST /pending-reasons/{reason}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<PendingId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/pending-reasons"))
}

/// POST /tickets/{beneficiary}/{id}/wait
pub async fn wait(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<WaitForm>) -> WebResult<Response> {
    let done = actions::wait(&ctx, &key, &form).await;
    after_choice(&ctx, &key, done, form.version).await
}
