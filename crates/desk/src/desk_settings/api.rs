//! The desk's settings for programs.

use super::{DeskSettings, DeskSettingsForm, actions};
use platform::{
    Ctx,
    web::{Json, WebResult},
};

/// GET /api/v1/desk-settings: the settings of the desk.
pub async fn show(ctx: Ctx) -> WebResult<Json<DeskSettings>> {
    Ok(Json(actions::read(&ctx).await?))
}

/// PUT /api/v1/desk-settings: changes the settings of the desk; `version` is the one read.
pub async fn change(ctx: Ctx, Json(form): Json<DeskSettingsForm>) -> WebResult<Json<DeskSettings>> {
    actions::change(&ctx, &form).await?;
    Ok(Json(actions::read(&ctx).await?))
}
