//! Going on where a demonstration was left, however it was left: its clock never goes back.

use anyhow::Result;
use jiff::Timestamp;
use kernel::Scope;
use people::audit::store;
use platform::db::Db;

/// The instant of the last thing anybody did, from the ends of the audit log.
pub async fn last_deed(db: &Db) -> Result<Option<Timestamp>> {
    let mut tx = db.read(&Scope::All).await?;
    let mut last = None;
    for mark in store::heads(&mut tx).await? {
        let entries = store::batch(&mut tx, &mark.chain, mark.sequence - 1, 1).await?;
        last = last.max(entries.first().filter(|entry| entry.chain == mark.chain).map(|entry| entry.at));
    }
    Ok(last)
}
