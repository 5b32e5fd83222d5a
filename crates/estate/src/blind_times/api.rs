//! Blind times for programs.

use super::{BlindTime, BlindTimeForm, BlindTimeKey, actions};
use platform::{
    Ctx,
    web::{Created, Json, Nothing, Path, WebResult},
};

/// GET /api/v1/blind-times: the latest 200, withdrawn ones too.
pub async fn list(ctx: Ctx) -> WebResult<Json<Vec<BlindTime>>> {
    Ok(Json(actions::list(&ctx).await?))
}

/// POST /api/v1/blind-times: records that nobody watched.
pub async fn record(ctx: Ctx, Json(form): Json<BlindTimeForm>) -> WebResult<Created<Json<BlindTime>>> {
    Ok(Created(Json(actions::record(&ctx, &form).await?)))
}

/// PUT /api/v1/blind-times/{beneficiary}/{id}/end: ends one that lasts, now.
pub async fn end(
    ctx: Ctx,
    Path(key): Path<BlindTimeKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<BlindTime>> {
    Ok(Json(actions::end(&ctx, &key).await?))
}

/// PUT /api/v1/blind-times/{beneficiary}/{id}/withdrawal: withdraws one recorded by mistake.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<BlindTimeKey>,
    Json(Nothing {}): Json<Nothing>,
) -> WebResult<Json<BlindTime>> {
    Ok(Json(actions::withdraw(&ctx, &key).await?))
}
