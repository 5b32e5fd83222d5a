//! Major incidents in the database.

use super::{Announcement, IncidentId, MajorIncident, rules::Reference};
use crate::tickets::{Linked, Named, TicketKey};
use jiff::Timestamp;
use platform::db::{FromRow, Query, Result, Row, Tx, query};

impl FromRow for MajorIncident {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            title: row.get("title")?,
            declared_by_name: row.get("declared_by_name")?,
            declared_at: row.get("declared_at")?,
            resolved_at: row.maybe("resolved_at")?,
            tickets: row.get("tickets")?,
            beneficiaries: row.get("beneficiaries")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Announcement {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            incident: row.id("incident_id")?,
            body: row.get("body")?,
            author: Named { id: row.maybe_id("author_id")?, name: row.get("author_name")? },
            at: row.get("at")?,
        })
    }
}

const INCIDENT: &str = "select i.*, \
     (select count(*) from ticket_major_incident m where {scope m} and m.incident_id = i.id) as tickets, \
     (select count(distinct m.beneficiary_id) from ticket_major_incident m where {scope m} and m.incident_id = i.id) \
      as beneficiaries from major_incident i";

/// The latest, those that go on first.
pub async fn latest(tx: &mut Tx) -> Result<Vec<MajorIncident>> {
    let select =
        query(INCIDENT).push(" order by i.resolved_at is not null, i.declared_at desc, i.id desc limit 100");
    tx.all(select).await
}

/// Those that go on, the newest first.
pub async fn going_on(tx: &mut Tx) -> Result<Vec<MajorIncident>> {
    let select =
        query(INCIDENT).push(" where i.resolved_at is null order by i.declared_at desc, i.id desc limit 50");
    tx.all(select).await
}

/// The major incident.
pub async fn find(tx: &mut Tx, id: &IncidentId) -> Result<Option<MajorIncident>> {
    tx.optional(query(INCIDENT).push(" where i.id = $1").bind(id.as_str())).await
}

/// Holds a major incident until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &IncidentId) -> Result<Option<MajorIncident>> {
    tx.optional(query(INCIDENT).push(" where i.id = $1 for update").bind(id.as_str())).await
}

/// The one a ticket is part of.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Option<MajorIncident>> {
    let select = query(INCIDENT).push(
        " join ticket_major_incident own on own.incident_id = i.id \
         where {scope own} and own.beneficiary_id = $1 and own.ticket_id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

const MEMBER: &str = "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code, o.name as beneficiary_name \
     from ticket t join organisation o on o.id = t.beneficiary_id";

/// Its tickets, by beneficiary and number.
pub async fn members(tx: &mut Tx, id: &IncidentId) -> Result<Vec<Linked>> {
    let select = query(MEMBER).push(
        " join ticket_major_incident m on m.beneficiary_id = t.beneficiary_id and m.ticket_id = t.id \
         where {scope m} and m.incident_id = $1 order by o.code, t.number limit 1000",
    );
    tx.all(select.bind(id.as_str())).await
}

/// The tickets that references mean.
pub(super) async fn named(tx: &mut Tx, references: &[Reference]) -> Result<Vec<Linked>> {
    let select: Query = query(MEMBER).push(" where {scope t}");
    let select = select.and_in("t.number", references.iter().map(|(_, number)| *number));
    let select = select.and_in("o.code", references.iter().map(|(code, _)| code.as_str()));
    let mut found: Vec<Linked> = tx.all(select.push(" order by o.code, t.number")).await?;
    found.retain(|member| {
        references.iter().any(|(code, number)| member.reference == format!("{code}-{number}"))
    });
    Ok(found)
}

/// Stores a new one.
pub(super) async fn insert(
    tx: &mut Tx,
    id: &IncidentId,
    title: &str,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into major_incident (id, title, declared_by_name, declared_at) values ($1, $2, $3, $4)",
    );
    tx.execute(insert.bind(id.as_str()).bind(title).bind(by).bind(now)).await.map(drop)
}

/// Says that a held one is over, or is not after all.
pub(super) async fn set_resolved(
    tx: &mut Tx,
    id: &IncidentId,
    done: Option<(Timestamp, &str)>,
) -> Result<()> {
    let update = query(
        "update major_incident set resolved_at = $2, resolved_by_name = $3, version = version + 1 where id = $1",
    );
    let (at, by) = done.unzip();
    tx.execute(update.bind(id.as_str()).bind(at).bind(by.map(str::to_owned))).await.map(drop)
}

/// Puts a ticket in; gives 0 when it is in one already.
pub(super) async fn join(
    tx: &mut Tx,
    id: &IncidentId,
    key: &TicketKey,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into ticket_major_incident (beneficiary_id, ticket_id, incident_id, joined_by_name, joined_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, ticket_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Takes a ticket out; gives 0 when it was not in.
pub(super) async fn leave(tx: &mut Tx, id: &IncidentId, key: &TicketKey) -> Result<u64> {
    let delete = query(
        "delete from ticket_major_incident where {scope} and beneficiary_id = $1 and ticket_id = $2 and incident_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Stores what is said to all; gives 0 when it was sent already.
pub(super) async fn say(tx: &mut Tx, said: &Announcement, key: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into major_incident_message (id, incident_id, body, author_id, author_name, at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (incident_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(said.id.as_str()).bind(said.incident.as_str()).bind(&said.body);
    tx.execute(insert.bind(said.author.id.clone()).bind(&said.author.name).bind(said.at).bind(key)).await
}

/// What was said to all, the latest first.
pub async fn said(tx: &mut Tx, id: &IncidentId) -> Result<Vec<Announcement>> {
    let select = query(
        "select * from major_incident_message where incident_id = $1 order by at desc, id desc limit 100",
    );
    tx.all(select.bind(id.as_str())).await
}

/// One thing said to all.
pub(super) async fn announcement(tx: &mut Tx, id: &str) -> Result<Option<Announcement>> {
    tx.optional(query("select * from major_incident_message where id = $1").bind(id)).await
}
