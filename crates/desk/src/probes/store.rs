//! Probes in the database. What they found is in [`results`].

pub mod results;

use super::{Content, Found, Look, Named, Probe, ProbeKey, Record, Standing, State};
use jiff::Timestamp;
use kernel::{
    fold,
    id::{BeneficiaryId, PersonId},
};
use platform::db::{FromRow, Query, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;

impl FromRow for Probe {
    fn from_row(row: &Row) -> Result<Self> {
        let named =
            |id: Option<String>, name: Option<String>| id.zip(name).map(|(id, name)| Named { id, name });
        let last: Option<String> = row.maybe("last_finding")?;
        let detail: String = row.get("last_detail")?;
        let millis: Option<i64> = row.maybe("last_millis")?;
        let language: String = row.get("contact_language")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            site: named(row.maybe("site_id")?, row.maybe("site_name")?),
            application: named(row.maybe("application_id")?, row.maybe("application_name")?),
            contact: row.id("contact_id")?,
            contact_name: row.get("contact_name")?,
            contact_language: language.parse().unwrap_or_default(),
            content: Content {
                name: row.get("name")?,
                look: look(row)?,
                interval_seconds: row.get("interval_seconds")?,
                failures: row.get("failures")?,
                successes: row.get("successes")?,
                cuts_off: row.get("cuts_off")?,
            },
            paused_at: row.maybe("paused_at")?,
            standing: Standing {
                state: row.word("state")?,
                since: row.get("since")?,
                streak: row.get("streak")?,
                streak_from: row.maybe("streak_from")?,
            },
            next_at: row.maybe("next_at")?,
            checked_at: row.maybe("checked_at")?,
            last: last.as_deref().and_then(super::Finding::parse).map(|finding| Found {
                finding,
                detail,
                millis: millis.unwrap_or_default(),
            }),
            version: row.get("version")?,
        })
    }
}

impl FromRow for ProbeKey {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? })
    }
}

fn look(row: &Row) -> Result<Look> {
    let record: String = row.get("record")?;
    Ok(Look {
        kind: row.word("kind")?,
        target: row.get("target")?,
        status: row.get("status")?,
        word: row.get("word")?,
        days: row.get("days")?,
        record: Record::parse(&record).unwrap_or(Record::A),
        server: row.get("server")?,
        answer: row.get("answer")?,
        timeout_seconds: row.get("timeout_seconds")?,
    })
}

/// Probes in scope, with the names of what they belong to.
const PROBE: &str = "select p.*, o.name as beneficiary_name, s.name as site_name, a.name as application_name, \
     c.name as contact_name, c.language as contact_language from probe p \
     join organisation o on o.id = p.beneficiary_id \
     join person c on c.beneficiary_id = p.beneficiary_id and c.id = p.contact_id \
     left join site s on s.beneficiary_id = p.beneficiary_id and s.id = p.site_id \
     left join application a on a.beneficiary_id = p.beneficiary_id and a.id = p.application_id where {scope p}";

/// Which probes of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this beneficiary.
    pub beneficiary: Option<BeneficiaryId>,
    /// Only those that stand so.
    pub state: Option<State>,
    /// After this row: its folded name and its identifier.
    pub after: (String, String),
}

/// One page in scope, by name. One row more than a page tells that another follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Probe>> {
    let select = query(PROBE).push(" and (p.name_folded, p.id) > ($1, $2) and $3 > 0");
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(&filter.after.0).bind(&filter.after.1).bind(rows);
    let select = select.and_if("p.beneficiary_id =", filter.beneficiary.clone());
    let select = select.and_if("p.state =", filter.state.map(State::as_str));
    tx.all(select.push(" order by p.name_folded, p.id limit $3")).await
}

