//! Pages of decisions.

use super::{
    DecisionForm, DecisionId,
    actions::{self, ListQuery},
    views,
};
use crate::meetings::{MeetingId, MeetingKey, Typed, pages::after};
use axum::{
    http::StatusCode,
    response::{IntoResponse as _, Response},
};
use kernel::id::BeneficiaryId;
use people::organisations;
use platform::{
    Ctx,
    web::{Form, Nothing, Path, Query, WebResult, forms},
};
use serde::Deserialize;

/// GET /decisions
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Response> {
    let (listed, errors, status) = match actions::list(&ctx, &asked).await {
        Ok(listed) => (listed, vec![], StatusCode::OK),
        Err(error) => {
            let status = error.status();
            let errors = forms::errors(&ctx, error, "kind")?;
            (actions::list(&ctx, &ListQuery::default()).await?, errors, status)
        }
    };
    let bodies = organisations::store::beneficiaries(&mut ctx.read().await?).await?;
    let page = views::list_page(&ctx, &asked, &listed.0, listed.1.as_deref(), &bodies, &errors);
    Ok((status, page).into_response())
}

/// POST /meetings/{beneficiary}/{id}/decisions
pub async fn add(
    ctx: Ctx,
    Path(key): Path<MeetingKey>,
    Form(form): Form<DecisionForm>,
) -> WebResult<Response> {
    let done = actions::add(&ctx, &key, &form).await.map(drop);
    let typed = Typed { decision: form, refused: "decisions", ..Typed::default() };
    after(&ctx, &key, done, typed, "decision").await
}

/// Path of a decision.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
pub struct DecisionPath {
    beneficiary: BeneficiaryId,
    id: MeetingId,
    decision: DecisionId,
}

/// POST /meetings/{beneficiary}/{id}/decisions/{decision}/withdrawal
pub async fn withdraw(ctx: Ctx, Path(path): Path<DecisionPath>, _: Form<Nothing>) -> WebResult<Response> {
    let key = MeetingKey { beneficiary: path.beneficiary, id: path.id };
    let done = actions::withdraw(&ctx, &key, &path.decision).await;
    after(&ctx, &key, done, Typed { refused: "decisions", ..Typed::default() }, "decision").await
}
