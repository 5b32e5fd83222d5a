//! Problems in the database. They belong to the provider; their incidents and what is told of them to each beneficiary.

pub mod incidents;
pub mod messages;

use super::{KnownError, Problem, ProblemId, State};
use crate::changes::{Change, ChangeId};
use jiff::Timestamp;
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Query, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Problems looked through for words, at most.
const SEARCHED: i64 = 1_000;

impl FromRow for Problem {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            number: row.get("number")?,
            title: row.get("title")?,
            description: row.get("description")?,
            state: row.word("state")?,
            category: row.maybe_id("category_id")?.zip(row.maybe("category_name")?),
            root_cause: row.get("root_cause")?,
            workaround: row.get("workaround")?,
            public_title: [row.get("public_title_fr")?, row.get("public_title_en")?],
            public_text: [row.get("public_text_fr")?, row.get("public_text_en")?],
            published_at: row.maybe("published_at")?,
            resolution: row.get("resolution")?,
            opened_by_name: row.get("opened_by_name")?,
            opened_at: row.get("opened_at")?,
            resolved_at: row.maybe("resolved_at")?,
            incidents: row.get("incidents")?,
            beneficiaries: row.get("beneficiaries")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for KnownError {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            title: [row.get("title_fr")?, row.get("title_en")?],
            text: [row.get("text_fr")?, row.get("text_en")?],
            is_solved: row.get("is_solved")?,
            published_at: row.get("published_at")?,
        })
    }
}

const PROBLEM: &str = "select p.*, (select c.name from ticket_category c where c.id = p.category_id) as category_name, \
     (select count(*) from problem_incident i where {scope i} and i.problem_id = p.id) as incidents, \
     (select count(distinct i.beneficiary_id) from problem_incident i where {scope i} and i.problem_id = p.id) \
      as beneficiaries from problem p";

/// The problem.
pub async fn find(tx: &mut Tx, id: &ProblemId) -> Result<Option<Problem>> {
    tx.optional(query(PROBLEM).push(" where p.id = $1").bind(id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &ProblemId) -> Result<Option<Problem>> {
    tx.optional(query(PROBLEM).push(" where p.id = $1 for update").bind(id.as_str())).await
}

/// The problem of a number.
pub async fn numbered(tx: &mut Tx, number: i64) -> Result<Option<Problem>> {
    tx.optional(query(PROBLEM).push(" where p.number = $1").bind(number)).await
}

/// Which problems of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those in this state.
    pub state: Option<State>,
    /// After this row: when it was opened, and its identifier.
    pub after: Option<(Timestamp, String)>,
}

/// One page, the latest first. One row more than a page tells that another follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Problem>> {
    let (at, id) = filter.after.clone().unwrap_or((crate::tickets::store::NEVER, String::new()));
    let select = query(PROBLEM).push(" where (p.opened_at, p.id) < ($1, $2) and $3 > 0");
    let select = select.bind(at).bind(id).bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let select = select.and_if("p.state =", filter.state.map(State::as_str));
    tx.all(select.push(" order by p.opened_at desc, p.id desc limit $3")).await
}

/// Every known error, the latest first.
pub async fn known_errors(tx: &mut Tx) -> Result<Vec<Problem>> {
    let select =
        query(PROBLEM).push(" where p.state = 'known_error' order by p.opened_at desc, p.id desc limit $1");
    tx.all(select.bind(SEARCHED)).await
}

/// Problems that go on, the latest first: what a ticket may be linked to.
pub async fn going_on(tx: &mut Tx) -> Result<Vec<Problem>> {
    let select = query(PROBLEM).push(
        " where p.state in ('new', 'investigating', 'known_error') order by p.opened_at desc, p.id desc limit 100",
    );
    tx.all(select).await
}

