//! What came of sources: events, the things that failed, the tickets they are in.

use super::super::{Alarm, AlarmId, Came, Event, Outcome, Reason, SourceId, rules::Standing};
use crate::tickets::{State, TicketKey, rules::is_open};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Alarm {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            host: row.get("host")?,
            service: row.get("service")?,
            severity: row.get("severity")?,
            summary: row.get("summary")?,
            is_firing: row.get("is_firing")?,
            times: row.get("times")?,
            ticket: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            began_at: row.get("began_at")?,
            changed_at: row.get("changed_at")?,
        })
    }
}

impl FromRow for Came {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (Option<String>, Option<i64>) = (row.maybe("code")?, row.maybe("number")?);
        let reason: Option<String> = row.maybe("reason")?;
        let ticket = row.maybe_id("owner_id")?.zip(row.maybe_id("ticket_id")?);
        Ok(Self {
            id: row.get("id")?,
            at: row.get("at")?,
            is_firing: row.get("is_firing")?,
            host: row.get("host")?,
            service: row.get("service")?,
            severity: row.get("severity")?,
            summary: row.get("summary")?,
            outcome: row.word("outcome")?,
            reason: reason.as_deref().and_then(Reason::parse),
            times: row.get("times")?,
            ticket: ticket.map(|(beneficiary, id)| TicketKey { beneficiary, id }),
            reference: code.zip(number).map(|(code, number)| format!("{code}-{number}")),
        })
    }
}

/// An event with the reference of its ticket.
const CAME: &str = "select e.*, o.code, t.number from monitoring_event e \
     left join ticket t on t.beneficiary_id = e.owner_id and t.id = e.ticket_id and {scope t} \
     left join organisation o on o.id = e.owner_id and {scope o}";

/// The latest events of a source, before one already shown.
pub async fn latest(tx: &mut Tx, source: &SourceId, before: Option<&str>, limit: i64) -> Result<Vec<Came>> {
    let select = query(CAME)
        .push(" where e.source_id = $1 and ($2 = '' or e.id < $2) order by e.id desc limit $3")
        .bind(source.as_str());
    tx.all(select.bind(before.unwrap_or_default()).bind(limit)).await
}

/// The event told before under this key.
pub(in super::super) async fn by_key(tx: &mut Tx, source: &SourceId, key: &str) -> Result<Option<Came>> {
    let select = query(CAME).push(" where e.source_id = $1 and e.event_key = $2").bind(source.as_str());
    tx.optional(select.bind(key)).await
}

/// Counts an event that was told again.
pub(in super::super) async fn told_again(tx: &mut Tx, id: &str) -> Result<()> {
    tx.execute(query("update monitoring_event set times = times + 1 where id = $1").bind(id)).await.map(drop)
}

/// What is kept of an event.
pub(in super::super) struct Kept<'a> {
    pub(in super::super) id: &'a str,
    pub(in super::super) source: &'a SourceId,
    pub(in super::super) event: &'a Event,
    pub(in super::super) outcome: Outcome,
    pub(in super::super) reason: Option<Reason>,
    pub(in super::super) ticket: Option<&'a TicketKey>,
    pub(in super::super) at: Timestamp,
}

/// Keeps an event with what became of it; one that was refused before is tried and kept anew.
pub(in super::super) async fn keep(tx: &mut Tx, kept: &Kept<'_>) -> Result<()> {
    let insert = query(
        "insert into monitoring_event (id, source_id, event_key, at, is_firing, host, service, severity, summary, \
         outcome, reason, times, owner_id, ticket_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, $12, $13) \
         on conflict (source_id, event_key) do update set at = excluded.at, outcome = excluded.outcome, \
         reason = excluded.reason, times = monitoring_event.times + 1, owner_id = excluded.owner_id, \
         ticket_id = excluded.ticket_id",
    );
    let event = kept.event;
    let insert = insert
        .bind(kept.id)
        .bind(kept.source.as_str())
        .bind(&event.key)
        .bind(kept.at)
        .bind(event.is_firing)
        .bind(&event.host)
        .bind(&event.service)
        .bind(&event.severity)
        .bind(&event.summary)
        .bind(kept.outcome.as_str())
        .bind(kept.reason.map(Reason::as_str))
        .bind(kept.ticket.map(|key| key.beneficiary.clone()))
        .bind(kept.ticket.map(|key| key.id.as_str().to_owned()));
    tx.execute(insert).await.map(drop)
}

