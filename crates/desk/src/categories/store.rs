//! Categories in the database. They belong to the provider.

use super::{Category, CategoryId};
use agreements::document::Domain;
use jiff::Timestamp;
use kernel::fold;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Category {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            parent: row.maybe_id("parent_id")?,
            parent_name: row.maybe("parent_name")?,
            domain: row.maybe::<String>("domain")?.as_deref().and_then(Domain::parse),
            archived_at: row.maybe("archived_at")?,
        })
    }
}

/// Every category by its path; the unused ones too.
pub async fn all(tx: &mut Tx) -> Result<Vec<Category>> {
    let select = query(
        "select c.*, p.name as parent_name from ticket_category c left join ticket_category p on p.id = c.parent_id \
         order by coalesce(p.name_folded, c.name_folded), p.id is not null, c.name_folded, c.id",
    );
    tx.all(select).await
}

/// The category.
pub(super) async fn find(tx: &mut Tx, id: &CategoryId) -> Result<Option<Category>> {
    let select = query(
        "select c.*, p.name as parent_name from ticket_category c left join ticket_category p on p.id = c.parent_id \
         where c.id = $1",
    );
    tx.optional(select.bind(id.as_str())).await
}

/// Stores a new category.
pub(super) async fn insert(tx: &mut Tx, category: &Category, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into ticket_category (id, parent_id, name, name_folded, created_at, domain) values ($1, $2, $3, $4, $5, $6)",
    );
    let insert = insert.bind(category.id.as_str()).bind(category.parent.as_ref().map(String::from));
    let insert = insert.bind(&category.name).bind(fold(&category.name)).bind(now);
    tx.execute(insert.bind(category.domain.map(Domain::as_str))).await.map(drop)
}

/// Says which sub-domain the tickets of a category are of; gives 0 when there is no such category.
pub(super) async fn set_domain(tx: &mut Tx, id: &CategoryId, domain: Option<Domain>) -> Result<u64> {
    let update = query("update ticket_category set domain = $2, version = version + 1 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(domain.map(Domain::as_str))).await
}

/// Stops proposing a category from `at`, or proposes it again with nothing.
pub(super) async fn set_archived(tx: &mut Tx, id: &CategoryId, at: Option<Timestamp>) -> Result<u64> {
    let update = query("update ticket_category set archived_at = $2, version = version + 1 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(at)).await
}
