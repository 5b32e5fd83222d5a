//! Pages of conversations. Each works by posting and reloading; the script makes them live.

use super::{
    EndForm, HandForm, OpenForm, SayForm, TakeForm, actions, path,
    views::{self, Typed},
};
use crate::{forms, tickets::TicketKey};
use axum::{http::StatusCode, response::Response};
use kernel::Text;
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    web::{Form, Path, Upload, WebResult, components::FieldError, redirect},
};

/// GET /chats: what waits for an agent.
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

/// GET /chats/new: back to the conversation that is not over, when there is one.
pub async fn new_chat(ctx: Ctx) -> WebResult<Response> {
    match actions::own(&ctx).await? {
        Some(chat) => Ok(redirect(&chat.path())),
        None => Ok(forms::again(StatusCode::OK, new_page(&ctx, &OpenForm::default(), &[]).await?)),
    }
}

async fn new_page(ctx: &Ctx, form: &OpenForm, errors: &[FieldError]) -> Result<Markup> {
    let (is_served, own) = (actions::is_served(ctx).await?, actions::own(ctx).await?);
    Ok(views::new_page(ctx, form, is_served, own.as_ref(), errors))
}

/// POST /chats
pub async fn open(ctx: Ctx, upload: Upload<OpenForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    match actions::open(&ctx, &form, files).await {
        Ok(key) => Ok(redirect(&path(&key))),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "body")?;
            Ok(forms::again(status, new_page(&ctx, &form, &errors).await?))
        }
    }
}

/// GET /chats/{beneficiary}/{id}
pub async fn show(ctx: Ctx, Path(key): Path<TicketKey>) -> WebResult {
    shown(&ctx, &key, &Typed::default()).await
}

async fn shown(ctx: &Ctx, key: &TicketKey, typed: &Typed) -> WebResult {
    let reading = actions::read(ctx, key).await?;
    views::chat_page(ctx, &reading, typed).await
}

/// POST /chats/{beneficiary}/{id}/messages
pub async fn say(ctx: Ctx, Path(key): Path<TicketKey>, upload: Upload<SayForm>) -> WebResult<Response> {
    let Upload { form, files } = upload;
    let is_internal = form.internal == "on";
    let done = actions::say(&ctx, &key, &form, files).await;
    let typed = if is_internal {
        Typed { note: form.body, ..Typed::default() }
    } else {
        Typed { body: form.body, ..Typed::default() }
    };
    answered(&ctx, &key, done, if is_internal { "note" } else { "body" }, typed).await
}

/// POST /chats/{beneficiary}/{id}/taking
pub async fn take(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<TakeForm>) -> WebResult<Response> {
    let done = actions::take(&ctx, &key, &form).await;
    answered(&ctx, &key, done, "body", Typed::default()).await
}

/// POST /chats/{beneficiary}/{id}/hand-over
pub async fn hand_over(
    ctx: Ctx,
    Path(key): Path<TicketKey>,
    Form(form): Form<HandForm>,
) -> WebResult<Response> {
    let done = actions::hand_over(&ctx, &key, &form).await;
    answered(&ctx, &key, done, "word", Typed { hand: form, ..Typed::default() }).await
}

/// POST /chats/{beneficiary}/{id}/end
pub async fn end(ctx: Ctx, Path(key): Path<TicketKey>, Form(form): Form<EndForm>) -> WebResult<Response> {
    let done = actions::end(&ctx, &key, &form).await;
    answered(&ctx, &key, done, "body", Typed::default()).await
}

/// Back to the conversation; when it could not be done, with what was typed and why.
async fn answered(
    ctx: &Ctx,
    key: &TicketKey,
    done: Result<()>,
    field: &str,
    typed: Typed,
) -> WebResult<Response> {
    let error = match done {
        Ok(()) => return Ok(redirect(&path(key))),
        Err(error) => error,
    };
    let status = error.status();
    let error = match error {
        Error::TooManyRequests(seconds) => {
            Error::Refused(Text::new("chat-error-fast").with("seconds", seconds))
        }
        other => other,
    };
    let mut errors = forms::errors(ctx, error, field)?;
    // A word among agents has its own field on the page.
    errors.iter_mut().filter(|e| e.field == "body").for_each(|e| field.clone_into(&mut e.field));
    let typed = Typed { errors, ..typed };
    Ok(forms::again(status, shown(ctx, key, &typed).await?))
}
