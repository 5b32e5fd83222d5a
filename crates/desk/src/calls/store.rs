//! Calls in the database. They belong to the provider.

use super::{Call, CallId, Caller, Part};
use crate::{phone_lines::LineId, tickets::TicketKey};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Query, Result, Row, Tx, query};

impl FromRow for Caller {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("person_id")?,
            name: row.get("person_name")?,
            organisation: row.get("organisation_name")?,
            beneficiary: row.maybe_id("person_beneficiary_id")?,
        })
    }
}

impl FromRow for Call {
    fn from_row(row: &Row) -> Result<Self> {
        let person: Option<String> = row.maybe("person_id")?;
        let key = row.maybe_id("owner_id")?.zip(row.maybe_id("ticket_id")?);
        let reference = row.maybe::<String>("code")?.zip(row.maybe::<i64>("ticket_number")?);
        let back: Option<Timestamp> = row.maybe("called_back_at")?;
        Ok(Self {
            id: row.id("id")?,
            direction: row.word("direction")?,
            number: row.get("number")?,
            state: row.word("state")?,
            in_hours: row.get("is_in_hours")?,
            began_at: row.get("began_at")?,
            answered_at: row.maybe("answered_at")?,
            ended_at: row.maybe("ended_at")?,
            agent: row.maybe_id("agent_id")?.zip(row.maybe("agent_name")?),
            person: person.map(|_| Caller::from_row(row)).transpose()?,
            ticket: key.zip(reference).map(|((beneficiary, id), (code, number))| {
                (TicketKey { beneficiary, id }, format!("{code}-{number}"))
            }),
            note: row.get("note")?,
            called_back: back.zip(row.maybe("called_back_by_name")?),
            version: row.get("version")?,
        })
    }
}

/// A call with the names it shows.
const CALL: &str = "select c.*, p.name as person_name, p.beneficiary_id as person_beneficiary_id, \
     e.name as organisation_name, o.code, t.number as ticket_number from phone_call c \
     left join person p on p.id = c.person_id and {scope p} \
     left join organisation e on e.id = p.organisation_id and {scope e} \
     left join ticket t on t.beneficiary_id = c.owner_id and t.id = c.ticket_id and {scope t} \
     left join organisation o on o.id = c.owner_id and {scope o} where true";

/// One call.
pub async fn find(tx: &mut Tx, id: &CallId) -> Result<Option<Call>> {
    tx.optional(query(CALL).push(" and c.id = $1").bind(id.as_str())).await
}

/// Holds a call until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &CallId) -> Result<bool> {
    let select = query("select c.version as value from phone_call c where c.id = $1 for update");
    let row: Option<(i64,)> = tx.optional(select.bind(id.as_str())).await?;
    Ok(row.is_some())
}

/// The call that an exchange gave this name.
pub(super) async fn by_name(tx: &mut Tx, line: &LineId, name: &str) -> Result<Option<Call>> {
    let select = query(CALL).push(" and c.line_id = $1 and c.call_key = $2");
    tx.optional(select.bind(line.as_str()).bind(name)).await
}

/// Calls of a part of the list, the latest first, before one already shown.
pub async fn page(
    tx: &mut Tx,
    part: Part,
    stale: Timestamp,
    before: Option<&(Timestamp, String)>,
    limit: i64,
) -> Result<Vec<Call>> {
    let select: Query = match part {
        Part::Now => query(CALL).push(" and c.state in ('ringing', 'answered') and c.began_at > $1"),
        Part::Missed => {
            query(CALL).push(" and c.state = 'missed' and c.called_back_at is null and c.began_at > $1")
        }
        Part::All => query(CALL).push(" and c.began_at > $1"),
    };
    let since = if part == Part::Now { stale } else { Timestamp::UNIX_EPOCH };
    let (at, id) = before.cloned().unwrap_or((crate::tickets::store::NEVER, String::new()));
    let select =
        select.push(" and (c.began_at, c.id) < ($2, $3) order by c.began_at desc, c.id desc limit $4");
    tx.all(select.bind(since).bind(at).bind(id).bind(limit)).await
}

/// How many were missed and wait to be called back.
pub async fn waiting(tx: &mut Tx) -> Result<i64> {
    let select = query(
        "select count(*) as value from phone_call c where c.state = 'missed' and c.called_back_at is null",
    );
    tx.value(select).await
}

/// The last calls of a number, one of them left out.
pub(super) async fn of_number(tx: &mut Tx, number: &str, but: &CallId, limit: i64) -> Result<Vec<Call>> {
    let select =
        query(CALL).push(" and c.number = $1 and c.id <> $2 order by c.began_at desc, c.id desc limit $3");
    tx.all(select.bind(number).bind(but.as_str()).bind(limit)).await
}

