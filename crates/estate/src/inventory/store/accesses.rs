//! What lets agents post.

use super::super::{Access, AccessKey};
use jiff::Timestamp;
use kernel::fold;
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
};

const ROWS: &str = "select c.*, o.name as beneficiary_name, s.name as site_name from inventory_access c \
     join organisation o on o.id = c.beneficiary_id \
     left join site s on s.beneficiary_id = c.beneficiary_id and s.id = c.site_id where {scope c}";

impl FromRow for Access {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            beneficiary_name: row.get("beneficiary_name")?,
            name: row.get("name")?,
            site: row.maybe_id("site_id")?,
            site_name: row.maybe("site_name")?,
            makes_assets: row.get("makes_assets")?,
            legal_status: row.word("legal_status")?,
            last_used_at: row.maybe("last_used_at")?,
            revoked_at: row.maybe("revoked_at")?,
        })
    }
}

/// Every access in scope, those that are worth something first.
pub async fn accesses(tx: &mut Tx) -> Result<Vec<Access>> {
    let select =
        query(ROWS).push(" order by c.revoked_at is not null, o.name_folded, c.name_folded, c.id limit 500");
    tx.all(select).await
}

/// One access.
pub async fn access(tx: &mut Tx, key: &AccessKey) -> Result<Option<Access>> {
    let select = query(ROWS).push(" and c.beneficiary_id = $1 and c.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The access whose secret this is, while it is worth something.
pub async fn usable(tx: &mut Tx, secret: &str) -> Result<Option<Access>> {
    let select = query(ROWS).push(" and c.token_digest = $1 and c.revoked_at is null");
    tx.optional(select.bind(Digest::of(secret.as_bytes()))).await
}

/// Stores a new access under the digest of its secret.
pub(in super::super) async fn insert(
    tx: &mut Tx,
    one: &Access,
    digest: Digest,
    (by, now): (&str, Timestamp),
) -> Result<()> {
    let insert = query(
        "insert into inventory_access (beneficiary_id, id, name, name_folded, site_id, token_digest, makes_assets, \
         legal_status, created_by_name, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&one.beneficiary).bind(one.id.as_str()).bind(&one.name).bind(fold(&one.name));
    let insert =
        insert.bind(one.site.as_ref().map(crate::sites::SiteId::as_str)).bind(digest).bind(one.makes_assets);
    tx.execute(insert.bind(one.legal_status.as_str()).bind(by).bind(now)).await.map(drop)
}

/// Says that an agent came with an access; written at most once in the time before `since`.
pub(in super::super) async fn touch(
    tx: &mut Tx,
    one: &Access,
    now: Timestamp,
    since: Timestamp,
) -> Result<()> {
    let update = query(
        "update inventory_access set last_used_at = $3 where {scope} and beneficiary_id = $1 and id = $2 \
         and (last_used_at is null or last_used_at < $4)",
    );
    tx.execute(update.bind(&one.beneficiary).bind(one.id.as_str()).bind(now).bind(since)).await.map(drop)
}

/// Makes an access worth nothing; gives 0 when there is none. Done twice it stays as it was.
pub(in super::super) async fn revoke(tx: &mut Tx, key: &AccessKey, now: Timestamp) -> Result<u64> {
    let update = query(
        "update inventory_access set revoked_at = coalesce(revoked_at, $3) \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await
}
