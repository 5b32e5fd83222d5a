//! Links and merges in the database.

use super::{Link, LinkKind, Merge, Other};
use crate::tickets::{TicketId, TicketKey};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Other {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        Ok(Self {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            reference: format!("{code}-{number}"),
            title: row.get("title")?,
            state: row.word("state")?,
        })
    }
}

impl FromRow for Link {
    fn from_row(row: &Row) -> Result<Self> {
        let other = Other::from_row(row)?;
        Ok(Self { kind: row.word("kind")?, is_from_here: row.get("is_from_here")?, other })
    }
}

impl FromRow for Merge {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            into: row.id("into_id")?,
            watcher: row.maybe_id("watcher_id")?,
            version_after: row.get("version_after")?,
            main_version_after: row.get("main_version_after")?,
            state_before: row.word("state_before")?,
        })
    }
}

/// The ticket of a beneficiary with that number.
pub(crate) async fn by_number(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    number: i64,
) -> Result<Option<Other>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code from ticket t \
         join organisation o on o.id = t.beneficiary_id \
         where {scope t} and t.beneficiary_id = $1 and t.number = $2",
    );
    tx.optional(select.bind(beneficiary).bind(number)).await
}

/// A ticket as others name it.
pub(super) async fn named(tx: &mut Tx, key: &TicketKey) -> Result<Option<Other>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code from ticket t \
         join organisation o on o.id = t.beneficiary_id where {scope t} and t.beneficiary_id = $1 and t.id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The links that start from a ticket, then those that lead to it.
pub(super) async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Link>> {
    let from = query(
        "select l.kind, $3 as is_from_here, t.beneficiary_id, t.id, t.number, t.title, t.state, o.code \
         from ticket_link l join ticket t on t.beneficiary_id = l.beneficiary_id and t.id = l.other_id \
         join organisation o on o.id = t.beneficiary_id \
         where {scope l} and l.beneficiary_id = $1 and l.ticket_id = $2 order by l.kind, t.number",
    );
    let to = query(
        "select l.kind, $3 as is_from_here, t.beneficiary_id, t.id, t.number, t.title, t.state, o.code \
         from ticket_link l join ticket t on t.beneficiary_id = l.beneficiary_id and t.id = l.ticket_id \
         join organisation o on o.id = t.beneficiary_id \
         where {scope l} and l.beneficiary_id = $1 and l.other_id = $2 order by l.kind, t.number",
    );
    let mut links: Vec<Link> = tx.all(from.bind(&key.beneficiary).bind(key.id.as_str()).bind(true)).await?;
    let others: Vec<Link> = tx.all(to.bind(&key.beneficiary).bind(key.id.as_str()).bind(false)).await?;
    links.extend(others);
    Ok(links)
}

/// Adds a link; gives 0 when there is one already.
pub(super) async fn add(
    tx: &mut Tx,
    key: &TicketKey,
    kind: LinkKind,
    other: &TicketId,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into ticket_link (beneficiary_id, ticket_id, kind, other_id, linked_by_name, linked_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (beneficiary_id, ticket_id, kind, other_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(kind.as_str()).bind(other.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Ends a link, whichever of the two tickets it starts from.
pub(super) async fn remove(tx: &mut Tx, key: &TicketKey, kind: LinkKind, other: &TicketId) -> Result<u64> {
    let delete = query(
        "delete from ticket_link where {scope} and beneficiary_id = $1 and kind = $3 \
         and ((ticket_id = $2 and other_id = $4) or (ticket_id = $4 and other_id = $2))",
    );
    let delete = delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(kind.as_str());
    tx.execute(delete.bind(other.as_str())).await
}

/// The main ticket a duplicate was joined to, at the end of the chain.
pub async fn main_of(tx: &mut Tx, key: &TicketKey) -> Result<Option<TicketKey>> {
    let mut main = None;
    let mut at = key.clone();
    // A main ticket may have become a duplicate later; a chain never closes, because a duplicate takes none.
    while let Some(merge) = merge_of(tx, &at).await? {
        at = TicketKey { beneficiary: key.beneficiary.clone(), id: merge.into };
        main = Some(at.clone());
    }
    Ok(main)
}

/// How a ticket was joined to another.
pub(super) async fn merge_of(tx: &mut Tx, key: &TicketKey) -> Result<Option<Merge>> {
    let select = query("select * from ticket_merge where {scope} and beneficiary_id = $1 and ticket_id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The duplicates joined to a ticket, the first joined first.
pub(super) async fn duplicates(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Other>> {
    let select = query(
        "select t.beneficiary_id, t.id, t.number, t.title, t.state, o.code from ticket_merge m \
         join ticket t on t.beneficiary_id = m.beneficiary_id and t.id = m.ticket_id \
         join organisation o on o.id = t.beneficiary_id \
         where {scope m} and m.beneficiary_id = $1 and m.into_id = $2 order by m.merged_at, m.ticket_id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Joins a duplicate to its main ticket.
pub(super) async fn add_merge(
    tx: &mut Tx,
    key: &TicketKey,
    merge: &Merge,
    by: &str,
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into ticket_merge (beneficiary_id, ticket_id, into_id, merged_by_name, merged_at, watcher_id, \
         version_after, main_version_after, state_before) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert =
        insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(merge.into.as_str()).bind(by).bind(now);
    let insert = insert.bind(merge.watcher.clone()).bind(merge.version_after).bind(merge.main_version_after);
    tx.execute(insert.bind(merge.state_before.as_str())).await.map(drop)
}

/// Separates a duplicate again.
pub(super) async fn remove_merge(tx: &mut Tx, key: &TicketKey) -> Result<u64> {
    let delete = query("delete from ticket_merge where {scope} and beneficiary_id = $1 and ticket_id = $2");
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Counts a change of a locked ticket that has no other; gives its version.
pub(super) async fn raise(tx: &mut Tx, key: &TicketKey, now: Timestamp) -> Result<i64> {
    let update = query(
        "update ticket set version = version + 1, updated_at = $3 where {scope} and beneficiary_id = $1 and id = $2 \
         returning version as value",
    );
    tx.value(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now)).await
}
