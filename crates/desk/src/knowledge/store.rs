//! Articles in the database. Their versions and reviews are added, never changed.

mod served;

pub(super) use served::{Count, add_source, add_to_day, reminded, to_remind, vote};
pub use served::{made_of, own_vote, remarks, served, source};

use super::{Article, ArticleId, Audience, Author, Review, Version};
use jiff::civil::Date;
use kernel::{Actor, Side, fold, id::BeneficiaryId};
use platform::{
    db::{FromRow, Query, Result, Row, Tx, query},
    search::{self, Narrowing},
};
use std::collections::BTreeMap;

impl FromRow for Version {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            number: row.get("number")?,
            title: row.get("title")?,
            body: row.get("body")?,
            audience: row.word("audience")?,
            note: row.get("note")?,
            author: Author { id: row.maybe_id("author_id")?, name: row.get("author_name")? },
            written_at: row.get("written_at")?,
        })
    }
}

impl FromRow for Article {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.word("kind")?,
            category: row.maybe_id("category_id")?.zip(row.maybe("category_name")?),
            owner: Author { id: row.maybe_id("owner_id")?, name: row.get("owner_name")? },
            published: row.maybe("published")?,
            latest: row.get("latest")?,
            stage: row.word("stage")?,
            review_by: row.maybe("review_by")?,
            retired_at: row.maybe("retired_at")?,
            updated_at: row.get("updated_at")?,
            version: row.get("version")?,
            shown: FromRow::from_row(row)?,
            title_folded: row.get("title_folded")?,
        })
    }
}

impl FromRow for Review {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            number: row.get("number")?,
            verdict: row.word("verdict")?,
            remark: row.get("remark")?,
            reviewer: Author { id: row.maybe_id("reviewer_id")?, name: row.get("reviewer_name")? },
            at: row.get("at")?,
        })
    }
}

/// Who reads articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// The provider's side: everything, drafts too.
    Agents,
    /// A beneficiary's people: what is published for everybody or for them.
    Served,
    /// A contractor's people: what is published for everybody.
    Visiting,
}

impl Reader {
    /// What an actor reads.
    pub fn of(actor: &Actor) -> Self {
        match actor.side {
            Some(Side::Provider) => Self::Agents,
            Some(Side::Beneficiary) => Self::Served,
            Some(Side::Contractor) | None => Self::Visiting,
        }
    }

    fn narrow(self, statement: Query) -> Query {
        match self {
            Self::Agents => statement,
            Self::Served => statement.push(
                " and a.published is not null and a.retired_at is null and (v.audience = 'everybody' \
                 or (v.audience = 'named' and exists (select 1 from article_audience s where {scope s} \
                 and s.article_id = v.article_id and s.number = v.number)))",
            ),
            Self::Visiting => statement
                .push(" and a.published is not null and a.retired_at is null and v.audience = 'everybody'"),
        }
    }
}

/// Which articles a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    /// All that are not retired.
    #[default]
    All,
    /// Those that are read.
    Read,
    /// Those whose newest version is being written.
    Drafts,
    /// Those that wait for a second person.
    Reviews,
    /// Those that should have been read again before this day.
    Due(Date),
    /// Those that nobody has read.
    Unread,
    /// Those taken away.
    Retired,
}

/// Rows of a page.
pub const PAGE: usize = 30;

/// What a list shows, after a place in its order.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Which ones.
    pub view: View,
    /// Only of this category.
    pub category: Option<String>,
    /// Only what has these words.
    pub words: Option<Narrowing>,
    /// Folded title and identifier of the last row of the page before.
    pub after: (String, String),
}

