//! Scheduled processes in the database.

use super::{Process, ProcessId, Run, Schedule, Standing};
use crate::applications::{ApplicationKey, EnvironmentId};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Process {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            environment: row.id("environment_id")?,
            name: row.get("name")?,
            schedule: Schedule {
                kind: row.word("schedule")?,
                every_minutes: row.get("every_minutes")?,
                at_time: row.get("at_time")?,
                days: row.get("days")?,
                grace_minutes: row.get("grace_minutes")?,
            },
            standing: row.word("standing")?,
            last_run_at: row.maybe("last_run_at")?,
            due_at: row.maybe("due_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Run {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            process: row.id("process_id")?,
            outcome: row.word("outcome")?,
            note: row.get("note")?,
            at: row.get("at")?,
        })
    }
}

/// A process with its application and who is told of it.
pub(super) struct Watched {
    pub(super) key: ApplicationKey,
    pub(super) process: Process,
    pub(super) keeper: Option<PersonId>,
}

impl FromRow for Watched {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ApplicationKey { beneficiary: row.id("beneficiary_id")?, id: row.id("application_id")? },
            process: Process::from_row(row)?,
            keeper: row.maybe_id("keeper_id")?,
        })
    }
}

const WATCHED: &str = "select p.*, a.keeper_id from scheduled_process p \
     join application a on a.beneficiary_id = p.beneficiary_id and a.id = p.application_id";

