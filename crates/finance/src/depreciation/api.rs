//! The books of goods for programs.

use super::{
    Charge, DayCount, YearTable, actions,
    pages::{DayQuery, YearQuery},
};
use estate::assets::{AssetId, AssetKey};
use jiff::civil::Date;
use kernel::{Cents, Explanation, id::BeneficiaryId};
use platform::{
    Ctx,
    web::{Json, Path, Query, WebResult},
};
use serde::Serialize;

/// The goods of a calendar year.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct BooksBody {
    beneficiary: BeneficiaryId,
    year: i16,
    basis: DayCount,
    #[serde(flatten)]
    table: YearTable,
}

/// One good on a day.
#[derive(Debug, Serialize, schemars::JsonSchema)]
pub struct GoodBody {
    asset: AssetId,
    reference: String,
    at: Date,
    /// Net book value at the end of that day; nothing while cost, entry into service or life is missing.
    net_book_value: Option<Cents>,
    /// How it came about.
    explanation: Option<Explanation>,
    /// The charges of its whole life.
    charges: Vec<Charge>,
}

/// GET /api/v1/depreciation/{beneficiary}: the goods bought for a beneficiary over a calendar year.
pub async fn show(
    ctx: Ctx,
    Path(beneficiary): Path<BeneficiaryId>,
    Query(asked): Query<YearQuery>,
) -> WebResult<Json<BooksBody>> {
    let books = actions::year(&ctx, &beneficiary, asked.year(&ctx)?).await?;
    Ok(Json(BooksBody { beneficiary, year: books.year, basis: books.basis, table: books.table }))
}

/// GET /api/v1/depreciation/{beneficiary}/assets/{id}: one good at the end of a day, explained.
pub async fn good(
    ctx: Ctx,
    Path((beneficiary, id)): Path<(BeneficiaryId, AssetId)>,
    Query(asked): Query<DayQuery>,
) -> WebResult<Json<GoodBody>> {
    let key = AssetKey { beneficiary, id };
    let good = actions::good(&ctx, &key, asked.day(&ctx)?).await?;
    let (worth, charges) = good.worth.unzip();
    let (value, explanation) = worth.map(|worth| (worth.value, worth.explanation)).unzip();
    Ok(Json(GoodBody {
        asset: key.id,
        reference: good.asset.reference,
        at: good.at,
        net_book_value: value,
        explanation,
        charges: charges.unwrap_or_default(),
    }))
}