/// The probe, when in scope.
pub async fn find(tx: &mut Tx, key: &ProbeKey) -> Result<Option<Probe>> {
    let select = query(PROBE).push(" and p.beneficiary_id = $1 and p.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, key: &ProbeKey) -> Result<Option<Probe>> {
    let hold = query(
        "select p.id as value from probe p where {scope p} and p.beneficiary_id = $1 and p.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(hold.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    if held.is_none() { Ok(None) } else { find(tx, key).await }
}

/// The probe that a request already made.
pub(super) async fn by_key(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Probe>> {
    let select = query(PROBE).push(" and p.beneficiary_id = $1 and p.idempotency_key = $2");
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// What a probe belongs to.
pub(super) struct Places<'a> {
    pub(super) site: Option<&'a str>,
    pub(super) application: Option<&'a str>,
    pub(super) contact: &'a PersonId,
}

fn bound(statement: Query, places: &Places<'_>, content: &Content) -> Query {
    let look = &content.look;
    statement
        .bind(&content.name)
        .bind(fold(&content.name))
        .bind(places.site)
        .bind(places.application)
        .bind(places.contact)
        .bind(look.kind.as_str())
        .bind(&look.target)
        .bind(look.status)
        .bind(&look.word)
        .bind(look.days)
        .bind(look.record.as_str())
        .bind(&look.server)
        .bind(&look.answer)
        .bind(content.interval_seconds)
        .bind(look.timeout_seconds)
        .bind(content.failures)
        .bind(content.successes)
        .bind(content.cuts_off)
}

/// Stores a new probe, which looks at once.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &ProbeKey,
    places: &Places<'_>,
    content: &Content,
    now: Timestamp,
    idempotency_key: Option<&str>,
) -> Result<()> {
    let insert = query(
        "insert into probe (beneficiary_id, id, name, name_folded, site_id, application_id, contact_id, kind, target, \
         status, word, days, record, server, answer, interval_seconds, timeout_seconds, failures, successes, cuts_off, \
         state, since, streak, next_at, created_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, \
         $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, 0, $22, $22, $23)",
    );
    let insert = bound(insert.bind(&key.beneficiary).bind(key.id.as_str()), places, content);
    let insert = insert.bind(State::New.as_str()).bind(now).bind(idempotency_key);
    tx.execute(insert).await.map(drop)
}

/// Replaces what was decided about a held probe. How it stood says nothing any more; it looks at once unless it is paused.
pub(super) async fn update(
    tx: &mut Tx,
    key: &ProbeKey,
    places: &Places<'_>,
    content: &Content,
    now: Timestamp,
    next_at: Option<Timestamp>,
) -> Result<()> {
    let update = query(
        "update probe set name = $3, name_folded = $4, site_id = $5, application_id = $6, contact_id = $7, kind = $8, \
         target = $9, status = $10, word = $11, days = $12, record = $13, server = $14, answer = $15, \
         interval_seconds = $16, timeout_seconds = $17, failures = $18, successes = $19, cuts_off = $20, state = $21, \
         since = $22, next_at = $23, streak = 0, streak_from = null, is_told = true, watched_at = null, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = bound(update.bind(&key.beneficiary).bind(key.id.as_str()), places, content);
    tx.execute(update.bind(State::New.as_str()).bind(now).bind(next_at)).await.map(drop)
}

/// Pauses a held probe, or lets it look again. How it stood says nothing any more.
pub(super) async fn set_paused(tx: &mut Tx, key: &ProbeKey, is_paused: bool, now: Timestamp) -> Result<()> {
    let update = query(
        "update probe set paused_at = $3, next_at = $4, state = $5, since = $6, streak = 0, streak_from = null, \
         is_told = true, watched_at = null, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str());
    let update = update.bind(is_paused.then_some(now)).bind((!is_paused).then_some(now));
    tx.execute(update.bind(State::New.as_str()).bind(now)).await.map(drop)
}

/// Takes a held probe away with what it found.
pub(super) async fn remove(tx: &mut Tx, key: &ProbeKey) -> Result<()> {
    let results = query("delete from probe_result where {scope} and beneficiary_id = $1 and probe_id = $2");
    tx.execute(results.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let hours = query("delete from probe_hour where {scope} and beneficiary_id = $1 and probe_id = $2");
    tx.execute(hours.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let probe = query("delete from probe where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(probe.bind(&key.beneficiary).bind(key.id.as_str())).await.map(drop)
}

/// Other probes than this one that look and whose failure cuts the site off.
pub(super) async fn others_watching(tx: &mut Tx, key: &ProbeKey, site: &str) -> Result<i64> {
    let count = query(
        "select count(*) as value from probe p where {scope p} and p.beneficiary_id = $1 and p.id <> $2 \
         and p.site_id = $3 and p.cuts_off = true and p.paused_at is null",
    );
    tx.value(count.bind(&key.beneficiary).bind(key.id.as_str()).bind(site)).await
}

/// The probes whose turn it is, held until the end of the transaction: two processes never take the same turn.
pub(super) async fn due(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Probe>> {
    let select = query(
        "select p.beneficiary_id, p.id from probe p where {scope p} and p.next_at <= $1 order by p.next_at, p.id \
         limit $2 for update",
    );
    let keys: Vec<ProbeKey> = tx.all(select.bind(now).bind(limit)).await?;
    let ids: Vec<String> = keys.into_iter().map(|key| key.id.to_string()).collect();
    tx.all(query(PROBE).and_in("p.id", ids)).await
}

/// Probes of whose state monitoring was not told yet.
pub(super) async fn untold(tx: &mut Tx) -> Result<Vec<Probe>> {
    tx.all(query(PROBE).push(" and p.is_told = false order by p.since, p.id limit 500")).await
}
