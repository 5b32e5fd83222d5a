//! Whose rows a request may name, and which day it is.

use agreements::versions;
use jiff::civil::Date;
use kernel::{Scope, id::BeneficiaryId};
use people::organisations::{self, Organisation};
use platform::{Ctx, Error, Result, i18n::figures};

/// Today in the agreement's time zone: the date of invoices and the latest date of a census.
pub(crate) fn today(ctx: &Ctx) -> Date {
    ctx.now().to_zoned(figures::paris().clone()).date()
}

/// Refuses a beneficiary outside the actor's scope, as if it did not exist.
pub(crate) fn within(ctx: &Ctx, beneficiary: &BeneficiaryId) -> Result<()> {
    match ctx.scope() {
        Scope::One(own) if own != beneficiary => Err(Error::NotFound),
        _ => Ok(()),
    }
}

/// Every beneficiary in scope, by name: one for a beneficiary's own people.
pub(crate) async fn beneficiaries(ctx: &Ctx) -> Result<Vec<Organisation>> {
    let mut tx = ctx.read().await?;
    Ok(organisations::store::beneficiaries(&mut tx).await?)
}

/// Every beneficiary in scope that signed an agreement, by name.
pub(crate) async fn signatories(ctx: &Ctx) -> Result<Vec<Organisation>> {
    versions::signatories(&mut ctx.read().await?).await
}

/// A calendar year as typed.
pub(crate) fn year(text: &str) -> Result<i16> {
    let year = text.trim().parse::<i16>().ok().filter(|year| (2000..=2099).contains(year));
    year.ok_or_else(|| Error::invalid("year", kernel::Text::new("money-year-unreadable")))
}
