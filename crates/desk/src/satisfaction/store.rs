//! Opinions in the database.

use super::{Listed, Opinion, Result as Figures};
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};
use std::collections::HashMap;

impl FromRow for Opinion {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            ticket: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            asked_at: row.get("asked_at")?,
            score: row.maybe("score")?,
            comment: row.get("comment")?,
            voted_at: row.maybe("voted_at")?,
            changed_at: row.maybe("changed_at")?,
        })
    }
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            opinion: Opinion::from_row(row)?,
            reference: format!("{code}-{number}"),
            title: row.get("title")?,
        })
    }
}

/// Notes that the question was asked; the first time counts until it is answered.
pub(super) async fn ask(tx: &mut Tx, ticket: &TicketKey, at: Timestamp) -> Result<()> {
    let upsert = query(
        "insert into satisfaction (beneficiary_id, ticket_id, asked_at, comment) values ($1, $2, $3, '') \
         on conflict (beneficiary_id, ticket_id) do update set asked_at = $3 where satisfaction.voted_at is null",
    );
    tx.execute(upsert.bind(&ticket.beneficiary).bind(ticket.id.as_str()).bind(at)).await.map(drop)
}

/// What was asked about a ticket.
pub async fn find(tx: &mut Tx, ticket: &TicketKey) -> Result<Option<Opinion>> {
    let select = query(
        "select s.* from satisfaction s where {scope s} and s.beneficiary_id = $1 and s.ticket_id = $2",
    );
    tx.optional(select.bind(&ticket.beneficiary).bind(ticket.id.as_str())).await
}

/// Stores an answer.
pub(super) async fn vote(tx: &mut Tx, opinion: &Opinion) -> Result<()> {
    let upsert = query(
        "insert into satisfaction (beneficiary_id, ticket_id, asked_at, score, comment, voted_at, changed_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (beneficiary_id, ticket_id) \
         do update set score = $4, comment = $5, voted_at = $6, changed_at = $7",
    );
    let upsert =
        upsert.bind(&opinion.ticket.beneficiary).bind(opinion.ticket.id.as_str()).bind(opinion.asked_at);
    let upsert = upsert.bind(opinion.score).bind(&opinion.comment).bind(opinion.voted_at);
    tx.execute(upsert.bind(opinion.changed_at)).await.map(drop)
}

struct Counted {
    score: Option<i64>,
    count: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { score: row.maybe("score")?, count: row.get("count")? })
    }
}

/// The figures of the questions asked in `[from, to)`.
pub async fn figures(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Figures> {
    let select = query(
        "select s.score, count(*) as count from satisfaction s where {scope s} and s.beneficiary_id = $1 \
         and s.asked_at >= $2 and s.asked_at < $3 group by s.score",
    );
    let counts: Vec<Counted> = tx.all(select.bind(beneficiary).bind(from).bind(to)).await?;
    Ok(added(&counts))
}

struct CountedOf {
    beneficiary: BeneficiaryId,
    counted: Counted,
}

impl FromRow for CountedOf {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, counted: Counted::from_row(row)? })
    }
}

/// The figures of the questions asked in `[from, to)` of every beneficiary in scope that was asked any.
pub async fn all_figures(
    tx: &mut Tx,
    from: Timestamp,
    to: Timestamp,
) -> Result<HashMap<BeneficiaryId, Figures>> {
    let select = query(
        "select s.beneficiary_id, s.score, count(*) as count from satisfaction s where {scope s} \
         and s.asked_at >= $1 and s.asked_at < $2 group by s.beneficiary_id, s.score",
    );
    let mut counts: HashMap<BeneficiaryId, Vec<Counted>> = HashMap::new();
    for row in tx.all::<CountedOf>(select.bind(from).bind(to)).await? {
        counts.entry(row.beneficiary).or_default().push(row.counted);
    }
    Ok(counts.into_iter().map(|(beneficiary, counts)| (beneficiary, added(&counts))).collect())
}

fn added(counts: &[Counted]) -> Figures {
    let of = |score: i64| counts.iter().find(|c| c.score == Some(score)).map_or(0, |c| c.count);
    Figures { asked: counts.iter().map(|c| c.count).sum(), answers: [of(1), of(2), of(3), of(4), of(5)] }
}

/// The answers to questions asked in `[from, to)`, the newest question first, with their tickets.
pub async fn answered(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> Result<Vec<Listed>> {
    let select = query(
        "select s.*, o.code, t.number, t.title from satisfaction s \
         join ticket t on t.beneficiary_id = s.beneficiary_id and t.id = s.ticket_id \
         join organisation o on o.id = s.beneficiary_id where {scope s} and s.beneficiary_id = $1 \
         and s.asked_at >= $2 and s.asked_at < $3 and s.voted_at is not null \
         order by s.asked_at desc, s.ticket_id desc limit $4",
    );
    tx.all(select.bind(beneficiary).bind(from).bind(to).bind(limit)).await
}
