//! Sites in the database.

use super::{Fibre, Site, SiteForm, SiteId, SiteKey, rules};
use jiff::Timestamp;
use kernel::{Exact, fold, id::BeneficiaryId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Site {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            name: row.get("name")?,
            street: row.get("street")?,
            postal_code: row.get("postal_code")?,
            city: row.get("city")?,
            fibre: row.word("fibre")?,
            weight: row.get("weight")?,
            serves_from: row.maybe("serves_from")?,
            serves_to: row.maybe("serves_to")?,
            version: row.get("version")?,
        })
    }
}

/// The sites in scope by beneficiary and name, or those of one beneficiary.
pub async fn list(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Vec<Site>> {
    let select = query(
        "select s.*, o.name as beneficiary_name from site s join organisation o on o.id = s.beneficiary_id \
         where {scope s}",
    );
    let select = select.and_if("s.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by o.name_folded, s.name_folded, s.id")).await
}

/// The site, when in scope.
pub async fn find(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &SiteId) -> Result<Option<Site>> {
    let select = query(
        "select s.*, o.name as beneficiary_name from site s join organisation o on o.id = s.beneficiary_id \
         where {scope s} and s.beneficiary_id = $1 and s.id = $2",
    );
    tx.optional(select.bind(beneficiary).bind(id.as_str())).await
}

/// Stores a new site at version 1.
pub(super) async fn insert(tx: &mut Tx, key: &SiteKey, form: &SiteForm, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into site (beneficiary_id, id, name, name_folded, street, postal_code, city, fibre, weight, serves_from, \
         serves_to, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    let insert = bound(insert.bind(&key.beneficiary).bind(key.id.as_str()), form);
    tx.execute(insert.bind(now)).await.map(drop)
}

/// Replaces the content when the row is still at the version read; gives the number of rows changed, 0 or 1.
pub(super) async fn update(tx: &mut Tx, key: &SiteKey, form: &SiteForm) -> Result<u64> {
    let update = query(
        "update site set version = version + 1, name = $3, name_folded = $4, street = $5, postal_code = $6, \
         city = $7, fibre = $8, weight = $9, serves_from = $10, serves_to = $11 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $12",
    );
    let update = bound(update.bind(&key.beneficiary).bind(key.id.as_str()), form);
    tx.execute(update.bind(form.version)).await
}

/// Shows how a site is connected now.
pub(crate) async fn set_fibre(tx: &mut Tx, key: &SiteKey, fibre: Fibre) -> Result<()> {
    let update = query(
        "update site set version = version + 1, fibre = $3 where {scope} and beneficiary_id = $1 and id = $2 \
         and fibre <> $3",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(fibre.as_str())).await.map(drop)
}

/// Removes a site that is still at `version`; gives the number of rows removed, 0 or 1. Refused by the database when
/// anything refers to it.
pub(super) async fn delete(tx: &mut Tx, key: &SiteKey, version: i64) -> Result<u64> {
    let delete = query("delete from site where {scope} and beneficiary_id = $1 and id = $2 and version = $3");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(version)).await
}

fn bound(statement: platform::db::Query, form: &SiteForm) -> platform::db::Query {
    statement
        .bind(form.name.trim())
        .bind(fold(form.name.trim()))
        .bind(form.street.trim())
        .bind(form.postal_code.trim())
        .bind(form.city.trim())
        .bind(&form.fibre)
        .bind(&rules::weight(&form.weight).unwrap_or_else(|| Exact::from(1)))
        .bind(rules::day(&form.serves_from))
        .bind(rules::day(&form.serves_to))
}
