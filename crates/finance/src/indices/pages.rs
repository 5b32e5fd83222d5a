//! Pages of index values.

use super::{IndexForm, actions, import::ImportReport, rules, series_named, store, views};
use crate::{revision::IndexSeries, screen::unprocessable};
use axum::response::{IntoResponse as _, Response};
use kernel::Text;
use maud::Markup;
use platform::{
    Ctx, Error, Problems,
    web::{Form, Path, Query, Upload, WebResult, redirect},
};
use serde::Deserialize;

/// Which series, from which month down.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeriesQuery {
    series: Option<String>,
    before: Option<String>,
}

/// The values of one series, the latest first, with the months nobody entered.
pub async fn list(ctx: Ctx, Query(query): Query<SeriesQuery>) -> WebResult<Markup> {
    let series = match &query.series {
        None => IndexSeries::Revised,
        Some(name) => series_named(name).ok_or(Error::NotFound)?,
    };
    let before = query.before.as_deref().and_then(rules::read_month);
    let mut tx = ctx.read().await?;
    let values = store::page(&mut tx, series, before).await?;
    Ok(views::list(&ctx, series, before, values))
}

/// One month with every value ever entered for it.
pub async fn show(ctx: Ctx, Path((series, month)): Path<(String, String)>) -> WebResult<Markup> {
    let series = series_named(&series).ok_or(Error::NotFound)?;
    let month = rules::read_month(&month).ok_or(Error::NotFound)?;
    let mut tx = ctx.read().await?;
    let values = store::history(&mut tx, series, month).await?;
    Ok(views::show(&ctx, series, month, &values))
}

/// The form of one value.
pub async fn new(ctx: Ctx, Query(form): Query<IndexForm>) -> WebResult<Markup> {
    Ok(views::form(&ctx, &form, &Problems::default()))
}

/// Enters one value, or gives the form back with what was typed.
pub async fn create(ctx: Ctx, Form(form): Form<IndexForm>) -> WebResult<Response> {
    match actions::enter(&ctx, &form).await {
        Ok(()) => Ok(redirect(&format!("/indices/{}/{}", form.series.trim(), form.month.trim()))),
        Err(Error::Invalid(problems)) => Ok(unprocessable(views::form(&ctx, &form, &problems))),
        Err(error) => Err(error),
    }
}

/// The form of a file.
pub async fn import_form(ctx: Ctx) -> WebResult<Markup> {
    Ok(views::import(&ctx, None, &Problems::default()))
}

/// How to read a file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ImportForm {
    mode: ImportMode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ImportMode {
    Check,
    Write,
}

/// Checks or imports a file and shows the report row by row.
pub async fn import(ctx: Ctx, upload: Upload<ImportForm>) -> WebResult<Response> {
    let Some(file) = upload.files.first() else {
        let mut problems = Problems::default();
        problems.add("file", Text::new("index-file-missing"));
        return Ok(unprocessable(views::import(&ctx, None, &problems)));
    };
    let dry_run = upload.form.mode == ImportMode::Check;
    let report: ImportReport = actions::import_indices(&ctx, file.bytes.as_slice(), dry_run).await?;
    let page = views::import(&ctx, Some(&report), &Problems::default());
    Ok(if report.is_clean() { page.into_response() } else { unprocessable(page) })
}
