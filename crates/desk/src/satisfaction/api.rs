//! Satisfaction for programs.

use super::{
    actions::{self, Year},
    pages::YearQuery,
    rules,
};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx,
    web::{Json, Path, Query, WebResult},
};
use serde_json::{Value, json};

fn figures(year: &Year) -> Value {
    json!({
        "beneficiary": year.beneficiary.id, "year": year.year, "asked": year.figures.asked,
        "answered": year.figures.answered(), "answer_rate_percent": rules::answer_rate(&year.figures),
        "answers_by_score": year.figures.answers,
        "mean": rules::mean(&year.figures).map(|mean| mean.to_decimal_cut(1)),
    })
}

/// GET /api/v1/satisfaction/{beneficiary}: the satisfaction of a year.
pub async fn one(
    ctx: Ctx,
    Path(id): Path<BeneficiaryId>,
    Query(query): Query<YearQuery>,
) -> WebResult<Json<Value>> {
    Ok(Json(figures(&actions::year(&ctx, &id, query.parsed()?).await?)))
}

/// GET /api/v1/satisfaction/{beneficiary}/opinions: the opinions of a year, one by one.
pub async fn opinions(
    ctx: Ctx,
    Path(id): Path<BeneficiaryId>,
    Query(query): Query<YearQuery>,
) -> WebResult<Json<Value>> {
    let year = actions::year(&ctx, &id, query.parsed()?).await?;
    let items = year.answers.iter().map(|one| {
        json!({"ticket": one.opinion.ticket.id, "reference": one.reference, "score": one.opinion.score,
            "comment": one.opinion.comment, "asked_at": one.opinion.asked_at, "voted_at": one.opinion.voted_at,
            "changed_at": one.opinion.changed_at})
    });
    let items: Vec<Value> = items.collect();
    Ok(Json(json!({"figures": figures(&year), "items": items})))
}
