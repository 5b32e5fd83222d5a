//! Time spent in the database. It is added and cancelled, never erased.

use super::{Listed, Spent, TimeId, Total};
use crate::tickets::{Named, TicketKey};
use jiff::{Timestamp, civil::Date};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Spent {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            ticket: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            id: row.id("id")?,
            person: Named { id: row.maybe_id("person_id")?, name: row.get("person_name")? },
            minutes: row.get("minutes")?,
            on: row.get("spent_on")?,
            note: row.get("note")?,
            cancelled: row.maybe("cancelled_at")?.zip(row.maybe("cancelled_by_name")?),
        })
    }
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            spent: Spent::from_row(row)?,
            reference: format!("{code}-{number}"),
            beneficiary_name: row.get("beneficiary_name")?,
        })
    }
}

impl FromRow for Total {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            person_name: row.get("person_name")?,
            beneficiary_name: row.get("beneficiary_name")?,
            minutes: row.get("minutes")?,
        })
    }
}

/// The time spent on a ticket, what was cancelled too, by day.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Spent>> {
    let select = query(
        "select s.* from ticket_time s where {scope s} and s.beneficiary_id = $1 and s.ticket_id = $2 \
         order by s.spent_on, s.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Days (both included) and person of a report; everybody when the person is empty.
#[derive(Clone, Debug)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Identifier of the only person meant, or empty.
    pub person: String,
}

/// What counts over a period, by person and beneficiary.
pub async fn totals(tx: &mut Tx, period: &Period) -> Result<Vec<Total>> {
    let select = query(
        "select s.person_name, o.name as beneficiary_name, cast(sum(s.minutes) as bigint) as minutes from ticket_time s \
         join organisation o on o.id = s.beneficiary_id where {scope s} and s.spent_on >= $1 and s.spent_on <= $2 \
         and s.cancelled_at is null and ($3 = '' or s.person_id = $3) \
         group by s.person_id, s.person_name, o.id, o.name order by s.person_name, s.person_id, o.name, o.id",
    );
    tx.all(select.bind(period.from).bind(period.to).bind(&period.person)).await
}

/// Most rows of a file.
pub const ROWS: i64 = 20_000;

/// What counts over a period, one by one, the earliest first.
pub async fn lines(tx: &mut Tx, period: &Period) -> Result<Vec<Listed>> {
    let select = query(
        "select s.*, o.code, o.name as beneficiary_name, t.number from ticket_time s \
         join ticket t on t.beneficiary_id = s.beneficiary_id and t.id = s.ticket_id \
         join organisation o on o.id = s.beneficiary_id where {scope s} and s.spent_on >= $1 and s.spent_on <= $2 \
         and s.cancelled_at is null and ($3 = '' or s.person_id = $3) order by s.spent_on, s.beneficiary_id, s.id limit $4",
    );
    tx.all(select.bind(period.from).bind(period.to).bind(&period.person).bind(ROWS)).await
}

/// Records time; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, spent: &Spent, key: Option<&str>, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into ticket_time (beneficiary_id, id, ticket_id, person_id, person_name, minutes, spent_on, note, \
         recorded_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) \
         on conflict (beneficiary_id, ticket_id, idempotency_key) do nothing",
    );
    let insert = insert
        .bind(&spent.ticket.beneficiary)
        .bind(spent.id.as_str())
        .bind(spent.ticket.id.as_str())
        .bind(spent.person.id.clone())
        .bind(&spent.person.name)
        .bind(spent.minutes)
        .bind(spent.on)
        .bind(&spent.note)
        .bind(now)
        .bind(key);
    tx.execute(insert).await
}

/// Cancels time that counts; gives the number of rows changed.
pub(super) async fn cancel(
    tx: &mut Tx,
    key: &TicketKey,
    id: &TimeId,
    at: Timestamp,
    by: &str,
) -> Result<u64> {
    let update = query(
        "update ticket_time set cancelled_at = $4, cancelled_by_name = $5 \
         where {scope} and beneficiary_id = $1 and ticket_id = $2 and id = $3 and cancelled_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(update.bind(at).bind(by)).await
}
