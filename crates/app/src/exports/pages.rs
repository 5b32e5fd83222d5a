//! Files of lists. Everything that can be refused is refused before the first byte.

use super::{List, noted};
use axum::response::Response;
use futures_util::stream::try_unfold;
use platform::{
    Ctx,
    sheet::{self, Format},
    web::WebResult,
};
use serde::Deserialize;

/// In which format.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct FormatQuery {
    /// `csv`, `xlsx` or `ods`.
    format: String,
}

/// GET /exports/{list} and /api/v1/exports/{list}: each page is read by itself, so that no transaction stays open while
/// somebody downloads.
pub(super) async fn file(ctx: Ctx, query: FormatQuery, list: &'static List) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    noted(&ctx, list, format).await?;
    let sheet = list.sheet(ctx.lang);
    let pages =
        try_unfold((ctx, Some(None)), move |(ctx, after): (Ctx, Option<Option<String>>)| async move {
            let Some(after) = after else { return Ok(None) };
            let (rows, next) = (list.read)(ctx.clone(), after).await?;
            Ok(Some((rows, (ctx, next.map(Some)))))
        });
    Box::pin(sheet::answer(format, sheet, pages)).await
}
