//! SQL of the closures. They belong to no beneficiary.

use super::{Closure, ClosureId};
use jiff::Timestamp;
use kernel::{Interval, Intervals};
use platform::db::{Error, FromRow, Result, Row, Tx, query};

impl FromRow for Closure {
    fn from_row(row: &Row) -> Result<Self> {
        let (from, to) = (row.get("from_at")?, row.get("to_at")?);
        Ok(Self {
            id: row.id("id")?,
            interval: Interval::new(from, to).map_err(|e| Error::Decode("to_at", e.to_string()))?,
            reason: row.get("reason")?,
            recorded_by_name: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
            cancelled_at: row.maybe("cancelled_at")?,
        })
    }
}

/// The closures that count and touch `[from, to)`, merged.
pub async fn between(tx: &mut Tx, from: Timestamp, to: Timestamp) -> Result<Intervals> {
    let select = query(
        "select id, from_at, to_at, reason, recorded_by_name, recorded_at, cancelled_at from desk_closure \
         where from_at < $1 and to_at > $2 and cancelled_at is null order by from_at, id",
    );
    let closures: Vec<Closure> = tx.all(select.bind(to).bind(from)).await?;
    Ok(Intervals::merged(closures.into_iter().map(|c| c.interval), 0))
}

/// The latest closures, cancelled ones included.
pub async fn latest(tx: &mut Tx) -> Result<Vec<Closure>> {
    let select = query(
        "select id, from_at, to_at, reason, recorded_by_name, recorded_at, cancelled_at from desk_closure \
         order by from_at desc, id desc limit 100",
    );
    tx.all(select).await
}

/// Adds a closure.
pub async fn insert(tx: &mut Tx, closure: &Closure) -> Result<()> {
    let insert = query(
        "insert into desk_closure (id, from_at, to_at, reason, recorded_by_name, recorded_at) \
         values ($1, $2, $3, $4, $5, $6)",
    );
    let (from, to) = (closure.interval.from(), closure.interval.to());
    let insert = insert.bind(String::from(&closure.id)).bind(from).bind(to);
    tx.execute(insert.bind(&closure.reason).bind(&closure.recorded_by_name).bind(closure.recorded_at))
        .await
        .map(drop)
}

/// Cancels a closure that counts; gives the number of rows changed.
pub async fn cancel(tx: &mut Tx, id: &ClosureId, now: Timestamp) -> Result<u64> {
    let update = query("update desk_closure set cancelled_at = $2 where id = $1 and cancelled_at is null");
    tx.execute(update.bind(String::from(id)).bind(now)).await
}
