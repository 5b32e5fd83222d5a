//! What is added to tickets. Rows of the past are never changed, except the end of the present stay.

use super::super::{Attachment, Change, Message, Named, State, Stay, Ticket, TicketId, TicketKey, rules};
use super::NEVER;
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// A ticket found by its idempotency key.
pub(in super::super) struct Taken {
    pub(in super::super) id: TicketId,
    pub(in super::super) title: String,
    pub(in super::super) description: String,
}

impl FromRow for Taken {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { id: row.id("id")?, title: row.get("title")?, description: row.get("description")? })
    }
}

/// The ticket made with this idempotency key.
pub(in super::super) async fn by_key(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    key: &str,
) -> Result<Option<Taken>> {
    let select = query(
        "select t.id, t.title, t.description from ticket t \
         where {scope t} and t.beneficiary_id = $1 and t.idempotency_key = $2",
    );
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Stores a new ticket under the number after the last one of its beneficiary, and gives the number; nothing
/// when its idempotency key is taken. The caller holds the end of the beneficiary's audit chain, so that
/// creations come one after the other and numbers have no gap.
pub(in super::super) async fn insert(
    tx: &mut Tx,
    ticket: &Ticket,
    key: Option<&str>,
    now: Timestamp,
) -> Result<Option<i64>> {
    let insert = query(
        "insert into ticket (beneficiary_id, id, number, kind, is_administrative, title, description, channel, \
         requester_id, created_by_id, created_by_name, site_id, impact, urgency, priority, state, is_open, \
         received_at, due_at, due_clock, version, idempotency_key, created_at, team_id, category_id, updated_at) \
         values ($1, $2, coalesce((select max(t.number) from ticket t where {scope t} and t.beneficiary_id = $1), 0) + 1, \
         $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $22) \
         on conflict (beneficiary_id, idempotency_key) do nothing returning number as value",
    );
    let insert = insert
        .bind(&ticket.key.beneficiary)
        .bind(ticket.key.id.as_str())
        .bind(ticket.kind.as_str())
        .bind(ticket.is_administrative)
        .bind(&ticket.title)
        .bind(&ticket.description)
        .bind(ticket.channel.as_str())
        .bind(ticket.requester.id.clone())
        .bind(ticket.created_by.id.clone())
        .bind(&ticket.created_by.name)
        .bind(ticket.site.as_ref().map(|(id, _)| id.clone()))
        .bind(ticket.impact.as_str())
        .bind(ticket.urgency.as_str())
        .bind(&ticket.priority)
        .bind(ticket.state.as_str())
        .bind(rules::is_open(ticket.state))
        .bind(ticket.received_at)
        .bind(ticket.due.map_or(NEVER, |(_, at)| at))
        .bind(ticket.due.map(|(clock, _)| clock.as_str()))
        .bind(ticket.version)
        .bind(key)
        .bind(now)
        .bind(ticket.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(ticket.category.as_ref().map(|(id, _)| id.to_string()));
    let number: Option<(i64,)> = tx.optional(insert).await?;
    Ok(number.map(|(number,)| number))
}

/// Stores what may change of a ticket, its row being locked. Its clocks are then looked at anew.
pub(crate) async fn save(tx: &mut Tx, ticket: &Ticket) -> Result<()> {
    let update = query(
        "update ticket set kind = $3, is_administrative = $4, impact = $5, urgency = $6, priority = $7, \
         assignee_id = $8, state = $9, is_open = $10, due_at = $11, due_clock = $12, version = $13, title = $14, \
         requester_id = $15, site_id = $16, team_id = $17, category_id = $18, watch_at = null, is_due_soon = null, updated_at = $19 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update
        .bind(&ticket.key.beneficiary)
        .bind(ticket.key.id.as_str())
        .bind(ticket.kind.as_str())
        .bind(ticket.is_administrative)
        .bind(ticket.impact.as_str())
        .bind(ticket.urgency.as_str())
        .bind(&ticket.priority)
        .bind(ticket.assignee.as_ref().and_then(|named| named.id.clone()))
        .bind(ticket.state.as_str())
        .bind(rules::is_open(ticket.state))
        .bind(ticket.due.map_or(NEVER, |(_, at)| at))
        .bind(ticket.due.map(|(clock, _)| clock.as_str()))
        .bind(ticket.version)
        .bind(&ticket.title)
        .bind(ticket.requester.id.clone())
        .bind(ticket.site.as_ref().map(|(id, _)| id.clone()))
        .bind(ticket.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(ticket.category.as_ref().map(|(id, _)| id.to_string()))
        .bind(ticket.updated_at);
    tx.execute(update).await.map(drop)
}

/// Ends the present stay, if there is one, where the new one begins.
pub(in super::super) async fn add_stay(
    tx: &mut Tx,
    key: &TicketKey,
    sequence: i64,
    stay: &Stay,
) -> Result<()> {
    if sequence > 1 {
        let end = query(
            "update ticket_state set to_at = $3 \
             where {scope} and beneficiary_id = $1 and ticket_id = $2 and to_at is null",
        );
        tx.execute(end.bind(&key.beneficiary).bind(key.id.as_str()).bind(stay.from)).await?;
    }
    let insert = query(
        "insert into ticket_state (beneficiary_id, ticket_id, sequence, state, from_at, actor_id, actor_name, \
         reason, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let state: State = stay.state;
    let insert = insert
        .bind(&key.beneficiary)
        .bind(key.id.as_str())
        .bind(sequence)
        .bind(state.as_str())
        .bind(stay.from)
        .bind(stay.actor.id.clone())
        .bind(&stay.actor.name)
        .bind(&stay.reason)
        .bind(stay.version);
    tx.execute(insert).await.map(drop)
}

/// Whether a message with this idempotency key was already added to the ticket.
pub(crate) async fn said(tx: &mut Tx, key: &TicketKey, idempotency_key: &str) -> Result<bool> {
    let select = query(
        "select count(*) as value from ticket_message m \
         where {scope m} and m.beneficiary_id = $1 and m.ticket_id = $2 and m.idempotency_key = $3",
    );
    let count: i64 =
        tx.value(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(idempotency_key)).await?;
    Ok(count > 0)
}

/// Adds a message.
pub(crate) async fn add_message(
    tx: &mut Tx,
    key: &TicketKey,
    message: &Message,
    idempotency_key: Option<&str>,
) -> Result<()> {
    let insert = query(
        "insert into ticket_message (beneficiary_id, id, ticket_id, is_internal, is_provider, author_id, \
         author_name, body, at, version, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let Named { id: author, name } = &message.author;
    let insert = insert
        .bind(&key.beneficiary)
        .bind(message.id.as_str())
        .bind(key.id.as_str())
        .bind(message.is_internal)
        .bind(message.is_provider)
        .bind(author.clone())
        .bind(name)
        .bind(&message.body)
        .bind(message.at)
        .bind(message.version)
        .bind(idempotency_key);
    tx.execute(insert).await.map(drop)
}

/// Adds a joined file, its bytes being stored already.
pub(crate) async fn add_attachment(
    tx: &mut Tx,
    key: &TicketKey,
    file: &Attachment,
    at: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into ticket_attachment (beneficiary_id, id, ticket_id, message_id, digest, name, media_type, \
         size, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert
        .bind(&key.beneficiary)
        .bind(file.id.as_str())
        .bind(key.id.as_str())
        .bind(file.message.as_ref().map(|id| id.as_str().to_owned()))
        .bind(file.digest.clone())
        .bind(&file.name)
        .bind(&file.media_type)
        .bind(file.size)
        .bind(at);
    tx.execute(insert).await.map(drop)
}

/// Adds a change of assignee or criticality.
pub(crate) async fn add_change(tx: &mut Tx, key: &TicketKey, id: &str, change: &Change) -> Result<()> {
    let insert = query(
        "insert into ticket_change (beneficiary_id, id, ticket_id, kind, value_before, value_after, actor_id, \
         actor_name, at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert
        .bind(&key.beneficiary)
        .bind(id)
        .bind(key.id.as_str())
        .bind(change.kind.as_str())
        .bind(&change.before)
        .bind(&change.after)
        .bind(change.actor.id.clone())
        .bind(&change.actor.name)
        .bind(change.at)
        .bind(change.version);
    tx.execute(insert).await.map(drop)
}