/// One page of a list by title, and one row more when others follow. With words, after [`search::prepare`].
pub async fn list(tx: &mut Tx, reader: Reader, wanted: &Wanted) -> Result<Vec<Article>> {
    let select = query(
        "select a.*, v.number, v.title, v.body, v.audience, v.note, v.author_id, v.author_name, v.written_at, \
         c.name as category_name from article a \
         join article_version v on v.article_id = a.id and v.number = coalesce(a.published, a.latest) \
         left join ticket_category c on c.id = a.category_id where (a.title_folded, a.id) > ($1, $2) and $3 > 0",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(&wanted.after.0).bind(&wanted.after.1).bind(rows);
    let select =
        viewed(reader.narrow(select), wanted.view).and_if("a.category_id =", wanted.category.clone());
    let select = match &wanted.words {
        Some(words) => search::owned(tx, select, "a.id in", words),
        None => select,
    };
    tx.all(select.push(" order by a.title_folded, a.id limit $3")).await
}

fn viewed(statement: Query, view: View) -> Query {
    const READ: &str = " and a.published is not null and a.retired_at is null";
    match view {
        View::All => statement.push(" and a.retired_at is null"),
        View::Read => statement.push(READ),
        View::Drafts => statement.push(" and a.retired_at is null and a.stage = 'draft'"),
        View::Reviews => statement.push(" and a.retired_at is null and a.stage = 'review'"),
        View::Due(today) => statement.push(READ).and_if("a.review_by <", Some(today)),
        View::Unread => statement.push(READ).push(
            " and not exists (select 1 from article_day d where {scope d} and d.article_id = a.id and d.reads > 0)",
        ),
        View::Retired => statement.push(" and a.retired_at is not null"),
    }
}

/// How many articles wait in a view that agents look after.
pub async fn count(tx: &mut Tx, view: View) -> Result<i64> {
    tx.value(viewed(query("select count(*) as value from article a where 1 = 1"), view)).await
}

/// Some articles that a reader may read, in no order.
pub async fn some(tx: &mut Tx, reader: Reader, ids: &[ArticleId]) -> Result<Vec<Article>> {
    let select = query(
        "select a.*, v.number, v.title, v.body, v.audience, v.note, v.author_id, v.author_name, v.written_at, \
         c.name as category_name from article a \
         join article_version v on v.article_id = a.id and v.number = coalesce(a.published, a.latest) \
         left join ticket_category c on c.id = a.category_id where 1 = 1",
    );
    let select = select.and_in("a.id", ids.iter().map(ArticleId::as_str));
    tx.all(reader.narrow(select)).await
}

/// The article with the version that is read.
pub async fn find(tx: &mut Tx, reader: Reader, id: &ArticleId) -> Result<Option<Article>> {
    Ok(some(tx, reader, std::slice::from_ref(id)).await?.pop())
}

/// The same, its row held until the end of the transaction. For agents.
pub(super) async fn hold(tx: &mut Tx, id: &ArticleId) -> Result<Option<Article>> {
    let held: Option<(String,)> = tx
        .optional(query("select id as value from article where id = $1 for update").bind(id.as_str()))
        .await?;
    match held {
        Some(_) => find(tx, Reader::Agents, id).await,
        None => Ok(None),
    }
}

struct Offered(ArticleId, String);

impl FromRow for Offered {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.id("id")?, row.get("title")?))
    }
}

/// Identifier and title of what a beneficiary's people read: what may be put into an answer to them.
pub async fn offered(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<(ArticleId, String)>> {
    let select = query(
        "select a.id, v.title from article a join article_version v on v.article_id = a.id and v.number = a.published \
         where a.retired_at is null and (v.audience = 'everybody' or (v.audience = 'named' and exists (select 1 \
         from article_audience s where {scope s} and s.beneficiary_id = $1 and s.article_id = v.article_id \
         and s.number = v.number))) order by a.title_folded, a.id limit 300",
    );
    let found: Vec<Offered> = tx.all(select.bind(beneficiary)).await?;
    Ok(found.into_iter().map(|Offered(id, title)| (id, title)).collect())
}

/// Identifiers of every article, or of those for everybody: what is indexed again when an organisation comes.
pub async fn ids(tx: &mut Tx) -> Result<Vec<ArticleId>> {
    let found: Vec<(String,)> = tx.all(query("select id as value from article order by id")).await?;
    Ok(found.into_iter().map(|(id,)| ArticleId::from(id)).collect())
}

/// Every version, the newest first.
pub async fn versions(tx: &mut Tx, id: &ArticleId) -> Result<Vec<Version>> {
    let select = query("select * from article_version where article_id = $1 order by number desc");
    tx.all(select.bind(id.as_str())).await
}

/// One version.
pub async fn version(tx: &mut Tx, id: &ArticleId, number: i64) -> Result<Option<Version>> {
    let select = query("select * from article_version where article_id = $1 and number = $2");
    tx.optional(select.bind(id.as_str()).bind(number)).await
}

/// Every decision, the newest first.
pub async fn reviews(tx: &mut Tx, id: &ArticleId) -> Result<Vec<Review>> {
    let select =
        query("select * from article_review where article_id = $1 order by number desc, sequence desc");
    tx.all(select.bind(id.as_str())).await
}

struct Reads {
    number: i64,
    beneficiary: BeneficiaryId,
    name: String,
}

impl FromRow for Reads {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            number: row.get("number")?,
            beneficiary: row.id("beneficiary_id")?,
            name: row.get("name")?,
        })
    }
}

