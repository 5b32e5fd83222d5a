//! Reminders in the database.

use super::Reminder;
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Reminder {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            ticket: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            id: row.id("id")?,
            person: row.id("person_id")?,
            at: row.get("at")?,
            note: row.get("note")?,
        })
    }
}

/// A person's reminders of a ticket that are still to come, the next first.
pub async fn own(tx: &mut Tx, key: &TicketKey, person: &PersonId) -> Result<Vec<Reminder>> {
    let select = query(
        "select r.* from ticket_wake_up r where {scope r} and r.beneficiary_id = $1 and r.ticket_id = $2 \
         and r.person_id = $3 and r.over_at is null order by r.at, r.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(person)).await
}

/// Those of everybody whose instant has come.
pub(super) async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Reminder>> {
    let select = query(
        "select r.* from ticket_wake_up r where {scope r} and r.over_at is null and r.at <= $1 \
         order by r.at, r.id limit $2",
    );
    tx.all(select.bind(now).bind(limit)).await
}

/// Stores a new one.
pub(super) async fn insert(tx: &mut Tx, reminder: &Reminder, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into ticket_wake_up (beneficiary_id, id, ticket_id, person_id, at, note, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert.bind(&reminder.ticket.beneficiary).bind(reminder.id.as_str());
    let insert = insert.bind(reminder.ticket.id.as_str()).bind(&reminder.person).bind(reminder.at);
    tx.execute(insert.bind(&reminder.note).bind(now)).await.map(drop)
}

/// Says that one is over; gives 0 when it was already.
pub(super) async fn end(tx: &mut Tx, reminder: &Reminder, now: Timestamp) -> Result<u64> {
    let update = query(
        "update ticket_wake_up set over_at = $3 where {scope} and beneficiary_id = $1 and id = $2 and over_at is null",
    );
    tx.execute(update.bind(&reminder.ticket.beneficiary).bind(reminder.id.as_str()).bind(now)).await
}
