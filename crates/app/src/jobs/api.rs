//! Background work as JSON.

use super::{page, pages::ListQuery, retry as again};
use platform::{
    Ctx,
    web::{Json, Nothing, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET: the work in a state, 50 at a time.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Value>> {
    let page = page(&ctx, query.state(), &query.before).await?;
    Ok(Json(json!({"jobs": page.jobs, "next": page.next, "dead": page.dead, "overdue": page.overdue})))
}

/// POST: another chance, at once.
pub async fn retry(
    ctx: Ctx,
    Path(id): Path<String>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<Nothing>> {
    again(&ctx, &id).await.map(|()| Json(Nothing {}))
}
