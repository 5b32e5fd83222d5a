//! Lists of tickets, read in pages by key, and the raw facts for indicators.

use super::super::{Kind, Ticket, TicketId};
use super::{NEVER, Reader};
use crate::filters::{Column, Condition, Test, store::narrow};
use jiff::Timestamp;
use kernel::{
    Interval, Intervals,
    id::{BeneficiaryId, PersonId},
};
use platform::db::{FromRow, Query, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;

/// In which order a list is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The next promise to keep first; then those without a promise, oldest first.
    #[default]
    Due,
    /// The newest first.
    Newest,
    /// What changed last first.
    Updated,
}

/// The last row of the page before: its sort key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Due instant, instant of reception or of the last change, by the order.
    pub at: Timestamp,
    /// The ticket.
    pub id: String,
}

/// Which tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// What all of them pass. Without one on the state: every open ticket (`Due`), or every ticket.
    pub conditions: Vec<Condition>,
    /// In which order.
    pub order: Order,
    /// After this row.
    pub after: Option<Cursor>,
}

/// The rows of a list; [`BY_DUE`], [`BY_RECEPTION`] or [`BY_CHANGE`] goes on from there.
pub const ROWS: &str = "select t.beneficiary_id, t.id, t.number, t.kind, t.is_administrative, t.title, '' as description, t.channel, \
     t.requester_id, t.created_by_id, t.created_by_name, t.site_id, t.impact, t.urgency, t.priority, t.assignee_id, \
     t.team_id, t.category_id, t.state, t.received_at, t.due_at, t.due_clock, t.is_due_soon, t.former_source, t.former_number, t.updated_at, t.version, o.code, o.name as beneficiary_name, \
     r.name as requester_name, a.name as assignee_name, s.name as site_name, e.name as team_name, c.name as category_name \
     from ticket t \
     join organisation o on o.id = t.beneficiary_id join person r on r.id = t.requester_id \
     left join person a on a.id = t.assignee_id \
     left join site s on s.beneficiary_id = t.beneficiary_id and s.id = t.site_id \
     left join team e on e.id = t.team_id left join ticket_category c on c.id = t.category_id \
     where {scope t}";

/// Tickets still open, the next promise first. `$2`, `$1`: the row before; `$3`: open; `$4`: rows.
pub const BY_DUE: &str = " and t.is_open = $3 and (t.due_at, t.id) > ($2, $1)";

/// Tickets in any state, the newest first. `$2`, `$1`: the row before; `$3`: rows.
pub const BY_RECEPTION: &str = " and (t.received_at, t.id) < ($2, $1)";

/// Tickets in any state, what changed last first. `$2`, `$1`: the row before; `$3`: rows.
pub const BY_CHANGE: &str = " and (t.updated_at, t.id) < ($2, $1)";

/// One page for those who see every ticket of their scope, or who work on those given to them. One row more
/// than a page tells that another follows.
pub async fn agents_page(tx: &mut Tx, reader: &Reader, filter: &Filter) -> Result<Vec<Ticket>> {
    let select = match filter.order {
        Order::Due => {
            let (at, id) =
                filter.after.clone().map_or((Timestamp::UNIX_EPOCH, String::new()), |c| (c.at, c.id));
            query(ROWS).push(BY_DUE).bind(id).bind(at).bind(true).bind(rows())
        }
        Order::Newest => before(query(ROWS).push(BY_RECEPTION), filter.after.clone()),
        Order::Updated => before(query(ROWS).push(BY_CHANGE), filter.after.clone()),
    };
    let select = narrowed(tx, select, reader, filter);
    tx.all(match filter.order {
        Order::Due => select.push(" order by t.due_at, t.id limit $4"),
        Order::Newest => select.push(" order by t.received_at desc, t.id desc limit $3"),
        Order::Updated => select.push(" order by t.updated_at desc, t.id desc limit $3"),
    })
    .await
}

/// How far a view is counted.
pub const COUNTED: usize = 100;

