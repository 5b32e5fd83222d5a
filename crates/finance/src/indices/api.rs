//! Index values for programs.

use super::{IndexForm, PublishedValue, actions, series_named, store};
use platform::{
    Ctx, Error,
    web::{Created, Json, Path, Query, WebResult},
};
use serde::Deserialize;

/// Which series.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesQuery {
    series: Option<String>,
}

/// GET: the values in force, by series and month.
pub async fn list(ctx: Ctx, Query(query): Query<SeriesQuery>) -> WebResult<Json<Vec<PublishedValue>>> {
    let mut tx = ctx.read().await?;
    let mut values = store::current(&mut tx).await?;
    if let Some(name) = query.series {
        let series = series_named(&name).ok_or(Error::NotFound)?;
        values.retain(|v| v.series == series);
    }
    Ok(Json(values))
}

/// GET: every value ever entered for a month, the last one first.
pub async fn show(
    ctx: Ctx,
    Path((series, month)): Path<(String, String)>,
) -> WebResult<Json<Vec<PublishedValue>>> {
    let series = series_named(&series).ok_or(Error::NotFound)?;
    let month = super::rules::read_month(&month).ok_or(Error::NotFound)?;
    let mut tx = ctx.read().await?;
    let values = store::history(&mut tx, series, month).await?;
    if values.is_empty() { Err(Error::NotFound) } else { Ok(Json(values)) }
}

/// POST: enters a value by hand; a value already known is corrected, the former one stays in the history.
pub async fn create(ctx: Ctx, Json(form): Json<IndexForm>) -> WebResult<Created<Json<Vec<PublishedValue>>>> {
    actions::enter(&ctx, &form).await?;
    let month = (form.series.trim().to_owned(), form.month.trim().to_owned());
    Ok(Created(show(ctx, Path(month)).await?))
}
