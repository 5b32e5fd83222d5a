//! Kinds that the authority added.

use super::super::{KindId, kinds::OwnKind};
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for OwnKind {
    fn from_row(row: &Row) -> Result<Self> {
        let retired_at: Option<Timestamp> = row.maybe("retired_at")?;
        Ok(Self { id: row.id("id")?, name: row.get("name")?, is_retired: retired_at.is_some() })
    }
}

/// Every kind that was added, by name; those offered no more too.
pub async fn all(tx: &mut Tx) -> Result<Vec<OwnKind>> {
    tx.all(query("select k.* from asset_kind k order by k.name_folded, k.id")).await
}

/// Stores a new kind.
pub(in super::super) async fn insert(tx: &mut Tx, id: &KindId, name: &str, now: Timestamp) -> Result<()> {
    let insert = query("insert into asset_kind (id, name, name_folded, created_at) values ($1, $2, $3, $4)");
    tx.execute(insert.bind(id.as_str()).bind(name).bind(fold(name)).bind(now)).await.map(drop)
}

/// Offers a kind no more; gives 0 when there is no such kind. Done twice it stays as it was.
pub(in super::super) async fn retire(tx: &mut Tx, id: &KindId, now: Timestamp) -> Result<u64> {
    let update = query("update asset_kind set retired_at = coalesce(retired_at, $2) where id = $1");
    tx.execute(update.bind(id.as_str()).bind(now)).await
}
