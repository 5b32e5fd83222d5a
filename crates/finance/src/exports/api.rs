//! Exports for programs.

use super::{
    CutOff, LedgerLine, Totals,
    actions::{self, Import},
    pages::{self, FileQuery},
};
use crate::reach;
use agreements::written::Severity;
use axum::response::Response;
use kernel::Text;
use platform::{
    Ctx, Error, Problems,
    web::{Json, Query, WebResult},
};
use serde::{Deserialize, Serialize};

/// The ledger of a year.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct LedgerBody {
    year: i16,
    /// In the order of issue.
    lines: Vec<LedgerLine>,
    /// Those of the last line.
    totals: Totals,
}

/// GET /api/v1/accounting/orders: revenue orders for the financial software, as a file.
pub async fn orders(ctx: Ctx, query: Query<FileQuery>) -> WebResult<Response> {
    pages::orders(ctx, query).await
}

/// GET /api/v1/accounting/ledger: everything issued in a year with running totals.
pub async fn ledger(ctx: Ctx, Query(query): Query<FileQuery>) -> WebResult<Json<LedgerBody>> {
    let year = query.year(reach::today(&ctx))?;
    let lines = actions::ledger(&ctx, year).await?;
    let totals = lines.last().map(|line| line.running).unwrap_or_default();
    Ok(Json(LedgerBody { year, lines, totals }))
}

/// GET /api/v1/accounting/cut-off: what belongs to another year on 31 December, each amount explained.
pub async fn cut_off(ctx: Ctx, Query(query): Query<FileQuery>) -> WebResult<Json<CutOff>> {
    let year = query.year(reach::today(&ctx))?;
    Ok(Json(actions::cut_off(&ctx, year).await?))
}

/// A mapping as a program sends it.
#[derive(Debug, Default, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct MappingBody {
    source: String,
}

/// Which version rules.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct MappingVersion {
    version: i64,
}

/// PUT /api/v1/accounting/mapping: imports a mapping; every mistake is told with its line and column.
pub async fn import(ctx: Ctx, Json(body): Json<MappingBody>) -> WebResult<Json<MappingVersion>> {
    match actions::import(&ctx, &body.source).await? {
        Import::Unchanged(version) | Import::Created(version) => Ok(Json(MappingVersion { version })),
        Import::Refused(report) => {
            let mut problems = Problems::default();
            for one in report.problems.iter().filter(|one| one.severity == Severity::Error) {
                let place = format!("source:{}:{}", one.line, one.column);
                let words = ctx.lang.text(&one.message);
                problems.add(&place, Text::new("mapping-error-line").with("words", words));
            }
            Err(Error::Invalid(problems))
        }
    }
}
