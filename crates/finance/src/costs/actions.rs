//! Reading the costs of a year, writing units of work down, closing.

use super::{
    CloseForm, ClosedTotal, ClosedYear, CostContent, UnitsForm,
    rules::{Basis, content},
    sources, store,
};
use crate::{
    censuses, depreciation, reach, revisions, supplier_invoices,
    terms::{self, Terms, ruling},
};
use estate::assets;
use jiff::civil::{Date, date};
use kernel::{Cents, Exact, Permission, Text, id::BeneficiaryId};
use people::{
    audit::{self, Entry, record},
    organisations::{self, Organisation},
};
use platform::{
    Ctx, Error, Problems, Result,
    db::Tx,
    typed::{chosen, needed},
};
use serde_json::json;

/// Longest source and reason in characters.
pub const WORDS: usize = 500;

/// A beneficiary with the years that were closed, the latest first.
pub struct Years {
    /// Whose costs.
    pub beneficiary: Organisation,
    /// The last version of each closed year.
    pub closed: Vec<ClosedTotal>,
    /// The year that ended last: the one to look at when none is closed.
    pub last_ended: i16,
}

/// The costs of a year, with what stands around them.
pub struct Year {
    /// Whose costs.
    pub beneficiary: Organisation,
    /// Which year.
    pub year: i16,
    /// What was looked at: a closed version, or what the sources give now.
    pub content: CostContent,
    /// The closed version looked at.
    pub shown: Option<ClosedYear>,
    /// Every closed version of the year, the last first.
    pub versions: Vec<ClosedTotal>,
    /// What the sources give now, when a closed version is looked at and they give something else.
    pub now: Option<CostContent>,
    /// Offers whose units of work are written down by hand: code, then name.
    pub offers: Vec<(String, String)>,
    /// Whether the year is over.
    pub is_over: bool,
}

/// Every beneficiary in scope that signed an agreement, with its closed years.
pub async fn list(ctx: &Ctx) -> Result<Vec<Years>> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let closed = store::all_totals(&mut tx).await?;
    let last_ended = reach::today(ctx).year() - 1;
    let bodies = agreements::versions::signatories(&mut tx).await?;
    let years = bodies.into_iter().map(|beneficiary| {
        let own = closed.iter().filter(|(id, _)| *id == beneficiary.id).map(|(_, total)| total.clone());
        let mut closed: Vec<ClosedTotal> = own.collect();
        closed.dedup_by_key(|one| one.year);
        Years { beneficiary, closed, last_ended }
    });
    Ok(years.collect())
}

/// The costs of a year: the last closed version, the one of a number, or what the sources give now.
pub async fn read(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16, version: Option<i64>) -> Result<Year> {
    ctx.require(Permission::InvoiceRead)?;
    let mut tx = ctx.read().await?;
    let served = organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let versions = store::totals(&mut tx, beneficiary).await?;
    let versions: Vec<ClosedTotal> = versions.into_iter().filter(|one| one.year == year).collect();
    let shown = store::closed(&mut tx, beneficiary, year, version).await?;
    if version.is_some() && shown.is_none() {
        return Err(Error::NotFound);
    }
    drop(tx);
    let agreement_day =
        Date::new(year, 12, 31).map_or_else(|_| reach::today(ctx), |day| day.min(reach::today(ctx)));
    let offers = offers(&mut ctx.read().await?, beneficiary, agreement_day).await?;
    let now = match compute(ctx, beneficiary, year).await {
        Ok(now) => Some(now),
        Err(Error::Refused(_)) if shown.is_some() => None,
        Err(error) => return Err(error),
    };
    let is_over = reach::today(ctx) > date(year, 12, 31);
    let (content, now) = match (&shown, now) {
        (Some(shown), now) => (shown.content.clone(), now.filter(|now| *now != shown.content)),
        (None, Some(now)) => (now, None),
        (None, None) => return Err(Error::NotFound),
    };
    Ok(Year { beneficiary: served, year, content, shown, versions, now, offers, is_over })
}

async fn offers(tx: &mut Tx, beneficiary: &BeneficiaryId, day: Date) -> Result<Vec<(String, String)>> {
    let version = agreements::versions::in_force(tx, beneficiary, day).await?;
    let offers = version.iter().flat_map(|version| &version.document.offers).filter(|offer| offer.needs_core);
    Ok(offers.map(|offer| (offer.code.clone(), offer.name.clone())).collect())
}

