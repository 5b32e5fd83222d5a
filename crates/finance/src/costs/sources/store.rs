//! The statements of the sources of costs.

use super::{AllocationKey, Entry, EntryId, KeyId, Share};
use jiff::Timestamp;
use kernel::{Exact, fold};
use platform::db::{self, Error, FromRow, Row, Tx, query};

/// Most keys of a year, and most entries: more than any authority has.
const SHOWN: i64 = 1_000;

fn exact(row: &Row, name: &'static str) -> db::Result<Exact> {
    let text: String = row.get(name)?;
    Exact::parse(&text).map_err(|e| Error::Decode(name, e.to_string()))
}

pub(in crate::costs) fn year(row: &Row) -> db::Result<i16> {
    let year: i64 = row.get("year")?;
    i16::try_from(year).map_err(|e| Error::Decode("year", e.to_string()))
}

impl FromRow for AllocationKey {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            year: year(row)?,
            name: row.get("name")?,
            unit: row.word("unit")?,
            total: exact(row, "total")?,
            source: row.get("source")?,
            shares: vec![],
            version: row.get("version")?,
        })
    }
}

impl FromRow for Entry {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            year: year(row)?,
            kind: row.word("kind")?,
            label: row.get("label")?,
            amount: row.get("amount")?,
            percent: exact(row, "percent")?,
            block: row.get("block")?,
            key: row.id("key_id")?,
            key_name: row.get("key_name")?,
            source: row.get("source")?,
            recorded_at: row.get("recorded_at")?,
            recorded_by: row.get("recorded_by_name")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
            withdrawn_why: row.get("withdrawn_why")?,
        })
    }
}

struct KeyShare(KeyId, Share);

impl FromRow for KeyShare {
    fn from_row(row: &Row) -> db::Result<Self> {
        let share = Share {
            beneficiary: row.id("beneficiary_id")?,
            name: row.get("name")?,
            figure: exact(row, "figure")?,
        };
        Ok(Self(row.id("key_id")?, share))
    }
}

/// The keys of a year that are not retired, by name, with the shares in scope.
pub async fn keys(tx: &mut Tx, year: i16) -> db::Result<Vec<AllocationKey>> {
    let select = query(
        "select k.* from allocation_key k where k.year = $1 and k.retired_at is null order by k.name_folded, k.id limit $2",
    );
    let mut keys: Vec<AllocationKey> = tx.all(select.bind(i64::from(year)).bind(SHOWN)).await?;
    let select = query(
        "select a.key_id, a.beneficiary_id, a.figure, o.name from allocation_share a \
         join allocation_key k on k.id = a.key_id join organisation o on o.id = a.beneficiary_id \
         where {scope a} and k.year = $1 order by o.name_folded, o.id",
    );
    let shares: Vec<KeyShare> = tx.all(select.bind(i64::from(year))).await?;
    for KeyShare(key, share) in shares {
        if let Some(found) = keys.iter_mut().find(|one| one.id == key) {
            found.shares.push(share);
        }
    }
    Ok(keys)
}

/// The row of a key, held until the end of the transaction.
pub(super) async fn hold(tx: &mut Tx, id: &KeyId) -> db::Result<Option<AllocationKey>> {
    let select =
        query("select k.* from allocation_key k where k.id = $1 and k.retired_at is null for update");
    tx.optional(select.bind(id.as_str())).await
}

/// Keeps a new key; its shares follow.
pub(super) async fn insert_key(
    tx: &mut Tx,
    key: &AllocationKey,
    (at, by): (Timestamp, &str),
) -> db::Result<()> {
    let insert = query(
        "insert into allocation_key (id, year, name, name_folded, unit, total, source, recorded_at, recorded_by_name, \
         version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
    );
    let insert = insert.bind(key.id.as_str()).bind(i64::from(key.year)).bind(&key.name).bind(fold(&key.name));
    let insert = insert.bind(key.unit.as_str()).bind(key.total.to_fraction()).bind(&key.source);
    tx.execute(insert.bind(at).bind(by)).await?;
    put_shares(tx, key).await
}

