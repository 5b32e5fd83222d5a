//! Conversations in the database. What is said is in the messages of the ticket.

use super::{Chat, State};
use crate::tickets::{Named, TicketKey};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Chat {
    fn from_row(row: &Row) -> Result<Self> {
        let named = |id, name| -> Result<Option<Named>> {
            let name: Option<String> = row.maybe(name)?;
            name.map(|name| Ok(Named { id: row.maybe_id(id)?, name })).transpose()
        };
        Ok(Self {
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            person: row.id("person_id")?,
            state: row.word("state")?,
            opened_at: row.get("opened_at")?,
            wait_until: row.get("wait_until")?,
            agent: named("agent_id", "agent_name")?,
            meant_for: named("meant_for_id", "meant_for_name")?,
            team: row.maybe_id("team_id")?.zip(row.maybe("team_name")?),
            taken_at: row.maybe("taken_at")?,
            ended_at: row.maybe("ended_at")?,
            ended_by: row.maybe("ended_by_name")?,
            version: row.get("version")?,
        })
    }
}

const CHAT: &str =
    "select c.*, (select e.name from team e where e.id = c.team_id) as team_name from chat c where {scope c}";

/// The conversation of a ticket, when there was one.
pub async fn find(tx: &mut Tx, key: &TicketKey) -> Result<Option<Chat>> {
    let select = query(CHAT).push(" and c.beneficiary_id = $1 and c.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Holds it until the end of the transaction. It is always held before its ticket.
pub(super) async fn lock(tx: &mut Tx, key: &TicketKey) -> Result<Option<Chat>> {
    let select = query(CHAT).push(" and c.beneficiary_id = $1 and c.id = $2 for update");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The conversation that a person has not ended yet, the oldest when there are several.
pub(super) async fn open_of(tx: &mut Tx, person: &PersonId) -> Result<Option<Chat>> {
    let select =
        query(CHAT).push(" and c.person_id = $1 and c.state in ('waiting', 'active') order by c.id limit 1");
    tx.optional(select.bind(person)).await
}

/// Those not over, the one that has waited longest first.
pub(super) async fn open(tx: &mut Tx, limit: i64) -> Result<Vec<Chat>> {
    let select =
        query(CHAT).push(" and c.state in ('waiting', 'active') order by c.opened_at, c.id limit $1");
    tx.all(select.bind(limit)).await
}

/// Those that have waited for an agent as long as one waits.
pub(super) async fn late(tx: &mut Tx, now: Timestamp, limit: i64) -> Result<Vec<Chat>> {
    let select = query(CHAT)
        .push(" and c.state = 'waiting' and c.wait_until <= $1 order by c.wait_until, c.beneficiary_id, c.id limit $2");
    tx.all(select.bind(now).bind(limit)).await
}

/// Stores a new conversation.
pub(super) async fn insert(tx: &mut Tx, new: &Chat) -> Result<()> {
    let insert = query(
        "insert into chat (beneficiary_id, id, person_id, state, opened_at, wait_until, ended_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert = insert.bind(&new.key.beneficiary).bind(new.key.id.as_str()).bind(&new.person);
    let insert = insert.bind(new.state.as_str()).bind(new.opened_at).bind(new.wait_until);
    tx.execute(insert.bind(new.ended_at)).await.map(drop)
}

/// Stores where a held conversation stands.
pub(super) async fn update(tx: &mut Tx, chat: &Chat) -> Result<()> {
    let update = query(
        "update chat set state = $3, wait_until = $4, agent_id = $5, agent_name = $6, meant_for_id = $7, \
         meant_for_name = $8, team_id = $9, taken_at = $10, ended_at = $11, ended_by_name = $12, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let id = |named: &Option<Named>| named.as_ref().and_then(|named| named.id.clone());
    let name = |named: &Option<Named>| named.as_ref().map(|named| named.name.clone());
    let state: State = chat.state;
    let update = update
        .bind(&chat.key.beneficiary)
        .bind(chat.key.id.as_str())
        .bind(state.as_str())
        .bind(chat.wait_until)
        .bind(id(&chat.agent))
        .bind(name(&chat.agent))
        .bind(id(&chat.meant_for))
        .bind(name(&chat.meant_for))
        .bind(chat.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(chat.taken_at)
        .bind(chat.ended_at)
        .bind(chat.ended_by.clone());
    tx.execute(update).await.map(drop)
}
