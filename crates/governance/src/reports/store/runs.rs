//! The drafts of a period for everybody: where the work stands.

use crate::reports::{ReportKind, Run, RunId};
use jiff::{Timestamp, civil::Date};
use people::Organisation;
use platform::db::{FromRow, Result, Row, Tx, json, query};

impl FromRow for Run {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.word("kind")?,
            first: row.get("first_day")?,
            total: row.get("total")?,
            done: row.get("done")?,
            skipped: row.get("skipped")?,
            failed: row.json("failed")?,
            last: (row.get("last_name")?, row.get("last_id")?),
            asked_by: row.get("asked_by_name")?,
            started_at: row.get("started_at")?,
            finished_at: row.maybe("finished_at")?,
        })
    }
}

/// One run.
pub async fn find(tx: &mut Tx, id: &RunId) -> Result<Option<Run>> {
    tx.optional(query("select * from report_run where id = $1").bind(id.as_str())).await
}

/// The run of a period.
pub async fn of(tx: &mut Tx, kind: ReportKind, first: Date) -> Result<Option<Run>> {
    let select = query("select * from report_run where kind = $1 and first_day = $2");
    tx.optional(select.bind(kind.as_str()).bind(first)).await
}

/// The last runs, the latest first.
pub async fn latest(tx: &mut Tx) -> Result<Vec<Run>> {
    tx.all(query("select * from report_run order by started_at desc, id desc limit 10")).await
}

/// Stores a new run; gives 0 when the period has one.
pub(in crate::reports) async fn insert(tx: &mut Tx, run: &Run) -> Result<u64> {
    let insert = query(
        "insert into report_run (id, kind, first_day, total, asked_by_name, started_at) values ($1, $2, $3, $4, $5, $6) \
         on conflict (kind, first_day) do nothing",
    );
    let insert = insert.bind(run.id.as_str()).bind(run.kind.as_str()).bind(run.first).bind(run.total);
    tx.execute(insert.bind(&run.asked_by).bind(run.started_at)).await
}

/// Begins a finished run again from its first beneficiary.
pub(in crate::reports) async fn restart(
    tx: &mut Tx,
    id: &RunId,
    total: i64,
    (by, now): (&str, Timestamp),
) -> Result<u64> {
    let update = query(
        "update report_run set total = $2, done = 0, skipped = 0, failed = '[]', last_name = '', last_id = '', asked_by_name = $3, \
         started_at = $4, finished_at = null where id = $1 and finished_at is not null",
    );
    tx.execute(update.bind(id.as_str()).bind(total).bind(by).bind(now)).await
}

/// Says that a beneficiary is done, unless another worker said so meanwhile; gives 0 then.
pub(in crate::reports) async fn advance(
    tx: &mut Tx,
    run: &Run,
    (name, id): (&str, &str),
    is_skipped: bool,
) -> Result<u64> {
    let update = query(
        "update report_run set done = done + 1, skipped = skipped + $4, last_name = $2, last_id = $3 \
         where id = $1 and done = $5",
    );
    let update = update.bind(run.id.as_str()).bind(name).bind(id).bind(i64::from(is_skipped));
    tx.execute(update.bind(run.done)).await
}

/// Says whose reports could not be written, before their part is said to be done.
pub(in crate::reports) async fn set_failed(tx: &mut Tx, run: &Run, failed: &[String]) -> Result<()> {
    let update = query("update report_run set failed = $2 where id = $1 and done = $3");
    let failed = json("report_run", &failed)?;
    tx.execute(update.bind(run.id.as_str()).bind(failed).bind(run.done)).await.map(drop)
}

/// Says that everything is done.
pub(in crate::reports) async fn finish(tx: &mut Tx, id: &RunId, now: Timestamp) -> Result<()> {
    let update = query("update report_run set finished_at = $2, done = total where id = $1");
    tx.execute(update.bind(id.as_str()).bind(now)).await.map(drop)
}

/// The next beneficiaries in the order of their names, after the last one done.
pub(in crate::reports) async fn next(tx: &mut Tx, run: &Run, limit: i64) -> Result<Vec<Organisation>> {
    let select = query(
        "select o.* from organisation o where {scope o} and o.side = 'beneficiary' and (o.name_folded, o.id) > ($1, $2) \
         order by o.name_folded, o.id limit $3",
    );
    tx.all(select.bind(&run.last.0).bind(&run.last.1).bind(limit)).await
}