/// Forgets the events that came before.
pub(in super::super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.execute(query("delete from monitoring_event where at < $1").bind(before)).await
}

/// What the source said before of the thing with this name.
pub(in super::super) async fn alarm(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    source: &SourceId,
    alarm_key: &str,
) -> Result<Option<Alarm>> {
    let select = query(
        "select a.* from monitoring_alarm a \
         where {scope a} and a.beneficiary_id = $1 and a.source_id = $2 and a.alarm_key = $3",
    );
    tx.optional(select.bind(beneficiary).bind(source.as_str()).bind(alarm_key)).await
}

/// The thing of a host and service that changed last.
pub(in super::super) async fn latest_of_group(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    source: &SourceId,
    event: &Event,
) -> Result<Option<Alarm>> {
    let select = query(
        "select a.* from monitoring_alarm a where {scope a} and a.beneficiary_id = $1 and a.source_id = $2 \
         and a.host = $3 and a.service = $4 order by a.changed_at desc, a.id desc limit 1",
    );
    let select = select.bind(beneficiary).bind(source.as_str());
    tx.optional(select.bind(&event.host).bind(&event.service)).await
}

struct Ticket {
    state: State,
    resolved_at: Option<Timestamp>,
    is_storm: bool,
    others_firing: i64,
}

impl FromRow for Ticket {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            state: row.word("state")?,
            resolved_at: row.maybe("resolved_at")?,
            is_storm: row.get("is_storm")?,
            others_firing: row.get("others_firing")?,
        })
    }
}

/// How the ticket of an alarm stands; `ticket` is where its conversation goes on when it was a duplicate.
pub(in super::super) async fn standing(
    tx: &mut Tx,
    alarm: &Alarm,
    ticket: TicketKey,
    alarm_key: &str,
) -> Result<Option<Standing>> {
    let select = query(
        "select t.state, (select max(s.from_at) from ticket_state s where {scope s} \
         and s.beneficiary_id = t.beneficiary_id and s.ticket_id = t.id and s.state = 'resolved') as resolved_at, \
         exists (select 1 from monitoring_incident i where {scope i} and i.beneficiary_id = t.beneficiary_id \
         and i.ticket_id = t.id and i.is_storm) as is_storm, \
         (select count(*) from monitoring_alarm a where {scope a} and a.beneficiary_id = t.beneficiary_id \
         and a.ticket_id in ($2, $3) and a.is_firing and a.alarm_key <> $4) as others_firing \
         from ticket t where {scope t} and t.beneficiary_id = $1 and t.id = $2",
    );
    let select = select.bind(&ticket.beneficiary).bind(ticket.id.as_str()).bind(alarm.ticket.id.as_str());
    let found: Option<Ticket> = tx.optional(select.bind(alarm_key)).await?;
    Ok(found.map(|found| Standing {
        ticket,
        is_open: is_open(found.state),
        resolved_at: found.resolved_at,
        is_storm: found.is_storm,
        others_firing: found.others_firing,
    }))
}

/// Tickets that a source opened for one host and service each, for a beneficiary, since an instant.
pub(in super::super) async fn opened_since(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    source: &SourceId,
    since: Timestamp,
) -> Result<i64> {
    let select = query(
        "select count(*) as value from monitoring_incident i where {scope i} and i.beneficiary_id = $1 \
         and i.source_id = $2 and i.is_storm = false and i.opened_at > $3",
    );
    tx.value(select.bind(beneficiary).bind(source.as_str()).bind(since)).await
}

/// The ticket of the storm that goes on: still open, and added to since an instant.
pub(in super::super) async fn storm(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    source: &SourceId,
    since: Timestamp,
) -> Result<Option<TicketKey>> {
    let select = query(
        "select t.beneficiary_id, t.id from monitoring_incident i \
         join ticket t on t.beneficiary_id = i.beneficiary_id and t.id = i.ticket_id \
         where {scope i} and i.beneficiary_id = $1 and i.source_id = $2 and i.is_storm = true and i.last_at > $3 \
         and t.is_open order by i.opened_at desc limit 1",
    );
    tx.optional(select.bind(beneficiary).bind(source.as_str()).bind(since)).await
}

