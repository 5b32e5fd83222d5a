//! Planned maintenance for programs.

use super::{Shown, actions};
use platform::{
    Ctx,
    web::{Json, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/maintenance: what is ahead or under way in the reader's scope, then what is over.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    let (ahead, over): (Vec<Shown>, Vec<Shown>) = actions::list(&ctx).await?;
    Ok(Json(json!({"ahead": ahead, "over": over})))
}
