//! Figures of the home screens, one statement each, whatever the number of bodies. This area alone may read across areas, and only
//! reads.

use super::{AccessFigures, DeskFigures, LastInvoice, MoneyFigures, NextMeeting, OfBody, Opinions, Requests};
use crate::meetings::MeetingKey;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Side, id::PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for DeskFigures {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            open: row.get("open_count")?,
            old: row.get("old_count")?,
            unassigned: row.get("unassigned_count")?,
            of_teams: row.get("team_count")?,
            due_soon: row.get("due_soon_count")?,
            overdue: row.get("overdue_count")?,
            waiting_requester: row.get("waiting_count")?,
            waiting_long: row.get("waiting_long_count")?,
            mine: row.get("mine_count")?,
            mine_overdue: row.get("mine_overdue_count")?,
        })
    }
}

/// The instants that figures of tickets are counted against.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Now.
    pub now: Timestamp,
    /// A promise due before is due soon.
    pub soon: Timestamp,
    /// What was received before is old.
    pub old: Timestamp,
    /// What has not changed since waits for long.
    pub still: Timestamp,
}

/// Open tickets, read through the index of open ones; `person` is the reader.
pub async fn desk(tx: &mut Tx, at: Bounds, person: Option<&PersonId>) -> Result<DeskFigures> {
    let select = query(
        "select count(*) as open_count, count(*) filter (where t.received_at < $3) as old_count, \
         count(*) filter (where t.assignee_id is null) as unassigned_count, \
         count(*) filter (where t.assignee_id is null and t.team_id in \
           (select m.team_id from team_member m where m.person_id = $5)) as team_count, \
         count(*) filter (where t.due_at > $1 and t.due_at <= $2) as due_soon_count, \
         count(*) filter (where t.due_at <= $1) as overdue_count, \
         count(*) filter (where t.state = 'waiting_requester') as waiting_count, \
         count(*) filter (where t.state = 'waiting_requester' and t.updated_at < $4) as waiting_long_count, \
         count(*) filter (where t.assignee_id = $5) as mine_count, \
         count(*) filter (where t.assignee_id = $5 and t.due_at <= $1) as mine_overdue_count \
         from ticket t where {scope t} and t.is_open = $6",
    );
    let reader = person.map_or("", |id| id.as_str());
    tx.one(select.bind(at.now).bind(at.soon).bind(at.old).bind(at.still).bind(reader).bind(true)).await
}

impl FromRow for MoneyFigures {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            drafts: row.get("draft_count")?,
            approved: row.get("approved_count")?,
            pending_revisions: row.get("pending_count")?,
            proposed_revisions: row.get("proposed_count")?,
            censuses_to_validate: row.get("census_count")?,
            unpaid: row.get("unpaid_count")?,
            unpaid_late: row.get("late_count")?,
            billed: row.get("billed")?,
            billed_before: row.get("billed_before")?,
        })
    }
}

/// What waits in the money thread, and what was billed for a year and for the one before.
pub async fn money(tx: &mut Tx, today: Date) -> Result<MoneyFigures> {
    let select = query(
        "select (select count(*) from invoice i where {scope i} and i.state = 'draft') as draft_count, \
         (select count(*) from invoice i where {scope i} and i.state = 'approved') as approved_count, \
         (select count(*) from price_revision r where {scope r} and r.state = 'pending') as pending_count, \
         (select count(*) from price_revision r where {scope r} and r.state = 'proposed') as proposed_count, \
         (select count(*) from census c where {scope c} and c.decision is null) as census_count, \
         (select count(*) from invoice i where {scope i} and i.state = 'issued' and i.kind = 'invoice' and not exists \
           (select 1 from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
            and e.kind in ('paid', 'cancelled_by_credit_note') and not exists (select 1 from invoice_event n \
            where n.beneficiary_id = e.beneficiary_id and n.invoice_id = e.invoice_id and n.id > e.id))) as unpaid_count, \
         (select count(*) from invoice i where {scope i} and i.state = 'issued' and i.kind = 'invoice' and i.due_on < $1 \
           and not exists (select 1 from invoice_event e where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id \
            and e.kind in ('paid', 'cancelled_by_credit_note') and not exists (select 1 from invoice_event n \
            where n.beneficiary_id = e.beneficiary_id and n.invoice_id = e.invoice_id and n.id > e.id))) as late_count, \
         (select cast(coalesce(sum(case when i.kind = 'invoice' then i.net else -i.net end), 0) as bigint) from invoice i \
           where {scope i} and i.state = 'issued' and i.year = $2) as billed, \
         (select cast(coalesce(sum(case when i.kind = 'invoice' then i.net else -i.net end), 0) as bigint) from invoice i \
           where {scope i} and i.state = 'issued' and i.year = $3) as billed_before",
    );
    let year = i64::from(today.year());
    tx.one(select.bind(today).bind(year).bind(year - 1)).await
}

impl FromRow for LastInvoice {
    fn from_row(row: &Row) -> Result<Self> {
        let (beneficiary, id): (String, String) = (row.get("beneficiary_id")?, row.get("id")?);
        Ok(Self {
            path: format!("/invoices/{beneficiary}/{id}"),
            number: row.get("number")?,
            on: row.get("issued_on")?,
            gross: Cents(row.get("gross")?),
            event: row.word("event")?,
        })
    }
}

/// The invoices issued last, the latest first. For the reader's own body, which has a few a year.
pub async fn last_invoices(tx: &mut Tx, limit: i64) -> Result<Vec<LastInvoice>> {
    let select = query(
        "select i.beneficiary_id, i.id, i.number, i.issued_on, i.gross, coalesce((select e.kind from invoice_event e \
         where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id order by e.id desc limit 1), 'issued') as event \
         from invoice i where {scope i} and i.state = 'issued' and i.kind = 'invoice' \
         order by i.issued_on desc, i.id desc limit $1",
    );
    tx.all(select.bind(limit)).await
}

