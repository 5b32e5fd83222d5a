//! Approvals for programs.

use super::{Decision, SeatId, actions};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Json, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// GET /api/v1/approvals: what waits for the person, own and by delegation.
pub(super) async fn list(ctx: Ctx) -> WebResult<Json<Value>> {
    let mut tx = ctx.read().await?;
    let waiting = actions::waiting(&mut tx, &ctx).await?;
    let items = waiting.iter().map(|one| {
        json!({"seat": one.seat, "ticket": {"beneficiary": one.ticket.beneficiary, "id": one.ticket.id,
            "reference": one.reference, "title": one.title}, "requester": one.requester_name,
            "for": {"id": one.person, "name": one.person_name},
            "step": {"fr": one.step[0], "en": one.step[1]}, "since": one.opened_at})
    });
    let changes = crate::changes::actions::waiting(&mut tx, &ctx).await?;
    let changes = changes.iter().map(|one| {
        json!({"id": one.id, "reference": one.reference(), "title": one.content.title, "revision": one.revision})
    });
    Ok(Json(json!({"items": items.collect::<Vec<_>>(), "changes": changes.collect::<Vec<_>>()})))
}

/// GET /api/v1/approvals/{beneficiary}/{seat}: what is asked.
pub(super) async fn show(
    ctx: Ctx,
    Path((beneficiary, seat)): Path<(BeneficiaryId, SeatId)>,
) -> WebResult<Json<Value>> {
    let asked = actions::asked(&ctx, &beneficiary, &seat).await?;
    let (one, whole) = (&asked.waiting, &asked.whole);
    let answers = whole.words.iter().map(|(code, said)| json!({"question": code, "answer": said}));
    Ok(Json(json!({"seat": one.seat, "open": asked.is_open, "reference": one.reference, "title": one.title,
        "requester": one.requester_name, "step": {"fr": one.step[0], "en": one.step[1]}, "form": whole.form.code,
        "answers": answers.collect::<Vec<_>>(), "scope": asked.scoped.as_ref().map(|scoped| &scoped.finding)})))
}

/// An answer.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    decision: Decision,
    #[serde(default)]
    reason: String,
}

/// POST /api/v1/approvals/{beneficiary}/{seat}: approves or refuses; a refusal says why.
pub(super) async fn decide(
    ctx: Ctx,
    Path((beneficiary, seat)): Path<(BeneficiaryId, SeatId)>,
    Json(body): Json<Answer>,
) -> WebResult<Json<Value>> {
    let seat = actions::decide(&ctx, &beneficiary, &seat, body.decision, &body.reason).await?;
    Ok(Json(json!({"seat": seat.id, "decision": body.decision})))
}
