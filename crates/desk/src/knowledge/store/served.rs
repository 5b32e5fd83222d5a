//! How articles served: counts, opinions, the ticket one was made of, reminders of its owner.

use super::super::{ArticleId, Served, Vote};
use crate::tickets::TicketKey;
use jiff::{Timestamp, civil::Date};
use kernel::id::{BeneficiaryId, OrganisationId, PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};
use std::collections::BTreeMap;

impl FromRow for Vote {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            is_helpful: row.get("is_helpful")?,
            remark: row.get("remark")?,
            at: row.get("at")?,
            beneficiary_name: row.get("beneficiary_name")?,
        })
    }
}

/// What an article did, to be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::knowledge) enum Count {
    Read,
    Answered,
    Inserted,
}

/// Counts one more for an organisation's people on a day.
pub(in crate::knowledge) async fn add_to_day(
    tx: &mut Tx,
    organisation: &OrganisationId,
    id: &ArticleId,
    day: Date,
    count: Count,
) -> Result<()> {
    let upsert = query(
        "insert into article_day (beneficiary_id, article_id, day, reads, answered, inserted) values ($1, $2, $3, $4, $5, $6) \
         on conflict (beneficiary_id, article_id, day) do update set reads = article_day.reads + excluded.reads, \
         answered = article_day.answered + excluded.answered, inserted = article_day.inserted + excluded.inserted",
    );
    let one = |is: Count| i64::from(is == count);
    let upsert = upsert.bind(organisation).bind(id.as_str()).bind(day);
    let upsert = upsert.bind(one(Count::Read)).bind(one(Count::Answered)).bind(one(Count::Inserted));
    tx.execute(upsert).await.map(drop)
}

struct Sum {
    article: String,
    served: Served,
}

impl FromRow for Sum {
    fn from_row(row: &Row) -> Result<Self> {
        let served = Served {
            reads: row.get("reads")?,
            answered: row.get("answered")?,
            inserted: row.get("inserted")?,
            helpful: row.get("helpful")?,
            unhelpful: row.get("unhelpful")?,
        };
        Ok(Self { article: row.get("article_id")?, served })
    }
}

/// How some articles served, over all that is in scope. An article that never did is missing.
pub async fn served(tx: &mut Tx, ids: &[ArticleId]) -> Result<BTreeMap<String, Served>> {
    let days = query(
        "select x.article_id, x.reads, x.answered, x.inserted, x.helpful, x.unhelpful from (select d.article_id, \
         cast(sum(d.reads) as bigint) as reads, cast(sum(d.answered) as bigint) as answered, \
         cast(sum(d.inserted) as bigint) as inserted, cast(0 as bigint) as helpful, cast(0 as bigint) as unhelpful \
         from article_day d where {scope d} group by d.article_id) x where x.article_id is not null",
    );
    let days = days.and_in("x.article_id", ids.iter().map(ArticleId::as_str));
    let votes = query(
        "select x.article_id, x.reads, x.answered, x.inserted, x.helpful, x.unhelpful from (select v.article_id, \
         cast(0 as bigint) as reads, cast(0 as bigint) as answered, cast(0 as bigint) as inserted, \
         count(*) filter (where v.is_helpful) as helpful, count(*) filter (where not v.is_helpful) as unhelpful \
         from article_vote v where {scope v} group by v.article_id) x where x.article_id is not null",
    );
    let votes = votes.and_in("x.article_id", ids.iter().map(ArticleId::as_str));
    let mut all: BTreeMap<String, Served> = BTreeMap::new();
    for one in tx.all::<Sum>(days).await? {
        all.insert(one.article, one.served);
    }
    for one in tx.all::<Sum>(votes).await? {
        let served = all.entry(one.article).or_default();
        (served.helpful, served.unhelpful) = (one.served.helpful, one.served.unhelpful);
    }
    Ok(all)
}