/// The processes of an application, by name.
pub async fn of(tx: &mut Tx, key: &ApplicationKey) -> Result<Vec<Process>> {
    let select = query(
        "select p.* from scheduled_process p where {scope p} and p.beneficiary_id = $1 and p.application_id = $2 \
         and p.removed_at is null order by p.name, p.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// One process of an application.
pub async fn find(tx: &mut Tx, key: &ApplicationKey, id: &ProcessId) -> Result<Option<Process>> {
    let select = query(
        "select p.* from scheduled_process p where {scope p} and p.beneficiary_id = $1 and p.application_id = $2 \
         and p.id = $3 and p.removed_at is null",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// The last runs of a process, the latest first.
pub async fn runs(tx: &mut Tx, key: &ApplicationKey, id: &ProcessId) -> Result<Vec<Run>> {
    let select = query(
        "select r.* from process_run r where {scope r} and r.beneficiary_id = $1 and r.process_id = $2 \
         order by r.at desc, r.id desc limit 50",
    );
    tx.all(select.bind(&key.beneficiary).bind(id.as_str())).await
}

/// The process that an address belongs to.
pub(super) async fn by_secret(tx: &mut Tx, digest: &str) -> Result<Option<Watched>> {
    let select = query(WATCHED)
        .push(" where {scope p} and p.secret_digest = $1 and p.removed_at is null order by p.id limit 1");
    tx.optional(select.bind(digest)).await
}

/// Holds a process until the end of the transaction, so that what it tells and its silence are noted one after the other.
pub(super) async fn hold(tx: &mut Tx, key: &ApplicationKey, id: &ProcessId) -> Result<()> {
    let lock = query(
        "select p.id as value from scheduled_process p where {scope p} and p.beneficiary_id = $1 and p.id = $2 for update",
    );
    let _: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(id.as_str())).await?;
    Ok(())
}

/// Processes of applications in use that should have told by an instant and of which nobody was told.
pub(super) async fn silent(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Watched>> {
    let select = query(WATCHED).push(
        " where {scope p} and p.late_at <= $1 and p.removed_at is null and a.retired_on is null \
         order by p.late_at, p.id limit $2",
    );
    tx.all(select.bind(now).bind(limit)).await
}

/// Stores a new process, awaited from now on.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Process,
    (digest, late_at): (&str, Option<Timestamp>),
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into scheduled_process (beneficiary_id, id, application_id, environment_id, name, schedule, every_minutes, \
         at_time, days, grace_minutes, secret_digest, standing, due_at, late_at, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
    );
    let schedule = &one.schedule;
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(one.environment.as_str()).bind(&one.name).bind(schedule.kind.as_str());
    let insert = insert.bind(schedule.every_minutes).bind(&schedule.at_time).bind(&schedule.days);
    let insert = insert.bind(schedule.grace_minutes).bind(digest).bind(one.standing.as_str());
    tx.execute(insert.bind(one.due_at).bind(late_at).bind(now)).await.map(drop)
}

/// Replaces what the form says when the row is still at the version read; gives the number of rows changed.
pub(super) async fn update(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Process,
    late_at: Option<Timestamp>,
) -> Result<u64> {
    let update = query(
        "update scheduled_process set name = $3, schedule = $4, every_minutes = $5, at_time = $6, days = $7, \
         grace_minutes = $8, due_at = $9, late_at = $10, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $11",
    );
    let schedule = &one.schedule;
    let update = update.bind(&key.beneficiary).bind(one.id.as_str()).bind(&one.name);
    let update = update.bind(schedule.kind.as_str()).bind(schedule.every_minutes).bind(&schedule.at_time);
    let update = update.bind(&schedule.days).bind(schedule.grace_minutes).bind(one.due_at).bind(late_at);
    tx.execute(update.bind(one.version)).await
}

/// How a process stands after a run, or one that did not come. `late_at` is empty while nothing is awaited.
pub(super) async fn stand(
    tx: &mut Tx,
    key: &ApplicationKey,
    one: &Process,
    late_at: Option<Timestamp>,
) -> Result<()> {
    let update = query(
        "update scheduled_process set standing = $3, last_run_at = $4, due_at = $5, late_at = $6 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(one.id.as_str()).bind(one.standing.as_str());
    tx.execute(update.bind(one.last_run_at).bind(one.due_at).bind(late_at)).await.map(drop)
}

/// Takes a silent process, so that only one worker notes it; gives 0 when another did.
pub(super) async fn take(tx: &mut Tx, one: &Watched, now: Timestamp) -> Result<u64> {
    let update = query(
        "update scheduled_process set standing = $3, late_at = null \
         where {scope} and beneficiary_id = $1 and id = $2 and late_at <= $4",
    );
    let update = update.bind(&one.key.beneficiary).bind(one.process.id.as_str());
    tx.execute(update.bind(Standing::Late.as_str()).bind(now)).await
}

/// Adds a run.
pub(super) async fn add_run(tx: &mut Tx, key: &ApplicationKey, one: &Run) -> Result<()> {
    let insert = query(
        "insert into process_run (beneficiary_id, id, process_id, outcome, note, at) values ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(&key.beneficiary).bind(one.id.as_str()).bind(one.process.as_str());
    tx.execute(insert.bind(one.outcome.as_str()).bind(&one.note).bind(one.at)).await.map(drop)
}

/// Gives a process another address: the one before opens nothing from now on.
pub(super) async fn set_secret(
    tx: &mut Tx,
    key: &ApplicationKey,
    id: &ProcessId,
    digest: &str,
) -> Result<()> {
    let update = query(
        "update scheduled_process set secret_digest = $3 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(id.as_str()).bind(digest)).await.map(drop)
}

/// Takes a process out of use; its runs stay.
pub(super) async fn remove(tx: &mut Tx, key: &ApplicationKey, id: &ProcessId, now: Timestamp) -> Result<()> {
    let update = query(
        "update scheduled_process set removed_at = $3, late_at = null where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(id.as_str()).bind(now)).await.map(drop)
}

/// Takes the processes of an environment out of use.
pub(crate) async fn remove_of(
    tx: &mut Tx,
    key: &ApplicationKey,
    environment: &EnvironmentId,
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update scheduled_process set removed_at = $4, late_at = null where {scope} and beneficiary_id = $1 \
         and application_id = $2 and environment_id = $3 and removed_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(environment.as_str());
    tx.execute(update.bind(now)).await
}
