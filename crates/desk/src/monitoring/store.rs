//! Monitoring in the database: sources and their rules. What came of them is in [`incidents`].

pub mod incidents;

use super::{Refusal, Rule, RuleId, Settings, Source, SourceId};
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Query, Result, Row, Tx, query};

impl FromRow for Source {
    fn from_row(row: &Row) -> Result<Self> {
        let refusal: Option<String> = row.maybe("last_refusal")?;
        Ok(Self {
            id: row.id("id")?,
            settings: Settings {
                name: row.get("name")?,
                kind: row.word("kind")?,
                on_recovery: row.word("on_recovery")?,
                reopen_hours: row.get("reopen_hours")?,
                storm_count: row.get("storm_count")?,
                storm_minutes: row.get("storm_minutes")?,
                silent_minutes: row.get("silent_minutes")?,
                severities: row.json("severities")?,
            },
            is_enabled: row.get("is_enabled")?,
            generation: row.get("secret_generation")?,
            version: row.get("version")?,
            last_event_at: row.maybe("last_event_at")?,
            is_silent: row.get("is_silent")?,
            last_refused_at: row.maybe("last_refused_at")?,
            last_refusal: refusal.as_deref().and_then(Refusal::parse),
            recent: (row.get("recent")?, row.get("recent_refused")?),
        })
    }
}

