//! Decisions on savings for programs.

use super::actions;
use crate::{decisions::Decision, indicators::DecideForm};
use finance::savings::SavingKey;
use platform::{
    Ctx,
    web::{Created, Json, Path, WebResult},
};

/// POST /api/v1/savings/{beneficiary}/{id}/decision: turns a saving into a decision of a steering committee.
pub async fn decide(
    ctx: Ctx,
    Path(key): Path<SavingKey>,
    Json(form): Json<DecideForm>,
) -> WebResult<Created<Json<Decision>>> {
    Ok(Created(Json(actions::decide(&ctx, &key, &form).await?)))
}
