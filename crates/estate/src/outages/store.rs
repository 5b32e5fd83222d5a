//! Outages in the database.

use super::{NamedSite, Outage, OutageId, OutageKey, Revision, Source, rules::Content};
use crate::sites::SiteId;
use jiff::Timestamp;
use kernel::{Exact, id::BeneficiaryId};
use platform::db::{FromRow, Query, Result, Row, Tx, query};
use serde_json::json;
use std::collections::BTreeMap;

/// Rows of a page.
pub const PAGE: usize = 50;

/// Outages of which the sites are read in one statement.
const CHUNK: usize = 1_000;

/// Later than every outage: where a list begins.
const NEVER: Timestamp = Timestamp::constant(253_402_207_200, 0);

impl FromRow for Outage {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            sites: vec![],
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
            factor: row.get("factor")?,
            factor_reason: row.get("factor_reason")?,
            cause: row.word("cause")?,
            note: row.get("note")?,
            source: row.word("source")?,
            ticket: row.get("ticket")?,
            reported_by_name: row.get("reported_by_name")?,
            reported_at: row.get("reported_at")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Revision {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            version: row.get("version")?,
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
            factor: row.get("factor")?,
            cause: row.word("cause")?,
            sites: row.json("sites")?,
            is_withdrawn: row.get("is_withdrawn")?,
            reason: row.get("reason")?,
            by_name: row.get("by_name")?,
            at: row.get("at")?,
        })
    }
}

/// An outage as far as one site is concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfSite {
    /// The site.
    pub site: SiteId,
    /// The outage.
    pub outage: OutageId,
    /// First instant.
    pub from: Timestamp,
    /// First instant after it.
    pub to: Option<Timestamp>,
    /// Share down.
    pub factor: Exact,
}

impl FromRow for OfSite {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            site: row.id("site_id")?,
            outage: row.id("id")?,
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
            factor: row.get("factor")?,
        })
    }
}

struct SiteOf(OutageId, NamedSite);

impl FromRow for SiteOf {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.id("outage_id")?, NamedSite { id: row.id("site_id")?, name: row.get("name")? }))
    }
}

/// Outages in scope, whole but for their sites.
pub const OUTAGE: &str = "select t.*, o.name as beneficiary_name from outage t \
     join organisation o on o.id = t.beneficiary_id where {scope t}";

/// Which outages of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only those of this site.
    pub site: Option<SiteId>,
    /// Only those that still last.
    pub is_open: bool,
    /// After this row: when it began, and its identifier.
    pub after: Option<(Timestamp, String)>,
}

/// After the row where a page ended.
pub const NEWEST: &str = " and (t.from_at, t.id) < ($1, $2) and $3 > 0";

/// One page in scope, the latest first, withdrawn ones too. One row more than a page tells that another follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Outage>> {
    let (at, id) = filter.after.clone().unwrap_or((NEVER, String::new()));
    let mut select = query(OUTAGE).push(NEWEST);
    select = select.bind(at).bind(id).bind(i64::try_from(PAGE + 1).unwrap_or(i64::MAX));
    if filter.is_open {
        select = select.push(" and t.to_at is null and t.withdrawn_at is null");
    }
    if let Some(site) = &filter.site {
        select = select.push(
            " and exists (select 1 from outage_site w where w.beneficiary_id = t.beneficiary_id \
             and w.outage_id = t.id and w.site_id = $4)",
        );
        select = select.bind(site.as_str());
    }
    let mut found = tx.all(select.push(" order by t.from_at desc, t.id desc limit $3")).await?;
    name_sites(tx, &mut found).await?;
    Ok(found)
}

async fn name_sites(tx: &mut Tx, outages: &mut [Outage]) -> Result<()> {
    let places = outages.iter().enumerate().map(|(place, one)| (one.id.clone(), place));
    let places: BTreeMap<OutageId, usize> = places.collect();
    let ids: Vec<&str> = places.keys().map(OutageId::as_str).collect();
    for chunk in ids.chunks(CHUNK) {
        let select = query(
            "select w.outage_id, w.site_id, s.name from outage_site w \
             join site s on s.beneficiary_id = w.beneficiary_id and s.id = w.site_id where {scope w}",
        );
        let select = select.and_in("w.outage_id", chunk.iter().copied());
        let found: Vec<SiteOf> = tx.all(select.push(" order by s.name_folded, s.id")).await?;
        for SiteOf(outage, site) in found {
            if let Some(place) = places.get(&outage) {
                outages[*place].sites.push(site);
            }
        }
    }
    Ok(())
}

/// The outage, when in scope.
pub async fn find(tx: &mut Tx, key: &OutageKey) -> Result<Option<Outage>> {
    let select = query(OUTAGE).push(" and t.beneficiary_id = $1 and t.id = $2");
    let mut found: Vec<Outage> = tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    name_sites(tx, &mut found).await?;
    Ok(found.pop())
}

/// The same, held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, key: &OutageKey) -> Result<Option<Outage>> {
    let hold = query(
        "select t.id as value from outage t where {scope t} and t.beneficiary_id = $1 and t.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(hold.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    if held.is_none() { Ok(None) } else { find(tx, key).await }
}

