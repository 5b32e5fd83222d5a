//! The description for programs.

use super::Interface;
use platform::web::{Json, WebResult};
use serde_json::Value;

/// GET /api/v1/openapi.json: this description, as an OpenAPI 3.1 document.
pub(super) async fn document() -> WebResult<Json<Value>> {
    Ok(Json(Interface::own().document()))
}
