//! Facts of a period, counted by the database. This area alone may read across areas, and here only reads.

use crate::reports::facts::{
    Counted, DeskFacts, EstateFacts, InvoiceFact, MONTHS, ProjectFact, SecurityFacts, TicketCount,
};
use estate::assets::kinds::BuiltIn;
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Figure, Text, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

/// Instants of a period: its first, the first after it, and the first of the period before.
#[derive(Clone, Copy, Debug)]
pub struct Instants {
    /// First instant of the period before.
    pub before: Timestamp,
    /// First instant.
    pub from: Timestamp,
    /// First instant after it.
    pub to: Timestamp,
}

impl FromRow for TicketCount {
    fn from_row(row: &Row) -> Result<Self> {
        let place: i64 = row.get("month_place")?;
        Ok(Self {
            beneficiary: row.get("beneficiary_id")?,
            kind: row.word("kind")?,
            channel: row.word("channel")?,
            month: usize::try_from(place).unwrap_or(MONTHS),
            count: row.get("counted")?,
        })
    }
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { name: row.get("name")?, now: row.get("now_count")?, before: row.get("before_count")? })
    }
}

/// Tickets received month by month, between 25 instants; those taken over from another tool are left out.
pub async fn received(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    bounds: &[Timestamp],
) -> Result<Vec<TicketCount>> {
    debug_assert_eq!(bounds.len(), MONTHS + 1);
    let select = query(
        "select t.beneficiary_id, t.kind, t.channel, cast(case when t.received_at < $2 then 0 when t.received_at < $3 then \
         1 when t.received_at < $4 then 2 when t.received_at < $5 then 3 when t.received_at < $6 then 4 when \
         t.received_at < $7 then 5 when t.received_at < $8 then 6 when t.received_at < $9 then 7 when t.received_at < \
         $10 then 8 when t.received_at < $11 then 9 when t.received_at < $12 then 10 when t.received_at < $13 then 11 \
         when t.received_at < $14 then 12 when t.received_at < $15 then 13 when t.received_at < $16 then 14 when \
         t.received_at < $17 then 15 when t.received_at < $18 then 16 when t.received_at < $19 then 17 when \
         t.received_at < $20 then 18 when t.received_at < $21 then 19 when t.received_at < $22 then 20 when \
         t.received_at < $23 then 21 when t.received_at < $24 then 22 else 23 end as bigint) as month_place, count(*) as counted \
         from ticket t where {scope t} and t.received_at >= $1 and t.received_at < $25 and t.former_source is null \
         and ($26 = '' or t.beneficiary_id = $26) group by t.beneficiary_id, t.kind, t.channel, month_place \
         order by t.beneficiary_id, t.kind, t.channel, month_place",
    );
    let select = bounds.iter().fold(select, |select, bound| select.bind(*bound));
    let own = beneficiary.map_or("", |id| id.as_str());
    tx.all(select.bind(own)).await
}

struct Pair(i64, i64);

impl FromRow for Pair {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.get("now_count")?, row.get("before_count")?))
    }
}

