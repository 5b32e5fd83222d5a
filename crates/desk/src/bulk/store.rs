//! Changes to several tickets in the database.

use super::{BatchId, Change, Outcome};
use crate::tickets::TicketKey;
use jiff::Timestamp;
use kernel::{Text, id::PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Outcome {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number, title): (String, i64, String) =
            (row.get("code")?, row.get("number")?, row.get("title")?);
        Ok(Self {
            id: row.get("id")?,
            key: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            name: format!("{code}-{number} {title}"),
            refusal: row.maybe_json("refusal")?,
            before: row.json("before")?,
            version_after: row.get("version_after")?,
            at: row.get("at")?,
            undone_at: row.maybe("undone_at")?,
            undo_refusal: row.maybe_json("undo_refusal")?,
        })
    }
}

/// Where an outcome belongs.
pub(super) struct Batch<'a> {
    pub(super) id: &'a BatchId,
    pub(super) person: &'a PersonId,
    pub(super) change: &'a Change,
}

/// Stores what became of one ticket.
pub(super) async fn insert(tx: &mut Tx, batch: &Batch<'_>, place: i64, outcome: &Outcome) -> Result<()> {
    let insert = query(
        "insert into ticket_bulk (beneficiary_id, id, batch_id, place, ticket_id, person_id, change, refusal, before, \
         version_after, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let insert = insert.bind(&outcome.key.beneficiary).bind(&outcome.id).bind(batch.id.as_str()).bind(place);
    let insert =
        insert.bind(outcome.key.id.as_str()).bind(batch.person).bind(serde_json::json!(batch.change));
    let insert = insert.bind(outcome.refusal.as_ref().map(stored)).bind(serde_json::json!(outcome.before));
    tx.execute(insert.bind(outcome.version_after).bind(outcome.at)).await.map(drop)
}

fn stored(text: &Text) -> serde_json::Value {
    serde_json::json!(text)
}

/// The outcomes of a batch that this person made, in the order of the list.
pub(super) async fn of_batch(tx: &mut Tx, batch: &BatchId, person: &PersonId) -> Result<Vec<Outcome>> {
    let select = query(
        "select b.*, o.code, t.number, t.title from ticket_bulk b \
         join ticket t on t.beneficiary_id = b.beneficiary_id and t.id = b.ticket_id \
         join organisation o on o.id = b.beneficiary_id \
         where {scope b} and b.batch_id = $1 and b.person_id = $2 order by b.place",
    );
    tx.all(select.bind(batch.as_str()).bind(person)).await
}

/// Notes that a change was put back, or why it could not be.
pub(super) async fn set_undone(
    tx: &mut Tx,
    outcome: &Outcome,
    at: Option<Timestamp>,
    refusal: Option<&Text>,
) -> Result<()> {
    let update = query(
        "update ticket_bulk set undone_at = $3, undo_refusal = $4 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&outcome.key.beneficiary).bind(&outcome.id).bind(at);
    tx.execute(update.bind(refusal.map(stored))).await.map(drop)
}
