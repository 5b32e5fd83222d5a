//! The scoreboard for programs: the same figures, verdicts and explanations.

use super::{Indicator, actions, pages::Asked};
use platform::{
    Ctx,
    i18n::figures,
    web::{Json, Path, Query, WebResult},
};
use serde_json::{Value, json};

/// GET /api/v1/scoreboards/{beneficiary}: the indicators of a period, each with its verdict and explanation.
pub(super) async fn show(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> WebResult<Json<Value>> {
    let board = actions::read(&ctx, &code, asked.period(&ctx)?).await?;
    let indicators: Vec<Value> = board.indicators.iter().map(|indicator| entry(&ctx, indicator)).collect();
    Ok(Json(json!({
        "beneficiary_id": board.beneficiary, "from": board.period.first.to_string(), "to": board.period.last.to_string(),
        "as_of": board.as_of.to_string(), "agreement_version": board.agreement_version, "indicators": indicators, "taken_over": board.taken_over,
        "unmeasured": board.unmeasured.iter().map(|c| &c.code).collect::<Vec<_>>(),
    })))
}

fn entry(ctx: &Ctx, indicator: &Indicator) -> Value {
    let levels: Vec<Value> = indicator.levels.iter().map(|l| json!({
        "level": l.level, "count": l.count, "median_s": l.median, "p90_s": l.p90, "target_s": l.target, "judged": l.judged, "kept": l.kept,
    })).collect();
    let rows: Vec<Value> = indicator.rows.iter().map(|r| json!({
        "ticket_id": r.ticket, "number": r.number, "level": r.level, "received_at": r.received_at.to_string(), "seconds": r.seconds, "service_seconds": r.service_seconds, "kept": r.is_kept,
    })).collect();
    json!({
        "code": indicator.commitment.code, "indicator": indicator.commitment.indicator, "value": indicator.value,
        "value_text": figures::figure(ctx.lang, &indicator.value), "target": indicator.commitment.target,
        "verdict": indicator.verdict, "things": indicator.things, "explanation": indicator.explanation, "levels": levels, "rows": rows,
    })
}
