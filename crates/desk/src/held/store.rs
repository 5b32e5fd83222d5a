//! Things held in the database.

use super::{Held, State};
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::{Text, id::PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Held {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            person: row.id("person_id")?,
            kind: row.word("kind")?,
            content: row.json("content")?,
            state: row.word("state")?,
            failure: row.maybe_json("failure")?,
            release_at: row.get("release_at")?,
            releasing_at: row.maybe("releasing_at")?,
        })
    }
}

/// Stores something held; nothing when that identifier is known already.
pub(super) async fn insert(tx: &mut Tx, held: &Held, now: Timestamp) -> Result<bool> {
    let insert = query(
        "insert into ticket_held (beneficiary_id, id, ticket_id, person_id, kind, content, state, release_at, at) \
         values ($1, $2, $3, $4, $5, $6, 'held', $7, $8) on conflict (beneficiary_id, id) do nothing",
    );
    let insert = insert.bind(&held.key.beneficiary).bind(held.id.as_str()).bind(held.key.id.as_str());
    let insert = insert.bind(&held.person).bind(held.kind.as_str()).bind(serde_json::json!(held.content));
    Ok(tx.execute(insert.bind(held.release_at).bind(now)).await? == 1)
}

/// Whether anything is due.
pub(super) async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    let select = query(
        "select count(*) as value from ticket_held h where {scope h} and h.state = 'held' and h.release_at <= $1",
    );
    Ok(tx.value::<i64>(select.bind(now)).await? > 0)
}

/// What is due, the oldest first; on its way already only when that began before `cut_short`.
pub(super) async fn due(tx: &mut Tx, now: Timestamp, cut_short: Timestamp) -> Result<Vec<Held>> {
    let select = query(
        "select h.* from ticket_held h where {scope h} and h.state = 'held' and h.release_at <= $1 \
         and (h.releasing_at is null or h.releasing_at < $2) order by h.release_at, h.id limit 100",
    );
    tx.all(select.bind(now).bind(cut_short)).await
}

/// Puts it on its way, from which nobody takes it back; says whether this call did.
pub(super) async fn claim(tx: &mut Tx, held: &Held, now: Timestamp, cut_short: Timestamp) -> Result<bool> {
    let update = query(
        "update ticket_held set releasing_at = $3 where {scope} and beneficiary_id = $1 and id = $2 and state = 'held' \
         and (releasing_at is null or releasing_at < $4)",
    );
    let update = update.bind(&held.key.beneficiary).bind(held.id.as_str()).bind(now).bind(cut_short);
    Ok(tx.execute(update).await? == 1)
}

/// What a person holds or failed to send on a ticket since an instant, the newest first.
pub(super) async fn of(
    tx: &mut Tx,
    key: &TicketKey,
    person: &PersonId,
    since: Timestamp,
) -> Result<Vec<Held>> {
    let select = query(
        "select h.* from ticket_held h where {scope h} and h.beneficiary_id = $1 and h.ticket_id = $2 \
         and h.person_id = $3 and h.at >= $4 and h.state in ('held', 'failed') order by h.at desc, h.id desc limit 5",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(person).bind(since)).await
}

/// The thing itself, wherever it stands, held until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, key: &TicketKey, id: &str) -> Result<Option<Held>> {
    let select = query(
        "select h.* from ticket_held h where {scope h} and h.beneficiary_id = $1 and h.id = $2 and h.ticket_id = $3 \
         for update",
    );
    tx.optional(select.bind(&key.beneficiary).bind(id).bind(key.id.as_str())).await
}

/// Notes where it now stands, when it still waited; gives the number of rows changed, 0 or 1.
pub(super) async fn settle(tx: &mut Tx, held: &Held, state: State, failure: Option<&Text>) -> Result<u64> {
    let update = query(
        "update ticket_held set state = $3, failure = $4 \
         where {scope} and beneficiary_id = $1 and id = $2 and state = 'held'",
    );
    let update = update.bind(&held.key.beneficiary).bind(held.id.as_str()).bind(state.as_str());
    tx.execute(update.bind(failure.map(|text| serde_json::json!(text)))).await
}
