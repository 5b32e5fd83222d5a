//! Pauses in the database. They are added and cancelled, never erased.

use super::{Pause, PauseId};
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::Interval;
use platform::db::{Error, FromRow, Result, Row, Tx, query};

impl FromRow for Pause {
    fn from_row(row: &Row) -> Result<Self> {
        let (from, to) = (row.get("from_at")?, row.get("to_at")?);
        Ok(Self {
            id: row.id("id")?,
            state: row.word("state")?,
            interval: Interval::new(from, to).map_err(|e| Error::Decode("to_at", e.to_string()))?,
            reason: row.get("reason")?,
            recorded_by_name: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
            cancelled: row.maybe("cancelled_at")?.zip(row.maybe("cancelled_by_name")?),
        })
    }
}

/// The pauses recorded for a ticket, those cancelled too, by their beginning.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Pause>> {
    let select = query(
        "select p.* from ticket_pause p where {scope p} and p.beneficiary_id = $1 and p.ticket_id = $2 \
         order by p.from_at, p.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Records a pause.
pub(super) async fn insert(tx: &mut Tx, key: &TicketKey, pause: &Pause) -> Result<()> {
    let insert = query(
        "insert into ticket_pause (beneficiary_id, id, ticket_id, state, from_at, to_at, reason, recorded_by_name, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert
        .bind(&key.beneficiary)
        .bind(pause.id.as_str())
        .bind(key.id.as_str())
        .bind(pause.state.as_str())
        .bind(pause.interval.from())
        .bind(pause.interval.to())
        .bind(&pause.reason)
        .bind(&pause.recorded_by_name)
        .bind(pause.recorded_at);
    tx.execute(insert).await.map(drop)
}

/// Cancels a pause.
pub(super) async fn cancel(
    tx: &mut Tx,
    key: &TicketKey,
    id: &PauseId,
    at: Timestamp,
    by: &str,
) -> Result<u64> {
    let update = query(
        "update ticket_pause set cancelled_at = $4, cancelled_by_name = $5 \
         where {scope} and beneficiary_id = $1 and ticket_id = $2 and id = $3 and cancelled_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(update.bind(at).bind(by)).await
}
