//! Pages of the books of goods.

use super::{YearTable, actions, views};
use crate::reach;
use axum::response::{IntoResponse as _, Response};
use estate::assets::{AssetId, AssetKey};
use futures_util::stream;
use jiff::civil::Date;
use kernel::{Text, id::BeneficiaryId};
use platform::{
    Ctx, Error, Result,
    sheet::{self, Cell, Cells, Format},
    web::{Path, Query, WebResult, components::FieldError, forms, redirect},
};
use serde::Deserialize;

/// The query of the books; every field may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct YearQuery {
    /// The calendar year; this one when empty.
    pub year: String,
    /// The reference of the last good of the page before.
    pub after: String,
    /// For a file: `csv` or `xlsx`.
    pub format: String,
}

/// The query of one good.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DayQuery {
    /// The day it is looked at, at its end; today when empty.
    pub at: String,
}

impl YearQuery {
    pub(super) fn year(&self, ctx: &Ctx) -> Result<i16> {
        if self.year.trim().is_empty() { Ok(reach::today(ctx).year()) } else { reach::year(&self.year) }
    }
}

impl DayQuery {
    pub(super) fn day(&self, ctx: &Ctx) -> Result<Date> {
        match self.at.trim() {
            "" => Ok(reach::today(ctx)),
            text => text.parse().map_err(|_| Error::invalid("at", Text::new("web-error-day"))),
        }
    }
}

/// GET /depreciation: whose books.
pub async fn choose(ctx: Ctx) -> WebResult<Response> {
    let all = reach::signatories(&ctx).await?;
    Ok(match all.as_slice() {
        [only] => redirect(&format!("/depreciation/{}", only.id)),
        several => views::choose(&ctx, several).into_response(),
    })
}

/// GET /depreciation/{beneficiary}
pub async fn show(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<YearQuery>,
) -> WebResult<Response> {
    match asked.year(&ctx) {
        Ok(year) => {
            let books = actions::year(&ctx, &beneficiary, year).await?;
            Ok(views::books(&ctx, &books, &asked, &[]).into_response())
        }
        Err(error) => {
            let (status, errors) = (error.status(), forms::errors(&ctx, error, "year")?);
            let books = actions::year(&ctx, &beneficiary, reach::today(&ctx).year()).await?;
            Ok(forms::again(status, views::books(&ctx, &books, &asked, &errors)))
        }
    }
}

/// GET /depreciation/{beneficiary}/file: the goods of a year for a spreadsheet.
pub async fn file(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<YearQuery>,
) -> WebResult<Response> {
    let format = Format::parse(&asked.format)?;
    let books = actions::year(&ctx, &beneficiary, asked.year(&ctx)?).await?;
    let rows = cells(&ctx, &books.table);
    sheet::answer(format, views::sheet(ctx.lang), stream::iter([Ok(rows)])).await
}

fn cells(ctx: &Ctx, table: &YearTable) -> Vec<Cells> {
    let row = |line: &super::YearLine| {
        let (asset, moved) = (&line.asset, &line.movement);
        vec![
            Cell::Text(asset.reference.clone()),
            Cell::Text(asset.name.clone()),
            Cell::Text(asset.kind.label(ctx.lang)),
            asset.cost_cents.map_or(Cell::Empty, Cell::euros),
            asset.in_service_on.map_or(Cell::Empty, Cell::Date),
            asset.useful_life_years.map_or(Cell::Empty, Cell::Number),
            Cell::euros(moved.opening),
            Cell::euros(moved.acquired),
            Cell::euros(moved.charge),
            Cell::euros(moved.written_off),
            Cell::euros(moved.closing),
        ]
    };
    table.lines.iter().map(row).collect()
}

/// GET /depreciation/{beneficiary}/assets/{id}: one good on a day, explained.
pub async fn good(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, AssetId)>,
    Query(asked): Query<DayQuery>,
) -> WebResult<Response> {
    let key = AssetKey { beneficiary, id };
    let (day, status, errors): (_, _, Vec<FieldError>) = match asked.day(&ctx) {
        Ok(day) => (day, axum::http::StatusCode::OK, vec![]),
        Err(error) => {
            let status = error.status();
            (reach::today(&ctx), status, forms::errors(&ctx, error, "at")?)
        }
    };
    let good = actions::good(&ctx, &key, day).await?;
    Ok(forms::again(status, views::good(&ctx, &good, &asked, &errors)))
}
