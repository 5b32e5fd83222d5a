//! Reminders in the database.

use crate::tickets::TicketKey;
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

/// A ticket that waits for its requester.
#[derive(Clone, Debug)]
pub(super) struct Waiting {
    pub(super) key: TicketKey,
    /// The stay in that state.
    pub(super) sequence: i64,
    /// Since when.
    pub(super) since: Timestamp,
    /// Reminders of this stay so far.
    pub(super) sent: i64,
}

impl FromRow for Waiting {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            sequence: row.get("sequence")?,
            since: row.get("from_at")?,
            sent: row.get("sent")?,
        })
    }
}

/// Tickets that wait for their requester (those taken over only once somebody worked on them here), after a place in the order of their keys.
pub(super) async fn waiting(tx: &mut Tx, after: (&str, &str), limit: i64) -> Result<Vec<Waiting>> {
    let select = query(
        "select t.beneficiary_id, t.id, s.sequence, s.from_at, coalesce(r.sent, 0) as sent from ticket t \
         join ticket_state s on s.beneficiary_id = t.beneficiary_id and s.ticket_id = t.id and s.to_at is null \
         left join ticket_reminder r on r.beneficiary_id = s.beneficiary_id and r.ticket_id = s.ticket_id \
         and r.sequence = s.sequence \
         where {scope t} and t.is_open = true and t.state = 'waiting_requester' and t.requester_id is not null and (t.former_source is null or t.version > 1) \
         and (t.beneficiary_id, t.id) > ($1, $2) order by t.beneficiary_id, t.id limit $3",
    );
    tx.all(select.bind(after.0).bind(after.1).bind(limit)).await
}

/// Counts one more reminder, unless somebody else has meanwhile; gives 0 then.
pub(super) async fn count(tx: &mut Tx, waiting: &Waiting, now: Timestamp) -> Result<u64> {
    let upsert = query(
        "insert into ticket_reminder (beneficiary_id, ticket_id, sequence, sent, last_at) values ($1, $2, $3, 1, $4) \
         on conflict (beneficiary_id, ticket_id, sequence) do update set sent = ticket_reminder.sent + 1, last_at = $4 \
         where ticket_reminder.sent = $5",
    );
    let upsert = upsert.bind(&waiting.key.beneficiary).bind(waiting.key.id.as_str()).bind(waiting.sequence);
    tx.execute(upsert.bind(now).bind(waiting.sent)).await
}
