//! Reasons to wait in the database. They belong to the provider.

use super::{PendingId, PendingReason};
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for PendingReason {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            state: row.word("state")?,
            archived_at: row.maybe("archived_at")?,
        })
    }
}

/// Every reason by name, those no longer proposed last.
pub async fn all(tx: &mut Tx) -> Result<Vec<PendingReason>> {
    tx.all(query("select * from pending_reason order by archived_at is not null, name_folded, id")).await
}

/// The reason.
pub(super) async fn find(tx: &mut Tx, id: &str) -> Result<Option<PendingReason>> {
    tx.optional(query("select * from pending_reason where id = $1").bind(id)).await
}

/// Stores a new one.
pub(super) async fn insert(tx: &mut Tx, reason: &PendingReason, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into pending_reason (id, name, name_folded, state, created_at) values ($1, $2, $3, $4, $5)",
    );
    let insert = insert.bind(reason.id.as_str()).bind(&reason.name).bind(fold(&reason.name));
    tx.execute(insert.bind(reason.state.as_str()).bind(now)).await.map(drop)
}

/// Stops proposing one from `at`, or proposes it again with nothing.
pub(super) async fn set_archived(tx: &mut Tx, id: &PendingId, at: Option<Timestamp>) -> Result<u64> {
    let update = query("update pending_reason set archived_at = $2 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(at)).await
}
