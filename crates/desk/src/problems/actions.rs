//! What is done about problems: writing down, linking, telling, looking.

mod link;
mod look;
mod tell;
mod write;

pub use link::{link, link_change, link_from, unlink, unlink_change};
pub use look::{Beside, Told, Whole, beside, candidates, known_errors, list, read, told};
pub use tell::tell;
pub(super) use tell::{TELL, tell_all};
pub use write::{change, open, publish, set_state};

use super::{Problem, ProblemId, store};
use people::audit::{Entry, hold, record};
use platform::{Ctx, Error, Result, db::Tx};
use serde_json::Value;

/// Holds a problem that is still as it was read; any version when none is given. The end of the provider's chain of the
/// log is held first: two writers come one after the other.
async fn held(tx: &mut Tx, id: &ProblemId, version: Option<i64>) -> Result<Problem> {
    hold(tx, None).await?;
    let problem = store::lock(tx, id).await?.ok_or(Error::NotFound)?;
    match version {
        Some(read) if read != problem.version => Err(Error::Stale(problem.version)),
        _ => Ok(problem),
    }
}

/// Stores a held problem and what beneficiaries read of it, with its entry of the log.
async fn noted(
    tx: &mut Tx,
    ctx: &Ctx,
    problem: &mut Problem,
    action: &'static str,
    detail: Value,
) -> Result<()> {
    problem.version += 1;
    store::save(tx, problem).await?;
    store::share(tx, problem).await?;
    record(tx, ctx, Entry::new(action, None, "problem", problem.id.as_str()).detail(detail)).await
}
