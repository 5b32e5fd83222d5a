//! Changes to several tickets, for programs.

use super::{BatchId, Change, Outcome, Ticked, actions};
use platform::{
    Ctx,
    i18n::Lang,
    web::{Json, Nothing, Path, WebResult},
};
use serde::Deserialize;
use serde_json::{Value, json};

/// Which tickets, and what is done to each.
#[derive(Debug, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkBody {
    tickets: Vec<Ticked>,
    change: Change,
    /// Only tells what would happen.
    #[serde(default)]
    preview: bool,
    /// Makes sending it twice harmless.
    batch: Option<BatchId>,
}

/// POST /api/v1/tickets/bulk: changes many tickets at once, or only tells what would happen.
pub async fn apply(ctx: Ctx, Json(body): Json<BulkBody>) -> WebResult<Json<Value>> {
    if body.preview {
        let foreseen = actions::foresee(&ctx, &body.tickets, &body.change).await?;
        let items = foreseen.iter().map(|one| match &one.effect {
            Ok((before, after)) => {
                json!({"ticket": one.ticked.id, "before": ctx.lang.text(before), "after": ctx.lang.text(after)})
            }
            Err(why) => json!({"ticket": one.ticked.id, "refused": ctx.lang.text(why)}),
        });
        return Ok(Json(json!({"items": items.collect::<Vec<_>>()})));
    }
    let batch = body.batch.unwrap_or_else(|| ctx.id());
    let outcomes = Box::pin(actions::apply(&ctx, &batch, &body.tickets, &body.change)).await?;
    Ok(Json(told(ctx.lang, &batch, &outcomes)))
}

/// POST /api/v1/tickets/bulk/{batch}/undo: takes a change of many tickets back where nothing has happened since.
pub async fn undo(ctx: Ctx, Path(batch): Path<BatchId>, Json(_): Json<Nothing>) -> WebResult<Json<Value>> {
    let outcomes = Box::pin(actions::undo(&ctx, &batch)).await?;
    Ok(Json(told(ctx.lang, &batch, &outcomes)))
}

fn told(lang: Lang, batch: &BatchId, outcomes: &[Outcome]) -> Value {
    let item = |one: &Outcome| {
        json!({
            "ticket": one.key.id, "beneficiary": one.key.beneficiary, "version": one.version_after,
            "refused": one.refusal.as_ref().map(|text| lang.text(text)), "undone_at": one.undone_at,
            "undo_refused": one.undo_refusal.as_ref().map(|text| lang.text(text)),
        })
    };
    json!({"batch": batch, "items": outcomes.iter().map(item).collect::<Vec<_>>()})
}
