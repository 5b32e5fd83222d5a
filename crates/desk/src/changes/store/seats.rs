//! Who is asked to agree to changes, and what was answered.

use crate::{
    approvals::Decision,
    changes::{Change, ChangeId, Seat},
};
use jiff::Timestamp;
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Seat {
    fn from_row(row: &Row) -> Result<Self> {
        let decision: Option<String> = row.maybe("decision")?;
        Ok(Self {
            revision: row.get("revision")?,
            person: row.id("person_id")?,
            person_name: row.get("person_name")?,
            decision: decision.as_deref().and_then(Decision::parse),
            reason: row.get("reason")?,
            decided_by_name: row.maybe("decided_by_name")?,
            decided_at: row.maybe("decided_at")?,
        })
    }
}

/// Everybody asked about a change, the last revision first.
pub async fn of(tx: &mut Tx, change: &ChangeId) -> Result<Vec<Seat>> {
    let select = query(
        "select s.*, (select p.name from person p where {scope p} and p.id = s.person_id) as person_name from change_seat s \
         where s.change_id = $1 order by s.revision desc, s.person_id",
    );
    tx.all(select.bind(change.as_str())).await
}

/// Changes whose present revision waits for an answer of one of these persons, the next to begin first.
pub async fn waiting(tx: &mut Tx, persons: &[PersonId]) -> Result<Vec<Change>> {
    let select = query(
        "select c.* from change c where (c.state = 'awaiting_approval' \
         or (c.kind = 'emergency' and c.state in ('in_progress', 'done', 'backed_out'))) \
         and exists (select 1 from change_seat s where s.change_id = c.id and s.revision = c.revision \
         and s.decision is null",
    )
    .and_in("s.person_id", persons.iter().map(PersonId::as_str))
    .push(") order by c.from_at, c.id limit 100");
    tx.all(select).await
}

/// Asks a person about a revision.
pub(in crate::changes) async fn ask(
    tx: &mut Tx,
    change: &ChangeId,
    revision: i64,
    person: &PersonId,
) -> Result<()> {
    let insert = query(
        "insert into change_seat (change_id, revision, person_id) values ($1, $2, $3) \
         on conflict (change_id, revision, person_id) do nothing",
    );
    tx.execute(insert.bind(change.as_str()).bind(revision).bind(person)).await.map(drop)
}

/// Stores an answer; gives 0 when there is one already.
pub(in crate::changes) async fn answer(
    tx: &mut Tx,
    (change, seat): (&ChangeId, &Seat),
    decision: Decision,
    reason: &str,
    (by, by_name): (&PersonId, &str),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update change_seat set decision = $4, reason = $5, decided_by_id = $6, decided_by_name = $7, decided_at = $8 \
         where change_id = $1 and revision = $2 and person_id = $3 and decision is null",
    );
    let update = update.bind(change.as_str()).bind(seat.revision).bind(&seat.person);
    let update = update.bind(decision.as_str()).bind(reason).bind(by).bind(by_name);
    tx.execute(update.bind(now)).await
}
