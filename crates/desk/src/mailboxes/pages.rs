//! Pages of mailboxes.

use super::{MailboxForm, MailboxId, actions, views};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /mailboxes
pub async fn list(ctx: Ctx) -> WebResult {
    let mailboxes = actions::list(&ctx).await?;
    views::list_page(&ctx, &mailboxes).await
}

/// GET /mailboxes/new
pub async fn new_mailbox(ctx: Ctx) -> WebResult {
    views::form_page(&ctx, &MailboxForm::default(), &[]).await
}

/// POST /mailboxes
pub async fn create(ctx: Ctx, Form(form): Form<MailboxForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(mailbox) => Ok(redirect(&views::path(&mailbox.id))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            Ok(forms::again(status, views::form_page(&ctx, &form, &errors).await?))
        }
    }
}

/// GET /mailboxes/{mailbox}
pub async fn show(ctx: Ctx, Path(id): Path<MailboxId>) -> WebResult {
    views::mailbox_page(&ctx, &id, None, &[], None).await
}

/// POST /mailboxes/{mailbox}
pub async fn change(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Form(form): Form<MailboxForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(_) => Ok(redirect(&views::path(&id))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "name")?;
            let page = views::mailbox_page(&ctx, &id, Some(form), &errors, None).await?;
            Ok(forms::again(status, page))
        }
    }
}

/// POST /mailboxes/{mailbox}/trial
pub async fn attempt(ctx: Ctx, Path(id): Path<MailboxId>, Form(Nothing {}): Form<Nothing>) -> WebResult {
    let found = actions::attempt(&ctx, &id).await?;
    views::mailbox_page(&ctx, &id, None, &[], Some(found)).await
}

/// POST /mailboxes/{mailbox}/pause
pub async fn pause(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_enabled(&ctx, &id, false).await?;
    Ok(redirect(&views::path(&id)))
}

/// POST /mailboxes/{mailbox}/resumption
pub async fn resume(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_enabled(&ctx, &id, true).await?;
    Ok(redirect(&views::path(&id)))
}

/// POST /mailboxes/{mailbox}/removal
pub async fn remove(
    ctx: Ctx,
    Path(id): Path<MailboxId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::remove(&ctx, &id).await?;
    Ok(redirect("/mailboxes"))
}
