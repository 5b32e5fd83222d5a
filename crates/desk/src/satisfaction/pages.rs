//! Pages of satisfaction.

use super::{
    actions,
    views::{self, Typed},
};
use axum::{
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Error,
    web::{Form, Path, Query, WebResult},
};
use serde::Deserialize;

/// The query of a link: the score clicked in the mail.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ScoreQuery {
    score: String,
}

/// An answer as typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct VoteForm {
    score: String,
    comment: String,
}

/// Which year.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct YearQuery {
    /// As typed.
    pub year: String,
}

impl YearQuery {
    /// The year asked for; what is no year is none.
    pub(super) fn parsed(&self) -> Result<Option<i16>, Error> {
        let text = self.year.trim();
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(|_| Error::NotFound) }
    }
}

/// GET /opinion/{token}: the question with the score clicked; looking answers nothing.
pub async fn question(ctx: Ctx, Path(token): Path<String>, Query(query): Query<ScoreQuery>) -> WebResult {
    let question = actions::question(&ctx, &token).await?;
    let score = query.score.parse().ok().or(question.opinion.score);
    let typed = Typed { score, comment: question.opinion.comment.clone(), errors: vec![] };
    Ok(views::question_page(&ctx, &token, &question, &typed))
}

/// POST /opinion/{token}: answers.
pub async fn vote(ctx: Ctx, Path(token): Path<String>, Form(form): Form<VoteForm>) -> WebResult<Response> {
    let score = form.score.parse().ok();
    match actions::vote(&ctx, &token, score, &form.comment).await {
        Ok(()) => {
            let question = actions::question(&ctx, &token).await?;
            Ok(views::thanks_page(&ctx, &token, &question).into_response())
        }
        Err(Error::Invalid(problems)) => {
            let question = actions::question(&ctx, &token).await?;
            let typed = Typed { score, comment: form.comment, errors: views::errors(&ctx, &problems) };
            let page = views::question_page(&ctx, &token, &question, &typed);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error),
    }
}

/// GET /satisfaction
pub async fn all(ctx: Ctx) -> WebResult {
    let all = actions::all(&ctx).await?;
    Ok(views::all_page(&ctx, &all))
}

/// GET /satisfaction/{beneficiary}
pub async fn one(ctx: Ctx, Path(id): Path<BeneficiaryId>, Query(query): Query<YearQuery>) -> WebResult {
    let year = actions::year(&ctx, &id, query.parsed()?).await?;
    Ok(views::year_page(&ctx, &year))
}

/// GET /satisfaction/{beneficiary}/opinions.csv: as French spreadsheets open it.
pub async fn csv(
    ctx: Ctx,
    Path(id): Path<BeneficiaryId>,
    Query(query): Query<YearQuery>,
) -> WebResult<Response> {
    let year = actions::year(&ctx, &id, query.parsed()?).await?;
    let name = format!("attachment; filename=\"opinions-{}-{}.csv\"", year.beneficiary.code, year.year);
    let headers =
        [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, views::csv(ctx.lang, &year)?).into_response())
}
