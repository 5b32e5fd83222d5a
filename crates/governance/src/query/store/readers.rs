//! Logins of tools outside, in the database.

use super::super::Reader;
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Reader {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            role: row.get("role_name")?,
            reads: row.get("reads")?,
            beneficiary: row.maybe("name")?,
            granted_by: row.get("granted_by_name")?,
            granted_at: row.get("granted_at")?,
        })
    }
}

/// Every login that reads the views.
pub(in super::super) async fn list(tx: &mut Tx) -> Result<Vec<Reader>> {
    tx.all(query(
        "select r.role_name, r.reads, r.granted_by_name, r.granted_at, o.name from bi_reader r \
         left join organisation o on o.id = r.reads and {scope o} order by r.role_name",
    ))
    .await
}

/// Says of whom a login reads.
pub(in super::super) async fn put(
    tx: &mut Tx,
    (role, reads): (&str, &str),
    (by, now): (&str, Timestamp),
) -> Result<u64> {
    let upsert = query(
        "insert into bi_reader (role_name, reads, granted_by_name, granted_at) values ($1, $2, $3, $4) \
         on conflict (role_name) do update set reads = $2, granted_by_name = $3, granted_at = $4",
    );
    tx.execute(upsert.bind(role).bind(reads).bind(by).bind(now)).await
}

/// Forgets a login; gives 0 when it was not known.
pub(in super::super) async fn remove(tx: &mut Tx, role: &str) -> Result<u64> {
    tx.execute(query("delete from bi_reader where role_name = $1").bind(role)).await
}
