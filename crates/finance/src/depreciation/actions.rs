//! Reading the books: the goods of a year, and one good on a day.

use super::{Charge, DayCount, Plan, YearTable, rules};
use crate::{reach, terms::nearest};
use estate::assets::{self, Asset, AssetKey, BookedAsset};
use jiff::civil::Date;
use kernel::{Cents, Explained, Permission, id::BeneficiaryId};
use people::organisations::{self, Organisation};
use platform::{Ctx, Error, Result, db::Tx};

/// The books of a beneficiary over a calendar year.
pub struct Books {
    /// For whom the goods were bought.
    pub beneficiary: Organisation,
    /// How days are counted.
    pub basis: DayCount,
    /// Which year.
    pub year: i16,
    /// Its goods.
    pub table: YearTable,
}

/// One good with its life.
pub struct GoodShown {
    /// The asset.
    pub asset: Asset,
    /// On which day it is looked at.
    pub at: Date,
    /// Its net book value at the end of that day, and its charges year by year
    /// until it is retired; nothing while something is missing.
    pub worth: Option<(Explained<Cents>, Vec<Charge>)>,
}

/// The goods bought for a beneficiary over a calendar year, under the day count of the agreement in force today.
pub async fn year(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<Books> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let basis = basis(ctx, &mut tx, beneficiary).await?;
    let goods = assets::store::booked(&mut tx, beneficiary).await?;
    Ok(Books { beneficiary: served, basis, year, table: rules::year_table(goods, basis, year) })
}

/// One good the provider bought, at the end of a day.
pub async fn good(ctx: &Ctx, key: &AssetKey, at: Date) -> Result<GoodShown> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let asset = assets::store::find(&mut tx, key).await?.ok_or(Error::NotFound)?;
    let booked = booked(&asset);
    if !booked.legal_status.is_provider_purchase() {
        return Err(Error::NotFound);
    }
    let basis = basis(ctx, &mut tx, &key.beneficiary).await?;
    let plan = rules::plan_of(&booked, basis);
    let worth = plan.map(|plan: Plan| {
        (rules::net_book_value(&plan, at, booked.retired_on), rules::life(&plan, booked.retired_on))
    });
    Ok(GoodShown { asset, at, worth })
}

/// The day count of the agreement in force today, or of the last one (R3.2).
async fn basis(ctx: &Ctx, tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<DayCount> {
    let version = nearest(tx, beneficiary, reach::today(ctx)).await?;
    Ok(rules::day_count(version.document.exit.depreciation_basis))
}

fn booked(asset: &Asset) -> BookedAsset {
    BookedAsset {
        key: asset.key.clone(),
        reference: asset.reference.clone(),
        kind: asset.kind.clone(),
        name: asset.name.clone(),
        legal_status: asset.legal_status,
        is_shared: asset.is_shared,
        cost_cents: asset.cost_cents,
        in_service_on: asset.in_service_on,
        useful_life_years: asset.useful_life_years,
        retired_on: asset.retired_on,
    }
}
