//! The appearance for programs.

use super::{AppearanceForm, Version, actions};
use platform::{
    Ctx,
    web::{Json, WebResult},
};

/// GET /api/v1/appearance: the versions of the authority's name, colours and logo, the latest first.
pub async fn show(ctx: Ctx) -> WebResult<Json<Vec<Version>>> {
    Ok(Json(actions::list(&ctx).await?))
}

/// PUT /api/v1/appearance: chooses a name and colours; a logo is sent by the page. `version` is the one read.
pub async fn change(ctx: Ctx, Json(form): Json<AppearanceForm>) -> WebResult<Json<Version>> {
    Ok(Json(actions::change(&ctx, &form, None).await?))
}
