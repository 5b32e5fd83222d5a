//! Telephone exchanges for programs.

use super::{Line, LineForm, LineId, actions};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/phone-lines: every exchange, without secrets.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    Ok(Json(json!({"items": actions::list(&ctx).await?})))
}

fn with_secret((line, secret): (Line, String)) -> Value {
    let mut value = json!(line);
    value["secret"] = json!(secret);
    value["hook"] = json!(format!("/api/v1/hooks/phone/{}", line.id));
    value
}

/// POST /api/v1/phone-lines: adds an exchange. The answer holds its secret, the only time it is given.
pub async fn create(ctx: Ctx, Json(form): Json<LineForm>) -> WebResult<Created<Json<Value>>> {
    let made = actions::create(&ctx, &form).await?;
    Ok(Created(Json(with_secret(made))))
}

/// POST /api/v1/phone-lines/{line}/secret: another secret; the one before is worth nothing any more.
pub async fn renew_secret(
    ctx: Ctx,
    Path(id): Path<LineId>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Value>> {
    Ok(Json(with_secret(actions::renew_secret(&ctx, &id).await?)))
}

/// Whether what an exchange posts is taken.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enabled {
    enabled: bool,
}

/// PUT /api/v1/phone-lines/{line}/state: takes what an exchange posts, or no more.
pub async fn set_state(ctx: Ctx, Path(id): Path<LineId>, Json(body): Json<Enabled>) -> WebResult<Json<Line>> {
    Ok(Json(actions::set_enabled(&ctx, &id, body.enabled).await?))
}
