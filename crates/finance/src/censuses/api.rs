//! Censuses for programs.

use super::{Census, CensusForm, CensusId, actions, pages::DecisionForm, store};
use crate::screen::{ListQuery, Page};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Error,
    web::{Created, IdempotencyKey, Json, Path, Query, WebResult},
};
use serde::Deserialize;

/// A census as a program sends it.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CensusBody {
    beneficiary: String,
    reference_date: String,
    agent_count: i64,
    #[serde(default)]
    note: String,
    #[serde(default)]
    corrects: String,
}

/// GET: the censuses in scope.
pub async fn list(ctx: Ctx, Query(query): Query<ListQuery>) -> WebResult<Json<Page<Census>>> {
    let beneficiary = query.beneficiary.map(BeneficiaryId::from);
    let mut tx = ctx.read().await?;
    let rows = store::page(&mut tx, beneficiary.as_ref(), query.after.as_deref()).await?;
    Ok(Json(Page::cut(rows, |c| c.id.to_string())))
}

/// GET: one census.
pub async fn show(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, CensusId)>,
) -> WebResult<Json<Census>> {
    let mut tx = ctx.read().await?;
    Ok(Json(store::find(&mut tx, &beneficiary, &id).await?.ok_or(Error::NotFound)?))
}

/// POST: establishes a census. A repeated `Idempotency-Key` gives the first answer again.
pub async fn create(
    ctx: Ctx,
    IdempotencyKey(key): IdempotencyKey,
    Json(body): Json<CensusBody>,
) -> WebResult<Created<Json<Census>>> {
    let form = CensusForm {
        beneficiary: body.beneficiary,
        reference_date: body.reference_date,
        agent_count: body.agent_count.to_string(),
        note: body.note,
        corrects: body.corrects,
    };
    Ok(Created(Json(actions::establish(&ctx, &form, key.as_deref()).await?)))
}

/// POST: validates or refuses a census, once; a refusal says why.
pub async fn decide(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, CensusId)>,
    Json(decision): Json<DecisionForm>,
) -> WebResult<Json<Census>> {
    actions::decide(&ctx, &beneficiary, &id, decision.verdict, &decision.note).await?;
    show(ctx, Path((beneficiary, id))).await
}
