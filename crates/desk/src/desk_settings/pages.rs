//! The page of the desk's settings.

use super::{DeskSettingsForm, actions, views};
use crate::forms;
use axum::response::Response;
use platform::{
    Ctx,
    web::{Form, WebResult, redirect},
};

/// GET /desk-settings
pub async fn show(ctx: Ctx) -> WebResult {
    Ok(views::settings_page(&ctx, &actions::read(&ctx).await?, None, &[]))
}

/// POST /desk-settings
pub async fn change(ctx: Ctx, Form(form): Form<DeskSettingsForm>) -> WebResult<Response> {
    match actions::change(&ctx, &form).await {
        Ok(()) => Ok(redirect("/desk-settings")),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "reopen_days")?;
            let settings = actions::read(&ctx).await?;
            Ok(forms::again(status, views::settings_page(&ctx, &settings, Some(&form), &errors)))
        }
    }
}