impl FromRow for OfBody {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            open: row.get("open_count")?,
            overdue: row.get("overdue_count")?,
            outages: 0,
        })
    }
}

/// Open tickets of each body in scope that has some.
pub async fn desk_by_body(tx: &mut Tx, now: Timestamp) -> Result<Vec<OfBody>> {
    let select = query(
        "select t.beneficiary_id, count(*) as open_count, count(*) filter (where t.due_at <= $1) as overdue_count \
         from ticket t where {scope t} and t.is_open = $2 group by t.beneficiary_id order by t.beneficiary_id",
    );
    tx.all(select.bind(now).bind(true)).await
}

/// Outages of each body in scope that has some going on.
pub async fn outages_by_body(tx: &mut Tx) -> Result<Vec<OfBody>> {
    let select = query(
        "select o.beneficiary_id, count(o.to_at) as open_count, count(*) as overdue_count from outage o \
         where {scope o} and o.to_at is null and o.withdrawn_at is null group by o.beneficiary_id order by o.beneficiary_id",
    );
    let found: Vec<OfBody> = tx.all(select).await?;
    Ok(found.into_iter().map(|one| OfBody { outages: one.overdue, overdue: 0, ..one }).collect())
}

/// Major incidents that go on. They belong to the provider: a beneficiary is not even told how many.
pub async fn major_incidents(tx: &mut Tx) -> Result<i64> {
    tx.value(query("select count(*) as value from major_incident i where i.resolved_at is null")).await
}

impl FromRow for Opinions {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            asked: row.get("asked_count")?,
            answered: row.get("answered_count")?,
            total: row.get("total")?,
        })
    }
}

/// What was answered to the questions asked since an instant.
pub async fn opinions(tx: &mut Tx, since: Timestamp) -> Result<Opinions> {
    let select = query(
        "select count(*) as asked_count, count(s.score) as answered_count, cast(coalesce(sum(s.score), 0) as bigint) as total \
         from satisfaction s where {scope s} and s.asked_at >= $1",
    );
    tx.one(select.bind(since)).await
}

impl FromRow for Requests {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            received: row.get("received_count")?,
            handled: row.get("handled_count")?,
            before: row.get("before_count")?,
        })
    }
}

/// Requests and incidents received since the first instant of a quarter, and in the quarter before.
pub async fn requests(tx: &mut Tx, (quarter, before): (Timestamp, Timestamp)) -> Result<Requests> {
    let select = query(
        "select count(*) filter (where t.received_at >= $1) as received_count, \
         count(*) filter (where t.received_at >= $1 and t.is_open = $3) as handled_count, \
         count(*) filter (where t.received_at < $1) as before_count \
         from ticket t where {scope t} and t.received_at >= $2",
    );
    tx.one(select.bind(quarter).bind(before).bind(false)).await
}

/// Minutes that a person wrote down for a day.
pub async fn minutes_of(tx: &mut Tx, person: &PersonId, day: Date) -> Result<i64> {
    let select = query(
        "select cast(coalesce(sum(s.minutes), 0) as bigint) as value from ticket_time s \
         where {scope s} and s.spent_on = $1 and s.person_id = $2 and s.cancelled_at is null",
    );
    tx.value(select.bind(day).bind(person)).await
}

/// Persons in scope who may sign in.
pub async fn persons(tx: &mut Tx) -> Result<i64> {
    tx.value(query("select count(*) as value from person p where {scope p} and p.disabled_at is null")).await
}

impl FromRow for NextMeeting {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: MeetingKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            starts_at: row.get("starts_at")?,
            committee: row.word("committee")?,
            points: vec![],
        })
    }
}

/// The next committee in scope that decides, steering or technical, without its points.
pub async fn next_committee(tx: &mut Tx, now: Timestamp) -> Result<Option<NextMeeting>> {
    let select = query(
        "select m.beneficiary_id, m.id, m.starts_at, m.committee, o.name as beneficiary_name from meeting m \
         join organisation o on o.id = m.beneficiary_id where {scope m} and m.committee in ('steering', 'technical') \
         and m.state in ('planned', 'convened') and m.starts_at >= $1 order by m.starts_at, m.id limit 1",
    );
    tx.optional(select.bind(now)).await
}

/// Minutes that were sent and that a side has not agreed to.
pub async fn minutes_waiting(tx: &mut Tx, side: Side) -> Result<i64> {
    let select = query(
        "select count(*) as value from meeting m where {scope m} and m.minutes_state = 'sent' and not exists \
         (select 1 from minutes_validation v where v.beneficiary_id = m.beneficiary_id and v.meeting_id = m.id and v.side = $1)",
    );
    tx.value(select.bind(crate::meetings::rules::side_word(side))).await
}

impl FromRow for AccessFigures {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { exports: row.get("export_count")?, changes: row.get("change_count")? })
    }
}

/// Lists taken away, and changes of persons and their access, since an instant, in the chains in scope.
pub async fn access(tx: &mut Tx, since: Timestamp) -> Result<AccessFigures> {
    let select = query(
        "select count(*) filter (where a.object_kind = 'list') as export_count, \
         count(*) filter (where a.action in ('person.create', 'person.change', 'person.disable', 'person.enable')) as change_count \
         from audit_entry a where {scope a} and a.at >= $1 and a.action in \
         ('list.export', 'ticket.export', 'project.export', 'asset.export', 'indicators.export', \
         'person.create', 'person.change', 'person.disable', 'person.enable')",
    );
    tx.one(select.bind(since)).await
}
