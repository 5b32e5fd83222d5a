//! Views for programs, and for the script that writes counts beside them.

use super::{ViewForm, ViewKey, actions, counts};
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Nothing, Path, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/views: one’s views with their counts, which end at 100; `null` when the line means nothing any more.
pub async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    let shown = counts::counted(&ctx, &mut ctx.read().await?).await?;
    let item = |view: &counts::Shown| {
        let saved = view.saved.as_ref();
        json!({
            "name": view.name, "line": view.line, "href": view.address(), "count": view.count,
            "beneficiary": saved.map(|view| &view.key.beneficiary), "id": saved.map(|view| &view.key.view),
            "audience": saved.map(|view| view.audience), "version": saved.map(|view| view.version),
        })
    };
    Ok(Json(json!({"items": shown.iter().map(item).collect::<Vec<_>>()})))
}

/// POST /api/v1/views: saves a view.
pub async fn create(ctx: Ctx, Json(form): Json<ViewForm>) -> WebResult<Created<Json<Value>>> {
    let view = actions::create(&ctx, &form).await?;
    let body = json!({"beneficiary": view.key.beneficiary, "id": view.key.view, "version": view.version});
    Ok(Created(Json(body)))
}

/// PUT /api/v1/views/{beneficiary}/{view}: changes a view; `version` is the one read.
pub async fn change(ctx: Ctx, Path(key): Path<ViewKey>, Json(form): Json<ViewForm>) -> WebResult<NoContent> {
    actions::change(&ctx, &key, &form).await?;
    Ok(NoContent)
}

/// DELETE /api/v1/views/{beneficiary}/{view}: removes a view.
pub async fn delete(ctx: Ctx, Path(key): Path<ViewKey>, Json(_): Json<Nothing>) -> WebResult<NoContent> {
    actions::delete(&ctx, &key).await?;
    Ok(NoContent)
}
