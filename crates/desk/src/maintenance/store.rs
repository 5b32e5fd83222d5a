//! What was told of planned maintenance, in the database. Rows are only added; the last one of a change says what holds.

use super::{Notice, NoticeId, Shown};
use crate::{changes::ChangeId, freeze_periods::store::span};
use estate::sites::SiteId;
use jiff::Timestamp;
use kernel::{Interval, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};
use serde_json::json;
use std::collections::BTreeMap;

impl FromRow for Notice {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            change: row.id("change_id")?,
            number: row.get("number")?,
            kind: row.word("kind")?,
            title: [row.get("title_fr")?, row.get("title_en")?],
            text: [row.get("text_fr")?, row.get("text_en")?],
            span: span(row)?,
            sites: row.json("sites")?,
            announced_at: row.get("announced_at")?,
            announced_by_name: row.get("announced_by_name")?,
            notice_days: row.get("notice_days")?,
            is_in_time: row.get("is_in_time")?,
            late_reason: row.get("late_reason")?,
            told: row.json("told")?,
            announcement: row.id("announcement_id")?,
            is_last: row.get("is_last")?,
        })
    }
}

impl FromRow for Shown {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            notice: Notice::from_row(row)?,
            beneficiary_name: row.get("beneficiary_name")?,
            site_names: vec![],
        })
    }
}

/// Rows of a list.
pub const SHOWN: i64 = 200;

/// What holds now and meets an interval in scope, what begins first at the top: the last thing told of each change.
pub async fn between(tx: &mut Tx, from: Timestamp, to: Timestamp) -> Result<Vec<Shown>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from maintenance_notice m \
         join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.is_last = $1 and m.from_at < $3 and m.to_at > $2 \
         order by m.from_at, m.id limit $4",
    );
    let mut shown: Vec<Shown> = tx.all(select.bind(true).bind(from).bind(to).bind(SHOWN)).await?;
    name_sites(tx, &mut shown).await?;
    Ok(shown)
}

/// What is over in scope, the latest at the top.
pub async fn over(tx: &mut Tx, now: Timestamp) -> Result<Vec<Shown>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from maintenance_notice m \
         join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.is_last = $1 and m.from_at < $2 and m.to_at <= $2 \
         order by m.from_at desc, m.id desc limit $3",
    );
    let mut shown: Vec<Shown> = tx.all(select.bind(true).bind(now).bind(SHOWN)).await?;
    name_sites(tx, &mut shown).await?;
    Ok(shown)
}

async fn name_sites(tx: &mut Tx, shown: &mut [Shown]) -> Result<()> {
    let ids: Vec<SiteId> = shown.iter().flat_map(|one| one.notice.sites.iter().cloned()).collect();
    let names = site_names(tx, &ids).await?;
    for one in shown {
        one.site_names = one.notice.sites.iter().filter_map(|id| names.get(id).cloned()).collect();
    }
    Ok(())
}

struct Named(SiteId, String);

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.id("id")?, row.get("name")?))
    }
}

/// Names of sites in scope.
pub(crate) async fn site_names(tx: &mut Tx, ids: &[SiteId]) -> Result<BTreeMap<SiteId, String>> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut ids: Vec<&str> = ids.iter().map(SiteId::as_str).collect();
    ids.sort_unstable();
    ids.dedup();
    let select = query("select s.id, s.name from site s where {scope s}").and_in("s.id", ids);
    let found: Vec<Named> = tx.all(select).await?;
    Ok(found.into_iter().map(|one| (one.0, one.1)).collect())
}

/// Everything told of a change in scope, beneficiary by beneficiary, the first at the top.
pub async fn of_change(tx: &mut Tx, change: &ChangeId) -> Result<Vec<Shown>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from maintenance_notice m \
         join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.change_id = $1 order by o.name_folded, m.beneficiary_id, m.number",
    );
    let mut shown: Vec<Shown> = tx.all(select.bind(change.as_str())).await?;
    name_sites(tx, &mut shown).await?;
    Ok(shown)
}

/// One thing told, when in scope.
pub async fn shown(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &NoticeId) -> Result<Option<Shown>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from maintenance_notice m \
         join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.beneficiary_id = $1 and m.id = $2",
    );
    let mut shown: Vec<Shown> = tx.all(select.bind(beneficiary).bind(id.as_str())).await?;
    name_sites(tx, &mut shown).await?;
    Ok(shown.pop())
}

/// Maintenance of one beneficiary that takes place in an interval, as told last: what availability leaves out when it
/// was told in time (R5.7). A notice without sites concerns every site.
pub async fn planned(tx: &mut Tx, beneficiary: &BeneficiaryId, span: Interval) -> Result<Vec<Notice>> {
    let select = query(
        "select m.* from maintenance_notice m where {scope m} and m.beneficiary_id = $1 and m.is_last = $2 \
         and m.kind in ('planned', 'moved') and m.from_at < $4 and m.to_at > $3 order by m.from_at, m.id",
    );
    tx.all(select.bind(beneficiary).bind(true).bind(span.from()).bind(span.to())).await
}

/// Stores what is told; it becomes the last thing told of its change.
pub(super) async fn insert(tx: &mut Tx, one: &Notice) -> Result<()> {
    let update = query(
        "update maintenance_notice set is_last = $3 where {scope} and beneficiary_id = $1 and change_id = $2",
    );
    tx.execute(update.bind(&one.beneficiary).bind(one.change.as_str()).bind(false)).await?;
    let insert = query(
        "insert into maintenance_notice (beneficiary_id, id, change_id, number, kind, title_fr, title_en, text_fr, \
         text_en, from_at, to_at, sites, announced_at, announced_by_name, notice_days, is_in_time, late_reason, told, \
         announcement_id, is_last) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    );
    let insert = insert
        .bind(&one.beneficiary)
        .bind(one.id.as_str())
        .bind(one.change.as_str())
        .bind(one.number)
        .bind(one.kind.as_str())
        .bind(&one.title[0])
        .bind(&one.title[1])
        .bind(&one.text[0])
        .bind(&one.text[1])
        .bind(one.span.from())
        .bind(one.span.to())
        .bind(json!(one.sites))
        .bind(one.announced_at)
        .bind(&one.announced_by_name)
        .bind(one.notice_days)
        .bind(one.is_in_time)
        .bind(&one.late_reason)
        .bind(json!(one.told))
        .bind(one.announcement.as_str())
        .bind(one.is_last);
    tx.execute(insert).await.map(drop)
}