/// What the sources give now.
pub(crate) async fn compute(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<CostContent> {
    let terms = terms::in_force(ctx, beneficiary, year).await?;
    let mut tx = ctx.read().await?;
    compute_in(ctx, &mut tx, beneficiary, year, &terms).await
}

async fn compute_in(
    ctx: &Ctx,
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    terms: &Terms,
) -> Result<CostContent> {
    let last = date(year, 12, 31).min(reach::today(ctx));
    let version = ruling(tx, beneficiary, last).await?;
    let basis = depreciation::rules::day_count(version.document.exit.depreciation_basis);
    let goods = assets::store::booked(tx, beneficiary).await?;
    let goods = depreciation::rules::year_table(goods, basis, year);
    let censuses = censuses::store::of_beneficiary(tx, beneficiary).await?;
    let basis = Basis {
        year,
        agreement: &version.document,
        bought: &store::bought(tx, beneficiary, year).await?,
        spent: &store::spent(tx, beneficiary, year).await?,
        goods: &goods,
        kinds: &sources::store::kinds(tx).await?,
        census: censuses::rules::in_force(&censuses, terms.census, year),
        units: &store::units(tx, beneficiary, year).await?,
        core_price: core_price(tx, beneficiary, year, terms).await?,
    };
    Ok(content(&basis))
}

/// The price of one unit of the core in a year: the revised one once it is approved, the initial one before the first revision.
async fn core_price(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    year: i16,
    terms: &Terms,
) -> Result<Option<(Cents, Option<String>)>> {
    if year < terms.first_year {
        return Ok(Some((terms.initial_price, None)));
    }
    let revision = revisions::store::approved(tx, beneficiary, year).await?;
    Ok(revision.and_then(|one| Some((one.outcome.as_ref()?.price, Some(one.href())))))
}

/// Writes down how many units of work a service did in a year.
pub async fn put_units(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16, form: &UnitsForm) -> Result<()> {
    ctx.require(Permission::CostManage)?;
    reach::within(ctx, beneficiary)?;
    let mut tx = ctx.begin().await?;
    organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    let mut problems = Problems::default();
    let known = offers(&mut tx, beneficiary, date(year, 12, 31).min(reach::today(ctx))).await?;
    let offer = known.iter().find(|(code, _)| *code == form.offer).map(|(code, _)| code.as_str());
    let offer = chosen(&mut problems, "offer", offer);
    needed(&mut problems, "source", form.source.trim(), WORDS);
    let quantity = sources::actions::figure(&form.quantity).filter(|count| !count.is_zero());
    if quantity.is_none() {
        problems.add("quantity", Text::new("cost-error-figure"));
    }
    problems.into_result()?;
    let (offer, quantity) = (offer.unwrap_or_default(), quantity.unwrap_or_else(Exact::zero));
    let told = (offer, &quantity, form.source.trim());
    store::put_units(&mut tx, (beneficiary, year), told, (ctx.now(), &ctx.actor.name)).await?;
    let entry = Entry::new("cost.units", Some(beneficiary), "service_units", format!("{year} {offer}"));
    let detail = json!({"year": year, "offer": offer, "quantity": quantity, "source": form.source.trim()});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    Ok(tx.commit().await?)
}

/// Closes a year as its sources give it, or corrects a closed one by a new version, for a reason. Refused before the year is
/// over, while an invoice of the year has a part that is put to no block, and while a good has none.
pub async fn close(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    year: i16,
    form: &CloseForm,
) -> Result<ClosedYear> {
    ctx.require(Permission::InvoiceApprove)?;
    reach::within(ctx, beneficiary)?;
    let terms = terms::in_force(ctx, beneficiary, year).await?;
    let mut tx = ctx.begin().await?;
    organisations::store::find(&mut tx, beneficiary).await?.ok_or(Error::NotFound)?;
    // Closings of one beneficiary come one after the other.
    audit::hold(&mut tx, Some(beneficiary)).await?;
    if reach::today(ctx) <= date(year, 12, 31) {
        return Err(Error::refused("cost-error-running"));
    }
    let last = store::closed(&mut tx, beneficiary, year, None).await?;
    let version = last.as_ref().map_or(0, |last| last.version);
    if version != form.version {
        return Err(Error::Stale(version));
    }
    let mut problems = Problems::default();
    if last.is_some() {
        needed(&mut problems, "reason", form.reason.trim(), WORDS);
    }
    problems.into_result()?;
    let waiting = supplier_invoices::store::to_impute(&mut tx, year).await?;
    if waiting > 0 {
        return Err(Error::Refused(Text::new("cost-error-imputed").with("count", waiting)));
    }
    let found = compute_in(ctx, &mut tx, beneficiary, year, &terms).await?;
    let closed = checked(ctx, beneficiary, (year, version + 1), found, form)?;
    store::close(&mut tx, &closed).await?;
    let entry =
        Entry::new("cost.close", Some(beneficiary), "cost_year", format!("{year}-{}", closed.version));
    let detail = json!({"year": year, "version": closed.version, "core": closed.content.core,
        "total": closed.content.total, "reason": closed.reason});
    record(&mut tx, ctx, entry.detail(detail)).await?;
    tx.commit().await?;
    Ok(closed)
}

fn checked(
    ctx: &Ctx,
    beneficiary: &BeneficiaryId,
    (year, version): (i16, i64),
    found: CostContent,
    form: &CloseForm,
) -> Result<ClosedYear> {
    if !found.kinds_without_block.is_empty() {
        return Err(Error::Refused(
            Text::new("cost-error-kinds").with("count", found.kinds_without_block.len()),
        ));
    }
    if found.rows.is_empty() {
        return Err(Error::Refused(Text::new("cost-error-empty").with("year", year)));
    }
    Ok(ClosedYear {
        beneficiary: beneficiary.clone(),
        year,
        version,
        content: found,
        reason: if version == 1 { String::new() } else { form.reason.trim().to_owned() },
        closed_at: ctx.now(),
        closed_by: ctx.actor.name.clone(),
    })
}