impl FromRow for Rule {
    fn from_row(row: &Row) -> Result<Self> {
        let site: Option<String> = row.maybe("site_id")?;
        Ok(Self {
            id: row.id("id")?,
            label: row.get("label")?,
            value: row.get("value")?,
            beneficiary: row.id("beneficiary_id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            contact: row.id("contact_id")?,
            contact_name: row.get("contact_name")?,
            site: site.zip(row.maybe("site_name")?),
        })
    }
}

/// A source with what came of it since `$1`.
const SOURCE: &str = "select s.*, \
     (select count(*) from monitoring_event e where e.source_id = s.id and e.at >= $1 and e.outcome <> 'refused') as recent, \
     (select count(*) from monitoring_event e where e.source_id = s.id and e.at >= $1 and e.outcome = 'refused') \
      as recent_refused from monitoring_source s";

/// Every source, by name.
pub async fn all(tx: &mut Tx, since: Timestamp) -> Result<Vec<Source>> {
    tx.all(query(SOURCE).push(" order by s.name_folded, s.id").bind(since)).await
}

/// One source.
pub async fn find(tx: &mut Tx, id: &SourceId, since: Timestamp) -> Result<Option<Source>> {
    tx.optional(query(SOURCE).push(" where s.id = $2").bind(since).bind(id.as_str())).await
}

/// Holds a source until the end of the transaction: its events come one after the other.
pub(super) async fn lock(tx: &mut Tx, id: &SourceId) -> Result<bool> {
    let select = query("select s.version as value from monitoring_source s where s.id = $1 for update");
    let row: Option<(i64,)> = tx.optional(select.bind(id.as_str())).await?;
    Ok(row.is_some())
}

fn bound(statement: Query, settings: &Settings) -> Query {
    statement
        .bind(&settings.name)
        .bind(fold(&settings.name))
        .bind(settings.kind.as_str())
        .bind(settings.on_recovery.as_str())
        .bind(settings.reopen_hours)
        .bind(settings.storm_count)
        .bind(settings.storm_minutes)
        .bind(serde_json::json!(settings.severities))
        .bind(settings.silent_minutes)
}

const INSERT: &str = "insert into monitoring_source (id, name, name_folded, kind, on_recovery, reopen_hours, \
     storm_count, storm_minutes, severities, silent_minutes, is_enabled, created_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";

/// Stores the program's own source, unless another process did meanwhile.
pub(super) async fn insert_own(
    tx: &mut Tx,
    id: &SourceId,
    settings: &Settings,
    now: Timestamp,
) -> Result<()> {
    let insert = query(INSERT).push(" on conflict do nothing");
    tx.execute(bound_new(insert, id, settings, now)).await.map(drop)
}

/// Stores a new source.
pub(super) async fn insert(tx: &mut Tx, id: &SourceId, settings: &Settings, now: Timestamp) -> Result<()> {
    tx.execute(bound_new(query(INSERT), id, settings, now)).await.map(drop)
}

fn bound_new(insert: Query, id: &SourceId, settings: &Settings, now: Timestamp) -> Query {
    bound(insert.bind(id.as_str()), settings).bind(true).bind(now)
}

/// Replaces the settings of a held source.
pub(super) async fn update(tx: &mut Tx, id: &SourceId, settings: &Settings) -> Result<()> {
    let update = query(
        "update monitoring_source set name = $2, name_folded = $3, kind = $4, on_recovery = $5, reopen_hours = $6, \
         storm_count = $7, storm_minutes = $8, severities = $9, silent_minutes = $10, version = version + 1 where id = $1",
    );
    tx.execute(bound(update.bind(id.as_str()), settings)).await.map(drop)
}

/// Pauses a held source or lets it go on.
pub(super) async fn set_enabled(tx: &mut Tx, id: &SourceId, is_enabled: bool) -> Result<()> {
    let update = query("update monitoring_source set is_enabled = $2, version = version + 1 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(is_enabled)).await.map(drop)
}

/// Makes the secret of a held source another one.
pub(super) async fn renew_secret(tx: &mut Tx, id: &SourceId) -> Result<()> {
    let update =
        query("update monitoring_source set secret_generation = secret_generation + 1 where id = $1");
    tx.execute(update.bind(id.as_str())).await.map(drop)
}

/// Writes down that an event came: whatever it says, its source is not silent.
pub(super) async fn heard(tx: &mut Tx, id: &SourceId, now: Timestamp) -> Result<()> {
    let update = query("update monitoring_source set last_event_at = $2, is_silent = $3 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(now).bind(false)).await.map(drop)
}

/// Writes down that a held source fell silent.
pub(super) async fn fell_silent(tx: &mut Tx, id: &SourceId) -> Result<()> {
    let update = query("update monitoring_source set is_silent = $2 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(true)).await.map(drop)
}

/// Writes down that something was not read, unless the same was written down after `since`.
pub(super) async fn refused(
    tx: &mut Tx,
    id: &SourceId,
    why: Refusal,
    now: Timestamp,
    since: Timestamp,
) -> Result<()> {
    let update = query(
        "update monitoring_source set last_refused_at = $2, last_refusal = $3 \
         where id = $1 and (last_refused_at is null or last_refused_at < $4 or last_refusal <> $3)",
    );
    tx.execute(update.bind(id.as_str()).bind(now).bind(why.as_str()).bind(since)).await.map(drop)
}

/// The rules of a source, the oldest first.
pub async fn rules(tx: &mut Tx, source: &SourceId) -> Result<Vec<Rule>> {
    let select = query(
        "select r.*, o.name as beneficiary_name, p.name as contact_name, s.name as site_name from monitoring_rule r \
         join organisation o on o.id = r.beneficiary_id join person p on p.id = r.contact_id \
         left join site s on s.beneficiary_id = r.beneficiary_id and s.id = r.site_id \
         where {scope r} and r.source_id = $1 order by r.id",
    );
    tx.all(select.bind(source.as_str())).await
}

/// Stores a new rule.
pub(super) async fn insert_rule(tx: &mut Tx, source: &SourceId, rule: &Rule) -> Result<()> {
    let insert = query(
        "insert into monitoring_rule (beneficiary_id, id, source_id, label, value, contact_id, site_id) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert
        .bind(&rule.beneficiary)
        .bind(rule.id.as_str())
        .bind(source.as_str())
        .bind(&rule.label)
        .bind(&rule.value)
        .bind(&rule.contact)
        .bind(rule.site.as_ref().map(|(id, _)| id.clone()));
    tx.execute(insert).await.map(drop)
}

/// Takes a rule away; gives 0 when there is none.
pub(super) async fn remove_rule(tx: &mut Tx, source: &SourceId, rule: &RuleId) -> Result<u64> {
    let delete = query("delete from monitoring_rule where {scope} and source_id = $1 and id = $2");
    tx.execute(delete.bind(source.as_str()).bind(rule.as_str())).await
}
