//! Acts in the database.

use super::{Act, ActId, ActKey, ActState, Information, InformationId};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Act {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ActKey { beneficiary: row.id("beneficiary_id")?, id: ActId::from(row.get::<String>("id")?) },
            beneficiary_name: row.get("beneficiary_name")?,
            kind: row.word("kind")?,
            title: row.get("title")?,
            counterpart: row.get("counterpart")?,
            amount: row.maybe("amount_cents")?,
            planned_on: row.get("planned_on")?,
            state: row.word("state")?,
            concluded_on: row.maybe("concluded_on")?,
            reason: row.get("reason")?,
            created_by: row.get("created_by_name")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Information {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            informed_on: row.get("informed_on")?,
            recipient: row.get("recipient")?,
            means: row.get("means")?,
            content: row.get("content")?,
            author: row.get("author_name")?,
            recorded_at: row.get("recorded_at")?,
            acknowledged_at: row.maybe("acknowledged_at")?,
            acknowledged_by: row.maybe("acknowledged_by_name")?,
            acknowledgement: row.get("acknowledgement")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;

const ACT: &str =
    "select a.*, o.name as beneficiary_name from act a join organisation o on o.id = a.beneficiary_id";

/// One page, the latest planned first, before a place in its order, and one row more when others follow.
pub async fn page(tx: &mut Tx, before: &(Date, String)) -> Result<Vec<Act>> {
    let select = query(ACT).push(
        " where {scope a} and (a.planned_on, a.id) < ($1, $2) order by a.planned_on desc, a.id desc limit $3",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before.0).bind(&before.1).bind(rows)).await
}

/// Orders of a beneficiary that are still to be concluded, by day: what an equipment order may be.
pub async fn planned_orders(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Act>> {
    let select = query(ACT).push(
        " where {scope a} and a.beneficiary_id = $1 and a.kind = 'order' and a.state = 'planned' \
         order by a.planned_on, a.id limit 100",
    );
    tx.all(select.bind(beneficiary)).await
}

/// The act, when in scope.
pub async fn find(tx: &mut Tx, key: &ActKey) -> Result<Option<Act>> {
    let select = query(ACT).push(" where {scope a} and a.beneficiary_id = $1 and a.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &ActKey) -> Result<Option<Act>> {
    let lock = query(
        "select a.id as value from act a where {scope a} and a.beneficiary_id = $1 and a.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// Stores a new act; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Act, sent: Option<&str>, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into act (beneficiary_id, id, kind, title, counterpart, amount_cents, planned_on, state, reason, \
         created_by_name, created_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, 'planned', '', $8, $9, $10) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.kind.as_str());
    let insert = insert.bind(&one.title).bind(&one.counterpart).bind(one.amount.map(|amount| amount.0));
    tx.execute(insert.bind(one.planned_on).bind(&one.created_by).bind(now).bind(sent)).await
}

/// The act of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Act>> {
    let select = query(ACT).push(" where {scope a} and a.beneficiary_id = $1 and a.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Ends a held act.
pub(super) async fn end(
    tx: &mut Tx,
    key: &ActKey,
    (state, concluded_on): (ActState, Option<Date>),
    reason: &str,
) -> Result<()> {
    let update = query(
        "update act set state = $3, concluded_on = $4, reason = $5, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str());
    tx.execute(update.bind(concluded_on).bind(reason)).await.map(drop)
}

/// What was said before an act, the first first.
pub async fn informations(tx: &mut Tx, key: &ActKey) -> Result<Vec<Information>> {
    let select = query(
        "select i.* from prior_information i where {scope i} and i.beneficiary_id = $1 and i.act_id = $2 \
         order by i.informed_on, i.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Records an information.
pub(super) async fn add_information(tx: &mut Tx, key: &ActKey, one: &Information) -> Result<()> {
    let insert = query(
        "insert into prior_information (beneficiary_id, id, act_id, informed_on, recipient, means, content, author_name, \
         recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.informed_on).bind(&one.recipient).bind(&one.means).bind(&one.content);
    tx.execute(insert.bind(&one.author).bind(one.recorded_at)).await.map(drop)
}

/// Notes that the beneficiary acknowledged an information; gives 0 when it had, or when there is none.
pub(super) async fn acknowledge(
    tx: &mut Tx,
    key: &ActKey,
    id: &InformationId,
    (by, remark): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update prior_information set acknowledged_at = $4, acknowledged_by_name = $5, acknowledgement = $6 \
         where {scope} and beneficiary_id = $1 and act_id = $2 and id = $3 and acknowledged_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str());
    tx.execute(update.bind(now).bind(by).bind(remark)).await
}