/// The outage that a request already made.
pub(super) async fn by_key(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Outage>> {
    let select = query(OUTAGE).push(" and t.beneficiary_id = $1 and t.idempotency_key = $2");
    let mut found: Vec<Outage> = tx.all(select.bind(beneficiary).bind(key)).await?;
    name_sites(tx, &mut found).await?;
    Ok(found.pop())
}

/// The open outage of a thing that a source watches.
pub(super) async fn open_of(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    watch_key: &str,
) -> Result<Option<Outage>> {
    let select = query(OUTAGE).push(
        " and t.beneficiary_id = $1 and t.watch_key = $2 and t.to_at is null and t.withdrawn_at is null \
         order by t.from_at desc, t.id desc limit 1",
    );
    let mut found: Vec<Outage> = tx.all(select.bind(beneficiary).bind(watch_key)).await?;
    name_sites(tx, &mut found).await?;
    Ok(found.pop())
}

/// Outages of one beneficiary that meet an interval and count, the first first: with their sites' names.
pub async fn between(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Outage>> {
    let select = query(OUTAGE).push(
        " and t.beneficiary_id = $1 and t.from_at <= $3 and (t.to_at is null or t.to_at >= $2) \
         and t.withdrawn_at is null order by t.from_at, t.id",
    );
    let mut found = tx.all(select.bind(beneficiary).bind(from).bind(to)).await?;
    name_sites(tx, &mut found).await?;
    Ok(found)
}

/// What availability counts: of each site of a beneficiary, the outages that meet an interval, the first first.
pub async fn touching(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<OfSite>> {
    let select = query(
        "select w.site_id, t.id, t.from_at, t.to_at, t.factor from outage t \
         join outage_site w on w.beneficiary_id = t.beneficiary_id and w.outage_id = t.id \
         where {scope t} and t.beneficiary_id = $1 and t.from_at < $3 and (t.to_at is null or t.to_at > $2) \
         and t.withdrawn_at is null order by t.from_at, t.id",
    );
    tx.all(select.bind(beneficiary).bind(from).bind(to)).await
}

/// Where an outage comes from.
pub(super) struct Origin<'a> {
    pub(super) source: Source,
    pub(super) watch_key: Option<&'a str>,
    pub(super) by_name: &'a str,
    pub(super) at: Timestamp,
    pub(super) idempotency_key: Option<&'a str>,
}

/// Stores a new outage at version 1, without its sites.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &OutageKey,
    content: &Content,
    origin: &Origin<'_>,
) -> Result<()> {
    let insert = query(
        "insert into outage (beneficiary_id, id, from_at, to_at, factor, factor_reason, cause, note, ticket, source, \
         watch_key, reported_by_name, reported_at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    );
    let insert = written(insert, key, content).bind(origin.source.as_str()).bind(origin.watch_key);
    let insert = insert.bind(origin.by_name).bind(origin.at).bind(origin.idempotency_key);
    tx.execute(insert).await.map(drop)
}

/// Replaces what an outage says and raises its version.
pub(super) async fn update(tx: &mut Tx, key: &OutageKey, content: &Content) -> Result<()> {
    let update = query(
        "update outage set from_at = $3, to_at = $4, factor = $5, factor_reason = $6, cause = $7, note = $8, \
         ticket = $9, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(written(update, key, content)).await.map(drop)
}

fn written(statement: Query, key: &OutageKey, content: &Content) -> Query {
    statement
        .bind(&key.beneficiary)
        .bind(key.id.as_str())
        .bind(content.from)
        .bind(content.to)
        .bind(&content.factor)
        .bind(&content.factor_reason)
        .bind(content.cause.as_str())
        .bind(&content.note)
        .bind(&content.ticket)
}

/// Withdraws an outage: it counts nowhere since.
pub(super) async fn withdraw(tx: &mut Tx, key: &OutageKey, now: Timestamp) -> Result<()> {
    let update = query(
        "update outage set withdrawn_at = $3, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await.map(drop)
}

/// Replaces the sites of an outage, in two statements however many there are.
pub(super) async fn set_sites(tx: &mut Tx, key: &OutageKey, sites: &[SiteId]) -> Result<()> {
    let delete = query("delete from outage_site where {scope} and beneficiary_id = $1 and outage_id = $2");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let insert = query(
        "insert into outage_site (beneficiary_id, outage_id, site_id) \
         select s.beneficiary_id, $2, s.id from site s where {scope s} and s.beneficiary_id = $1",
    );
    let ids: Vec<String> = sites.iter().map(SiteId::to_string).collect();
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).and_in("s.id", ids);
    tx.execute(insert).await.map(drop)
}

/// Keeps what an outage says now, as one of its versions.
pub(super) async fn keep_version(
    tx: &mut Tx,
    one: &Outage,
    reason: &str,
    by: &str,
    at: Timestamp,
) -> Result<()> {
    let names: Vec<&str> = one.sites.iter().map(|site| site.name.as_str()).collect();
    let insert = query(
        "insert into outage_version (beneficiary_id, outage_id, version, from_at, to_at, factor, cause, sites, \
         is_withdrawn, reason, by_name, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let insert = insert
        .bind(&one.beneficiary)
        .bind(one.id.as_str())
        .bind(one.version)
        .bind(one.from)
        .bind(one.to)
        .bind(&one.factor)
        .bind(one.cause.as_str())
        .bind(json!(names))
        .bind(one.withdrawn_at.is_some())
        .bind(reason)
        .bind(by)
        .bind(at);
    tx.execute(insert).await.map(drop)
}

/// Every version of an outage, the latest first.
pub async fn versions(tx: &mut Tx, key: &OutageKey) -> Result<Vec<Revision>> {
    let select = query(
        "select v.* from outage_version v where {scope v} and v.beneficiary_id = $1 and v.outage_id = $2 \
         order by v.version desc",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}
