//! Months to be closed one after the other, in the database.

use super::super::{ClosingRun, RunId, RunState};
use jiff::{Timestamp, civil::Date};
use kernel::{Text, id::BeneficiaryId};
use platform::db::{Error, FromRow, Result, Row, Tx, query};

/// Most of them shown.
const SHOWN: i64 = 5;

impl FromRow for ClosingRun {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            first: row.get("first_month")?,
            last: row.get("last_month")?,
            reason: row.get("reason")?,
            state: row.word("state")?,
            total: row.get("total")?,
            done: row.get("done")?,
            trouble: row.maybe_json("trouble")?,
            asked_by: row.maybe_id("asked_by_id")?,
            asked_by_name: row.get("asked_by_name")?,
            asked_at: row.get("asked_at")?,
            finished_at: row.maybe("finished_at")?,
        })
    }
}

/// The one of that identifier, when in scope.
pub async fn find(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &RunId) -> Result<Option<ClosingRun>> {
    let select =
        query("select r.* from closing_run r where {scope r} and r.beneficiary_id = $1 and r.id = $2");
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// The last ones of a beneficiary, the latest first.
pub async fn latest(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<ClosingRun>> {
    let select = query(
        "select r.* from closing_run r where {scope r} and r.beneficiary_id = $1 order by r.asked_at desc, r.id desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// Stores what was asked.
pub(in super::super) async fn insert(tx: &mut Tx, run: &ClosingRun) -> Result<()> {
    let insert = query(
        "insert into closing_run (beneficiary_id, id, first_month, last_month, reason, state, total, done, asked_by_id, \
         asked_by_name, asked_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let insert = insert.bind(&run.beneficiary).bind(run.id.as_str()).bind(run.first).bind(run.last);
    let insert = insert.bind(&run.reason).bind(run.state.as_str()).bind(run.total).bind(run.done);
    let insert = insert.bind(run.asked_by.clone()).bind(&run.asked_by_name).bind(run.asked_at);
    tx.execute(insert).await.map(drop)
}

/// Says how far it is, and with a state that it ended.
pub(in super::super) async fn advance(
    tx: &mut Tx,
    run: &ClosingRun,
    (done, state): (i64, RunState),
    trouble: Option<&Text>,
    ended: Option<Timestamp>,
) -> Result<()> {
    let update = query(
        "update closing_run set done = $3, state = $4, trouble = $5, finished_at = $6 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let trouble = trouble.map(serde_json::to_value).transpose();
    let trouble = trouble.map_err(|error| Error::Decode("trouble", error.to_string()))?;
    let update = update.bind(&run.beneficiary).bind(run.id.as_str()).bind(done).bind(state.as_str());
    tx.execute(update.bind(trouble).bind(ended)).await.map(drop)
}

/// Whether those who can close a month were told that it waits.
pub(in super::super) async fn is_reminded(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    month: Date,
) -> Result<bool> {
    let select = query(
        "select count(*) as value from closing_reminder r where {scope r} and r.beneficiary_id = $1 and r.month = $2",
    );
    Ok(tx.value::<i64>(select.bind(beneficiary).bind(month)).await? > 0)
}

/// Notes that they are told now; gives 0 when they were already.
pub(in super::super) async fn remind(
    tx: &mut Tx,
    (beneficiary, month): (&BeneficiaryId, Date),
    (missing, told): (usize, usize),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into closing_reminder (beneficiary_id, month, missing, told, at) values ($1, $2, $3, $4, $5) \
         on conflict (beneficiary_id, month) do nothing",
    );
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let insert = insert.bind(beneficiary).bind(month).bind(count(missing)).bind(count(told));
    tx.execute(insert.bind(now)).await
}