/// How many tickets a filter shows, at most [`COUNTED`]: no more rows than that are read.
pub async fn count(tx: &mut Tx, reader: &Reader, filter: &Filter) -> Result<usize> {
    let select = match filter.order {
        Order::Due => {
            query("select t.id as value from ticket t where {scope t} and t.is_open = $1").bind(true)
        }
        Order::Newest | Order::Updated => query("select t.id as value from ticket t where {scope t}"),
    };
    let rows: Vec<(String,)> = tx.all(narrowed(tx, select, reader, filter).push(" limit 100")).await?;
    Ok(rows.len())
}

/// Keeps to the filter, and to what the reader sees. Who sees only what was handed over sees the queues of the own
/// teams too, when a list asks for a team, and no other's.
fn narrowed(tx: &Tx, select: Query, reader: &Reader, filter: &Filter) -> Query {
    let is_of_team = |condition: &Condition| {
        let names_team =
            matches!(condition.test, Test::TeamsOf(_) | Test::Among { column: Column::Team, .. });
        names_team && !condition.is_excluded
    };
    let is_queue = filter.conditions.iter().any(is_of_team);
    let own = (!reader.person.is_empty()).then(|| reader.person.clone());
    let select = match own {
        None => select,
        Some(person) if is_queue => {
            let mine = "t.team_id in (select m.team_id from team_member m where m.person_id =";
            select.and_if(mine, Some(person)).push(")")
        }
        Some(person) => select.and_if("t.assignee_id =", Some(person)),
    };
    filter.conditions.iter().fold(select, |select, condition| narrow(tx, select, condition))
}

/// One page of what a person asked for, the newest first.
pub async fn requests_page(tx: &mut Tx, requester: &PersonId, after: Option<Cursor>) -> Result<Vec<Ticket>> {
    let select =
        before(query(ROWS).push(BY_RECEPTION), after).and_if("t.requester_id =", Some(requester.clone()));
    tx.all(select.push(" order by t.received_at desc, t.id desc limit $3")).await
}

/// Other tickets shown beside one.
const RECENT: usize = 5;

/// The newest other tickets of a ticket's requester that the reader may see.
pub async fn recent(tx: &mut Tx, reader: &Reader, ticket: &Ticket) -> Result<Vec<Ticket>> {
    let requester = ticket.requester.id.clone();
    // Whoever does not see every ticket sees one's own and those one was given.
    let is_own = requester.as_ref().is_some_and(|id| id.as_str() == reader.person);
    let given = (!reader.person.is_empty() && !is_own).then(|| reader.person.clone());
    let select = query(ROWS)
        .push(BY_RECEPTION)
        .bind("z")
        .bind(NEVER)
        .bind(i64::try_from(RECENT + 1).unwrap_or(i64::MAX));
    let select = select
        .and_if("t.beneficiary_id =", Some(ticket.key.beneficiary.clone()))
        .and_if("t.requester_id =", requester)
        .and_if("t.assignee_id =", given);
    let mut found: Vec<Ticket> =
        tx.all(select.push(" order by t.received_at desc, t.id desc limit $3")).await?;
    found.retain(|other| other.key != ticket.key);
    found.truncate(RECENT);
    Ok(found)
}

/// Number of a person's requests that wait for an answer from that person.
pub async fn waiting(tx: &mut Tx, requester: &PersonId) -> Result<i64> {
    let select = query(
        "select count(*) as value from ticket t \
         where {scope t} and t.requester_id = $1 and t.is_open = $2 and t.state = 'waiting_requester'",
    );
    tx.value(select.bind(requester).bind(true)).await
}

fn before(select: Query, after: Option<Cursor>) -> Query {
    // Identifiers are hexadecimal: "z" comes after all of them.
    let (at, id) = after.map_or((NEVER, "z".to_owned()), |cursor| (cursor.at, cursor.id));
    select.bind(id).bind(at).bind(rows())
}

fn rows() -> i64 {
    i64::try_from(PAGE + 1).unwrap_or(i64::MAX)
}

/// The raw facts of one ticket for the indicators G.2a and G.2b.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The ticket.
    pub id: TicketId,
    /// Its number.
    pub number: i64,
    /// Incident or request.
    pub kind: Kind,
    /// Answered within calendar days (G.2a).
    pub is_administrative: bool,
    /// Level of criticality.
    pub priority: String,
    /// Sub-domain of annexe 1 A of its category, or of the category above.
    pub domain: Option<String>,
    /// True instant of reception.
    pub received_at: Timestamp,
    /// First public answer of the provider.
    pub first_answer_at: Option<Timestamp>,
    /// First action by a technician.
    pub first_action_at: Option<Timestamp>,
    /// Present resolution; nothing while open.
    pub resolved_at: Option<Timestamp>,
    /// Stays that stop the clock: waiting for the requester, as said in time or recorded since, and resolved before a
    /// reopening (R4.6). The present one ends nowhere and is left out.
    pub pauses: Intervals,
}

