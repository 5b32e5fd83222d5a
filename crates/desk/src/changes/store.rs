//! Changes in the database. They belong to the provider; their places and tickets to each beneficiary.

pub mod places;
pub mod seats;
pub mod templates;

use super::{Change, ChangeId, Content, State};
use crate::{freeze_periods::store::span, tickets::Named};
use jiff::Timestamp;
use kernel::Interval;
use platform::db::{FromRow, Query, Result, Row, Tx, query};
use serde_json::json;

/// Rows of a page.
pub const PAGE: usize = 50;

/// Changes of a calendar or of a search for conflicts, at most.
const BETWEEN: i64 = 500;

impl FromRow for Content {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            title: row.get("title")?,
            why: row.get("why")?,
            kind: row.word("kind")?,
            template: row.maybe_id("template_id")?,
            impact: row.word("impact")?,
            likelihood: row.word("likelihood")?,
            services: row.json("services")?,
            places: vec![],
            planned: span(row)?,
            plan: row.get("plan")?,
            back_out: row.get("back_out")?,
            test: row.get("test")?,
            public_title: [row.get("public_title_fr")?, row.get("public_title_en")?],
            public_text: [row.get("public_text_fr")?, row.get("public_text_en")?],
            conflict_reason: row.get("conflict_reason")?,
            emergency_reason: row.get("emergency_reason")?,
        })
    }
}

impl FromRow for Change {
    fn from_row(row: &Row) -> Result<Self> {
        let review: Option<String> = row.maybe("review")?;
        Ok(Self {
            id: row.id("id")?,
            number: row.get("number")?,
            content: Content::from_row(row)?,
            state: row.word("state")?,
            revision: row.get("revision")?,
            author: Named { id: row.maybe_id("author_id")?, name: row.get("author_name")? },
            started_at: row.maybe("started_at")?,
            ended_at: row.maybe("ended_at")?,
            outcome: row.get("outcome")?,
            review: review.as_deref().and_then(super::Review::parse),
            review_text: row.get("review_text")?,
            reviewed_by_name: row.maybe("reviewed_by_name")?,
            created_at: row.get("created_at")?,
            version: row.get("version")?,
        })
    }
}

/// The change with its places.
pub async fn find(tx: &mut Tx, id: &ChangeId) -> Result<Option<Change>> {
    let select = query("select c.* from change c where c.id = $1").bind(id.as_str());
    with_places(tx, select).await
}

/// The same, held until the end of the transaction.
pub(crate) async fn lock(tx: &mut Tx, id: &ChangeId) -> Result<Option<Change>> {
    let select = query("select c.* from change c where c.id = $1 for update").bind(id.as_str());
    with_places(tx, select).await
}

/// The change of a number.
pub async fn numbered(tx: &mut Tx, number: i64) -> Result<Option<Change>> {
    let select = query("select c.* from change c where c.number = $1").bind(number);
    with_places(tx, select).await
}

async fn with_places(tx: &mut Tx, select: Query) -> Result<Option<Change>> {
    let Some(mut change) = tx.optional::<Change>(select).await? else { return Ok(None) };
    let mut found = places::of(tx, std::slice::from_ref(&change.id)).await?;
    change.content.places = found.remove(&change.id).unwrap_or_default();
    Ok(Some(change))
}

/// Which changes of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those in this state.
    pub state: Option<State>,
    /// After this row: its beginning and identifier.
    pub after: Option<(Timestamp, String)>,
}

/// One page, what begins last at the top. One row more than a page tells that another follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Change>> {
    let (at, id) = filter.after.clone().unwrap_or((crate::tickets::store::NEVER, String::new()));
    let select = query("select c.* from change c where (c.from_at, c.id) < ($1, $2) and $3 > 0");
    let select = select.bind(at).bind(id).bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    let select = select.and_if("c.state =", filter.state.map(State::as_str));
    filled(tx, select.push(" order by c.from_at desc, c.id desc limit $3")).await
}

/// Those that meet an interval and were not given up, the first at the top, with their places.
pub async fn between(tx: &mut Tx, span: Interval) -> Result<Vec<Change>> {
    let select = query(
        "select c.* from change c where c.from_at < $2 and c.to_at > $1 and c.state <> 'cancelled' \
         order by c.from_at, c.id limit $3",
    );
    filled(tx, select.bind(span.from()).bind(span.to()).bind(BETWEEN)).await
}

