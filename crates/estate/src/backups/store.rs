//! What is protected, runs and signed lists in the database.

use super::{Check, Object, ObjectId, ObjectKey, Outcome, Policy, Run};
use jiff::Timestamp;
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Query, Result, Row, Tx, Value, query};

impl FromRow for Object {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            name: row.get("name")?,
            kind: row.word("kind")?,
            tool: row.get("tool")?,
            policy: Policy {
                starts_on: row.get("starts_on")?,
                due_minute: row.get("due_minute")?,
                every_hours: row.get("every_hours")?,
                window_minutes: row.get("window_minutes")?,
                retention_days: row.get("retention_days")?,
                rpo_hours: row.get("rpo_hours")?,
                rto_hours: row.get("rto_hours")?,
            },
            generation: row.get("secret_generation")?,
            watched_until: row.get("watched_until")?,
            retired_at: row.maybe("retired_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Run {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            object: row.id("object_id")?,
            key: row.get("run_key")?,
            due_at: row.maybe("due_at")?,
            started_at: row.maybe("started_at")?,
            ended_at: row.get("ended_at")?,
            outcome: row.word("outcome")?,
            is_verified: row.get("is_verified")?,
            kept_days: row.maybe("kept_days")?,
            bytes: row.maybe("bytes")?,
            detail: row.get("detail")?,
            told_by: row.get("told_by")?,
        })
    }
}

impl FromRow for Check {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            day: row.get("day")?,
            due: row.get("due")?,
            wrong: row.get("wrong")?,
            note: row.get("note")?,
            signed_by_name: row.get("signed_by_name")?,
            signed_at: row.get("signed_at")?,
        })
    }
}

const OBJECT: &str = "select p.*, o.name as beneficiary_name from protected_object p \
     join organisation o on o.id = p.beneficiary_id where {scope p}";

/// What is protected in scope, by beneficiary and name; what no longer is comes last.
pub async fn list(tx: &mut Tx) -> Result<Vec<Object>> {
    let select = query(OBJECT).push(
        " order by case when p.retired_at is null then 0 else 1 end, o.name_folded, p.name_folded, p.id",
    );
    tx.all(select).await
}

/// What a beneficiary has protected, or had.
pub async fn of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Object>> {
    let select = query(OBJECT).push(" and p.beneficiary_id = $1 order by p.name_folded, p.id");
    tx.all(select.bind(beneficiary)).await
}