/// Writes a key that is held again.
pub(super) async fn update_key(tx: &mut Tx, key: &AllocationKey) -> db::Result<()> {
    let update = query(
        "update allocation_key set name = $2, name_folded = $3, unit = $4, total = $5, source = $6, \
         version = version + 1 where id = $1",
    );
    let update = update.bind(key.id.as_str()).bind(&key.name).bind(fold(&key.name)).bind(key.unit.as_str());
    tx.execute(update.bind(key.total.to_fraction()).bind(&key.source)).await?;
    let delete = query("delete from allocation_share where {scope} and key_id = $1");
    tx.execute(delete.bind(key.id.as_str())).await?;
    put_shares(tx, key).await
}

async fn put_shares(tx: &mut Tx, key: &AllocationKey) -> db::Result<()> {
    for share in &key.shares {
        let insert =
            query("insert into allocation_share (beneficiary_id, key_id, figure) values ($1, $2, $3)");
        let insert = insert.bind(&share.beneficiary).bind(key.id.as_str());
        tx.execute(insert.bind(share.figure.to_fraction())).await?;
    }
    Ok(())
}

/// The entries of a year, the oldest first.
pub async fn entries(tx: &mut Tx, year: i16) -> db::Result<Vec<Entry>> {
    let select = query(
        "select e.*, k.name as key_name from cost_entry e join allocation_key k on k.id = e.key_id \
         where e.year = $1 order by e.id limit $2",
    );
    tx.all(select.bind(i64::from(year)).bind(SHOWN)).await
}

/// Keeps a new entry.
pub(super) async fn insert_entry(tx: &mut Tx, entry: &Entry) -> db::Result<()> {
    let insert = query(
        "insert into cost_entry (id, year, kind, label, label_folded, amount, percent, block, key_id, source, recorded_at, \
         recorded_by_name, withdrawn_by_name, withdrawn_why) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '')",
    );
    let insert = insert.bind(entry.id.as_str()).bind(i64::from(entry.year)).bind(entry.kind.as_str());
    let insert = insert.bind(&entry.label).bind(fold(&entry.label)).bind(entry.amount.0);
    let insert = insert.bind(entry.percent.to_fraction()).bind(&entry.block).bind(entry.key.as_str());
    tx.execute(insert.bind(&entry.source).bind(entry.recorded_at).bind(&entry.recorded_by)).await.map(drop)
}

/// Takes an entry away; gives 0 when it was already, or never was.
pub(super) async fn withdraw(
    tx: &mut Tx,
    (year, id): (i16, &EntryId),
    (at, by, why): (Timestamp, &str, &str),
) -> db::Result<u64> {
    let update = query(
        "update cost_entry set withdrawn_at = $3, withdrawn_by_name = $4, withdrawn_why = $5 \
         where id = $1 and year = $2 and withdrawn_at is null",
    );
    tx.execute(update.bind(id.as_str()).bind(i64::from(year)).bind(at).bind(by).bind(why)).await
}

struct KindBlock(String, String);

impl FromRow for KindBlock {
    fn from_row(row: &Row) -> db::Result<Self> {
        Ok(Self(row.get("kind")?, row.get("block")?))
    }
}

/// The block of each kind of asset that has one.
pub async fn kinds(tx: &mut Tx) -> db::Result<Vec<(String, String)>> {
    let select = query("select c.kind, c.block from cost_kind c order by c.kind limit $1");
    let rows: Vec<KindBlock> = tx.all(select.bind(SHOWN)).await?;
    Ok(rows.into_iter().map(|KindBlock(kind, block)| (kind, block)).collect())
}

/// Says to which block a kind is put.
pub(super) async fn put_kind(tx: &mut Tx, kind: &str, block: &str) -> db::Result<()> {
    let put = query(
        "insert into cost_kind (kind, block) values ($1, $2) on conflict (kind) do update set block = excluded.block",
    );
    tx.execute(put.bind(kind).bind(block)).await.map(drop)
}
