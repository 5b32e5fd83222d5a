//! Network equipment and cables in the database.

use super::{Cabling, CablingId, Equipment, EquipmentId, EquipmentKey, Purpose, rules, rules::Content};
use crate::sites::{SiteId, SiteKey};
use jiff::{Timestamp, civil::Date};
use kernel::{fold, id::BeneficiaryId};
use platform::db::{FromRow, Query, Result, Row, Tx, query};

impl FromRow for Equipment {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            site: row.id("site_id")?,
            site_name: row.get("site_name")?,
            kind: row.word("kind")?,
            name: row.get("name")?,
            model: row.get("model")?,
            fed_by: row.maybe_id("fed_by_id")?,
            places: row.get("places")?,
            places_used: row.get("places_used")?,
            note: row.get("note")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Cabling {
    fn from_row(row: &Row) -> Result<Self> {
        let purpose: Purpose = row.word("purpose")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            site: row.id("site_id")?,
            purpose,
            cables: row.get("cables")?,
            laid_on: row.get("laid_on")?,
            note: row.get("note")?,
            payer: rules::payer(purpose),
            recorded_by_name: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
        })
    }
}

const EQUIPMENT: &str = "select e.*, s.name as site_name from network_equipment e \
     join site s on s.beneficiary_id = e.beneficiary_id and s.id = e.site_id where {scope e}";

const IN_ORDER: &str = " order by s.name_folded, s.id, e.name_folded, e.id";

/// Equipment in scope, or that of one beneficiary, by site and name.
pub async fn all(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Vec<Equipment>> {
    tx.all(query(EQUIPMENT).and_if("e.beneficiary_id =", beneficiary).push(IN_ORDER)).await
}

/// Equipment of one site, by name.
pub async fn of_site(tx: &mut Tx, site: &SiteKey) -> Result<Vec<Equipment>> {
    let select = query(EQUIPMENT).push(" and e.beneficiary_id = $1 and e.site_id = $2").push(IN_ORDER);
    tx.all(select.bind(&site.beneficiary).bind(site.id.as_str())).await
}

/// Stores new equipment at version 1.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &EquipmentKey,
    site: &SiteId,
    content: &Content,
    fed_by: Option<&EquipmentId>,
) -> Result<()> {
    let insert = query(
        "insert into network_equipment (beneficiary_id, id, kind, name, name_folded, model, places, places_used, note, \
         fed_by_id, site_id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    tx.execute(written(insert, key, content, fed_by).bind(site.as_str())).await.map(drop)
}

/// Replaces what is said of equipment still at a version; gives the number of rows changed, 0 or 1.
pub(super) async fn update(
    tx: &mut Tx,
    key: &EquipmentKey,
    content: &Content,
    fed_by: Option<&EquipmentId>,
    version: i64,
) -> Result<u64> {
    let update = query(
        "update network_equipment set kind = $3, name = $4, name_folded = $5, model = $6, places = $7, places_used = $8, \
         note = $9, fed_by_id = $10, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $11",
    );
    tx.execute(written(update, key, content, fed_by).bind(version)).await
}

fn written(statement: Query, key: &EquipmentKey, content: &Content, fed_by: Option<&EquipmentId>) -> Query {
    statement
        .bind(&key.beneficiary)
        .bind(key.id.as_str())
        .bind(content.kind.as_str())
        .bind(&content.name)
        .bind(fold(&content.name))
        .bind(&content.model)
        .bind(content.places)
        .bind(content.places_used)
        .bind(&content.note)
        .bind(fed_by.map(EquipmentId::as_str))
}

/// Cables of a site, the first laid first.
pub async fn cabling(tx: &mut Tx, site: &SiteKey) -> Result<Vec<Cabling>> {
    let select = query(
        "select c.* from cabling c where {scope c} and c.beneficiary_id = $1 and c.site_id = $2 \
         order by c.laid_on, c.id",
    );
    tx.all(select.bind(&site.beneficiary).bind(site.id.as_str())).await
}

/// Cables to be stored.
pub(super) struct NewCabling<'a> {
    pub(super) id: &'a CablingId,
    pub(super) purpose: Purpose,
    pub(super) cables: i64,
    pub(super) laid_on: Date,
    pub(super) note: &'a str,
    pub(super) by_name: &'a str,
    pub(super) at: Timestamp,
}

/// Stores cables of a site.
pub(super) async fn insert_cabling(tx: &mut Tx, site: &SiteKey, one: &NewCabling<'_>) -> Result<()> {
    let insert = query(
        "insert into cabling (beneficiary_id, id, site_id, purpose, cables, laid_on, note, recorded_by_name, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert
        .bind(&site.beneficiary)
        .bind(one.id.as_str())
        .bind(site.id.as_str())
        .bind(one.purpose.as_str())
        .bind(one.cables)
        .bind(one.laid_on)
        .bind(one.note)
        .bind(one.by_name)
        .bind(one.at);
    tx.execute(insert).await.map(drop)
}
