//! What the page of a beneficiary posts about hand-overs.

use super::{AcceptForm, HandoverForm, HandoverKey, actions};
use crate::reversibility::pages::{Typed, answered};
use axum::response::Response;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Form, Path, WebResult},
};

/// POST /reversibility/{beneficiary}/handovers
pub async fn record(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Form(form): Form<HandoverForm>,
) -> WebResult<Response> {
    let done = actions::record_one(&ctx, &beneficiary, &form).await.map(drop);
    answered(&ctx, &beneficiary, done, Typed { handover: form, ..Typed::default() }).await
}

/// POST /reversibility/{beneficiary}/handovers/{id}/acceptance
pub async fn accept(
    ctx: Ctx,
    Path(key): Path<HandoverKey>,
    Form(form): Form<AcceptForm>,
) -> WebResult<Response> {
    let done = actions::accept(&ctx, &key, &form).await;
    answered(&ctx, &key.beneficiary, done, Typed { remarks: form.remarks, ..Typed::default() }).await
}
