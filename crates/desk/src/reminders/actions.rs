//! Reminding: each reminder is an entry of the log, which notifications follow.

use super::{
    rules,
    store::{self, Waiting},
};
use crate::tickets::actions::terms_at;
use kernel::{Zone, id::BeneficiaryId};
use people::audit::{Entry, record};
use platform::{Ctx, Result};
use serde_json::json;

/// Tickets looked at in one go.
const PAGE: i64 = 200;

/// Reminds every requester whose turn it is.
pub async fn remind(ctx: &Ctx) -> Result<()> {
    let every = ctx.platform.settings.mail.reminder_days;
    if every <= 0 {
        return Ok(());
    }
    let mut after = (String::new(), String::new());
    loop {
        let mut look = ctx.read().await?;
        let page = store::waiting(&mut look, (&after.0, &after.1), PAGE).await?;
        drop(look);
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.key.beneficiary.as_str().to_owned(), last.key.id.as_str().to_owned());
        // The rows are in the order of their beneficiaries: each calendar is read once.
        for of_one in page.chunk_by(|a, b| a.key.beneficiary == b.key.beneficiary) {
            remind_some(ctx, &of_one[0].key.beneficiary, of_one, every).await?;
        }
    }
}

async fn remind_some(ctx: &Ctx, body: &BeneficiaryId, waiting: &[Waiting], every: i64) -> Result<()> {
    let now = ctx.now();
    let terms = terms_at(&mut ctx.read().await?, body, now).await?;
    let window = terms.clock.window();
    let day = |at: jiff::Timestamp| at.to_zoned(Zone::Metropole.time_zone()).date();
    let due = waiting.iter().filter(|one| rules::is_due(window, day(one.since), day(now), every, one.sent));
    for one in due {
        let mut tx = ctx.begin().await?;
        if store::count(&mut tx, one, now).await? > 0 {
            let entry = Entry::new("ticket.remind", Some(body), "ticket", one.key.id.as_str());
            record(&mut tx, ctx, entry.detail(json!({"reminder": one.sent + 1}))).await?;
            tx.commit().await?;
        }
    }
    Ok(())
}
