//! Reflectometry results in the database.

use super::{Measure, ResultKey};
use crate::sites::SiteKey;
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
};

impl FromRow for Measure {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            site: row.id("site_id")?,
            measured_on: row.get("measured_on")?,
            digest: Digest::from(row.get::<String>("digest")?),
            name: row.get("name")?,
            size: row.get("size")?,
            note: row.get("note")?,
            filed_by_name: row.get("filed_by_name")?,
            filed_at: row.get("filed_at")?,
        })
    }
}

/// Results of a site, the latest measured first.
pub async fn of_site(tx: &mut Tx, site: &SiteKey) -> Result<Vec<Measure>> {
    let select = query(
        "select r.* from reflectometry r where {scope r} and r.beneficiary_id = $1 and r.site_id = $2 \
         order by r.measured_on desc, r.id desc",
    );
    tx.all(select.bind(&site.beneficiary).bind(site.id.as_str())).await
}

/// One result of a site, when in scope.
pub async fn find(tx: &mut Tx, key: &ResultKey) -> Result<Option<Measure>> {
    let select = query(
        "select r.* from reflectometry r where {scope r} and r.beneficiary_id = $1 and r.site_id = $2 and r.id = $3",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(key.result.as_str())).await
}

/// Stores a result.
pub(super) async fn insert(tx: &mut Tx, one: &Measure) -> Result<()> {
    let insert = query(
        "insert into reflectometry (beneficiary_id, id, site_id, measured_on, digest, name, size, note, filed_by_name, \
         filed_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert
        .bind(&one.beneficiary)
        .bind(one.id.as_str())
        .bind(one.site.as_str())
        .bind(one.measured_on)
        .bind(one.digest.as_str())
        .bind(&one.name)
        .bind(one.size)
        .bind(&one.note)
        .bind(&one.filed_by_name)
        .bind(one.filed_at);
    tx.execute(insert).await.map(drop)
}
