//! The incidents of problems: rows of beneficiaries.

use crate::{
    problems::{ProblemId, Unexplained},
    tickets::{Linked, TicketKey},
};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Recent incidents looked through for something in common, at most.
const RECENT: i64 = 3_000;

impl FromRow for Unexplained {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            incident: Linked::from_row(row)?,
            category: row.maybe_id("category_id")?.zip(row.maybe("category_name")?),
            site: row.maybe("site_id")?.zip(row.maybe("site_name")?),
        })
    }
}

/// The incidents of a problem in scope.
pub async fn of(tx: &mut Tx, problem: &ProblemId) -> Result<Vec<Linked>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code, o.name as beneficiary_name \
         from problem_incident i join ticket t on t.beneficiary_id = i.beneficiary_id and t.id = i.ticket_id \
         join organisation o on o.id = t.beneficiary_id \
         where {scope i} and i.problem_id = $1 order by o.code, t.number limit 1000",
    );
    tx.all(select.bind(problem.as_str())).await
}

/// Incidents received since an instant that no problem explains and that have a category or a site.
pub async fn unexplained(tx: &mut Tx, since: Timestamp) -> Result<Vec<Unexplained>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code, o.name as beneficiary_name, \
         t.category_id, c.name as category_name, t.site_id, s.name as site_name from ticket t \
         join organisation o on o.id = t.beneficiary_id \
         left join ticket_category c on c.id = t.category_id \
         left join site s on s.beneficiary_id = t.beneficiary_id and s.id = t.site_id \
         where {scope t} and t.received_at >= $1 and t.kind = 'incident' \
         and (t.category_id is not null or t.site_id is not null) \
         and not exists (select 1 from problem_incident i where i.beneficiary_id = t.beneficiary_id and i.ticket_id = t.id) \
         order by t.received_at desc, t.id desc limit $2",
    );
    tx.all(select.bind(since).bind(RECENT)).await
}

/// Links an incident; gives 0 when it has a problem already.
pub(in crate::problems) async fn link(
    tx: &mut Tx,
    problem: &ProblemId,
    key: &TicketKey,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into problem_incident (beneficiary_id, ticket_id, problem_id, linked_by_name, linked_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, ticket_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(problem.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Unlinks an incident; gives 0 when it was not linked.
pub(in crate::problems) async fn unlink(tx: &mut Tx, problem: &ProblemId, key: &TicketKey) -> Result<u64> {
    let delete = query(
        "delete from problem_incident where {scope} and beneficiary_id = $1 and ticket_id = $2 and problem_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(problem.as_str())).await
}

struct Link(ProblemId, TicketKey);

impl FromRow for Link {
    fn from_row(row: &Row) -> Result<Self> {
        let key = TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? };
        Ok(Self(row.id("problem_id")?, key))
    }
}

/// The incidents in scope of some problems.
pub async fn of_several(tx: &mut Tx, problems: &[ProblemId]) -> Result<Vec<(ProblemId, TicketKey)>> {
    let select =
        query("select i.problem_id, i.beneficiary_id, i.ticket_id from problem_incident i where {scope i}");
    let ids: Vec<&str> = problems.iter().map(ProblemId::as_str).collect();
    let found: Vec<Link> = tx.all(select.and_in("i.problem_id", ids)).await?;
    Ok(found.into_iter().map(|link| (link.0, link.1)).collect())
}

/// Which problem stands behind a ticket in scope.
pub async fn problem_of(tx: &mut Tx, key: &TicketKey) -> Result<Option<ProblemId>> {
    let select = query(
        "select i.problem_id, i.beneficiary_id, i.ticket_id from problem_incident i \
         where {scope i} and i.beneficiary_id = $1 and i.ticket_id = $2",
    );
    let found: Option<Link> = tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    Ok(found.map(|link| link.0))
}