/// The calls of a ticket.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Call>> {
    let select =
        query(CALL).push(" and c.owner_id = $1 and c.ticket_id = $2 order by c.began_at, c.id limit 50");
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Who has this number.
pub async fn callers(tx: &mut Tx, number: &str) -> Result<Vec<Caller>> {
    let select = query(
        "select p.id as person_id, p.name as person_name, p.beneficiary_id as person_beneficiary_id, \
         o.name as organisation_name from person p join organisation o on o.id = p.organisation_id \
         where {scope p} and p.phone_number = $1 and p.disabled_at is null order by p.name_folded, p.id limit 20",
    );
    tx.all(select.bind(number)).await
}

/// The agent whom an exchange means, by mail address or number.
pub(super) async fn agent(tx: &mut Tx, email: &str, number: &str) -> Result<Option<Caller>> {
    let select = query(
        "select p.id as person_id, p.name as person_name, p.beneficiary_id as person_beneficiary_id, \
         o.name as organisation_name from person p join organisation o on o.id = p.organisation_id \
         where {scope p} and p.beneficiary_id is null and p.disabled_at is null \
         and (p.email_folded = $1 or (p.phone_number = $2 and $2 <> '')) order by p.id limit 1",
    );
    tx.optional(select.bind(email).bind(number)).await
}

/// Stores a new call; gives 0 when the exchange told of it before.
pub(super) async fn insert(tx: &mut Tx, call: &Call, line: Option<(&LineId, &str)>) -> Result<u64> {
    let insert = query(
        "insert into phone_call (id, line_id, call_key, direction, number, state, is_in_hours, began_at, answered_at, \
         ended_at, agent_id, agent_name, person_id, owner_id, ticket_id, note) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) \
         on conflict (line_id, call_key) do nothing",
    );
    let (line, name) = line.unzip();
    let owner = call.ticket.as_ref().map(|(key, _)| key.beneficiary.clone());
    let insert = insert
        .bind(call.id.as_str())
        .bind(line.map(|line| line.as_str().to_owned()))
        .bind(name.map(str::to_owned))
        .bind(call.direction.as_str())
        .bind(&call.number)
        .bind(call.state.as_str())
        .bind(call.in_hours)
        .bind(call.began_at)
        .bind(call.answered_at)
        .bind(call.ended_at)
        .bind(call.agent.as_ref().map(|(id, _)| id.clone()))
        .bind(call.agent.as_ref().map_or("", |(_, name)| name))
        .bind(call.person.as_ref().map(|person| person.id.clone()))
        .bind(owner)
        .bind(call.ticket.as_ref().map(|(key, _)| key.id.as_str().to_owned()))
        .bind(&call.note);
    tx.execute(insert).await
}

/// Stores what was told of a held call.
pub(super) async fn update(tx: &mut Tx, call: &Call) -> Result<()> {
    let update = query(
        "update phone_call set state = $2, began_at = $3, answered_at = $4, ended_at = $5, agent_id = $6, agent_name = $7, \
         version = version + 1 where id = $1",
    );
    let update = update
        .bind(call.id.as_str())
        .bind(call.state.as_str())
        .bind(call.began_at)
        .bind(call.answered_at)
        .bind(call.ended_at)
        .bind(call.agent.as_ref().map(|(id, _)| id.clone()))
        .bind(call.agent.as_ref().map_or("", |(_, name)| name));
    tx.execute(update).await.map(drop)
}

/// Puts a held call beside a ticket, or takes it away from there; says who called when that was not known.
pub(super) async fn set_ticket(
    tx: &mut Tx,
    id: &CallId,
    ticket: Option<&TicketKey>,
    person: Option<&PersonId>,
) -> Result<()> {
    let update = query(
        "update phone_call set owner_id = $2, ticket_id = $3, person_id = coalesce(person_id, $4), version = version + 1 \
         where id = $1",
    );
    let update = update.bind(id.as_str()).bind(ticket.map(|key| key.beneficiary.clone()));
    let update = update.bind(ticket.map(|key| key.id.as_str().to_owned()));
    tx.execute(update.bind(person.cloned())).await.map(drop)
}

/// Says that somebody called back, or that nobody did after all.
pub(super) async fn set_called_back(tx: &mut Tx, id: &CallId, back: Option<(Timestamp, &str)>) -> Result<()> {
    let update = query(
        "update phone_call set called_back_at = $2, called_back_by_name = $3, version = version + 1 where id = $1",
    );
    let (at, by) = back.unzip();
    tx.execute(update.bind(id.as_str()).bind(at).bind(by.unwrap_or_default())).await.map(drop)
}

/// Says of every missed call of a number that somebody called back.
pub(super) async fn called_back(tx: &mut Tx, number: &str, at: Timestamp, by: &str) -> Result<u64> {
    let update = query(
        "update phone_call set called_back_at = $2, called_back_by_name = $3, version = version + 1 \
         where number = $1 and state = 'missed' and called_back_at is null and began_at < $2",
    );
    tx.execute(update.bind(number).bind(at).bind(by)).await
}

/// Forgets numbers, persons and notes of calls that began before.
pub(super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    let update = query(
        "update phone_call set number = '', person_id = null, note = '' \
         where began_at < $1 and (number <> '' or person_id is not null or note <> '')",
    );
    tx.execute(update.bind(before)).await
}
