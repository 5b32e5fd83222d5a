//! Pages of counters, and the screen of the waiting room.

use super::{CounterForm, CounterId, actions, views};
use crate::{forms, walk_ins};
use axum::{
    http::{HeaderName, HeaderValue},
    response::{IntoResponse as _, Response},
};
use platform::{
    Ctx, Error,
    web::{Form, Nothing, Path, WebResult, redirect},
};

/// GET /counters
pub async fn list(ctx: Ctx) -> WebResult {
    let counters = actions::list(&ctx).await?;
    let waiting = walk_ins::actions::waiting(&ctx).await?;
    Ok(views::list_page(&ctx, &counters, &waiting))
}

/// GET /counters/new
pub async fn new_counter(ctx: Ctx) -> WebResult {
    views::form_page(&ctx, None, &views::usual(), &[]).await
}

/// POST /counters
pub async fn create(ctx: Ctx, Form(form): Form<CounterForm>) -> WebResult<Response> {
    match actions::create(&ctx, &form).await {
        Ok(made) => Ok(redirect(&made.path())),
        Err(error) => again(&ctx, None, form, error).await,
    }
}

/// GET /counters/{counter}/settings
pub async fn settings(ctx: Ctx, Path(id): Path<CounterId>) -> WebResult {
    let counter = actions::read(&ctx, &id).await?;
    views::form_page(&ctx, Some(&counter), &views::stored(&counter), &[]).await
}

/// POST /counters/{counter}/settings
pub async fn change(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Form(form): Form<CounterForm>,
) -> WebResult<Response> {
    match actions::change(&ctx, &id, &form).await {
        Ok(changed) => Ok(redirect(&changed.path())),
        Err(error) => again(&ctx, Some(&id), form, error).await,
    }
}

async fn again(ctx: &Ctx, id: Option<&CounterId>, form: CounterForm, error: Error) -> WebResult<Response> {
    let status = error.status();
    let errors = forms::errors(ctx, error, "name")?;
    let counter = match id {
        Some(id) => Some(actions::read(ctx, id).await?),
        None => None,
    };
    // What was typed is shown again with the present version: sending it once more then decides.
    let version = counter.as_ref().map_or(0, |counter| counter.version);
    let form = CounterForm { version, ..form };
    Ok(forms::again(status, views::form_page(ctx, counter.as_ref(), &form, &errors).await?))
}

/// POST /counters/{counter}/archival
pub async fn archive(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, true).await?;
    Ok(redirect("/counters"))
}

/// POST /counters/{counter}/restoration
pub async fn restore(
    ctx: Ctx,
    Path(id): Path<CounterId>,
    Form(Nothing {}): Form<Nothing>,
) -> WebResult<Response> {
    actions::set_archived(&ctx, &id, false).await?;
    Ok(redirect("/counters"))
}

/// GET /counters/{counter}/display: for a screen that nobody touches; the browser asks again by itself, without script.
pub async fn display(ctx: Ctx, Path(id): Path<CounterId>) -> WebResult<Response> {
    let shown = actions::display(&ctx, &id).await?;
    let again = [(HeaderName::from_static("refresh"), HeaderValue::from_static("5"))];
    Ok((again, views::display_page(&ctx, &shown)).into_response())
}