/// Stores a person's opinion in place of the one before.
pub(in crate::knowledge) async fn vote(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &ArticleId,
    person: &PersonId,
    is_helpful: bool,
    remark: &str,
    now: Timestamp,
) -> Result<()> {
    let upsert = query(
        "insert into article_vote (beneficiary_id, article_id, person_id, is_helpful, remark, at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (beneficiary_id, article_id, person_id) do update set is_helpful = excluded.is_helpful, \
         remark = excluded.remark, at = excluded.at",
    );
    let upsert = upsert.bind(beneficiary).bind(id.as_str()).bind(person).bind(is_helpful).bind(remark);
    tx.execute(upsert.bind(now)).await.map(drop)
}

/// What a person said of an article.
pub async fn own_vote(tx: &mut Tx, id: &ArticleId, person: &PersonId) -> Result<Option<bool>> {
    let select = query(
        "select v.is_helpful as value from article_vote v where {scope v} and v.article_id = $1 and v.person_id = $2",
    );
    let found: Option<(bool,)> = tx.optional(select.bind(id.as_str()).bind(person)).await?;
    Ok(found.map(|(is_helpful,)| is_helpful))
}

/// What readers said with a word, the newest first.
pub async fn remarks(tx: &mut Tx, id: &ArticleId, limit: i64) -> Result<Vec<Vote>> {
    let select = query(
        "select v.*, o.name as beneficiary_name from article_vote v join organisation o on o.id = v.beneficiary_id \
         where {scope v} and v.article_id = $1 and v.remark <> '' order by v.at desc, v.person_id limit $2",
    );
    tx.all(select.bind(id.as_str()).bind(limit)).await
}

/// Says of which ticket an article was made.
pub(in crate::knowledge) async fn add_source(tx: &mut Tx, id: &ArticleId, ticket: &TicketKey) -> Result<()> {
    let insert =
        query("insert into article_source (beneficiary_id, article_id, ticket_id) values ($1, $2, $3)");
    tx.execute(insert.bind(&ticket.beneficiary).bind(id.as_str()).bind(ticket.id.as_str())).await.map(drop)
}

struct Source(TicketKey);

impl FromRow for Source {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? }))
    }
}

/// The ticket an article was made of.
pub async fn source(tx: &mut Tx, id: &ArticleId) -> Result<Option<TicketKey>> {
    let select = query(
        "select s.* from article_source s where {scope s} and s.article_id = $1 order by s.ticket_id limit 1",
    );
    let found: Option<Source> = tx.optional(select.bind(id.as_str())).await?;
    Ok(found.map(|source| source.0))
}

/// Whether an article was made of a ticket: its identifier.
pub async fn made_of(tx: &mut Tx, ticket: &TicketKey) -> Result<Option<ArticleId>> {
    let select = query(
        "select s.article_id as value from article_source s where {scope s} and s.beneficiary_id = $1 \
         and s.ticket_id = $2 order by s.article_id limit 1",
    );
    let found: Option<(String,)> =
        tx.optional(select.bind(&ticket.beneficiary).bind(ticket.id.as_str())).await?;
    Ok(found.map(|(id,)| ArticleId::from(id)))
}

/// Articles that are read, whose day has passed and whose owner was not reminded of that day.
pub(in crate::knowledge) async fn to_remind(tx: &mut Tx, today: Date, limit: i64) -> Result<Vec<ArticleId>> {
    let select = query(
        "select a.id as value from article a where a.published is not null and a.retired_at is null \
         and a.review_by < $1 and a.owner_id is not null and (a.reminded_of is null or a.reminded_of <> a.review_by) \
         order by a.review_by, a.id limit $2",
    );
    let found: Vec<(String,)> = tx.all(select.bind(today).bind(limit)).await?;
    Ok(found.into_iter().map(|(id,)| ArticleId::from(id)).collect())
}

/// Notes that the owner was reminded of a day; gives 0 when it was done already.
pub(in crate::knowledge) async fn reminded(tx: &mut Tx, id: &ArticleId, of: Date) -> Result<u64> {
    let update = query(
        "update article set reminded_of = $2 where id = $1 and review_by = $2 and (reminded_of is null or reminded_of <> $2)",
    );
    tx.execute(update.bind(id.as_str()).bind(of)).await
}
