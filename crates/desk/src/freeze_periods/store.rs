//! Freeze periods in the database. They belong to the provider.

use super::{FreezeId, FreezePeriod};
use jiff::Timestamp;
use kernel::Interval;
use platform::db::{Error, FromRow, Result, Row, Tx, query};

impl FromRow for FreezePeriod {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            title: row.get("title")?,
            reason: row.get("reason")?,
            span: span(row)?,
            created_by_name: row.get("created_by_name")?,
            created_at: row.get("created_at")?,
            cancelled_at: row.maybe("cancelled_at")?,
            version: row.get("version")?,
        })
    }
}

/// The interval of a row.
pub(crate) fn span(row: &Row) -> Result<Interval> {
    let (from, to) = (row.get("from_at")?, row.get("to_at")?);
    Interval::new(from, to).map_err(|error| Error::Decode("to_at", error.to_string()))
}

/// The latest, what begins last at the top.
pub async fn all(tx: &mut Tx) -> Result<Vec<FreezePeriod>> {
    tx.all(query("select f.* from freeze_period f order by f.from_at desc, f.id desc limit 200")).await
}

/// Those that meet an interval and count.
pub async fn between(tx: &mut Tx, span: Interval) -> Result<Vec<FreezePeriod>> {
    let select = query(
        "select f.* from freeze_period f where f.from_at < $2 and f.to_at > $1 and f.cancelled_at is null \
         order by f.from_at, f.id limit 200",
    );
    tx.all(select.bind(span.from()).bind(span.to())).await
}

/// Stores a new one.
pub(super) async fn insert(tx: &mut Tx, one: &FreezePeriod) -> Result<()> {
    let insert = query(
        "insert into freeze_period (id, title, reason, from_at, to_at, created_by_name, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert.bind(one.id.as_str()).bind(&one.title).bind(&one.reason);
    let insert = insert.bind(one.span.from()).bind(one.span.to());
    tx.execute(insert.bind(&one.created_by_name).bind(one.created_at)).await.map(drop)
}

/// Lifts one from `at`, or sets it again with nothing.
pub(super) async fn set_cancelled(tx: &mut Tx, id: &FreezeId, at: Option<Timestamp>) -> Result<u64> {
    let update = query("update freeze_period set cancelled_at = $2, version = version + 1 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(at)).await
}
