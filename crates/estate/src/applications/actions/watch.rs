//! What happens to applications by itself: the end of a warranty comes near, an exception is over.

use super::after_warranty;
use crate::applications::{
    rules::SOON,
    store::{self, environments as rows},
};
use agreements::{reading::today, versions};
use jiff::ToSpan as _;
use people::audit::{Entry, record};
use platform::{Ctx, Result};
use serde_json::json;

/// Applications and environments looked at in one round.
const BATCH: i64 = 200;
/// Longest warranty in years that an agreement may give.
const YEARS: i64 = 10;

/// Reminds keepers, once, of warranties that end soon: maintenance then belongs to the block of applications (R0.4).
pub async fn remind(ctx: &Ctx) -> Result<()> {
    let day = today(ctx);
    let mut tx = ctx.read().await?;
    let oldest = day.checked_sub(YEARS.years()).unwrap_or(day);
    let found = store::to_remind(&mut tx, oldest, day, BATCH).await?;
    let agreements = versions::all_in_force(&mut tx, day).await?;
    drop(tx);
    for one in found {
        let version = agreements.get(&one.key.beneficiary);
        let Some(after) = version.and_then(|version| after_warranty(version, &one)) else { continue };
        let days =
            after.value.since((jiff::Unit::Day, day)).map_or(i64::MAX, |span| i64::from(span.get_days()));
        if days > SOON {
            continue;
        }
        let mut tx = ctx.begin().await?;
        if store::reminded(&mut tx, &one.key, after.value).await? == 0 {
            continue;
        }
        let entry = Entry::new(
            "application.warranty",
            Some(&one.key.beneficiary),
            "application",
            one.key.id.as_str(),
        );
        let detail =
            json!({"name": one.name, "after": after.value, "message": one.key.id, "persons": [one.keeper]});
        record(&mut tx, ctx, entry.detail(detail)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Tells keepers, once, of production data that stay outside production without an exception (R10.3).
pub async fn find_breaches(ctx: &Ctx) -> Result<()> {
    let found = rows::breaches(&mut ctx.read().await?, today(ctx), BATCH).await?;
    for one in found {
        let mut tx = ctx.begin().await?;
        // The application first, as whoever changes its environments does.
        store::hold(&mut tx, &one.key).await?;
        if rows::breach_told(&mut tx, &one, ctx.now()).await? == 0 {
            continue;
        }
        let key = &one.key;
        let entry = Entry::new("application.breach", Some(&key.beneficiary), "application", key.id.as_str());
        let detail = json!({"environment": one.environment, "name": one.name, "message": key.id,
            "persons": [one.keeper]});
        record(&mut tx, ctx, entry.detail(detail)).await?;
        tx.commit().await?;
    }
    Ok(())
}