async fn filled(tx: &mut Tx, select: Query) -> Result<Vec<Change>> {
    let mut changes: Vec<Change> = tx.all(select).await?;
    let ids: Vec<ChangeId> = changes.iter().map(|change| change.id.clone()).collect();
    let mut found = places::of(tx, &ids).await?;
    for change in &mut changes {
        change.content.places = found.remove(&change.id).unwrap_or_default();
    }
    Ok(changes)
}

/// Identifiers of every change, in order.
pub async fn ids(tx: &mut Tx) -> Result<Vec<ChangeId>> {
    let found: Vec<(String,)> = tx.all(query("select id as value from change order by id")).await?;
    Ok(found.into_iter().map(|(id,)| ChangeId::from(id)).collect())
}

/// The next number. The end of the provider's chain of the log is held, so that nobody takes the same.
pub(super) async fn next_number(tx: &mut Tx) -> Result<i64> {
    tx.value(query("select coalesce(max(number), 0) + 1 as value from change")).await
}

/// Stores a new change; its places come after.
pub(super) async fn insert(tx: &mut Tx, change: &Change) -> Result<()> {
    let insert = query(
        "insert into change (title, why, kind, template_id, impact, likelihood, services, plan, back_out, test, \
         from_at, to_at, public_title_fr, public_title_en, public_text_fr, public_text_en, conflict_reason, \
         emergency_reason, id, number, state, revision, author_id, author_name, created_at, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
         $23, $24, $25, $26)",
    );
    let insert = written(insert, &change.content).bind(change.id.as_str()).bind(change.number);
    let insert = insert.bind(change.state.as_str()).bind(change.revision).bind(change.author.id.clone());
    let insert = insert.bind(&change.author.name).bind(change.created_at).bind(change.version);
    tx.execute(insert).await?;
    places::set(tx, &change.id, &change.content.places).await
}

/// Stores what is written of a held change, with its places.
pub(super) async fn save_content(tx: &mut Tx, change: &Change) -> Result<()> {
    let update = query(
        "update change set title = $1, why = $2, kind = $3, template_id = $4, impact = $5, likelihood = $6, services = $7, \
         plan = $8, back_out = $9, test = $10, from_at = $11, to_at = $12, public_title_fr = $13, public_title_en = $14, \
         public_text_fr = $15, public_text_en = $16, conflict_reason = $17, emergency_reason = $18 where id = $19",
    );
    tx.execute(written(update, &change.content).bind(change.id.as_str())).await?;
    places::set(tx, &change.id, &change.content.places).await
}

fn written(statement: Query, content: &Content) -> Query {
    statement
        .bind(&content.title)
        .bind(&content.why)
        .bind(content.kind.as_str())
        .bind(content.template.as_ref().map(String::from))
        .bind(content.impact.as_str())
        .bind(content.likelihood.as_str())
        .bind(json!(content.services))
        .bind(&content.plan)
        .bind(&content.back_out)
        .bind(&content.test)
        .bind(content.planned.from())
        .bind(content.planned.to())
        .bind(&content.public_title[0])
        .bind(&content.public_title[1])
        .bind(&content.public_text[0])
        .bind(&content.public_text[1])
        .bind(&content.conflict_reason)
        .bind(&content.emergency_reason)
}

/// Stores where a held change stands.
pub(super) async fn save(tx: &mut Tx, change: &Change) -> Result<()> {
    let update = query(
        "update change set state = $2, revision = $3, started_at = $4, ended_at = $5, outcome = $6, review = $7, \
         review_text = $8, reviewed_by_name = $9, version = $10 where id = $1",
    );
    let update = update.bind(change.id.as_str()).bind(change.state.as_str()).bind(change.revision);
    let update = update.bind(change.started_at).bind(change.ended_at).bind(&change.outcome);
    let update = update.bind(change.review.map(super::Review::as_str)).bind(&change.review_text);
    tx.execute(update.bind(change.reviewed_by_name.clone()).bind(change.version)).await.map(drop)
}
