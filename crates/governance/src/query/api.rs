//! Questions for programs.

use super::{Answer, Asked, Dimension, Line, actions, pages, rules};
use crate::indicators::rules::month_word;
use axum::response::Response;
use jiff::Timestamp;
use kernel::{Explanation, Figure};
use platform::{
    Ctx,
    web::{Json, Query, WebResult},
};
use serde::Serialize;

/// What the data answer.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Answered {
    /// Code of the measure.
    measure: &'static str,
    /// Its name, in the reader's language.
    label: String,
    /// What exactly is counted.
    says: String,
    /// By what it was counted.
    by: Vec<Dimension>,
    /// First month; nothing for what is counted as it is now.
    from: Option<String>,
    /// Last month.
    to: Option<String>,
    /// Values that were kept to, as `only` takes them.
    only: String,
    /// In the order of time, or the largest first.
    lines: Vec<Line>,
    /// Over all lines.
    total: Figure,
    /// How the total came about.
    explanation: Explanation,
    /// When the rows were read.
    as_of: Timestamp,
}

impl Answered {
    /// An answer as programs read it.
    pub fn of(ctx: &Ctx, answer: Answer) -> Self {
        let (measure, only) = (answer.question.measure, rules::only_without(&answer.question, None));
        let month = |day| measure.has_time().then(|| month_word(day));
        Self {
            measure: measure.code,
            label: ctx.lang.t(measure.label),
            says: ctx.lang.t(measure.says),
            from: month(answer.question.first),
            to: month(answer.question.last),
            by: answer.question.by,
            only,
            lines: answer.lines,
            total: answer.total,
            explanation: answer.explanation,
            as_of: answer.as_of,
        }
    }
}

/// A measure that may be asked for.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct Offered {
    /// What names it in a question.
    code: &'static str,
    /// Its name, in the reader's language.
    label: String,
    /// What exactly is counted.
    says: String,
    /// By what it may be counted.
    dimensions: &'static [Dimension],
}

/// GET /api/v1/query: what the data answer to a question of the catalogue, within the scope of the token.
pub(super) async fn ask(ctx: Ctx, Query(asked): Query<Asked>) -> WebResult<Json<Answered>> {
    let answer = actions::ask(&ctx, &asked).await?;
    Ok(Json(Answered::of(&ctx, answer)))
}

/// GET /api/v1/query/file: the same as a file for spreadsheets.
pub(super) async fn file(ctx: Ctx, query: Query<Asked>) -> WebResult<Response> {
    pages::file(ctx, query).await
}

/// GET /api/v1/query/catalogue: the measures that the owner of the token may ask for, with their dimensions.
pub(super) async fn catalogue(ctx: Ctx) -> WebResult<Json<Vec<Offered>>> {
    let offered = actions::measures(&ctx).into_iter().map(|one| Offered {
        code: one.code,
        label: ctx.lang.t(one.label),
        says: ctx.lang.t(one.says),
        dimensions: one.dimensions,
    });
    Ok(Json(offered.collect()))
}
