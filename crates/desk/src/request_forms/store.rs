//! Forms in the database. They belong to the instance, not to a beneficiary.

use super::{FormId, FormVersion, document::FormDocument};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};
use std::sync::Arc;

impl FromRow for FormVersion {
    fn from_row(row: &Row) -> Result<Self> {
        let document: FormDocument = row.json("document")?;
        Ok(Self {
            id: row.id("id")?,
            code: row.get("code")?,
            version: row.get("version")?,
            source_digest: row.get("source_digest")?,
            document: Arc::new(document),
            imported_by_name: row.get("imported_by_name")?,
            imported_at: row.get("imported_at")?,
            retired_at: row.maybe("retired_at")?,
        })
    }
}

const VERSION: &str = "select f.id, f.code, f.version, f.source_digest, f.document, f.imported_by_name, f.imported_at, \
     f.retired_at from request_form f";

/// The latest version of each form, by code; those retired too when asked for.
pub async fn latest(tx: &mut Tx, with_retired: bool) -> Result<Vec<FormVersion>> {
    let select = query(VERSION).push(
        " where f.version = (select max(l.version) from request_form l where l.code = f.code) \
          and (f.retired_at is null or $1) order by f.code",
    );
    tx.all(select.bind(with_retired)).await
}

/// The latest version of one form, unless it is retired.
pub async fn offered(tx: &mut Tx, code: &str) -> Result<Option<FormVersion>> {
    let select = query(VERSION).push(
        " where f.code = $1 and f.version = (select max(l.version) from request_form l where l.code = f.code) \
          and f.retired_at is null",
    );
    tx.optional(select.bind(code)).await
}

/// One version.
pub async fn get(tx: &mut Tx, id: &FormId) -> Result<Option<FormVersion>> {
    tx.optional(query(VERSION).push(" where f.id = $1").bind(id.as_str())).await
}

/// Some versions.
pub async fn some(tx: &mut Tx, ids: &[FormId]) -> Result<Vec<FormVersion>> {
    let select = query(VERSION).push(" where true");
    tx.all(select.and_in("f.id", ids.iter().map(FormId::as_str))).await
}

/// The file of a version, word for word.
pub async fn source(tx: &mut Tx, id: &FormId) -> Result<Option<String>> {
    let select = query("select f.source as value from request_form f where f.id = $1");
    let row: Option<(String,)> = tx.optional(select.bind(id.as_str())).await?;
    Ok(row.map(|(source,)| source))
}

/// Digest and number of the last version of a form, retired or not, held until the end of the transaction.
pub(super) async fn last(tx: &mut Tx, code: &str) -> Result<Option<FormVersion>> {
    let select = query(VERSION).push(" where f.code = $1 order by f.version desc limit 1 for update");
    tx.optional(select.bind(code)).await
}

/// Stores a version.
pub(super) async fn insert(tx: &mut Tx, form: &FormVersion, source: &str) -> Result<()> {
    let insert = query(
        "insert into request_form (id, code, version, source, source_digest, document, imported_by_name, imported_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let document = serde_json::to_value(&*form.document).unwrap_or_default();
    let insert = insert
        .bind(form.id.as_str())
        .bind(&form.code)
        .bind(form.version)
        .bind(source)
        .bind(&form.source_digest)
        .bind(document)
        .bind(&form.imported_by_name)
        .bind(form.imported_at);
    tx.execute(insert).await.map(drop)
}

/// Retires every version of a form; gives the number of rows changed.
pub(super) async fn retire(tx: &mut Tx, code: &str, at: Timestamp) -> Result<u64> {
    let update = query("update request_form set retired_at = $2 where code = $1 and retired_at is null");
    tx.execute(update.bind(code).bind(at)).await
}
