//! Deadlines for programs.

use super::{
    Deadline, DeadlineKey, DeadlineState, ListQuery, ProofForm, ProofKey, RecordedProof, WithdrawForm,
    actions, rules,
};
use crate::meetings::rules::day;
use kernel::Explanation;
use platform::{
    Ctx,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Serialize;

/// A page of deadlines.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct ListAnswer {
    items: Vec<Deadline>,
    /// Continues the list, as `after`.
    next: Option<String>,
    /// How many fit, on all pages.
    total: usize,
}

/// One deadline, explained.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Answer {
    #[serde(flatten)]
    deadline: Deadline,
    /// How its state came about.
    explanation: Explanation,
    /// Every proof recorded for its obligation, the latest first; those taken back too.
    proofs: Vec<RecordedProof>,
}

/// GET /api/v1/deadlines: the deadlines one may read, by their day; those to do unless `state` says otherwise.
pub async fn list(ctx: Ctx, Query(asked): Query<ListQuery>) -> WebResult<Json<ListAnswer>> {
    let actions::Listed { items, next, total, .. } = actions::list(&ctx, &asked).await?;
    Ok(Json(ListAnswer { items, next, total }))
}

/// GET /api/v1/deadlines/{beneficiary}/{obligation}/{due}: one deadline with its explanation and its proofs.
pub async fn show(ctx: Ctx, Path(key): Path<DeadlineKey>) -> WebResult<Json<Answer>> {
    let all = actions::read(&ctx, &key).await?;
    let may_open = ctx.actor.may(all.deadline.subject.needs());
    let explained: kernel::Explained<DeadlineState> =
        rules::explained(&all.deadline, day(ctx.now()), may_open);
    Ok(Json(Answer { deadline: all.deadline, explanation: explained.explanation, proofs: all.proofs }))
}

/// POST /api/v1/deadlines/{beneficiary}/{obligation}/{due}/proofs: records what proves a deadline; a document is sent by the page.
pub async fn prove(
    ctx: Ctx,
    Path(key): Path<DeadlineKey>,
    Json(form): Json<ProofForm>,
) -> WebResult<Created<Json<Deadline>>> {
    Ok(Created(Json(actions::prove(&ctx, &key, &form, None).await?)))
}

/// POST /api/v1/proofs/{beneficiary}/{id}/withdrawal: takes a proof back.
pub async fn withdraw(
    ctx: Ctx,
    Path(key): Path<ProofKey>,
    Json(form): Json<WithdrawForm>,
) -> WebResult<Json<RecordedProof>> {
    actions::withdraw(&ctx, &key, &form).await?;
    Ok(Json(actions::proof(&ctx, &key).await?))
}
