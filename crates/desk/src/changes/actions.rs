//! What is done about changes: writing, agreeing, carrying out, looking.

mod agree;
mod carry_out;
mod look;
mod templates;
mod write;

pub use crate::maintenance::actions::calendar;
pub use agree::{decide, may_answer, submit, waiting};
pub use carry_out::{cancel, finish, reopen, review, start};
pub use look::{History, Listing, Whole, between, list, of_ticket, read};
pub use templates::{make_standard, set_archived, templates};
pub use write::{change, conflicts_of, create, link, link_from, unlink};

use super::{
    Change, ChangeId,
    rules::{self, Step},
    store,
};
use people::audit::{Entry, hold, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::Value;

/// Holds a change that is still as it was read; any version when none is given. The end of the provider's chain of the
/// log is held first, whatever is recorded for beneficiaries then: two writers come one after the other.
async fn held(tx: &mut Tx, id: &ChangeId, version: Option<i64>) -> Result<Change> {
    hold(tx, None).await?;
    let change = store::lock(tx, id).await?.ok_or(Error::NotFound)?;
    match version {
        Some(read) if read != change.version => Err(Error::Stale(change.version)),
        _ => Ok(change),
    }
}

/// Takes a step, or says that it may not be taken now.
fn step(change: &mut Change, step: Step) -> Result<()> {
    let next = rules::after(change.state, change.content.kind, step);
    change.state = next.ok_or_else(|| Error::refused("change-error-state"))?;
    Ok(())
}

/// Stores where a held change stands now, with its entry of the log.
async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    change: &mut Change,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    change.version += 1;
    store::save(tx, change).await?;
    record(tx, ctx, Entry::new(action, None, "change", change.id.as_str()).detail(detail)).await
}
