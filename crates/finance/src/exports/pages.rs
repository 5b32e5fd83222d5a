//! Pages and files for the books.

use super::{actions, actions::Import, sheets, store, views};
use crate::reach;
use axum::response::{IntoResponse as _, Response};
use jiff::civil::Date;
use kernel::{Permission, Text};
use maud::Markup;
use platform::{
    Ctx, Error, Result,
    sheet::Format,
    web::{Form, Query, WebResult, components::FieldError, forms},
};
use serde::Deserialize;

/// Which year, in which format.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FileQuery {
    /// Calendar year; last year when empty.
    pub year: String,
    /// For a file: `csv`, `xlsx` or `ods`.
    pub format: String,
    /// For revenue orders: `missing` for those without an order yet, otherwise all.
    pub orders: String,
}

impl FileQuery {
    /// The year asked for; the one whose books are being closed otherwise: last year until June, then this one.
    pub(super) fn year(&self, today: Date) -> Result<i16> {
        match self.year.trim() {
            "" if today.month() <= 6 => Ok(today.year() - 1),
            "" => Ok(today.year()),
            text => reach::year(text),
        }
    }

    pub(super) fn only_missing(&self) -> bool {
        self.orders == "missing"
    }
}

/// GET /accounting: the three exports, and the mapping that rules.
pub async fn show(ctx: Ctx, Query(query): Query<FileQuery>) -> WebResult<Response> {
    let today = reach::today(&ctx);
    match query.year(today) {
        Ok(year) => Ok(page(&ctx, year, &query, &[]).await?.into_response()),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "year")?);
            Ok(forms::again(status, page(&ctx, today.year(), &query, &errors).await?))
        }
    }
}

async fn page(ctx: &Ctx, year: i16, query: &FileQuery, errors: &[FieldError]) -> Result<Markup> {
    let lines = actions::ledger(ctx, year).await?;
    let mapping = if ctx.actor.may(Permission::InvoiceIssue) {
        let mut tx = ctx.read().await?;
        Some(store::mapping(&mut tx).await?)
    } else {
        None
    };
    Ok(views::home(ctx, year, &views::Home { lines: &lines, mapping: mapping.as_ref(), query, errors }))
}

/// GET /accounting/orders: revenue orders for the financial software.
pub async fn orders(ctx: Ctx, Query(query): Query<FileQuery>) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    let year = query.year(reach::today(&ctx))?;
    let (mapping, issued) = actions::revenue_orders(&ctx, year, query.only_missing()).await?;
    let file = sheets::orders(&ctx, format, year, (&mapping, &issued)).await?;
    actions::noted(&ctx, "revenue-orders", format.as_str(), year).await?;
    Ok(file)
}

/// GET /accounting/ledger: everything issued in a year, on screen or as a file.
pub async fn ledger(ctx: Ctx, Query(query): Query<FileQuery>) -> WebResult<Response> {
    let year = query.year(reach::today(&ctx))?;
    let lines = actions::ledger(&ctx, year).await?;
    if query.format.is_empty() {
        return Ok(views::ledger(&ctx, year, &lines).into_response());
    }
    let format = Format::parse(&query.format)?;
    actions::noted(&ctx, "ledger", format.as_str(), year).await?;
    sheets::ledger(&ctx, format, year, &lines).await
}

/// GET /accounting/cut-off: what belongs to another year on 31 December, on screen or as a file.
pub async fn cut_off(ctx: Ctx, Query(query): Query<FileQuery>) -> WebResult<Response> {
    let year = query.year(reach::today(&ctx))?;
    let all = actions::cut_off(&ctx, year).await?;
    if query.format.is_empty() {
        return Ok(views::cut_off(&ctx, &all).into_response());
    }
    let format = Format::parse(&query.format)?;
    actions::noted(&ctx, "cut-off", format.as_str(), year).await?;
    sheets::cut_off(&ctx, format, &all).await
}

/// A mapping as typed.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MappingForm {
    /// Its text.
    pub source: String,
    /// `check` to say what is wrong only.
    pub mode: String,
}

/// GET /accounting/mapping: the mapping that rules, to be changed.
pub async fn mapping(ctx: Ctx) -> WebResult<Markup> {
    let mut tx = ctx.read().await?;
    let stored = store::mapping(&mut tx).await?;
    let source = stored.map_or_else(|| super::mapping::EXAMPLE.to_owned(), |stored| stored.source);
    Ok(views::mapping(&ctx, &source, None, &[]))
}

/// POST /accounting/mapping: checks a mapping, or imports it.
pub async fn import(ctx: Ctx, Form(form): Form<MappingForm>) -> WebResult<Response> {
    let again = |told: &views::Told| views::mapping(&ctx, &form.source, Some(told), &[]);
    if form.mode == "check" {
        let report = super::mapping::check(&form.source);
        let is_good = report.document.is_some();
        let page = again(&views::Told::Report(report));
        return Ok(if is_good { page.into_response() } else { unprocessable(page) });
    }
    match actions::import(&ctx, &form.source).await {
        Ok(Import::Refused(report)) => Ok(unprocessable(again(&views::Told::Report(report)))),
        Ok(Import::Unchanged(version)) => Ok(again(&views::Told::Unchanged(version)).into_response()),
        Ok(Import::Created(version)) => Ok(again(&views::Told::Created(version)).into_response()),
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "source")?);
            Ok(forms::again(status, views::mapping(&ctx, &form.source, None, &errors)))
        }
    }
}

fn unprocessable(page: Markup) -> Response {
    forms::again(Error::invalid("source", Text::new("mapping-file-invalid")).status(), page)
}
