//! Work in the database. Only the system takes it, in the scope of everything.

use super::{Every, Job, JobState, NewJob, rules};
use crate::{
    Ctx, Result,
    db::{self, FromRow, Row, Tx, query},
};
use jiff::Timestamp;
use kernel::Scope;

impl FromRow for Job {
    fn from_row(row: &Row) -> db::Result<Self> {
        let state: String = row.get("state")?;
        Ok(Self {
            id: row.get("id")?,
            kind: row.get("kind")?,
            payload: row.get("payload")?,
            state: JobState::parse(&state).unwrap_or(JobState::Waiting),
            is_recurring: row.get("is_recurring")?,
            run_at: row.get("run_at")?,
            attempts: row.get("attempts")?,
            started_at: row.maybe("started_at")?,
            finished_at: row.maybe("finished_at")?,
            last_error: row.get("last_error")?,
        })
    }
}

/// Puts work down, in the transaction that makes it needed. Work whose key exists already is not put down again.
pub async fn enqueue(tx: &mut Tx, ctx: &Ctx, job: NewJob) -> Result<()> {
    let own = match tx.scope() {
        Scope::All => None,
        Scope::One(beneficiary) => Some(beneficiary.clone()),
    };
    let insert = query(
        "insert into job (id, beneficiary_id, kind, payload, state, is_recurring, run_at, attempts, once_key, \
         created_at) values ($1, $2, $3, $4, 'waiting', false, $5, 0, $6, $7) on conflict do nothing",
    );
    let insert =
        insert.bind(ctx.id::<String>()).bind(job.beneficiary.or(own)).bind(job.kind).bind(job.payload);
    let insert = insert.bind(job.run_at.unwrap_or_else(|| ctx.now())).bind(job.once_key).bind(ctx.now());
    Ok(tx.execute(insert).await.map(drop)?)
}

/// Makes sure that a recurring kind has its row.
pub(super) async fn establish(tx: &mut Tx, kind: &str, every: Every, now: Timestamp) -> db::Result<()> {
    let insert = query(
        "insert into job (id, kind, payload, state, is_recurring, run_at, attempts, created_at) \
         values ($1, $1, $2, 'waiting', true, $3, 0, $4) on conflict do nothing",
    );
    let first = match every {
        // At the first start, not a day later.
        Every::Minutes(_) | Every::DayAt(..) => now,
        Every::Seconds(_) => rules::next(every, now, now),
    };
    tx.execute(insert.bind(kind).bind(serde_json::json!({})).bind(first).bind(now)).await.map(drop)
}

/// The instant from which the next piece of work is due, if there is any left.
pub(super) async fn next_due(tx: &mut Tx) -> db::Result<Option<Timestamp>> {
    let select = query(
        "select run_at as value from job where {scope} and state = 'waiting' order by run_at, id limit 1",
    );
    Ok(tx.optional::<(Timestamp,)>(select).await?.map(|(at,)| at))
}

/// Takes the next piece of work that is due, until the end of a lease.
pub(super) async fn claim(tx: &mut Tx, now: Timestamp) -> db::Result<Option<Job>> {
    let update = query(
        "update job set attempts = attempts + 1, run_at = $2, started_at = $1 where {scope} and id = (select id from job \
         where {scope} and state = 'waiting' and run_at <= $1 order by run_at, id limit 1 for update skip locked) \
         returning *",
    );
    tx.optional(update.bind(now).bind(now + rules::LEASE)).await
}

/// Writes down how a piece of work ended, unless its lease ended first and somebody else took it.
pub(super) async fn finish(tx: &mut Tx, job: &Job, end: &End, now: Timestamp) -> db::Result<()> {
    let update = query(
        "update job set state = $2, run_at = $3, attempts = $4, finished_at = $5, last_error = $6 \
         where {scope} and id = $1 and run_at = $7",
    );
    let update = update.bind(&job.id).bind(end.state.as_str()).bind(end.run_at).bind(end.attempts);
    tx.execute(update.bind(now).bind(&end.error).bind(job.run_at)).await.map(drop)
}

/// How a piece of work ended.
pub(super) struct End {
    pub(super) state: JobState,
    pub(super) run_at: Timestamp,
    pub(super) attempts: i64,
    pub(super) error: String,
}

/// Work in a state, the latest first, after the place where a page ended.
pub async fn list(
    tx: &mut Tx,
    state: JobState,
    before: Option<&(Timestamp, String)>,
    limit: i64,
) -> db::Result<Vec<Job>> {
    let end = (Timestamp::MAX, String::new());
    let (at, id) = before.unwrap_or(&end);
    let at = (*at).min(LATEST);
    let select = query(
        "select * from job where {scope} and state = $1 and (run_at, id) < ($2, $3) \
         order by run_at desc, id desc limit $4",
    );
    tx.all(select.bind(state.as_str()).bind(at).bind(id).bind(limit)).await
}

/// Later than any work: what both engines can hold.
const LATEST: Timestamp = Timestamp::constant(253_370_764_800, 0);

/// How many pieces of work were given up.
pub async fn dead(tx: &mut Tx) -> db::Result<i64> {
    tx.value(query("select count(*) as value from job where {scope} and state = 'dead'")).await
}

/// How many pieces of work are overdue at an instant: begun by nobody although due.
pub async fn waiting(tx: &mut Tx, now: Timestamp) -> db::Result<i64> {
    let select =
        query("select count(*) as value from job where {scope} and state = 'waiting' and run_at <= $1");
    tx.value(select.bind(now)).await
}

/// Gives work another chance, now: what was given up, or what waits for its next attempt. Says whether there was any.
pub async fn retry(tx: &mut Tx, id: &str, now: Timestamp) -> db::Result<bool> {
    let update = query(
        "update job set state = 'waiting', run_at = $2, attempts = 0 \
         where {scope} and id = $1 and state in ('dead', 'waiting')",
    );
    Ok(tx.execute(update.bind(id).bind(now)).await? > 0)
}

/// Forgets work done before an instant. Gives how much.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> db::Result<u64> {
    tx.execute(query("delete from job where {scope} and state = 'done' and finished_at < $1").bind(before))
        .await
}