/// The rest of what the desk did; tickets received are [`received`].
pub async fn desk(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<DeskFacts> {
    Ok(DeskFacts {
        received: vec![],
        resolved: resolved(tx, beneficiary, at).await?,
        open: open(tx, beneficiary, at).await?,
        levels: levels(tx, beneficiary, at).await?,
        categories: categories(tx, beneficiary, at).await?,
        scores: scores(tx, beneficiary, at).await?,
    })
}

/// Tickets resolved in the period and in the one before; those taken over are in no figure.
async fn resolved(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<(i64, i64)> {
    let select = query(
        "select count(distinct case when s.from_at >= $3 then s.ticket_id end) as now_count, \
         count(distinct case when s.from_at < $3 then s.ticket_id end) as before_count from ticket_state s \
         join ticket t on t.beneficiary_id = s.beneficiary_id and t.id = s.ticket_id and t.former_source is null \
         where {scope s} and s.beneficiary_id = $1 and s.state = 'resolved' and s.from_at >= $2 and s.from_at < $4",
    );
    let found: Pair = tx.one(select.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await?;
    Ok((found.0, found.1))
}

/// Tickets neither resolved nor closed at the end of the period and at its beginning; those taken over are in no figure.
async fn open(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<(i64, i64)> {
    let select = query(
        "select count(case when s.from_at < $3 and (s.to_at is null or s.to_at >= $3) then 1 end) as now_count, \
         count(case when s.from_at < $2 and (s.to_at is null or s.to_at >= $2) then 1 end) as before_count \
         from ticket_state s \
         join ticket t on t.beneficiary_id = s.beneficiary_id and t.id = s.ticket_id and t.former_source is null \
         where {scope s} and s.beneficiary_id = $1 and s.state not in ('resolved', 'closed') \
         and s.from_at < $3 and (s.to_at is null or s.to_at >= $2)",
    );
    let found: Pair = tx.one(select.bind(beneficiary).bind(at.from).bind(at.to)).await?;
    Ok((found.0, found.1))
}

async fn levels(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<Vec<Counted>> {
    let select = query(
        "select t.priority as name, count(case when t.received_at >= $3 then 1 end) as now_count, \
         count(case when t.received_at < $3 then 1 end) as before_count from ticket t \
         where {scope t} and t.beneficiary_id = $1 and t.received_at >= $2 and t.received_at < $4 \
         and t.former_source is null group by t.priority order by t.priority",
    );
    tx.all(select.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await
}

async fn categories(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<Vec<Counted>> {
    let select = query(
        "select coalesce(c.name, '') as name, count(case when t.received_at >= $3 then 1 end) as now_count, \
         count(case when t.received_at < $3 then 1 end) as before_count from ticket t \
         left join ticket_category c on c.id = t.category_id \
         where {scope t} and t.beneficiary_id = $1 and t.received_at >= $2 and t.received_at < $4 \
         and t.former_source is null group by coalesce(c.name, '') order by now_count desc, name limit 15",
    );
    tx.all(select.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await
}

async fn scores(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<Vec<Counted>> {
    let select = query(
        "select cast(v.score as text) as name, count(case when v.voted_at >= $3 then 1 end) as now_count, \
         count(case when v.voted_at < $3 then 1 end) as before_count from satisfaction v \
         where {scope v} and v.beneficiary_id = $1 and v.voted_at >= $2 and v.voted_at < $4 and v.score is not null \
         group by v.score order by v.score",
    );
    tx.all(select.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await
}

struct MonthSeconds(Date, i64);

impl FromRow for MonthSeconds {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.get("month")?, row.get("seconds")?))
    }
}

impl FromRow for ProjectFact {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            name: row.get("name")?,
            state: row.word("state")?,
            says: row.get("weather_says")?,
            ends_on: row.maybe("ends_on")?,
        })
    }
}

/// Lines, calls, fleet and projects at the end of a period; calls of the months since `since`.
pub async fn estate(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (since, last): (Date, Date),
) -> Result<EstateFacts> {
    let lines = query(
        "select l.kind as name, count(*) as now_count, count(case when l.standard = 'voip' then 1 end) as before_count \
         from telephone_line l where {scope l} and l.beneficiary_id = $1 and l.in_service_on <= $2 \
         and (l.retired_on is null or l.retired_on > $2) group by l.kind order by l.kind",
    );
    let calls = query(
        "select c.month, cast(sum(c.seconds) as bigint) as seconds from call_total c \
         where {scope c} and c.beneficiary_id = $1 and c.month >= $2 and c.month <= $3 group by c.month order by c.month",
    );
    let projects = query(
        "select p.name, p.state, p.weather_says, p.ends_on from project p \
         where {scope p} and p.beneficiary_id = $1 and p.created_at is not null and p.state <> 'dropped' \
         and (p.starts_on is null or p.starts_on <= $2) order by p.name_folded, p.id limit 60",
    );
    let calls: Vec<MonthSeconds> = tx.all(calls.bind(beneficiary).bind(since).bind(last)).await?;
    Ok(EstateFacts {
        lines: tx.all(lines.bind(beneficiary).bind(last)).await?,
        call_seconds: calls.into_iter().map(|one| (one.0, one.1)).collect(),
        assets: assets(tx, beneficiary).await?,
        projects: tx.all(projects.bind(beneficiary).bind(last)).await?,
    })
}

struct OfKind(String, String, i64);

impl FromRow for OfKind {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.get("kind")?, row.get("own_name")?, row.get("counted")?))
    }
}

async fn assets(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<(Figure, i64)>> {
    let select = query(
        "select a.kind, coalesce(k.name, '') as own_name, count(*) as counted from asset a \
         left join asset_kind k on k.id = a.kind where {scope a} and a.beneficiary_id = $1 and a.state = 'in_service' \
         group by a.kind, coalesce(k.name, '') order by counted desc, a.kind",
    );
    let found: Vec<OfKind> = tx.all(select.bind(beneficiary)).await?;
    let label = |one: &OfKind| match BuiltIn::parse(&one.0) {
        Some(kind) if one.1.is_empty() => Figure::Text(Text::new(kind.label_key())),
        _ => Figure::Words(one.1.clone()),
    };
    Ok(found.iter().map(|one| (label(one), one.2)).collect())
}

impl FromRow for InvoiceFact {
    fn from_row(row: &Row) -> Result<Self> {
        let kind: String = row.get("kind")?;
        let paid: i64 = row.get("paid_count")?;
        Ok(Self {
            number: row.get("number")?,
            is_credit: kind == "credit_note",
            year: row.get("year")?,
            object: row.get("object")?,
            issued_on: row.get("issued_on")?,
            net: row.get::<Cents>("net")?,
            gross: row.get::<Cents>("gross")?,
            is_paid: paid > 0,
        })
    }
}

/// Invoices and credit notes issued between two days, both included.
pub async fn invoices(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    (first, last): (Date, Date),
) -> Result<Vec<InvoiceFact>> {
    let select = query(
        "select i.number, i.kind, i.year, i.object, i.issued_on, i.net, i.gross, (select count(*) from invoice_event e \
         where e.beneficiary_id = i.beneficiary_id and e.invoice_id = i.id and e.kind = 'paid' and e.occurred_on <= $3 \
         and not exists (select 1 from invoice_event n where n.beneficiary_id = e.beneficiary_id and n.invoice_id = e.invoice_id \
         and n.id > e.id and n.occurred_on <= $3)) \
         as paid_count from invoice i where {scope i} and i.beneficiary_id = $1 and i.state = 'issued' \
         and i.issued_on >= $2 and i.issued_on <= $3 order by i.issued_on, i.number limit 300",
    );
    tx.all(select.bind(beneficiary).bind(first).bind(last)).await
}

/// Backups, restores, the audit log and major incidents.
pub async fn security(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<SecurityFacts> {
    let runs = query(
        "select r.outcome as name, count(case when r.ended_at >= $3 then 1 end) as now_count, \
         count(case when r.ended_at < $3 then 1 end) as before_count from backup_run r \
         where {scope r} and r.beneficiary_id = $1 and r.ended_at >= $2 and r.ended_at < $4 group by r.outcome order by r.outcome",
    );
    let tests = query(
        "select coalesce(r.outcome, 'passed') as name, count(case when r.done_at >= $3 then 1 end) as now_count, \
         count(case when r.done_at < $3 then 1 end) as before_count from restore_test r \
         where {scope r} and r.beneficiary_id = $1 and r.done_at >= $2 and r.done_at < $4 group by coalesce(r.outcome, 'passed') \
         order by name",
    );
    let restores = query(
        "select count(*) as now_count, count(r.usable_at) as before_count from restore_request r \
         where {scope r} and r.beneficiary_id = $1 and r.requested_at >= $2 and r.requested_at < $3",
    );
    let major = query(
        "select count(distinct case when m.declared_at >= $3 then m.id end) as now_count, \
         count(distinct case when m.declared_at < $3 then m.id end) as before_count from major_incident m \
         join ticket_major_incident l on l.incident_id = m.id \
         where {scope l} and l.beneficiary_id = $1 and m.declared_at >= $2 and m.declared_at < $4",
    );
    let protected = query(
        "select count(*) as value from protected_object p where {scope p} and p.beneficiary_id = $1 \
         and p.created_at < $2 and (p.retired_at is null or p.retired_at >= $2)",
    );
    let served: Pair = tx.one(restores.bind(beneficiary).bind(at.from).bind(at.to)).await?;
    let major: Pair = tx.one(major.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await?;
    Ok(SecurityFacts {
        protected: tx.value(protected.bind(beneficiary).bind(at.to)).await?,
        runs: tx.all(runs.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await?,
        tests: tx.all(tests.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await?,
        restores: (served.0, served.1),
        audit: audit(tx, beneficiary, at).await?,
        major: (major.0, major.1),
    })
}

/// Entries of the beneficiary's own log by the kind of thing they were about.
async fn audit(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<Vec<Counted>> {
    let select = query(
        "select e.object_kind as name, count(case when e.at >= $3 then 1 end) as now_count, \
         count(case when e.at < $3 then 1 end) as before_count from audit_entry e \
         where {scope e} and e.beneficiary_id = $1 and e.at >= $2 and e.at < $4 \
         group by e.object_kind order by now_count desc, e.object_kind",
    );
    tx.all(select.bind(beneficiary).bind(at.before).bind(at.from).bind(at.to)).await
}

/// Actions of committees closed in a period.
pub async fn closed_actions(tx: &mut Tx, beneficiary: &BeneficiaryId, at: Instants) -> Result<i64> {
    let select = query(
        "select count(*) as value from action_item a where {scope a} and a.beneficiary_id = $1 and a.state = 'done' \
         and a.closed_at >= $2 and a.closed_at < $3",
    );
    tx.value(select.bind(beneficiary).bind(at.from).bind(at.to)).await
}

/// Mail held in quarantine: how much came to wait in a period, and how much waits now. It belongs to nobody yet.
pub async fn held_mail(tx: &mut Tx, at: Instants) -> Result<(i64, i64)> {
    let select = query(
        "select count(case when m.received_at >= $1 and m.received_at < $2 then 1 end) as now_count, \
         count(case when m.outcome = 'quarantine' then 1 end) as before_count from incoming_mail m \
         where m.outcome = 'quarantine' or (m.reason is not null and m.received_at >= $1 and m.received_at < $2)",
    );
    let found: Pair = tx.one(select.bind(at.from).bind(at.to)).await?;
    Ok((found.0, found.1))
}
