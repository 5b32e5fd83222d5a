//! Blind times in the database.

use super::{BlindTime, BlindTimeKey, rules::Content};
use crate::{outages::Source, sites::SiteId};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Rows of the list.
const SHOWN: i64 = 200;

impl FromRow for BlindTime {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            site: row.maybe_id("site_id")?,
            site_name: row.maybe("site_name")?,
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
            reason: row.get("reason")?,
            source: row.word("source")?,
            recorded_by_name: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
        })
    }
}

const BLIND: &str = "select b.*, o.name as beneficiary_name, s.name as site_name from blind_time b \
     join organisation o on o.id = b.beneficiary_id \
     left join site s on s.beneficiary_id = b.beneficiary_id and s.id = b.site_id where {scope b}";

/// The latest in scope, withdrawn ones too.
pub async fn list(tx: &mut Tx) -> Result<Vec<BlindTime>> {
    tx.all(query(BLIND).push(" and $1 > 0 order by b.from_at desc, b.id desc limit $1").bind(SHOWN)).await
}

/// The blind time, when in scope.
pub async fn find(tx: &mut Tx, key: &BlindTimeKey) -> Result<Option<BlindTime>> {
    let select = query(BLIND).push(" and b.beneficiary_id = $1 and b.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Those of one beneficiary that meet an interval and count, the first first.
pub async fn between(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<BlindTime>> {
    let select = query(BLIND).push(
        " and b.beneficiary_id = $1 and b.from_at < $3 and (b.to_at is null or b.to_at > $2) \
         and b.withdrawn_at is null order by b.from_at, b.id",
    );
    tx.all(select.bind(beneficiary).bind(from).bind(to)).await
}

/// Those that a source told of and that last.
pub(super) async fn open_of(tx: &mut Tx, watch_key: &str) -> Result<Vec<BlindTime>> {
    let select = query(BLIND).push(
        " and b.watch_key = $1 and b.to_at is null and b.withdrawn_at is null order by b.from_at, b.id",
    );
    tx.all(select.bind(watch_key)).await
}

/// Whether a source told already of the blind time that began at this instant.
pub(super) async fn is_recorded(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    watch_key: &str,
    from: Timestamp,
) -> Result<bool> {
    let select = query(BLIND).push(" and b.beneficiary_id = $1 and b.watch_key = $2 and b.from_at = $3");
    let found: Vec<BlindTime> = tx.all(select.bind(beneficiary).bind(watch_key).bind(from)).await?;
    Ok(!found.is_empty())
}

/// Where a blind time is, and who told of it.
pub(super) struct Origin<'a> {
    pub(super) site: Option<&'a SiteId>,
    pub(super) source: Source,
    pub(super) watch_key: Option<&'a str>,
    pub(super) by_name: &'a str,
    pub(super) at: Timestamp,
}

/// Stores a new blind time.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &BlindTimeKey,
    content: &Content,
    origin: &Origin<'_>,
) -> Result<()> {
    let insert = query(
        "insert into blind_time (beneficiary_id, id, site_id, from_at, to_at, reason, source, watch_key, \
         recorded_by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert
        .bind(&key.beneficiary)
        .bind(key.id.as_str())
        .bind(origin.site.map(SiteId::as_str))
        .bind(content.from)
        .bind(content.to)
        .bind(&content.reason)
        .bind(origin.source.as_str())
        .bind(origin.watch_key)
        .bind(origin.by_name)
        .bind(origin.at);
    tx.execute(insert).await.map(drop)
}

/// Ends one that lasts; gives the number of rows changed, 0 or 1.
pub(super) async fn end(tx: &mut Tx, key: &BlindTimeKey, at: Timestamp) -> Result<u64> {
    let update = query(
        "update blind_time set to_at = $3 where {scope} and beneficiary_id = $1 and id = $2 and to_at is null \
         and withdrawn_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(at)).await
}

/// Withdraws one; gives the number of rows changed, 0 or 1.
pub(super) async fn withdraw(tx: &mut Tx, key: &BlindTimeKey, now: Timestamp) -> Result<u64> {
    let update = query(
        "update blind_time set withdrawn_at = $3 where {scope} and beneficiary_id = $1 and id = $2 \
         and withdrawn_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await
}
