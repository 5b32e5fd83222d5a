//! Hand-overs for programs; the list is part of `GET /api/v1/reversibility/{beneficiary}`.

use super::{AcceptForm, HandoverForm, HandoverKey, actions};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Created, Json, NoContent, Path, WebResult},
};

/// POST /api/v1/reversibility/{beneficiary}/handovers: writes down that a pack was handed over.
pub async fn record(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Json(form): Json<HandoverForm>,
) -> WebResult<Created<Json<HandoverKey>>> {
    Ok(Created(Json(actions::record_one(&ctx, &beneficiary, &form).await?)))
}

/// POST /api/v1/reversibility/{beneficiary}/handovers/{id}/acceptance: the beneficiary found it whole.
pub async fn accept(
    ctx: Ctx,
    Path(key): Path<HandoverKey>,
    Json(form): Json<AcceptForm>,
) -> WebResult<NoContent> {
    actions::accept(&ctx, &key, &form).await?;
    Ok(NoContent)
}
