//! Announcements in the database.

use super::{Announcement, AnnouncementId, Listed, Shown};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};
use std::collections::BTreeMap;

impl FromRow for Announcement {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            severity: row.word("severity")?,
            title: [row.get("title_fr")?, row.get("title_en")?],
            body: [row.get("body_fr")?, row.get("body_en")?],
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
            created_by_name: row.get("created_by_name")?,
            created_at: row.get("created_at")?,
            archived_at: row.maybe("archived_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Shown {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            announcement: FromRow::from_row(row)?,
            sites: vec![],
        })
    }
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            announcement: FromRow::from_row(row)?,
            told: row.get("told")?,
            told_name: row.get("told_name")?,
        })
    }
}

/// Most announcements shown to one reader at once.
const SHOWN: i64 = 20;

/// Rows of a page of the list.
pub const PAGE: usize = 30;

/// What is shown at an instant to those in scope, what began first at the top. `horizon` is the last beginning shown.
pub async fn current(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    now: Timestamp,
    horizon: Timestamp,
) -> Result<Vec<Shown>> {
    let select = query(
        "select a.* from announcement a where {scope a} and a.archived_at is null \
         and a.from_at <= $2 and (a.to_at is null or a.to_at > $1) and $3 > 0",
    );
    let select = select.bind(now).bind(horizon).bind(SHOWN);
    let select = select.and_if("a.beneficiary_id =", beneficiary.cloned());
    let shown = tx.all(select.push(" order by a.from_at, a.id limit $3")).await?;
    with_sites(tx, shown).await
}

/// Most announcements of a calendar.
const WITHIN: i64 = 500;

/// What is not over at `from` and begins before `to`, in order of its beginning.
pub async fn within(tx: &mut Tx, from: Timestamp, to: Timestamp) -> Result<Vec<Shown>> {
    let select = query(
        "select a.* from announcement a where {scope a} and a.archived_at is null \
         and a.from_at < $2 and coalesce(a.to_at, a.from_at) >= $1 order by a.from_at, a.id limit $3",
    );
    let shown = tx.all(select.bind(from).bind(to).bind(WITHIN)).await?;
    with_sites(tx, shown).await
}

async fn with_sites(tx: &mut Tx, mut shown: Vec<Shown>) -> Result<Vec<Shown>> {
    let ids: Vec<AnnouncementId> = shown.iter().map(|one| one.announcement.id.clone()).collect();
    let mut sites = sites(tx, &ids).await?;
    for one in &mut shown {
        let key = (one.beneficiary.to_string(), one.announcement.id.to_string());
        one.sites = sites.remove(&key).unwrap_or_default();
    }
    Ok(shown)
}

struct NamedSite {
    of: (String, String),
    name: String,
}

impl FromRow for NamedSite {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { of: (row.get("beneficiary_id")?, row.get("announcement_id")?), name: row.get("name")? })
    }
}

/// Names of the sites of some announcements, by beneficiary and announcement.
pub async fn sites(tx: &mut Tx, ids: &[AnnouncementId]) -> Result<BTreeMap<(String, String), Vec<String>>> {
    let mut sites: BTreeMap<_, Vec<String>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(sites);
    }
    let select = query(
        "select c.beneficiary_id, c.announcement_id, s.name from announcement_site c \
         join site s on s.beneficiary_id = c.beneficiary_id and s.id = c.site_id where {scope c}",
    );
    let keys: Vec<&str> = ids.iter().map(AnnouncementId::as_str).collect();
    let select = select.and_in("c.announcement_id", keys).push(" order by s.name, s.id");
    let found: Vec<NamedSite> = tx.all(select).await?;
    for one in found {
        sites.entry(one.of).or_default().push(one.name);
    }
    Ok(sites)
}

/// One page for those who write them, what begins last at the top, before a place in that order.
pub async fn list(tx: &mut Tx, before: Timestamp, id: &str) -> Result<Vec<Listed>> {
    let select = query(
        "select a.id, a.severity, a.title_fr, a.title_en, a.body_fr, a.body_en, a.from_at, a.to_at, \
         a.created_by_name, a.created_at, a.archived_at, a.version, count(*) as told, min(o.name) as told_name \
         from announcement a join organisation o on o.id = a.beneficiary_id \
         where {scope a} and (a.from_at, a.id) < ($1, $2) \
         group by a.id, a.severity, a.title_fr, a.title_en, a.body_fr, a.body_en, a.from_at, a.to_at, \
         a.created_by_name, a.created_at, a.archived_at, a.version order by a.from_at desc, a.id desc limit $3",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before).bind(id).bind(rows)).await
}

/// The rows of one announcement, one for each beneficiary in scope that is told.
pub async fn rows(tx: &mut Tx, id: &AnnouncementId) -> Result<Vec<Shown>> {
    let select =
        query("select a.* from announcement a where {scope a} and a.id = $1 order by a.beneficiary_id");
    tx.all(select.bind(id.as_str())).await
}

/// The same, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, id: &AnnouncementId) -> Result<Vec<Shown>> {
    let select = query(
        "select a.* from announcement a where {scope a} and a.id = $1 order by a.beneficiary_id for update",
    );
    tx.all(select.bind(id.as_str())).await
}

/// Tells one beneficiary.
pub(super) async fn insert(tx: &mut Tx, beneficiary: &BeneficiaryId, one: &Announcement) -> Result<()> {
    let insert = query(
        "insert into announcement (beneficiary_id, id, severity, title_fr, title_en, body_fr, body_en, from_at, to_at, \
         created_by_name, created_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let insert = insert.bind(beneficiary).bind(one.id.as_str()).bind(one.severity.as_str());
    let insert = insert.bind(&one.title[0]).bind(&one.title[1]).bind(&one.body[0]).bind(&one.body[1]);
    let insert = insert.bind(one.from).bind(one.to).bind(&one.created_by_name).bind(one.created_at);
    tx.execute(insert.bind(one.version)).await.map(drop)
}

/// Names a site concerned.
pub(super) async fn add_site(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &AnnouncementId,
    site: &str,
) -> Result<()> {
    let insert = query(
        "insert into announcement_site (beneficiary_id, announcement_id, site_id) values ($1, $2, $3) \
         on conflict (beneficiary_id, announcement_id, site_id) do nothing",
    );
    tx.execute(insert.bind(beneficiary).bind(id.as_str()).bind(site)).await.map(drop)
}

/// Forgets which sites are concerned, before others are named.
pub(super) async fn remove_sites(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    id: &AnnouncementId,
) -> Result<()> {
    let delete =
        query("delete from announcement_site where {scope} and beneficiary_id = $1 and announcement_id = $2");
    tx.execute(delete.bind(beneficiary).bind(id.as_str())).await.map(drop)
}

/// Stores what may change of an announcement, in every row, its rows being held.
pub(super) async fn update(tx: &mut Tx, one: &Announcement) -> Result<()> {
    let update = query(
        "update announcement set severity = $2, title_fr = $3, title_en = $4, body_fr = $5, body_en = $6, from_at = $7, \
         to_at = $8, archived_at = $9, version = $10 where {scope} and id = $1",
    );
    let update = update.bind(one.id.as_str()).bind(one.severity.as_str());
    let update = update.bind(&one.title[0]).bind(&one.title[1]).bind(&one.body[0]).bind(&one.body[1]);
    let update = update.bind(one.from).bind(one.to).bind(one.archived_at).bind(one.version);
    tx.execute(update).await.map(drop)
}
