//! Warnings in the database, and which tickets to look at.

use super::Mark;
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{Result, Tx, query};

/// Open tickets that were changed since they were last looked at, then those whose next moment has come.
pub(super) async fn to_look_at(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<TicketKey>> {
    let changed = query(
        "select t.beneficiary_id, t.id from ticket t where {scope t} and t.is_open = $1 and t.watch_at is null \
         order by t.id limit $2",
    );
    let mut found: Vec<TicketKey> = tx.all(changed.bind(true).bind(limit)).await?;
    let due = query(
        "select t.beneficiary_id, t.id from ticket t where {scope t} and t.is_open = $1 and t.watch_at <= $2 \
         order by t.watch_at, t.id limit $3",
    );
    found.extend(tx.all::<TicketKey>(due.bind(true).bind(now).bind(limit)).await?);
    Ok(found)
}

/// The open tickets of a beneficiary in order, after one already given.
pub(super) async fn open_after(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    after: &str,
    limit: i64,
) -> Result<Vec<TicketKey>> {
    let select = query(
        "select t.beneficiary_id, t.id from ticket t \
         where {scope t} and t.beneficiary_id = $1 and t.is_open = $2 and t.id > $3 order by t.id limit $4",
    );
    tx.all(select.bind(beneficiary).bind(true).bind(after).bind(limit)).await
}

/// Notes that somebody is told of a moment; gives 0 when it was told already.
pub(super) async fn warn(tx: &mut Tx, key: &TicketKey, mark: &Mark, now: Timestamp) -> Result<u64> {
    let insert = query(
        "insert into ticket_warning (beneficiary_id, ticket_id, clock, moment, due_at, told_at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (beneficiary_id, ticket_id, clock, moment) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(mark.clock.as_str());
    tx.execute(insert.bind(mark.moment.as_str()).bind(mark.due).bind(now)).await
}

/// Says when to look at a held ticket again, and whether its next promise is due soon.
pub(super) async fn looked(tx: &mut Tx, key: &TicketKey, next: Timestamp, is_due_soon: bool) -> Result<()> {
    let update = query(
        "update ticket set watch_at = $3, is_due_soon = $4 where {scope} and beneficiary_id = $1 and id = $2",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(next).bind(is_due_soon))
        .await
        .map(drop)
}
