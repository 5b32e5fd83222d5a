//! Reading the state of a beneficiary's network.

use super::{DAYS, Status};
use crate::{availability::actions::report, scoreboard::Period};
use agreements::versions;
use desk::maintenance;
use estate::outages;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use kernel::{Permission, Zone};
use people::organisations;
use platform::{Ctx, Error, Result};

/// Later than every planned work.
const NEVER: Timestamp = Timestamp::constant(253_402_207_200, 0);

/// The state of a beneficiary's network, now.
pub async fn read(ctx: &Ctx, code: &str) -> Result<Status> {
    ctx.require(Permission::SiteRead)?;
    let mut tx = ctx.read().await?;
    let owners = organisations::store::beneficiaries(&mut tx).await?;
    let owner = owners.into_iter().find(|owner| owner.code == code).ok_or(Error::NotFound)?;
    let (now, last) = (ctx.now(), ctx.now().to_zoned(Zone::Metropole.time_zone()).date());
    let first = last.checked_sub((DAYS - 1).days()).unwrap_or(last);
    let since = now - SignedDuration::from_hours(24 * DAYS);
    let mut found = outages::store::between(&mut tx, &owner.id, since, now).await?;
    found.reverse();
    let (open, past) = found.into_iter().partition(|outage| outage.to.is_none());
    let mut ahead = maintenance::store::between(&mut tx, now, NEVER).await?;
    ahead.retain(|shown| shown.notice.beneficiary == owner.id && shown.notice.kind.takes_place());
    let version = versions::in_force(&mut tx, &owner.id, last).await?;
    let report = report(&mut tx, &owner, Period { first, last }, version.as_ref(), now).await?;
    Ok(Status { open, ahead, past, report })
}