/// The problem behind a ticket.
pub async fn of_ticket(tx: &mut Tx, key: &crate::tickets::TicketKey) -> Result<Option<Problem>> {
    let select = query(PROBLEM).push(
        " join problem_incident own on own.problem_id = p.id \
         where {scope own} and own.beneficiary_id = $1 and own.ticket_id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Known errors that may explain a ticket: of its category, or with incidents of its site; those of the category first.
pub async fn proposed(
    tx: &mut Tx,
    category: Option<&str>,
    site: Option<(&BeneficiaryId, &str)>,
) -> Result<Vec<Problem>> {
    let (beneficiary, site) = site.map(|(b, s)| (b.as_str(), s)).unwrap_or_default();
    let select = query(PROBLEM).push(
        " where p.state = 'known_error' and (p.category_id = $1 or exists (select 1 from problem_incident l \
         join ticket t on t.beneficiary_id = l.beneficiary_id and t.id = l.ticket_id \
         where {scope l} and l.problem_id = p.id and l.beneficiary_id = $2 and t.site_id = $3)) \
         order by p.category_id = $1 desc nulls last, p.opened_at desc, p.id limit 5",
    );
    tx.all(select.bind(category.unwrap_or_default()).bind(beneficiary).bind(site)).await
}

/// Identifiers of every problem, in order.
pub async fn ids(tx: &mut Tx) -> Result<Vec<ProblemId>> {
    let found: Vec<(String,)> = tx.all(query("select id as value from problem order by id")).await?;
    Ok(found.into_iter().map(|(id,)| ProblemId::from(id)).collect())
}

/// The next number. The end of the provider's chain of the log is held, so that nobody takes the same.
pub(super) async fn next_number(tx: &mut Tx) -> Result<i64> {
    tx.value(query("select coalesce(max(number), 0) + 1 as value from problem")).await
}

/// Stores a new problem.
pub(super) async fn insert(tx: &mut Tx, one: &Problem) -> Result<()> {
    let insert = query(
        "insert into problem (id, title, title_folded, description, category_id, root_cause, workaround, public_title_fr, \
         public_title_en, public_text_fr, public_text_en, state, published_at, resolution, resolved_at, version, number, \
         opened_by_name, opened_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
    );
    let insert = written(insert, one).bind(one.number).bind(&one.opened_by_name).bind(one.opened_at);
    tx.execute(insert).await.map(drop)
}

/// Stores what may change of a held problem.
pub(super) async fn save(tx: &mut Tx, one: &Problem) -> Result<()> {
    let update = query(
        "update problem set title = $2, title_folded = $3, description = $4, category_id = $5, root_cause = $6, \
         workaround = $7, public_title_fr = $8, public_title_en = $9, public_text_fr = $10, public_text_en = $11, \
         state = $12, published_at = $13, resolution = $14, resolved_at = $15, version = $16 where id = $1",
    );
    tx.execute(written(update, one)).await.map(drop)
}

fn written(statement: Query, one: &Problem) -> Query {
    statement
        .bind(one.id.as_str())
        .bind(&one.title)
        .bind(fold(&one.title))
        .bind(&one.description)
        .bind(one.category.as_ref().map(|(id, _)| id.to_string()))
        .bind(&one.root_cause)
        .bind(&one.workaround)
        .bind(&one.public_title[0])
        .bind(&one.public_title[1])
        .bind(&one.public_text[0])
        .bind(&one.public_text[1])
        .bind(one.state.as_str())
        .bind(one.published_at)
        .bind(&one.resolution)
        .bind(one.resolved_at)
        .bind(one.version)
}

/// What the beneficiaries in scope read, those not solved first.
pub async fn told(tx: &mut Tx) -> Result<Vec<KnownError>> {
    let select = query(
        "select k.* from known_error k where {scope k} order by k.is_solved, k.published_at desc, k.id limit 200",
    );
    tx.all(select).await
}

/// What a beneficiary reads of one problem.
pub async fn told_of(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &ProblemId) -> Result<Option<KnownError>> {
    let select =
        query("select k.* from known_error k where {scope k} and k.beneficiary_id = $1 and k.id = $2");
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// Replaces what beneficiaries read of a held problem: one row for each that has incidents of it, none when it is not
/// published.
pub(super) async fn share(tx: &mut Tx, one: &Problem) -> Result<()> {
    let forget = query("delete from known_error where {scope} and id = $1");
    tx.execute(forget.bind(one.id.as_str())).await?;
    let Some(published_at) = one.published_at else { return Ok(()) };
    let select = query(
        "select distinct i.beneficiary_id as value from problem_incident i where {scope i} and i.problem_id = $1",
    );
    let concerned: Vec<(String,)> = tx.all(select.bind(one.id.as_str())).await?;
    let is_solved = matches!(one.state, State::Resolved | State::Closed);
    for (beneficiary,) in concerned {
        let insert = query(
            "insert into known_error (beneficiary_id, id, title_fr, title_en, text_fr, text_en, is_solved, published_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        );
        let insert = insert.bind(beneficiary).bind(one.id.as_str());
        let insert = insert.bind(&one.public_title[0]).bind(&one.public_title[1]);
        let insert = insert.bind(&one.public_text[0]).bind(&one.public_text[1]);
        tx.execute(insert.bind(is_solved).bind(published_at)).await?;
    }
    Ok(())
}

/// The changes that solve a problem, without their places.
pub async fn changes(tx: &mut Tx, id: &ProblemId) -> Result<Vec<Change>> {
    let select = query(
        "select c.* from problem_change l join change c on c.id = l.change_id where l.problem_id = $1 \
         order by c.from_at desc, c.id limit 50",
    );
    tx.all(select.bind(id.as_str())).await
}

/// The problems that a change solves.
pub async fn of_change(tx: &mut Tx, change: &ChangeId) -> Result<Vec<Problem>> {
    let select = query(PROBLEM).push(
        " join problem_change l on l.problem_id = p.id where l.change_id = $1 order by p.opened_at desc, p.id limit 50",
    );
    tx.all(select.bind(change.as_str())).await
}

/// Links a change; gives 0 when it is linked already.
pub(super) async fn link_change(tx: &mut Tx, id: &ProblemId, change: &ChangeId) -> Result<u64> {
    let insert = query(
        "insert into problem_change (problem_id, change_id) values ($1, $2) on conflict (problem_id, change_id) do nothing",
    );
    tx.execute(insert.bind(id.as_str()).bind(change.as_str())).await
}

/// Unlinks a change.
pub(super) async fn unlink_change(tx: &mut Tx, id: &ProblemId, change: &ChangeId) -> Result<u64> {
    let delete = query("delete from problem_change where problem_id = $1 and change_id = $2");
    tx.execute(delete.bind(id.as_str()).bind(change.as_str())).await
}
