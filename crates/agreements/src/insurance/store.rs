//! Certificates of insurance in the database. They are the provider's: every reader of an agreement has the same.

use super::{Certificate, CertificateId};
use crate::joined::{self, Joined};
use jiff::{Timestamp, civil::Date};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Certificate {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            insurer: row.get("insurer")?,
            policy: row.get("policy")?,
            covers: row.get("covers")?,
            valid_from: row.get("valid_from")?,
            valid_until: row.get("valid_until")?,
            file: Joined::of(row)?,
            recorded_by: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
            withdrawn_by: row.get("withdrawn_by_name")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    }
}

/// Rows of a page.
pub const PAGE: usize = 50;
/// Most certificates that prove deadlines: a few a year.
const MOST: i64 = 500;

/// One page, the last to end first, before a place in that order, and one row more when others follow.
pub async fn page(tx: &mut Tx, before: &(Date, String)) -> Result<Vec<Certificate>> {
    let select = query(
        "select c.* from insurance_certificate c where (c.valid_until, c.id) < ($1, $2) \
         order by c.valid_until desc, c.id desc limit $3",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(before.0).bind(&before.1).bind(rows)).await
}

/// The certificates that were not taken back, the last to end first.
pub async fn standing(tx: &mut Tx) -> Result<Vec<Certificate>> {
    let select = query(
        "select c.* from insurance_certificate c where c.withdrawn_at is null order by c.valid_until desc, c.id desc limit $1",
    );
    tx.all(select.bind(MOST)).await
}

/// One certificate.
pub async fn find(tx: &mut Tx, id: &CertificateId) -> Result<Option<Certificate>> {
    tx.optional(query("select c.* from insurance_certificate c where c.id = $1").bind(id.as_str())).await
}

/// Stores a certificate; gives 0 when it was sent already.
pub(super) async fn insert(tx: &mut Tx, one: &Certificate, sent: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into insurance_certificate (id, insurer, policy, covers, valid_from, valid_until, file_digest, file_name, \
         recorded_by_name, recorded_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) \
         on conflict (idempotency_key) do nothing",
    );
    let insert = insert.bind(one.id.as_str()).bind(&one.insurer).bind(&one.policy).bind(&one.covers);
    let insert = insert.bind(one.valid_from).bind(one.valid_until);
    let insert = insert.bind(joined::digest(one.file.as_ref())).bind(joined::name(one.file.as_ref()));
    tx.execute(insert.bind(&one.recorded_by).bind(one.recorded_at).bind(sent)).await
}

/// The certificate that was made with a key.
pub(super) async fn sent(tx: &mut Tx, key: &str) -> Result<Option<Certificate>> {
    tx.optional(query("select c.* from insurance_certificate c where c.idempotency_key = $1").bind(key)).await
}

/// Takes a certificate back; gives 0 when it was already, or when there is none.
pub(super) async fn withdraw(
    tx: &mut Tx,
    id: &CertificateId,
    (reason, by): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update insurance_certificate set withdrawn_at = $2, withdrawn_by_name = $3, withdrawn_reason = $4 \
         where id = $1 and withdrawn_at is null",
    );
    tx.execute(update.bind(id.as_str()).bind(now).bind(by).bind(reason)).await
}
