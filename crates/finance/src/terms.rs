//! What the agreement says about money, taken from its document: the parameters of every rule of this area.

use crate::{
    einvoice::VatStatus,
    exit, reach,
    revision::{Formula, IndexSeries, RoundingReading, rules::TimeProration},
    savings::{self, PriceOrigin},
};
use agreements::{
    document::{self, AgreementDocument, CensusPolicy, IndexValuePolicy, RevisionEffect, SeriesPolicy},
    versions::{self, Version},
};
use jiff::civil::Date;
use kernel::{Cents, Text, id::BeneficiaryId};
use platform::{Ctx, Error, Result, db::Tx};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Billing parameters of one version of an agreement. Kept with every revision that used them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Terms {
    /// Reference quoted on invoices (BT-12).
    pub reference: String,
    /// First day of the agreement.
    pub first_day: Date,
    /// Last day of the agreement.
    pub last_day: Date,
    /// Initial unit price P0 excluding VAT (R1.2), lowered by the savings decided for the year (R1.12).
    pub initial_price: Cents,
    /// Where P0 comes from, when a saving lowered it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initial_price_origin: Option<PriceOrigin>,
    /// First day of month zero (R0.6).
    pub month_zero: Date,
    /// Formula with its reading (R1.3, R1.4).
    pub formula: Formula,
    /// Month whose index value is read each year, 1 to 12 (R1.7).
    pub reference_month: i8,
    /// What "last published value" means (R1.7).
    pub value_policy: IndexValuePolicy,
    /// In which series both values are read (R1.10).
    pub series_policy: SeriesPolicy,
    /// Month from which a revision may be proposed, 1 to 12 (R1.8).
    pub revision_month: i8,
    /// First year with a revised price.
    pub first_year: i16,
    /// What a revision applies to (R1.8).
    pub effect: RevisionEffect,
    /// How a part of a year is counted (R1.14).
    pub proration: TimeProration,
    /// Which census is billed (R1.13).
    pub census: CensusPolicy,
    /// Days to pay (R2.12).
    pub payment_days: i32,
    /// The service billed by agent.
    pub core: CoreOffer,
}

/// The core block as it is billed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CoreOffer {
    /// Code on invoice lines.
    pub code: String,
    /// Name on invoices.
    pub name: String,
    /// Billing unit in words.
    pub unit: String,
    /// First day of the membership; absent when not subscribed.
    pub from: Option<Date>,
    /// Last day of the membership, when it ends before the agreement.
    pub until: Option<Date>,
    /// VAT status; absent while nobody has decided (R2.16).
    pub vat: Option<VatStatus>,
    /// First day the VAT status holds.
    pub vat_from: Option<Date>,
}

