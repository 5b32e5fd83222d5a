//! Checklists in the database. They belong to the provider.

use super::{Checklist, ChecklistId};
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};
use serde_json::json;

impl FromRow for Checklist {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            items: row.json("items")?,
            archived_at: row.maybe("archived_at")?,
            version: row.get("version")?,
        })
    }
}

/// The checklists that are proposed, by name.
pub async fn active(tx: &mut Tx) -> Result<Vec<Checklist>> {
    tx.all(query("select * from checklist where archived_at is null order by name_folded, id")).await
}

/// Every checklist, those no longer proposed last.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<Checklist>> {
    tx.all(query("select * from checklist order by archived_at is not null, name_folded, id")).await
}

/// The checklist.
pub async fn find(tx: &mut Tx, id: &ChecklistId) -> Result<Option<Checklist>> {
    tx.optional(query("select * from checklist where id = $1").bind(id.as_str())).await
}

/// Holds a checklist until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &ChecklistId) -> Result<Option<Checklist>> {
    tx.optional(query("select * from checklist where id = $1 for update").bind(id.as_str())).await
}

/// Stores a new checklist.
pub(super) async fn insert(tx: &mut Tx, list: &Checklist, now: Timestamp) -> Result<()> {
    let insert =
        query("insert into checklist (id, name, name_folded, items, created_at) values ($1, $2, $3, $4, $5)");
    let insert = insert.bind(list.id.as_str()).bind(&list.name).bind(fold(&list.name));
    tx.execute(insert.bind(json!(list.items)).bind(now)).await.map(drop)
}

/// Replaces what a held checklist is.
pub(super) async fn update(tx: &mut Tx, list: &Checklist) -> Result<()> {
    let update = query(
        "update checklist set name = $2, name_folded = $3, items = $4, archived_at = $5, version = version + 1 \
         where id = $1",
    );
    let update = update.bind(list.id.as_str()).bind(&list.name).bind(fold(&list.name));
    tx.execute(update.bind(json!(list.items)).bind(list.archived_at)).await.map(drop)
}
