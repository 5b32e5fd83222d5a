//! Availability of many sites over a year, from their rows to the figures and stories of the page.

use super::{
    figures::{Figure, Target, timed},
    seed::World,
    store,
};
use anyhow::{Context as _, Result, ensure};
use governance::{availability::actions, scoreboard::Period};
use jiff::{SignedDuration, ToSpan as _};
use kernel::{Scope, Zone};
use platform::{Ctx, Platform};

/// Sites of one beneficiary.
const SITES: i64 = 2_000;
/// Outages of each in the year.
const OUTAGES: i64 = 20;
/// Readings after one to warm up.
const READINGS: usize = 10;

/// The page's figures, read in one transaction.
pub(super) async fn measure(platform: &Platform, world: &World) -> Result<Figure> {
    let ctx = Ctx::system(platform.clone(), "socle bench");
    let (beneficiary, _) = world.requesters.first().context("no beneficiary")?;
    let last = ctx.now().to_zoned(Zone::Metropole.time_zone()).date();
    let period = Period { first: last.checked_sub(365.days())?, last };
    let mut tx = platform.db.begin(&Scope::All).await?;
    store::insert_sites(&mut tx, beneficiary, SITES, ctx.now()).await?;
    for turn in 0..OUTAGES {
        let from = ctx.now() - SignedDuration::from_hours(24 * 360 - turn * 24 * 17);
        let to = from + SignedDuration::from_mins(30 + turn);
        store::insert_outages(&mut tx, beneficiary, turn, (from, to)).await?;
    }
    tx.commit().await?;
    let mut sample = vec![];
    for reading in 0..=READINGS {
        let (took, report) = timed(async { Ok(actions::read(&ctx, "B00", period).await?) }).await?;
        let measured = report.measured.context("nothing was measured")?;
        ensure!(i64::try_from(measured.records.len())? == SITES, "not every site was measured");
        ensure!(measured.incidents.value.ended.len() > 1, "no outage was counted");
        if reading > 0 {
            sample.push(took);
        }
    }
    let name = format!("availability of {SITES} sites over a year, {} outages", SITES * OUTAGES);
    Ok(Figure::milliseconds(name, sample).held_to(Target::AtMost(1_000.0)))
}