/// One of them.
pub async fn find(tx: &mut Tx, key: &ObjectKey) -> Result<Option<Object>> {
    let select = query(OBJECT).push(" and p.beneficiary_id = $1 and p.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

fn bound(statement: Query, object: &Object) -> Query {
    let policy = &object.policy;
    statement
        .bind(&object.beneficiary)
        .bind(object.id.as_str())
        .bind(&object.name)
        .bind(fold(&object.name))
        .bind(object.kind.as_str())
        .bind(&object.tool)
        .bind(policy.starts_on)
        .bind(policy.due_minute)
        .bind(policy.every_hours)
        .bind(policy.window_minutes)
        .bind(policy.retention_days)
        .bind(policy.rpo_hours)
        .bind(policy.rto_hours)
}

/// Stores something newly protected.
pub(super) async fn insert(tx: &mut Tx, object: &Object, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into protected_object (beneficiary_id, id, name, name_folded, kind, tool, starts_on, due_minute, \
         every_hours, window_minutes, retention_days, rpo_hours, rto_hours, watched_until, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    );
    tx.execute(bound(insert, object).bind(object.watched_until).bind(now)).await.map(drop)
}

/// Replaces what is known of it, when it is still at its version; gives the number of rows changed, 0 or 1.
pub(super) async fn update(tx: &mut Tx, object: &Object) -> Result<u64> {
    let update = query(
        "update protected_object set name = $3, name_folded = $4, kind = $5, tool = $6, starts_on = $7, due_minute = $8, \
         every_hours = $9, window_minutes = $10, retention_days = $11, rpo_hours = $12, rto_hours = $13, \
         secret_generation = $14, retired_at = $15, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $16",
    );
    let update = bound(update, object).bind(object.generation).bind(object.retired_at);
    tx.execute(update.bind(object.version)).await
}

/// What is still protected and was last looked after before an instant.
pub(super) async fn to_watch(tx: &mut Tx, before: Timestamp) -> Result<Vec<Object>> {
    let select = query(OBJECT)
        .push(" and p.retired_at is null and p.watched_until < $1 order by p.watched_until, p.id");
    tx.all(select.bind(before)).await
}

/// Writes down until when runs were looked after.
pub(super) async fn watched(tx: &mut Tx, key: &ObjectKey, until: Timestamp) -> Result<()> {
    let update = query(
        "update protected_object set watched_until = $3 where {scope} and beneficiary_id = $1 and id = $2 \
         and watched_until < $3",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(until)).await.map(drop)
}

/// Stores runs and gives how many are new: each name of something protected is taken once.
pub(super) async fn insert_runs(tx: &mut Tx, runs: &[Run], now: Timestamp) -> Result<u64> {
    let mut new = 0;
    // No engine takes more than some ten thousands of values at once.
    for some in runs.chunks(500) {
        new += insert_some(tx, some, now).await?;
    }
    Ok(new)
}

async fn insert_some(tx: &mut Tx, runs: &[Run], now: Timestamp) -> Result<u64> {
    let rows = runs.iter().map(|run| {
        vec![
            Value::from(&run.beneficiary),
            Value::from(run.id.as_str()),
            Value::from(run.object.as_str()),
            Value::from(&run.key),
            Value::from(run.due_at),
            Value::from(run.started_at),
            Value::from(run.ended_at),
            Value::from(run.outcome.as_str()),
            Value::from(run.is_verified),
            Value::from(run.kept_days),
            Value::from(run.bytes),
            Value::from(&run.detail),
            Value::from(&run.told_by),
            Value::from(now),
        ]
    });
    let insert = query(
        "insert into backup_run (beneficiary_id, id, object_id, run_key, due_at, started_at, ended_at, outcome, \
         is_verified, kept_days, bytes, detail, told_by, recorded_at) values",
    ).values("($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)", rows);
    tx.execute(insert.push(" on conflict (beneficiary_id, object_id, run_key) do nothing")).await
}

/// Forgets that a run was missed: it came late after all.
pub(super) async fn forget_missed(tx: &mut Tx, key: &ObjectKey, due_at: Timestamp) -> Result<u64> {
    let delete = query(
        "delete from backup_run where {scope} and beneficiary_id = $1 and object_id = $2 and due_at = $3 \
         and outcome = 'missed'",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(due_at)).await
}

/// The last runs of something protected, the latest first.
pub async fn runs(tx: &mut Tx, key: &ObjectKey, limit: i64) -> Result<Vec<Run>> {
    let select = query(
        "select r.* from backup_run r where {scope r} and r.beneficiary_id = $1 and r.object_id = $2 \
         order by r.ended_at desc, r.id desc limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(limit)).await
}

/// The run of a name.
pub(super) async fn run(tx: &mut Tx, key: &ObjectKey, name: &str) -> Result<Option<Run>> {
    let select = query(
        "select r.* from backup_run r where {scope r} and r.beneficiary_id = $1 and r.object_id = $2 \
         and r.run_key = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(name)).await
}

/// Every run in scope that ended, or should have, between two instants.
pub async fn between(tx: &mut Tx, from: Timestamp, to: Timestamp) -> Result<Vec<Run>> {
    let select = query(
        "select r.* from backup_run r where {scope r} and r.ended_at >= $1 and r.ended_at < $2 \
         order by r.ended_at, r.id",
    );
    tx.all(select.bind(from).bind(to)).await
}

/// Runs that were due between two instants, of a beneficiary or of all in scope.
pub async fn due_between(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Run>> {
    let select = query("select r.* from backup_run r where {scope r} and r.due_at >= $1 and r.due_at < $2");
    let select = select.bind(from).bind(to).and_if("r.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by r.due_at, r.id")).await
}

struct Success(ObjectId, Timestamp);

impl FromRow for Success {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.id("object_id")?, row.get("at")?))
    }
}

/// When good runs of a beneficiary ended: those between two instants, and the last one before of each thing protected.
pub async fn successes(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<(ObjectId, Timestamp)>> {
    let select = query(
        "select r.object_id, r.ended_at as at from backup_run r where {scope r} and r.beneficiary_id = $1 \
         and r.outcome = 'succeeded' and r.ended_at >= $2 and r.ended_at < $3 \
         union all select b.object_id, max(b.ended_at) as at from backup_run b where {scope b} and b.beneficiary_id = $1 \
         and b.outcome = 'succeeded' and b.ended_at < $2 group by b.object_id order by object_id, at",
    );
    let found: Vec<Success> = tx.all(select.bind(beneficiary).bind(from).bind(to)).await?;
    Ok(found.into_iter().map(|one| (one.0, one.1)).collect())
}

struct Last(ObjectId, Outcome, Timestamp);

impl FromRow for Last {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.id("object_id")?, row.word("outcome")?, row.get("ended_at")?))
    }
}

/// How the last run of each thing protected in scope ended, and when.
pub async fn last_runs(tx: &mut Tx) -> Result<Vec<(ObjectId, Outcome, Timestamp)>> {
    let select = query(
        "select r.object_id, r.outcome, r.ended_at from protected_object p \
         join backup_run r on r.beneficiary_id = p.beneficiary_id and r.id = (select n.id from backup_run n \
         where n.beneficiary_id = p.beneficiary_id and n.object_id = p.id order by n.ended_at desc, n.id desc limit 1) \
         where {scope p} order by r.object_id",
    );
    let found: Vec<Last> = tx.all(select).await?;
    Ok(found.into_iter().map(|one| (one.0, one.1, one.2)).collect())
}

/// The last lists signed, the latest first.
pub async fn checks(tx: &mut Tx) -> Result<Vec<Check>> {
    tx.all(query("select * from backup_check order by day desc, id limit 31")).await
}

/// Stores the signature of a day; gives 0 when somebody signed it already.
pub(super) async fn sign(tx: &mut Tx, id: &str, check: &Check) -> Result<u64> {
    let insert = query(
        "insert into backup_check (id, day, due, wrong, note, signed_by_name, signed_at) \
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (day) do nothing",
    );
    let insert = insert.bind(id).bind(check.day).bind(check.due).bind(check.wrong).bind(&check.note);
    tx.execute(insert.bind(&check.signed_by_name).bind(check.signed_at)).await
}
