//! Whole pages: the shell around a body, and error pages.

use super::error::messages;
use crate::{Ctx, Error};
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{DOCTYPE, Markup, html};

/// A page of the product: the shell in the reader's language around `body`, which starts with its `h1`.
pub fn page(ctx: &Ctx, title: &str, body: Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(ctx.lang.code()) {
            head { meta charset="utf-8"; title { (title) } }
            body { main { (body) } }
        }
    }
}

/// After a change: go and look at it (303).
pub fn redirect(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// What happened, what it means for what was typed, and where to go on.
pub(super) fn error_page(ctx: &Ctx, error: &Error) -> Markup {
    let (title, help) = error.keys();
    let title = ctx.lang.t(title);
    page(
        ctx,
        &title,
        html! {
            h1 { (title) }
            p { (ctx.lang.t(help)) }
            @for (field, message) in messages(error, ctx.lang) {
                p { @if !field.is_empty() { strong { (field) " : " } } (message) }
            }
            @if error.status().is_server_error() { p { (ctx.lang.with("error-reference", &[("reference", &ctx.request_id)])) } }
            p { a href="/" { (ctx.lang.t("error-go-home")) } }
        },
    )
}
