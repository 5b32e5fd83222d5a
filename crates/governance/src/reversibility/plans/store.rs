//! Versions of the plan in the database.

use super::{Acceptance, Chapters, Plan, PlanKey, PlanState};
use crate::meetings::rules::side_word;
use jiff::{Timestamp, civil::Date};
use kernel::{Actor, Side, id::BeneficiaryId};
use platform::{
    Digest,
    db::{self, FromRow, Result, Row, Tx, query},
};

/// Versions shown of a beneficiary.
const SHOWN: i64 = 100;

impl FromRow for Plan {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: PlanKey { beneficiary: row.id("beneficiary_id")?, number: row.get("number")? },
            beneficiary_name: row.get("beneficiary_name")?,
            state: row.word("state")?,
            chapters: row.json("chapters")?,
            deletion_days: row.maybe("deletion_days")?,
            changes: row.get("changes")?,
            written_by: row.get("written_by_name")?,
            created_at: row.get("created_at")?,
            updated_at: row.get("updated_at")?,
            submitted_at: row.maybe("submitted_at")?,
            accepted_on: row.maybe("accepted_on")?,
            pdf_digest: row.maybe_id("pdf_digest")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Acceptance {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { side: row.word("side")?, person: row.get("person_name")?, at: row.get("at")? })
    }
}

/// One version, when in scope.
pub async fn find(tx: &mut Tx, key: &PlanKey) -> Result<Option<Plan>> {
    let select = query(
        "select p.*, o.name as beneficiary_name from reversibility_plan p \
         join organisation o on o.id = p.beneficiary_id \
         where {scope p} and p.beneficiary_id = $1 and p.number = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.number)).await
}

/// Holds a version until the transaction ends. Says whether it is there.
pub(super) async fn hold(tx: &mut Tx, key: &PlanKey) -> Result<bool> {
    let select = query(
        "select p.number as value from reversibility_plan p \
         where {scope p} and p.beneficiary_id = $1 and p.number = $2 for update",
    );
    let held: Option<(i64,)> = tx.optional(select.bind(&key.beneficiary).bind(key.number)).await?;
    Ok(held.is_some())
}

/// The versions of a beneficiary, the latest first.
pub async fn of(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Plan>> {
    let select = query(
        "select p.*, o.name as beneficiary_name from reversibility_plan p \
         join organisation o on o.id = p.beneficiary_id \
         where {scope p} and p.beneficiary_id = $1 order by p.number desc limit $2",
    );
    tx.all(select.bind(beneficiary).bind(SHOWN)).await
}

/// The latest version of each beneficiary in scope, and the latest accepted one.
pub async fn latest(tx: &mut Tx) -> Result<Vec<Plan>> {
    tx.all(query(
        "select p.*, o.name as beneficiary_name from reversibility_plan p \
         join organisation o on o.id = p.beneficiary_id where {scope p} and (p.state <> 'accepted' or p.number = \
         (select max(a.number) from reversibility_plan a where a.beneficiary_id = p.beneficiary_id and a.state = 'accepted')) \
         order by p.beneficiary_id, p.number desc",
    ))
    .await
}

/// Begins a version. Gives 0 when one is being written already.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &PlanKey,
    (chapters, deletion_days, by): (&Chapters, Option<i64>, &str),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into reversibility_plan (beneficiary_id, number, state, chapters, changes, written_by_name, created_at, \
         updated_at, version, deletion_days) values ($1, $2, 'draft', $3, '', $4, $5, $5, 1, $6) on conflict do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.number).bind(db::json("chapters", chapters)?);
    tx.execute(insert.bind(by).bind(now).bind(deletion_days)).await
}

/// Writes a draft that is still as it was read.
pub(super) async fn write(
    tx: &mut Tx,
    key: &PlanKey,
    ((chapters, deletion_days), changes, version): ((&Chapters, Option<i64>), &str, i64),
    (by, now): (&str, Timestamp),
) -> Result<u64> {
    let update = query(
        "update reversibility_plan set chapters = $3, changes = $4, written_by_name = $5, updated_at = $6, \
         version = version + 1, deletion_days = $8 \
         where {scope} and beneficiary_id = $1 and number = $2 and state = 'draft' and version = $7",
    );
    let update = update.bind(&key.beneficiary).bind(key.number).bind(db::json("chapters", chapters)?);
    tx.execute(update.bind(changes).bind(by).bind(now).bind(version).bind(deletion_days)).await
}

/// Puts a version before both sides, or takes it back.
pub(super) async fn set_state(
    tx: &mut Tx,
    key: &PlanKey,
    (state, submitted_at): (PlanState, Option<Timestamp>),
) -> Result<u64> {
    let update = query(
        "update reversibility_plan set state = $3, submitted_at = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and number = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.number).bind(state.as_str());
    tx.execute(update.bind(submitted_at)).await
}

/// Freezes a version that both sides accepted.
pub(super) async fn freeze(tx: &mut Tx, key: &PlanKey, (on, pdf): (Date, &Digest)) -> Result<u64> {
    let update = query(
        "update reversibility_plan set state = 'accepted', accepted_on = $3, pdf_digest = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and number = $2 and state = 'submitted'",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.number).bind(on).bind(pdf.clone())).await
}

/// Who accepted a version so far.
pub async fn acceptances(tx: &mut Tx, key: &PlanKey) -> Result<Vec<Acceptance>> {
    let select = query(
        "select a.side, a.person_name, a.at from reversibility_acceptance a \
         where {scope a} and a.beneficiary_id = $1 and a.number = $2 order by a.at, a.side",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.number)).await
}

/// Notes that a side accepts. Gives 0 when it did already.
pub(super) async fn accept(
    tx: &mut Tx,
    key: &PlanKey,
    (side, actor): (Side, &Actor),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into reversibility_acceptance (beneficiary_id, number, side, person_id, person_name, at) \
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.number).bind(side_word(side));
    tx.execute(insert.bind(actor.person.clone()).bind(&actor.name).bind(now)).await
}

/// Forgets who accepted a version that is written again.
pub(super) async fn forget_acceptances(tx: &mut Tx, key: &PlanKey) -> Result<u64> {
    let delete =
        query("delete from reversibility_acceptance where {scope} and beneficiary_id = $1 and number = $2");
    tx.execute(delete.bind(&key.beneficiary).bind(key.number)).await
}
