//! Drafts in the database: one row per ticket, person and kind.

use super::{Draft, Kind};
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Draft {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { kind: row.word("kind")?, body: row.get("body")?, saved_at: row.get("saved_at")? })
    }
}

/// What a person was writing on a ticket.
pub async fn of(tx: &mut Tx, key: &TicketKey, person: &PersonId) -> Result<Vec<Draft>> {
    let select = query(
        "select d.kind, d.body, d.saved_at from ticket_draft d \
         where {scope d} and d.beneficiary_id = $1 and d.ticket_id = $2 and d.person_id = $3 order by d.kind",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(person)).await
}

/// Keeps the words in place of those kept before.
pub(crate) async fn keep(
    tx: &mut Tx,
    key: &TicketKey,
    person: &PersonId,
    kind: Kind,
    body: &str,
    now: Timestamp,
) -> Result<()> {
    let upsert = query(
        "insert into ticket_draft (beneficiary_id, ticket_id, person_id, kind, body, saved_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (beneficiary_id, ticket_id, person_id, kind) \
         do update set body = excluded.body, saved_at = excluded.saved_at",
    );
    let upsert = upsert.bind(&key.beneficiary).bind(key.id.as_str()).bind(person).bind(kind.as_str());
    tx.execute(upsert.bind(body).bind(now)).await.map(drop)
}

/// Forgets what was being written: it was sent, or emptied.
pub async fn forget(tx: &mut Tx, key: &TicketKey, person: &PersonId, kind: Kind) -> Result<()> {
    let delete = query(
        "delete from ticket_draft \
         where {scope} and beneficiary_id = $1 and ticket_id = $2 and person_id = $3 and kind = $4",
    );
    let delete = delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(person).bind(kind.as_str());
    tx.execute(delete).await.map(drop)
}