impl FromRow for Measure {
    fn from_row(row: &Row) -> Result<Self> {
        let is_open: bool = row.get("is_open")?;
        let resolved_at: Option<Timestamp> = row.maybe("resolved_at")?;
        Ok(Self {
            id: row.id("id")?,
            number: row.get("number")?,
            kind: row.word("kind")?,
            is_administrative: row.get("is_administrative")?,
            priority: row.get("priority")?,
            domain: row.maybe("domain")?,
            received_at: row.get("received_at")?,
            first_answer_at: row.maybe("first_answer_at")?,
            first_action_at: row.maybe("first_action_at")?,
            resolved_at: resolved_at.filter(|_| !is_open),
            pauses: Intervals::EMPTY,
        })
    }
}

struct Pause {
    ticket: TicketId,
    interval: Option<Interval>,
}

impl FromRow for Pause {
    fn from_row(row: &Row) -> Result<Self> {
        let interval = Interval::new(row.get("from_at")?, row.get("to_at")?).ok();
        Ok(Self { ticket: row.id("ticket_id")?, interval })
    }
}

/// The raw facts of every ticket received in `[from, to)`, by number. Two statements whatever the count.
pub async fn measures(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Measure>> {
    let select = query(
        "select t.id, t.number, t.kind, t.is_administrative, t.priority, t.received_at, t.is_open, \
         coalesce(c.domain, above.domain) as domain, \
         (select min(m.at) from ticket_message m where m.beneficiary_id = t.beneficiary_id \
          and m.ticket_id = t.id and m.is_provider = $4 and m.is_internal = $5) as first_answer_at, \
         (select min(s.from_at) from ticket_state s where s.beneficiary_id = t.beneficiary_id \
          and s.ticket_id = t.id and s.state = 'in_progress') as first_action_at, \
         (select max(s.from_at) from ticket_state s where s.beneficiary_id = t.beneficiary_id \
          and s.ticket_id = t.id and s.state = 'resolved') as resolved_at \
         from ticket t left join ticket_category c on c.id = t.category_id \
         left join ticket_category above on above.id = c.parent_id \
         where {scope t} and t.beneficiary_id = $1 and t.received_at >= $2 and t.received_at < $3 \
         and t.former_source is null order by t.number",
    );
    let select = select.bind(beneficiary).bind(from).bind(to).bind(true).bind(false);
    let mut measures: Vec<Measure> = tx.all(select).await?;
    let stopped = query(
        "select s.ticket_id, s.from_at, s.to_at from ticket_state s join ticket t \
         on t.beneficiary_id = s.beneficiary_id and t.id = s.ticket_id \
         where {scope s} and s.beneficiary_id = $1 and t.received_at >= $2 and t.received_at < $3 \
         and s.state in ('waiting_requester', 'resolved', 'closed') and s.to_at is not null \
         union all select p.ticket_id, p.from_at, p.to_at from ticket_pause p join ticket t \
         on t.beneficiary_id = p.beneficiary_id and t.id = p.ticket_id \
         where {scope p} and p.beneficiary_id = $1 and t.received_at >= $2 and t.received_at < $3 \
         and p.state = 'waiting_requester' and p.cancelled_at is null order by ticket_id, from_at",
    );
    let pauses: Vec<Pause> = tx.all(stopped.bind(beneficiary).bind(from).bind(to)).await?;
    let mut by_ticket: std::collections::HashMap<TicketId, Vec<Interval>> = std::collections::HashMap::new();
    for pause in pauses {
        by_ticket.entry(pause.ticket).or_default().extend(pause.interval);
    }
    for measure in &mut measures {
        measure.pauses = by_ticket.remove(&measure.id).map_or(Intervals::EMPTY, Intervals::from);
    }
    Ok(measures)
}