/// Writes down that a source has something in a ticket.
pub(in super::super) async fn add_incident(
    tx: &mut Tx,
    key: &TicketKey,
    source: &SourceId,
    event: &Event,
    is_storm: bool,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into monitoring_incident (beneficiary_id, ticket_id, source_id, host, service, is_storm, opened_at, \
         last_at, said_at) values ($1, $2, $3, $4, $5, $6, $7, $7, $7) \
         on conflict (beneficiary_id, ticket_id) do update set last_at = excluded.last_at",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(source.as_str());
    let insert = insert.bind(&event.host).bind(&event.service).bind(is_storm).bind(now);
    tx.execute(insert).await.map(drop)
}

/// Notes that the ticket tells of an event, unless it told of one after `since`. Says whether it is to.
pub(in super::super) async fn may_say(
    tx: &mut Tx,
    key: &TicketKey,
    now: Timestamp,
    since: Timestamp,
) -> Result<bool> {
    let update = query(
        "update monitoring_incident set said_at = $3 \
         where {scope} and beneficiary_id = $1 and ticket_id = $2 and said_at < $4",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now).bind(since);
    Ok(tx.execute(update).await? > 0)
}

/// Writes down that a thing fails, or fails again.
pub(in super::super) async fn fires(
    tx: &mut Tx,
    id: &AlarmId,
    source: &SourceId,
    event: &Event,
    key: &TicketKey,
    at: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into monitoring_alarm (beneficiary_id, id, source_id, alarm_key, host, service, severity, summary, \
         is_firing, times, ticket_id, began_at, changed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11, $11) \
         on conflict (beneficiary_id, source_id, alarm_key) do update set severity = excluded.severity, \
         summary = excluded.summary, ticket_id = excluded.ticket_id, changed_at = excluded.changed_at, \
         is_firing = excluded.is_firing, \
         times = monitoring_alarm.times + case when monitoring_alarm.is_firing then 0 else 1 end",
    );
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(source.as_str()).bind(&event.alarm);
    let insert = insert.bind(&event.host).bind(&event.service).bind(&event.severity).bind(&event.summary);
    tx.execute(insert.bind(true).bind(key.id.as_str()).bind(at)).await.map(drop)
}

/// Writes down that a thing recovered.
pub(in super::super) async fn recovers(tx: &mut Tx, alarm: &Alarm, at: Timestamp) -> Result<()> {
    let update = query(
        "update monitoring_alarm set is_firing = $3, changed_at = $4 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&alarm.ticket.beneficiary).bind(alarm.id.as_str());
    tx.execute(update.bind(false).bind(at)).await.map(drop)
}

struct OfTicket {
    is_storm: bool,
    alarms: i64,
}

impl FromRow for OfTicket {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { is_storm: row.get("is_storm")?, alarms: row.get("alarms")? })
    }
}

/// What a ticket holds of monitoring: whether it collects a storm, how many things, and the first of them, those
/// that still fail on top.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey, limit: i64) -> Result<Option<(bool, i64, Vec<Alarm>)>> {
    let select = query(
        "select i.is_storm, (select count(*) from monitoring_alarm a where {scope a} \
         and a.beneficiary_id = i.beneficiary_id and a.ticket_id = i.ticket_id) as alarms \
         from monitoring_incident i where {scope i} and i.beneficiary_id = $1 and i.ticket_id = $2",
    );
    let found: Option<OfTicket> = tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let Some(OfTicket { is_storm, alarms: count }) = found else { return Ok(None) };
    let select = query(
        "select a.* from monitoring_alarm a where {scope a} and a.beneficiary_id = $1 and a.ticket_id = $2 \
         order by a.is_firing desc, a.began_at, a.id limit $3",
    );
    let alarms = tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(limit)).await?;
    Ok(Some((is_storm, count, alarms)))
}
