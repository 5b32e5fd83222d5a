//! Handlers of the scoreboard pages and files.

use super::{Period, Scoreboard, actions, files, views, words};
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use jiff::civil::Date;
use kernel::Text;
use platform::{
    Ctx, Error, Result,
    i18n::figures,
    web::{Path, Query, WebResult, redirect},
};
use serde::Deserialize;

/// The days asked for; nothing means this month so far.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Asked {
    from: String,
    to: String,
}

impl Asked {
    pub(crate) fn period(&self, ctx: &Ctx) -> Result<Period> {
        let today = ctx.now().to_zoned(figures::paris().clone()).date();
        let day = |field: &str, text: &str, otherwise: Date| match text.trim() {
            "" => Ok(otherwise),
            text => text.parse().map_err(|_| Error::invalid(field, Text::new("scoreboard-problem-date"))),
        };
        Ok(Period {
            first: day("from", &self.from, today.first_of_month())?,
            last: day("to", &self.to, today)?,
        })
    }
}

pub(super) async fn choose(ctx: Ctx) -> WebResult<Response> {
    let mut tx = ctx.read().await?;
    let beneficiaries = agreements::versions::signatories(&mut tx).await?;
    Ok(match beneficiaries.as_slice() {
        [only] => redirect(&format!("/scoreboards/{}", only.code)),
        several => views::choose(&ctx, several).into_response(),
    })
}

pub(super) async fn show(ctx: Ctx, Path(code): Path<String>, Query(asked): Query<Asked>) -> WebResult {
    let board = actions::read(&ctx, &code, asked.period(&ctx)?).await?;
    Ok(views::board(&ctx, &board))
}

pub(super) async fn indicator(
    ctx: Ctx,
    Path((code, indicator)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> WebResult {
    let board = actions::read(&ctx, &code, asked.period(&ctx)?).await?;
    let found = board.indicators.iter().find(|i| i.commitment.code == indicator).ok_or(Error::NotFound)?;
    Ok(views::indicator(&ctx, &board, found))
}

pub(super) async fn pdf(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> WebResult<Response> {
    let (board, bytes) = actions::pdf(&ctx, &code, asked.period(&ctx)?).await?;
    Ok(download(&board, "pdf", "application/pdf", bytes))
}

pub(super) async fn csv(
    ctx: Ctx,
    Path(code): Path<String>,
    Query(asked): Query<Asked>,
) -> WebResult<Response> {
    let board = actions::read(&ctx, &code, asked.period(&ctx)?).await?;
    let bytes = files::csv(ctx.lang, &board)?;
    Ok(download(&board, "csv", "text/csv; charset=utf-8", bytes))
}

fn download(board: &Scoreboard, extension: &str, media_type: &'static str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{}.{extension}\"", words::file_name(board));
    ([(header::CONTENT_TYPE, media_type.to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes)
        .into_response()
}
