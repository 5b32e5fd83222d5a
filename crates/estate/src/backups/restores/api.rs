//! Restores and tests for programs.

use super::{DoneForm, EndForm, Restore, RestoreForm, RowKey, Test, TestForm, actions};
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};
use serde::Serialize;

/// The last restores and tests.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Restores {
    restores: Vec<Restore>,
    tests: Vec<Test>,
}

/// GET /api/v1/restores: the last restores and tests of restoring, the latest first.
pub async fn list(ctx: Ctx) -> WebResult<Json<Restores>> {
    let (restores, tests, _) = actions::list(&ctx).await?;
    Ok(Json(Restores { restores, tests }))
}

/// POST /api/v1/restores: writes down that data are asked back.
pub async fn ask(ctx: Ctx, Json(form): Json<RestoreForm>) -> WebResult<Created<Json<Restore>>> {
    Ok(Created(Json(actions::ask(&ctx, &form).await?)))
}

/// PUT /api/v1/restores/{beneficiary}/{id}/end: data are usable, or could not be restored.
pub async fn end(ctx: Ctx, Path(key): Path<RowKey>, Json(form): Json<EndForm>) -> WebResult<Json<Restore>> {
    Ok(Json(actions::end(&ctx, &key, &form).await?))
}

/// POST /api/v1/restore-tests: plans a test.
pub async fn plan(ctx: Ctx, Json(form): Json<TestForm>) -> WebResult<Created<Json<Test>>> {
    Ok(Created(Json(actions::plan(&ctx, &form).await?)))
}

/// PUT /api/v1/restore-tests/{beneficiary}/{id}/result: how a test went; `proof` is text that is kept.
pub async fn done(ctx: Ctx, Path(key): Path<RowKey>, Json(form): Json<DoneForm>) -> WebResult<Json<Test>> {
    Ok(Json(actions::done(&ctx, &key, &form, None).await?))
}
