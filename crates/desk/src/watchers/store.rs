//! Watchers in the database.

use super::Watcher;
use crate::tickets::{Named, TicketKey};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Watcher {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            person: Named { id: row.maybe_id("person_id")?, name: row.get("name")? },
            added_by_name: row.get("added_by_name")?,
            added_at: row.get("added_at")?,
        })
    }
}

/// Those who follow a ticket, in the order in which they began. Those who lost their access are left out.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Watcher>> {
    let select = query(
        "select w.person_id, p.name, w.added_by_name, w.added_at from ticket_watcher w \
         join person p on p.id = w.person_id where {scope w} and w.beneficiary_id = $1 and w.ticket_id = $2 \
         and p.disabled_at is null order by w.added_at, w.person_id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Lets a person follow; gives 0 when that person did already.
pub(crate) async fn add(
    tx: &mut Tx,
    key: &TicketKey,
    person: &PersonId,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into ticket_watcher (beneficiary_id, ticket_id, person_id, added_by_name, added_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, ticket_id, person_id) do nothing",
    );
    tx.execute(insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(person).bind(by).bind(now)).await
}

/// Ends it; gives 0 when there was nothing to end.
pub(crate) async fn remove(tx: &mut Tx, key: &TicketKey, person: &PersonId) -> Result<u64> {
    let delete = query(
        "delete from ticket_watcher where {scope} and beneficiary_id = $1 and ticket_id = $2 and person_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(person)).await
}
