//! The page of the keys and of how one likes the screens.

use super::views;
use axum::response::Response;
use maud::Markup;
use platform::{
    Ctx, Screen,
    web::{Form, WebResult, redirect},
};
use serde::Deserialize;

/// GET /shortcuts
pub async fn show(ctx: Ctx) -> Markup {
    views::page(&ctx)
}

/// The two boxes, `on` when ticked.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScreenForm {
    shortcuts: String,
    compact: String,
}

/// POST /shortcuts
pub async fn save(ctx: Ctx, Form(form): Form<ScreenForm>) -> WebResult<Response> {
    let screen = Screen { has_shortcuts: form.shortcuts == "on", is_compact: form.compact == "on" };
    people::persons::actions::set_screen(&ctx, screen).await?;
    Ok(redirect("/shortcuts"))
}
