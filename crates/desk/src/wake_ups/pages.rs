//! The page of one's own reminders of a ticket.

use super::{ReminderForm, ReminderPath, actions, views};
use crate::{forms, tickets::TicketKey};
use axum::response::Response;
use platform::{
    Ctx, Result,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /tickets/{beneficiary}/{id}/reminders
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    views::reminders_page(&ctx, &key, &ReminderForm::default(), &[]).await
}

/// POST /tickets/{beneficiary}/{id}/reminders
pub async fn add(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<ReminderForm>,
) -> WebResult<Response> {
    let done = actions::add(&ctx, &key, &form).await.map(drop);
    answered(&ctx, &key, done, &form).await
}

/// POST /tickets/{beneficiary}/{id}/reminders/{reminder}/removal
pub async fn remove(
    ctx: Ctx,
    Path(path): Path<ReminderPath>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    let (key, id) = path.split();
    let done = actions::remove(&ctx, &key, &id).await;
    answered(&ctx, &key, done, &ReminderForm::default()).await
}

async fn answered(ctx: &Ctx, key: &TicketKey, done: Result<()>, typed: &ReminderForm) -> WebResult<Response> {
    match done {
        Ok(()) => Ok(redirect(&format!("{}/reminders", key.path()))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(ctx, error, "at")?;
            Ok(forms::again(status, views::reminders_page(ctx, key, typed, &errors).await?))
        }
    }
}
