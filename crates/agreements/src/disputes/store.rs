//! Disputes in the database.

use super::{Dispute, DisputeDocumentId, DisputeId, DisputeKey, DisputeState, Document, Outcome, Stage};
use crate::joined::{self, Joined};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Dispute {
    fn from_row(row: &Row) -> Result<Self> {
        let id = DisputeId::from(row.get::<String>("id")?);
        Ok(Self {
            key: DisputeKey { beneficiary: row.id("beneficiary_id")?, id },
            beneficiary_name: row.get("beneficiary_name")?,
            title: row.get("title")?,
            subject: row.get("subject")?,
            article: row.get("article")?,
            side: row.word("side")?,
            opened_on: row.get("opened_on")?,
            agreement_version: row.get("agreement_version")?,
            state: row.word("state")?,
            closed_on: row.maybe("closed_on")?,
            created_by: row.get("created_by_name")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Stage {
    fn from_row(row: &Row) -> Result<Self> {
        let outcome: String = row.get("outcome")?;
        Ok(Self {
            position: row.get("position")?,
            code: row.get("code")?,
            text: row.get("text")?,
            unless: row.get("unless")?,
            began_on: row.maybe("began_on")?,
            due_on: row.maybe("due_on")?,
            ended_on: row.maybe("ended_on")?,
            outcome: Outcome::parse(&outcome),
            note: row.get("note")?,
        })
    }
}

impl FromRow for Document {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            position: row.get("position")?,
            title: row.get("title")?,
            dated_on: row.get("dated_on")?,
            side: row.word("side")?,
            file: Joined::of(row)?,
            added_by: row.get("added_by_name")?,
            added_at: row.get("added_at")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;
/// Most documents of a dispute that its page shows.
const MOST: i64 = 500;

const DISPUTE: &str = "select d.*, o.name as beneficiary_name from dispute d \
    join organisation o on o.id = d.beneficiary_id where {scope d}";

/// One page, the latest opened first, before a place in that order, and one row more when others follow.
pub async fn page(tx: &mut Tx, before: &(Date, String)) -> Result<Vec<Dispute>> {
    let select = query(DISPUTE)
        .push(" and (d.opened_on, d.id) < ($1, $2) order by d.opened_on desc, d.id desc limit $3");
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before.0).bind(&before.1).bind(rows)).await
}

/// How many disputes about an agreement are open.
pub async fn open(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<i64> {
    let select = query(
        "select count(*) as value from dispute d where {scope d} and d.beneficiary_id = $1 and d.state = 'open'",
    );
    tx.value(select.bind(beneficiary)).await
}

/// The dispute, when in scope.
pub async fn find(tx: &mut Tx, key: &DisputeKey) -> Result<Option<Dispute>> {
    let select = query(DISPUTE).push(" and d.beneficiary_id = $1 and d.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &DisputeKey) -> Result<Option<Dispute>> {
    let lock = query(
        "select d.id as value from dispute d where {scope d} and d.beneficiary_id = $1 and d.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// Stores a new dispute; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Dispute, sent: Option<&str>, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into dispute (beneficiary_id, id, title, subject, article, side, opened_on, agreement_version, state, \
         created_by_name, created_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, 'open', $9, $10, $11) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(&one.title);
    let insert = insert.bind(&one.subject).bind(&one.article).bind(one.side.as_str()).bind(one.opened_on);
    let insert = insert.bind(one.agreement_version).bind(&one.created_by);
    tx.execute(insert.bind(now).bind(sent)).await
}

/// The dispute of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Dispute>> {
    let select = query(DISPUTE).push(" and d.beneficiary_id = $1 and d.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Stores a stage of a new dispute.
pub(super) async fn add_stage(tx: &mut Tx, key: &DisputeKey, one: &Stage) -> Result<()> {
    let insert = query(
        "insert into dispute_stage (beneficiary_id, dispute_id, position, code, text, unless, began_on, due_on, outcome) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, '')",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(one.position).bind(&one.code);
    let insert = insert.bind(&one.text).bind(&one.unless).bind(one.began_on).bind(one.due_on);
    tx.execute(insert).await.map(drop)
}

/// The stages of a dispute in their order.
pub async fn stages(tx: &mut Tx, key: &DisputeKey) -> Result<Vec<Stage>> {
    let select = query(
        "select s.* from dispute_stage s where {scope s} and s.beneficiary_id = $1 and s.dispute_id = $2 order by s.position",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Begins a stage of a held dispute.
pub(super) async fn begin(
    tx: &mut Tx,
    key: &DisputeKey,
    (position, began_on, due_on): (i64, Date, Option<Date>),
) -> Result<()> {
    let update = query(
        "update dispute_stage set began_on = $4, due_on = $5 \
         where {scope} and beneficiary_id = $1 and dispute_id = $2 and position = $3",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(position);
    tx.execute(update.bind(began_on).bind(due_on)).await.map(drop)
}

/// Ends a stage of a held dispute.
pub(super) async fn end(
    tx: &mut Tx,
    key: &DisputeKey,
    (position, outcome, ended_on): (i64, Outcome, Date),
    note: &str,
) -> Result<()> {
    let update = query(
        "update dispute_stage set outcome = $4, ended_on = $5, note = $6 \
         where {scope} and beneficiary_id = $1 and dispute_id = $2 and position = $3",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(position);
    tx.execute(update.bind(outcome.as_str()).bind(ended_on).bind(note)).await.map(drop)
}

/// Says where a held dispute stands.
pub(super) async fn stand(
    tx: &mut Tx,
    key: &DisputeKey,
    (state, closed_on): (DisputeState, Option<Date>),
) -> Result<()> {
    let update = query(
        "update dispute set state = $3, closed_on = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str());
    tx.execute(update.bind(state.as_str()).bind(closed_on)).await.map(drop)
}

/// The documents of a dispute by stage, then as they were joined.
pub async fn documents(tx: &mut Tx, key: &DisputeKey) -> Result<Vec<Document>> {
    let select = query(
        "select d.* from dispute_document d where {scope d} and d.beneficiary_id = $1 and d.dispute_id = $2 \
         order by d.position, d.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(MOST)).await
}

/// One document, when in scope.
pub async fn document(tx: &mut Tx, key: &DisputeKey, id: &DisputeDocumentId) -> Result<Option<Document>> {
    let select = query(
        "select d.* from dispute_document d where {scope d} and d.beneficiary_id = $1 and d.dispute_id = $2 and d.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Stores a document.
pub(super) async fn add_document(tx: &mut Tx, key: &DisputeKey, one: &Document) -> Result<()> {
    let insert = query(
        "insert into dispute_document (beneficiary_id, id, dispute_id, position, title, dated_on, side, file_digest, file_name, \
         added_by_name, added_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str()).bind(one.position);
    let insert = insert.bind(&one.title).bind(one.dated_on).bind(one.side.as_str());
    let insert = insert.bind(joined::digest(one.file.as_ref())).bind(joined::name(one.file.as_ref()));
    tx.execute(insert.bind(&one.added_by).bind(one.added_at)).await.map(drop)
}
