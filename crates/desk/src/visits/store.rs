//! Planned interventions in the database. They are added and cancelled, never erased.

use super::{Planned, Visit, VisitId};
use crate::tickets::{TicketKey, store::Reader};
use jiff::Timestamp;
use kernel::Interval;
use platform::db::{Error, FromRow, Result, Row, Tx, query};

impl FromRow for Visit {
    fn from_row(row: &Row) -> Result<Self> {
        let (from, to) = (row.get("starts_at")?, row.get("ends_at")?);
        let site: Option<String> = row.maybe("site_id")?;
        Ok(Self {
            id: row.id("id")?,
            interval: Interval::new(from, to).map_err(|e| Error::Decode("ends_at", e.to_string()))?,
            site: site.zip(row.maybe("site_name")?),
            what: row.get("what")?,
            planned_by_name: row.get("planned_by_name")?,
            cancelled: row.maybe("cancelled_at")?.zip(row.maybe("cancelled_by_name")?),
        })
    }
}

impl FromRow for Planned {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        let title: String = row.get("ticket_title")?;
        Ok(Self {
            visit: Visit::from_row(row)?,
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            ticket: format!("{code}-{number} {title}"),
            beneficiary_name: row.get("beneficiary_name")?,
        })
    }
}

/// Most interventions of a calendar.
const PLANNED: i64 = 500;

/// The interventions that begin within a time, on the tickets that the reader may see, by date.
pub async fn planned(tx: &mut Tx, reader: &Reader, from: Timestamp, to: Timestamp) -> Result<Vec<Planned>> {
    let select = query(
        "select v.*, s.name as site_name, t.number, t.title as ticket_title, o.code, o.name as beneficiary_name \
         from ticket_visit v join ticket t on t.beneficiary_id = v.beneficiary_id and t.id = v.ticket_id \
         join organisation o on o.id = v.beneficiary_id \
         left join site s on s.beneficiary_id = v.beneficiary_id and s.id = v.site_id \
         where {scope v} and v.starts_at >= $1 and v.starts_at < $2 and v.cancelled_at is null \
         and ($3 = '' or t.requester_id = $3 or t.assignee_id = $3) order by v.starts_at, v.id limit $4",
    );
    tx.all(select.bind(from).bind(to).bind(reader.person()).bind(PLANNED)).await
}

/// The interventions of a ticket, those cancelled too, by date.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Visit>> {
    let select = query(
        "select v.*, s.name as site_name from ticket_visit v \
         left join site s on s.beneficiary_id = v.beneficiary_id and s.id = v.site_id \
         where {scope v} and v.beneficiary_id = $1 and v.ticket_id = $2 order by v.starts_at, v.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Stores a new one.
pub(super) async fn insert(tx: &mut Tx, key: &TicketKey, visit: &Visit, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into ticket_visit (beneficiary_id, id, ticket_id, starts_at, ends_at, site_id, what, planned_by_name, \
         planned_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert
        .bind(&key.beneficiary)
        .bind(visit.id.as_str())
        .bind(key.id.as_str())
        .bind(visit.interval.from())
        .bind(visit.interval.to())
        .bind(visit.site.as_ref().map(|(id, _)| id.clone()))
        .bind(&visit.what)
        .bind(&visit.planned_by_name)
        .bind(now);
    tx.execute(insert).await.map(drop)
}

/// Cancels one; gives 0 when it was cancelled already.
pub(super) async fn cancel(
    tx: &mut Tx,
    key: &TicketKey,
    id: &VisitId,
    at: Timestamp,
    by: &str,
) -> Result<u64> {
    let update = query(
        "update ticket_visit set cancelled_at = $4, cancelled_by_name = $5 \
         where {scope} and beneficiary_id = $1 and ticket_id = $2 and id = $3 and cancelled_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(update.bind(at).bind(by)).await
}
