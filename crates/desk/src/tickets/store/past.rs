//! Past tickets: how they are marked, counted and taken back.

use super::super::{Ticket, TicketKey};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{Result, Tx, query};

/// Marks a ticket just stored as taken over, with who worked on it and when it last moved.
pub(in super::super) async fn mark_past(tx: &mut Tx, ticket: &Ticket) -> Result<()> {
    let update = query(
        "update ticket set former_source = $3, former_number = $4, assignee_id = $5, updated_at = $6 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let former = ticket.former.as_ref();
    let update = update.bind(&ticket.key.beneficiary).bind(ticket.key.id.as_str());
    let update = update.bind(former.map(|f| f.source.clone())).bind(former.map(|f| f.number.clone()));
    let update = update.bind(ticket.assignee.as_ref().and_then(|named| named.id.clone()));
    tx.execute(update.bind(ticket.updated_at)).await.map(drop)
}

/// How many tickets received in `[from, to)` were taken over: they are counted in no promise.
pub async fn taken_over(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<i64> {
    let select = query(
        "select count(*) as value from ticket t where {scope t} and t.beneficiary_id = $1 \
         and t.received_at >= $2 and t.received_at < $3 and t.former_source is not null",
    );
    tx.value(select.bind(beneficiary).bind(from).bind(to)).await
}

/// Whether a past ticket is still at this version, its row being held.
pub(in super::super) async fn is_untouched(tx: &mut Tx, key: &TicketKey, version: i64) -> Result<bool> {
    let select = query(
        "select t.version as value from ticket t where {scope t} and t.beneficiary_id = $1 and t.id = $2 \
         and t.version = $3 and t.former_source is not null for update",
    );
    let select = select.bind(&key.beneficiary).bind(key.id.as_str()).bind(version);
    Ok(tx.optional::<(i64,)>(select).await?.is_some())
}

/// Removes a past ticket with its states and messages. Refused by the database when anything else refers to it.
pub(in super::super) async fn delete_past(tx: &mut Tx, key: &TicketKey) -> Result<()> {
    let messages =
        query("delete from ticket_message where {scope} and beneficiary_id = $1 and ticket_id = $2");
    tx.execute(messages.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let states = query("delete from ticket_state where {scope} and beneficiary_id = $1 and ticket_id = $2");
    tx.execute(states.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    let ticket = query("delete from ticket where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(ticket.bind(&key.beneficiary).bind(key.id.as_str())).await.map(drop)
}
