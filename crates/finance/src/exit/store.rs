//! The statements of notices.

use super::{Consequence, Notice, NoticeKey, NoticeState, Statement, Task, forms::party_word};
use estate::assets::AssetId;
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{self, FromRow, Row, Tx, json, query};

/// Most notices of a beneficiary that are shown.
const SHOWN: i64 = 50;

impl FromRow for Notice {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            key: NoticeKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            given_by: row.word("given_by")?,
            signatory: row.get("signatory")?,
            means: row.word("means")?,
            reference: row.get("reference")?,
            received_on: row.get("received_on")?,
            agreement_version: row.get("agreement_version")?,
            last_day: row.get("last_day")?,
            explanation: row.json("explanation")?,
            state: row.word("state")?,
            taken_back: row.json("taken_back")?,
            statement: row.maybe_json("statement")?,
            closed_at: row.maybe("closed_at")?,
            closed_by: row.get("closed_by_name")?,
            closed_why: row.get("closed_why")?,
            recorded_at: row.get("recorded_at")?,
            recorded_by: row.get("recorded_by_name")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Task {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            consequence: row.word("consequence")?,
            proof: row.get("proof")?,
            done_at: row.get("done_at")?,
            done_by: row.get("done_by_name")?,
        })
    }
}

const SELECT: &str = "select n.*, o.name as beneficiary_name from exit_notice n \
    join organisation o on o.id = n.beneficiary_id where {scope n}";

/// One notice.
pub async fn find(tx: &mut Tx, key: &NoticeKey) -> db::Result<Option<Notice>> {
    let select = query(SELECT).push(" and n.beneficiary_id = $1 and n.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, key: &NoticeKey) -> db::Result<Option<Notice>> {
    let lock = query(
        "select n.id as value from exit_notice n where {scope n} and n.beneficiary_id = $1 and n.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// The notices of a beneficiary, the last received first.
pub async fn of_beneficiary(tx: &mut Tx, beneficiary: &BeneficiaryId) -> db::Result<Vec<Notice>> {
    let select =
        query(SELECT).push(" and n.beneficiary_id = $1 order by n.received_on desc, n.id desc limit $2");
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// The notices in scope that were not withdrawn, the latest exit first: one an agreement at most.
pub async fn live(tx: &mut Tx) -> db::Result<Vec<Notice>> {
    tx.all(query(SELECT).push(" and n.state <> 'withdrawn' order by n.last_day desc, n.id")).await
}

/// The last day of the confirmed exit from the agreement of a beneficiary that began on a day: an earlier exit ended another one.
pub async fn confirmed(tx: &mut Tx, beneficiary: &BeneficiaryId, start: Date) -> db::Result<Option<Date>> {
    let select = query(
        "select n.last_day as value from exit_notice n where {scope n} and n.beneficiary_id = $1 and n.state = 'confirmed' \
         and n.last_day >= $2 order by n.last_day limit 1",
    );
    let found: Option<(Date,)> = tx.optional(select.bind(beneficiary).bind(start)).await?;
    Ok(found.map(|(day,)| day))
}

/// Keeps a new notice.
pub(super) async fn insert(tx: &mut Tx, notice: &Notice) -> db::Result<()> {
    let insert = query(
        "insert into exit_notice (beneficiary_id, id, given_by, signatory, means, reference, received_on, agreement_version, \
         last_day, explanation, taken_back, state, closed_by_name, closed_why, recorded_at, recorded_by_name, version) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'received', '', '', $12, $13, 1)",
    )
    .bind(&notice.key.beneficiary)
    .bind(notice.key.id.as_str())
    .bind(party_word(notice.given_by))
    .bind(&notice.signatory)
    .bind(notice.means.as_str())
    .bind(&notice.reference)
    .bind(notice.received_on)
    .bind(notice.agreement_version)
    .bind(notice.last_day)
    .bind(json("exit_notice", &notice.explanation)?)
    .bind(json("exit_notice", &notice.taken_back)?)
    .bind(notice.recorded_at)
    .bind(&notice.recorded_by);
    tx.execute(insert).await.map(drop)
}

/// Confirms or withdraws a notice that is held.
pub(super) async fn close(
    tx: &mut Tx,
    key: &NoticeKey,
    (state, statement): (NoticeState, Option<&Statement>),
    (at, by, why): (Timestamp, &str, &str),
) -> db::Result<()> {
    let update = query(
        "update exit_notice set state = $3, statement = $4, closed_at = $5, closed_by_name = $6, closed_why = $7, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let statement = statement.map(|one| json("exit_notice", one)).transpose()?;
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str()).bind(statement);
    tx.execute(update.bind(at).bind(by).bind(why)).await.map(drop)
}

/// Replaces the goods that the beneficiary takes back, of a notice that is held.
pub(super) async fn choose(tx: &mut Tx, key: &NoticeKey, chosen: &[AssetId]) -> db::Result<()> {
    let update = query(
        "update exit_notice set taken_back = $3, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(json("exit_notice", &chosen)?);
    tx.execute(update).await.map(drop)
}

/// The consequences that were seen to.
pub async fn tasks(tx: &mut Tx, key: &NoticeKey) -> db::Result<Vec<Task>> {
    let select =
        query("select t.* from exit_task t where {scope t} and t.beneficiary_id = $1 and t.notice_id = $2");
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Says that a consequence was seen to.
pub(super) async fn tick(
    tx: &mut Tx,
    key: &NoticeKey,
    consequence: Consequence,
    (at, by, proof): (Timestamp, &str, &str),
) -> db::Result<()> {
    untick(tx, key, consequence).await?;
    let insert = query(
        "insert into exit_task (beneficiary_id, notice_id, consequence, proof, done_at, done_by_name) \
         values ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(consequence.as_str());
    tx.execute(insert.bind(proof).bind(at).bind(by)).await.map(drop)
}

/// Says that a consequence is to be seen to again.
pub(super) async fn untick(tx: &mut Tx, key: &NoticeKey, consequence: Consequence) -> db::Result<()> {
    let delete = query(
        "delete from exit_task where {scope} and beneficiary_id = $1 and notice_id = $2 and consequence = $3",
    );
    let delete = delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(consequence.as_str());
    tx.execute(delete).await.map(drop)
}