/// The terms of a year: those of the agreement version in force on its last day, or today while the year runs.
///
/// The VAT status is the one stated today: it may be decided after the year it holds for, and then carries its own
/// first day (R2.16).
pub async fn in_force(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<Terms> {
    Ok(ruled(ctx, beneficiary, year).await?.terms)
}

/// What rules the money of a beneficiary in a year.
pub(crate) struct Ruled {
    /// The parameters.
    pub(crate) terms: Terms,
    /// The document in force on the last day of the year, or today while it runs.
    pub(crate) document: Arc<AgreementDocument>,
    /// The document in force today, where the VAT statuses are read; the other one when there is none any more.
    pub(crate) now: Arc<AgreementDocument>,
}

/// The terms of a year with the documents they are read from.
pub(crate) async fn ruled(ctx: &Ctx, beneficiary: &BeneficiaryId, year: i16) -> Result<Ruled> {
    reach::within(ctx, beneficiary)?;
    let today = reach::today(ctx);
    let day = Date::new(year, 12, 31).map_or(today, |last| last.min(today));
    let mut tx = ctx.read().await?;
    let document = ruling(&mut tx, beneficiary, day).await?.document;
    let mut terms = Terms::of(&document).map_err(Error::Refused)?;
    savings::actions::rule(&mut tx, beneficiary, year, &mut terms).await?;
    let now = versions::in_force(&mut tx, beneficiary, today).await?;
    let now = now.map_or_else(|| Arc::clone(&document), |now| now.document);
    if let Some(core) = now.offer(&terms.core.code).map(core_offer) {
        (terms.core.vat, terms.core.vat_from) = (core.vat, core.vat_from);
    }
    // A confirmed exit ends the agreement early: the last invoice is in proportion (R1.14, R3.11). One before the first day
    // ended an agreement before this one.
    if let Some(last) = exit::store::confirmed(&mut tx, beneficiary, terms.first_day).await? {
        terms.last_day = terms.last_day.min(last);
    }
    Ok(Ruled { terms, document, now })
}

/// The version of the agreement in force on a day, or the refusal that says there is none.
pub(crate) async fn ruling(tx: &mut Tx, beneficiary: &BeneficiaryId, day: Date) -> Result<Version> {
    let version = versions::in_force(tx, beneficiary, day).await?;
    version.ok_or_else(|| Error::Refused(Text::new("terms-no-agreement").with("day", day)))
}

/// The version in force on a day or, before the first day and after the last one, the last version made: what is looked at then is the
/// agreement that will be or was.
pub(crate) async fn nearest(tx: &mut Tx, beneficiary: &BeneficiaryId, day: Date) -> Result<Version> {
    let found = match versions::in_force(tx, beneficiary, day).await? {
        None => versions::latest(tx, beneficiary).await?,
        found => found,
    };
    found.ok_or_else(|| Error::Refused(Text::new("terms-no-agreement").with("day", day)))
}

impl Terms {
    /// Reads the parameters, or says what this program cannot apply.
    pub fn of(document: &AgreementDocument) -> std::result::Result<Self, Text> {
        let price = &document.price;
        let rounding = &price.rounding;
        let decimals =
            (rounding.intermediate_decimals, rounding.coefficient_decimals, rounding.price_decimals);
        if decimals != (3, 3, 2) || price.proration.decimals != 6 {
            return Err(Text::new("terms-rounding-unsupported"));
        }
        if price.billing.invoices_per_year != 1 {
            return Err(Text::new("terms-yearly-only"));
        }
        let core = document.offers.iter().find(|offer| !offer.needs_core);
        let core = core.ok_or_else(|| Text::new("terms-no-core"))?;
        let last_day = document.term.last_day().ok_or_else(|| Text::new("terms-no-end"))?;
        let month = |year, month| Date::new(year, month, 1).map_err(|_| Text::new("terms-month"));
        let number = |n: u8| i8::try_from(n).map_err(|_| Text::new("terms-month"));
        Ok(Self {
            reference: document.identity.reference.clone(),
            first_day: document.term.start,
            last_day,
            initial_price: price.initial_price.0,
            initial_price_origin: None,
            month_zero: month(price.month_zero.year, price.month_zero.month)?,
            formula: Formula {
                fixed: price.formula.fixed_share.0.clone(),
                variable: price.formula.variable_share.0.clone(),
                reading: reading(rounding.reading),
            },
            reference_month: number(price.index.reference_month)?,
            value_policy: price.index.value_policy,
            series_policy: price.index.series,
            revision_month: number(price.revision.month)?,
            first_year: price.revision.first_year,
            effect: price.revision.effect,
            proration: proration(price.proration.method),
            census: price.census.rule,
            payment_days: i32::from(price.billing.payment_days),
            core: core_offer(core),
        })
    }

    /// The series in which month zero is read; March is always read in the revised one (R1.10).
    pub fn zero_series(&self) -> IndexSeries {
        match self.series_policy {
            SeriesPolicy::Revised => IndexSeries::Revised,
            SeriesPolicy::OldLinked => IndexSeries::Old,
        }
    }

    /// The days of membership in the core block: the subscription inside the agreement.
    pub fn membership(&self) -> Option<(Date, Date)> {
        let from = self.core.from?.max(self.first_day);
        let until = self.core.until.map_or(self.last_day, |day| day.min(self.last_day));
        (from <= until).then_some((from, until))
    }
}

fn reading(reading: document::RoundingReading) -> RoundingReading {
    match reading {
        document::RoundingReading::A => RoundingReading::A,
        document::RoundingReading::B => RoundingReading::B,
        document::RoundingReading::C => RoundingReading::C,
    }
}

fn proration(method: document::ProrationMethod) -> TimeProration {
    match method {
        document::ProrationMethod::None => TimeProration::None,
        document::ProrationMethod::MonthsStarted => TimeProration::Months,
        document::ProrationMethod::Days => TimeProration::Days,
    }
}

fn core_offer(offer: &document::Offer) -> CoreOffer {
    CoreOffer {
        code: offer.code.clone(),
        name: offer.name.clone(),
        unit: offer.billing_unit.clone(),
        from: offer.subscribed_from,
        until: offer.subscribed_until,
        vat: vat(&offer.vat),
        vat_from: offer.vat.from,
    }
}

/// The status as written on invoices; nothing while it is undetermined or incomplete: it is never guessed.
pub(crate) fn vat(vat: &document::Vat) -> Option<VatStatus> {
    let exemption = || Some((vat.reason_code.clone()?, vat.legal_mention.clone()?));
    match vat.status {
        document::VatStatus::Undetermined => None,
        document::VatStatus::Standard => Some(VatStatus::Taxable { rate: vat.rate.clone()?.0 }),
        document::VatStatus::Exempt => {
            exemption().map(|(vatex, legal_mention)| VatStatus::Exempt { vatex, legal_mention })
        }
        document::VatStatus::OutOfScope => {
            exemption().map(|(vatex, legal_mention)| VatStatus::OutOfScope { vatex, legal_mention })
        }
    }
}
