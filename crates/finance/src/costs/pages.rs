//! Pages of costs. Both sides see the same figures; what they come from is the provider's own.

use super::{
    CloseForm, UnitsForm, actions,
    views::{self, Typed},
};
use axum::response::Response;
use futures_util::stream;
use kernel::id::BeneficiaryId;
use platform::{
    Ctx, Error, Result,
    sheet::{self, Cell, Format},
    web::{Form, Path, Query, WebResult, forms, redirect},
};
use serde::Deserialize;

/// Which version of a closed year, and for a file which format.
#[derive(Clone, Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct YearQuery {
    /// Number of a closed version; the last one when empty.
    pub version: String,
    /// For a file: `csv`, `xlsx` or `ods`.
    pub format: String,
}

impl YearQuery {
    pub(super) fn version(&self) -> Result<Option<i64>> {
        match self.version.trim() {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| Error::NotFound),
        }
    }
}

/// The year of a path.
pub(super) fn year_of(text: &str) -> Result<i16> {
    crate::reach::year(text).map_err(|_| Error::NotFound)
}

/// GET /costs: the closed years of each beneficiary.
pub async fn list(ctx: Ctx) -> WebResult {
    Ok(views::list_page(&ctx, &actions::list(&ctx).await?))
}

async fn year_page(
    ctx: &Ctx,
    (beneficiary, year): (&BeneficiaryId, i16),
    query: &YearQuery,
    typed: &Typed,
) -> Result<maud::Markup> {
    let year = actions::read(ctx, beneficiary, year, query.version()?).await?;
    Ok(views::year_page(ctx, &year, typed))
}

/// GET /costs/{beneficiary}/{year}
pub async fn show(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Query(query): Query<YearQuery>,
) -> WebResult {
    year_page(&ctx, (&beneficiary, year_of(&year)?), &query, &Typed::default()).await
}

/// GET /costs/{beneficiary}/{year}/file: every cost of the year, for a spreadsheet.
pub async fn file(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Query(query): Query<YearQuery>,
) -> WebResult<Response> {
    let format = Format::parse(&query.format)?;
    let lang = ctx.lang;
    let year = actions::read(&ctx, &beneficiary, year_of(&year)?, query.version()?).await?;
    let rows = year.content.rows.iter().map(|row| {
        vec![
            Cell::Text(row.block.clone()),
            Cell::Text(lang.t(row.source.label_key())),
            Cell::Text(row.label.clone()),
            Cell::Text(row.detail.clone()),
            Cell::euros(row.amount),
        ]
    });
    let rows = rows.collect();
    sheet::answer(format, views::sheet(lang, &year), stream::iter([Ok(rows)])).await
}

async fn answered<T>(
    ctx: &Ctx,
    (beneficiary, year): (&BeneficiaryId, i16),
    done: Result<T>,
    typed: Typed,
    field: &str,
) -> WebResult<Response> {
    let Err(error) = done else { return Ok(redirect(&super::year_path(beneficiary, year))) };
    let (status, errors) = (error.status(), forms::errors(ctx, error, field)?);
    let typed = Typed { errors, ..typed };
    Ok(forms::again(status, year_page(ctx, (beneficiary, year), &YearQuery::default(), &typed).await?))
}

/// POST /costs/{beneficiary}/{year}/units
pub async fn put_units(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Form(form): Form<UnitsForm>,
) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::put_units(&ctx, &beneficiary, year, &form).await;
    answered(&ctx, (&beneficiary, year), done, Typed { units: Some(form), ..Typed::default() }, "offer").await
}

/// POST /costs/{beneficiary}/{year}/closing
pub async fn close(
    ctx: Ctx,
    Path((beneficiary, year)): Path<(BeneficiaryId, String)>,
    Form(form): Form<CloseForm>,
) -> WebResult<Response> {
    let year = year_of(&year)?;
    let done = actions::close(&ctx, &beneficiary, year, &form).await;
    answered(&ctx, (&beneficiary, year), done, Typed { close: Some(form), ..Typed::default() }, "reason")
        .await
}