/// The beneficiaries named by each version, by its number.
pub async fn audiences(tx: &mut Tx, id: &ArticleId) -> Result<BTreeMap<i64, Vec<(BeneficiaryId, String)>>> {
    let select = query(
        "select s.number, s.beneficiary_id, o.name from article_audience s \
         join organisation o on o.id = s.beneficiary_id where {scope s} and s.article_id = $1 order by o.name_folded, o.id",
    );
    let mut all: BTreeMap<i64, Vec<_>> = BTreeMap::new();
    for one in tx.all::<Reads>(select.bind(id.as_str())).await? {
        all.entry(one.number).or_default().push((one.beneficiary, one.name));
    }
    Ok(all)
}

/// Stores a new article, its first version aside; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Article, sent: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into article (id, kind, category_id, owner_id, owner_name, latest, stage, review_by, title_folded, \
         created_at, updated_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10, $11) \
         on conflict (idempotency_key) do nothing",
    );
    let insert = insert.bind(one.id.as_str()).bind(one.kind.as_str());
    let insert = insert.bind(one.category.as_ref().map(|(id, _)| id.to_string())).bind(one.owner.id.clone());
    let insert = insert.bind(&one.owner.name).bind(one.latest).bind(one.stage.as_str()).bind(one.review_by);
    tx.execute(insert.bind(fold(&one.shown.title)).bind(one.updated_at).bind(sent)).await
}

/// The article that was made with a key.
pub(super) async fn sent(tx: &mut Tx, key: &str) -> Result<Option<ArticleId>> {
    let select = query("select id as value from article where idempotency_key = $1");
    let found: Option<(String,)> = tx.optional(select.bind(key)).await?;
    Ok(found.map(|(id,)| ArticleId::from(id)))
}

/// Adds a version and whom it names.
pub(super) async fn add_version(
    tx: &mut Tx,
    id: &ArticleId,
    version: &Version,
    named: &[BeneficiaryId],
) -> Result<()> {
    let insert = query(
        "insert into article_version (article_id, number, title, body, audience, note, author_id, author_name, written_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(id.as_str()).bind(version.number).bind(&version.title).bind(&version.body);
    let insert = insert.bind(version.audience.as_str()).bind(&version.note).bind(version.author.id.clone());
    tx.execute(insert.bind(&version.author.name).bind(version.written_at)).await?;
    let readers = if version.audience == Audience::Named { named } else { &[] };
    for beneficiary in readers {
        let insert =
            query("insert into article_audience (beneficiary_id, article_id, number) values ($1, $2, $3)");
        tx.execute(insert.bind(beneficiary).bind(id.as_str()).bind(version.number)).await?;
    }
    Ok(())
}

/// Number of the last version written, whether it counts or was given up.
pub(super) async fn last_number(tx: &mut Tx, id: &ArticleId) -> Result<i64> {
    let select = query("select coalesce(max(number), 0) as value from article_version where article_id = $1");
    tx.value(select.bind(id.as_str())).await
}

/// Stores what may change of an article whose row is held.
pub(super) async fn update(tx: &mut Tx, one: &Article) -> Result<()> {
    let update = query(
        "update article set kind = $2, category_id = $3, owner_id = $4, owner_name = $5, published = $6, latest = $7, \
         stage = $8, review_by = $9, retired_at = $10, title_folded = $11, updated_at = $12, version = version + 1 \
         where id = $1",
    );
    let update = update.bind(one.id.as_str()).bind(one.kind.as_str());
    let update = update.bind(one.category.as_ref().map(|(id, _)| id.to_string())).bind(one.owner.id.clone());
    let update = update.bind(&one.owner.name).bind(one.published).bind(one.latest).bind(one.stage.as_str());
    let update = update.bind(one.review_by).bind(one.retired_at).bind(&one.title_folded);
    tx.execute(update.bind(one.updated_at)).await.map(drop)
}

/// Adds a decision about the newest version.
pub(super) async fn add_review(tx: &mut Tx, id: &ArticleId, review: &Review) -> Result<()> {
    let insert = query(
        "insert into article_review (article_id, number, sequence, verdict, remark, reviewer_id, reviewer_name, at) \
         select $1, $2, coalesce(max(r.sequence), 0) + 1, $3, $4, $5, $6, $7 from article_review r \
         where r.article_id = $1 and r.number = $2",
    );
    let insert = insert.bind(id.as_str()).bind(review.number).bind(review.verdict.as_str());
    let insert = insert.bind(&review.remark).bind(review.reviewer.id.clone()).bind(&review.reviewer.name);
    tx.execute(insert.bind(review.at)).await.map(drop)
}
