//! Telephone exchanges in the database. They belong to the provider.

use super::{Line, LineId};
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Line {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            is_enabled: row.get("is_enabled")?,
            generation: row.get("secret_generation")?,
            version: row.get("version")?,
            last_event_at: row.maybe("last_event_at")?,
            last_refused_at: row.maybe("last_refused_at")?,
        })
    }
}

/// Every exchange, by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<Line>> {
    tx.all(query("select * from phone_line order by name_folded, id")).await
}

/// One exchange.
pub async fn find(tx: &mut Tx, id: &LineId) -> Result<Option<Line>> {
    tx.optional(query("select * from phone_line where id = $1").bind(id.as_str())).await
}

/// Holds an exchange until the end of the transaction: what it tells comes one after the other.
pub(crate) async fn lock(tx: &mut Tx, id: &LineId) -> Result<Option<Line>> {
    tx.optional(query("select * from phone_line where id = $1 for update").bind(id.as_str())).await
}

/// Stores a new exchange.
pub(super) async fn insert(tx: &mut Tx, id: &LineId, name: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into phone_line (id, name, name_folded, is_enabled, created_at) values ($1, $2, $3, $4, $5)",
    );
    let insert = insert.bind(id.as_str()).bind(name).bind(fold(name));
    tx.execute(insert.bind(true).bind(now)).await.map(drop)
}

/// Pauses a held exchange or lets it go on.
pub(super) async fn set_enabled(tx: &mut Tx, id: &LineId, is_enabled: bool) -> Result<()> {
    let update = query("update phone_line set is_enabled = $2, version = version + 1 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(is_enabled)).await.map(drop)
}

/// Makes the secret of a held exchange another one.
pub(super) async fn renew_secret(tx: &mut Tx, id: &LineId) -> Result<()> {
    let update = query("update phone_line set secret_generation = secret_generation + 1 where id = $1");
    tx.execute(update.bind(id.as_str())).await.map(drop)
}

/// Writes down that an exchange told of a call.
pub(crate) async fn heard(tx: &mut Tx, id: &LineId, now: Timestamp) -> Result<()> {
    let update = query("update phone_line set last_event_at = $2 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(now)).await.map(drop)
}

/// Writes down that something was refused, at most once after `since`.
pub(crate) async fn refused(tx: &mut Tx, id: &LineId, now: Timestamp, since: Timestamp) -> Result<()> {
    let update = query(
        "update phone_line set last_refused_at = $2 where id = $1 and (last_refused_at is null or last_refused_at < $3)",
    );
    tx.execute(update.bind(id.as_str()).bind(now).bind(since)).await.map(drop)
}
