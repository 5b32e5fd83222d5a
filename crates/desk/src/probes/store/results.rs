//! What probes found, and their turns.

use super::super::{Found, Outcome, Probe, ProbeId, ProbeKey, Standing, Summary};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Outcome {
    fn from_row(row: &Row) -> Result<Self> {
        let found =
            Found { finding: row.word("finding")?, detail: row.get("detail")?, millis: row.get("millis")? };
        Ok(Self { at: row.get("at")?, found })
    }
}

impl FromRow for Summary {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            from: row.get("from_at")?,
            checks: row.get("checks")?,
            failed: row.get("failed")?,
            millis_total: row.get("millis_total")?,
            millis_most: row.get("millis_most")?,
        })
    }
}

/// Puts the next turn of some probes at an instant.
pub(in super::super) async fn put_off(tx: &mut Tx, probes: &[&ProbeId], next: Timestamp) -> Result<()> {
    let update = query("update probe set next_at = $1 where {scope}").bind(next);
    tx.execute(update.and_in("id", probes.iter().map(|id| id.as_str()))).await.map(drop)
}

/// Whether anything is due: looking costs no write.
pub(in super::super) async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let select =
        query("select p.beneficiary_id, p.id from probe p where {scope p} and p.next_at <= $1 limit 1");
    let found: Option<ProbeKey> = tx.optional(select.bind(now)).await?;
    Ok(found.is_some())
}

/// Writes down what a probe found and how it stands since; gives 0 when a person changed it meanwhile: then it says nothing.
/// `is_news` is for monitoring to be told.
pub(in super::super) async fn found(
    tx: &mut Tx,
    probe: &Probe,
    standing: &Standing,
    outcome: &Outcome,
    is_news: bool,
) -> Result<u64> {
    let update = query(
        "update probe set state = $4, since = $5, streak = $6, streak_from = $7, checked_at = $8, watched_at = $8, \
         last_finding = $9, last_detail = $10, last_millis = $11, is_told = case when $12 then false else is_told end \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $3 and paused_at is null",
    );
    let update = update.bind(&probe.beneficiary).bind(probe.id.as_str()).bind(probe.version);
    let update = update.bind(standing.state.as_str()).bind(standing.since);
    let update = update.bind(standing.streak).bind(standing.streak_from).bind(outcome.at);
    let update = update.bind(outcome.found.finding.as_str()).bind(&outcome.found.detail);
    let changed = tx.execute(update.bind(outcome.found.millis).bind(is_news)).await?;
    if changed == 0 {
        return Ok(0);
    }
    let insert = query(
        "insert into probe_result (beneficiary_id, probe_id, at, finding, detail, millis) values ($1, $2, $3, $4, $5, $6) \
         on conflict (beneficiary_id, probe_id, at) do nothing",
    );
    let insert = insert.bind(&probe.beneficiary).bind(probe.id.as_str()).bind(outcome.at);
    let insert = insert.bind(outcome.found.finding.as_str()).bind(&outcome.found.detail);
    tx.execute(insert.bind(outcome.found.millis)).await?;
    Ok(changed)
}

/// Writes down that monitoring was told of the state that began then.
pub(in super::super) async fn told(tx: &mut Tx, key: &ProbeKey, since: Timestamp) -> Result<()> {
    let update = query(
        "update probe set is_told = true where {scope} and beneficiary_id = $1 and id = $2 and since = $3",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(since)).await.map(drop)
}

/// A site that probes watch: since when none of them looked, and how often the one looks that looks most often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Watched {
    pub(in super::super) beneficiary: BeneficiaryId,
    pub(in super::super) site: String,
    pub(in super::super) until: Timestamp,
    pub(in super::super) interval: i64,
}

impl FromRow for Watched {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            site: row.get("site_id")?,
            until: row.get("until_at")?,
            interval: row.get("shortest")?,
        })
    }
}

/// The sites that probes watch.
pub(in super::super) async fn watched(tx: &mut Tx) -> Result<Vec<Watched>> {
    let select = query(
        "select p.beneficiary_id, p.site_id, max(p.watched_at) as until_at, min(p.interval_seconds) as shortest \
         from probe p where {scope p} and p.cuts_off = true and p.paused_at is null and p.site_id is not null \
         and p.watched_at is not null group by p.beneficiary_id, p.site_id order by p.beneficiary_id, p.site_id",
    );
    tx.all(select).await
}

/// Writes down that what happened to a site until now is not known: results in a row before it say nothing. Gives 0 when
/// another process was quicker.
pub(in super::super) async fn was_blind(tx: &mut Tx, watched: &Watched, now: Timestamp) -> Result<u64> {
    let update = query(
        "update probe set watched_at = $3, streak = 0, streak_from = null where {scope} and beneficiary_id = $1 \
         and site_id = $2 and watched_at <= $4",
    );
    let update = update.bind(&watched.beneficiary).bind(&watched.site).bind(now).bind(watched.until);
    tx.execute(update).await
}

/// What a probe found since an instant, the first first.
pub async fn since(tx: &mut Tx, key: &ProbeKey, from: Timestamp, to: Timestamp) -> Result<Vec<Outcome>> {
    let select = query(
        "select r.at, r.finding, r.detail, r.millis from probe_result r where {scope r} and r.beneficiary_id = $1 \
         and r.probe_id = $2 and r.at >= $3 and r.at < $4 order by r.at",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(from).bind(to)).await
}

/// The same of older days, an hour a row.
pub async fn hours(tx: &mut Tx, key: &ProbeKey, from: Timestamp) -> Result<Vec<Summary>> {
    let select = query(
        "select h.from_at, h.checks, h.failed, h.millis_total, h.millis_most from probe_hour h where {scope h} \
         and h.beneficiary_id = $1 and h.probe_id = $2 and h.from_at >= $3 order by h.from_at",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(from)).await
}

/// Probes that hold results from before an instant.
pub(in super::super) async fn with_results_before(tx: &mut Tx, before: Timestamp) -> Result<Vec<ProbeKey>> {
    let select = query(
        "select distinct r.beneficiary_id, r.probe_id as id from probe_result r where {scope r} and r.at < $1 \
         order by r.beneficiary_id, r.probe_id",
    );
    tx.all(select.bind(before)).await
}

/// Keeps the hours of a probe in the place of its results from before an instant.
pub(in super::super) async fn condense(
    tx: &mut Tx,
    key: &ProbeKey,
    hours: &[Summary],
    before: Timestamp,
) -> Result<()> {
    if !hours.is_empty() {
        let rows = hours.iter().map(|hour| {
            let (beneficiary, probe) = (key.beneficiary.as_str().into(), key.id.as_str().into());
            let (checks, failed) = (hour.checks.into(), hour.failed.into());
            vec![
                beneficiary,
                probe,
                hour.from.into(),
                checks,
                failed,
                hour.millis_total.into(),
                hour.millis_most.into(),
            ]
        });
        let insert = query(
            "insert into probe_hour (beneficiary_id, probe_id, from_at, checks, failed, millis_total, millis_most) values",
        )
        .values("($1, $2, $3, $4, $5, $6, $7)", rows);
        tx.execute(insert.push(" on conflict (beneficiary_id, probe_id, from_at) do nothing")).await?;
    }
    let delete =
        query("delete from probe_result where {scope} and beneficiary_id = $1 and probe_id = $2 and at < $3");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(before)).await.map(drop)
}

/// Forgets hours from before an instant.
pub(in super::super) async fn forget(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.execute(query("delete from probe_hour where {scope} and from_at < $1").bind(before)).await.map(drop)
}
