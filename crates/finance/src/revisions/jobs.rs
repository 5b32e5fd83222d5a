//! The yearly proposal: from the first day of the revision month, once a day (R1.8).

use super::{PriceRevision, RevisionState, actions, rules, store};
use crate::{reach, terms};
use kernel::Permission;
use platform::{
    Ctx, Error, Result,
    jobs::{Every, Jobs},
};

/// Background work of the area.
pub fn jobs() -> Jobs {
    Jobs::new().every("revisions.propose", Every::DayAt(6, 0), async |ctx| propose_due(&ctx).await.map(drop))
}

/// Proposes this year's revision for every beneficiary that has none yet, and tries the pending ones again.
/// Safe to run any number of times. Gives what was proposed.
pub async fn propose_due(ctx: &Ctx) -> Result<Vec<PriceRevision>> {
    ctx.require(Permission::InvoiceDraft)?;
    let today = reach::today(ctx);
    let mut done = vec![];
    for beneficiary in reach::beneficiaries(ctx).await? {
        let terms = match terms::in_force(ctx, &beneficiary.id, today.year()).await {
            Ok(terms) => terms,
            Err(Error::Refused(_)) => continue,
            Err(error) => return Err(error),
        };
        let mut tx = ctx.read().await?;
        let last = store::last_of_year(&mut tx, &beneficiary.id, today.year()).await?;
        drop(tx);
        let is_open = rules::opens_on(&terms, today.year()).is_some_and(|opens| opens <= today);
        if is_open && last.is_none_or(|last| last.state == RevisionState::Pending) {
            done.push(actions::propose(ctx, &beneficiary.id, today.year()).await?);
        }
    }
    Ok(done)
}
