//! Restores and tests in the database.

use super::{Restore, Test};
use crate::backups::{
    ObjectKey,
    rules::{RestoreFact, TestFact},
};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Restore {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            object: row.id("object_id")?,
            object_name: row.get("object_name")?,
            what: row.get("what")?,
            complexity: row.word("complexity")?,
            requested_at: row.get("requested_at")?,
            usable_at: row.maybe("usable_at")?,
            outcome: row.maybe::<String>("outcome")?.as_deref().and_then(super::Ended::parse),
            note: row.get("note")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Test {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            object: row.id("object_id")?,
            object_name: row.get("object_name")?,
            planned_on: row.get("planned_on")?,
            done_at: row.maybe("done_at")?,
            outcome: row.maybe::<String>("outcome")?.as_deref().and_then(super::TestOutcome::parse),
            operator: row.get("operator")?,
            seconds: row.maybe("seconds")?,
            proof_name: row.get("proof_name")?,
            proof_digest: row.maybe("proof_digest")?,
            note: row.get("note")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for RestoreFact {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            complexity: row.word("complexity")?,
            requested_at: row.get("requested_at")?,
            usable_at: row.get("usable_at")?,
        })
    }
}

impl FromRow for TestFact {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.get("id")?,
            object: row.get("object_name")?,
            done_at: row.get("done_at")?,
            is_passed: row.get::<String>("outcome")? == super::TestOutcome::Passed.as_str(),
        })
    }
}

const RESTORE: &str = "select r.*, o.name as object_name from restore_request r \
     join protected_object o on o.beneficiary_id = r.beneficiary_id and o.id = r.object_id where {scope r}";

const TEST: &str = "select t.*, o.name as object_name from restore_test t \
     join protected_object o on o.beneficiary_id = t.beneficiary_id and o.id = t.object_id where {scope t}";

/// The last restores, the latest first.
pub async fn restores(tx: &mut Tx) -> Result<Vec<Restore>> {
    tx.all(query(RESTORE).push(" order by r.requested_at desc, r.id desc limit 100")).await
}

/// One restore.
pub async fn restore(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &str) -> Result<Option<Restore>> {
    let select = query(RESTORE).push(" and r.beneficiary_id = $1 and r.id = $2");
    tx.optional(select.bind(beneficiary).bind(id)).await
}

/// The last tests, the latest planned first.
pub async fn tests(tx: &mut Tx) -> Result<Vec<Test>> {
    tx.all(query(TEST).push(" order by t.planned_on desc, t.id desc limit 100")).await
}

/// One test.
pub async fn test(tx: &mut Tx, beneficiary: &BeneficiaryId, id: &str) -> Result<Option<Test>> {
    let select = query(TEST).push(" and t.beneficiary_id = $1 and t.id = $2");
    tx.optional(select.bind(beneficiary).bind(id)).await
}

/// Restores of a beneficiary whose data were usable between two instants.
pub async fn facts(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<RestoreFact>> {
    let select = query(
        "select r.complexity, r.requested_at, r.usable_at from restore_request r where {scope r} \
         and r.beneficiary_id = $1 and r.outcome = 'done' and r.usable_at >= $2 and r.usable_at < $3 \
         order by r.usable_at, r.id",
    );
    tx.all(select.bind(beneficiary).bind(from).bind(to)).await
}

/// Tests of a beneficiary done between two instants.
pub async fn test_facts(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<TestFact>> {
    let select = query(TEST)
        .push(" and t.beneficiary_id = $1 and t.done_at >= $2 and t.done_at < $3 order by t.done_at, t.id");
    tx.all(select.bind(beneficiary).bind(from).bind(to)).await
}

/// Stores a restore that is asked for.
pub(super) async fn insert_restore(
    tx: &mut Tx,
    key: &ObjectKey,
    id: &str,
    (what, complexity): (&str, super::Complexity),
    requested_at: Timestamp,
    by: &str,
) -> Result<()> {
    let insert = query(
        "insert into restore_request (beneficiary_id, id, object_id, what, complexity, requested_at, note, \
         recorded_by_name) values ($1, $2, $3, $4, $5, $6, '', $7)",
    );
    let insert = insert.bind(&key.beneficiary).bind(id).bind(key.id.as_str()).bind(what);
    tx.execute(insert.bind(complexity.as_str()).bind(requested_at).bind(by)).await.map(drop)
}

/// Ends a restore that is still as it was read; gives the number of rows changed, 0 or 1.
pub(super) async fn end_restore(tx: &mut Tx, one: &Restore) -> Result<u64> {
    let update = query(
        "update restore_request set outcome = $3, usable_at = $4, note = $5, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $6",
    );
    let update =
        update.bind(&one.beneficiary).bind(one.id.as_str()).bind(one.outcome.map(super::Ended::as_str));
    tx.execute(update.bind(one.usable_at).bind(&one.note).bind(one.version)).await
}

/// Stores a test that is planned.
pub(super) async fn insert_test(tx: &mut Tx, key: &ObjectKey, id: &str, planned_on: Date) -> Result<()> {
    let insert = query(
        "insert into restore_test (beneficiary_id, id, object_id, planned_on, operator, proof_name, note) \
         values ($1, $2, $3, $4, '', '', '')",
    );
    tx.execute(insert.bind(&key.beneficiary).bind(id).bind(key.id.as_str()).bind(planned_on)).await.map(drop)
}

/// Writes down how a test went, when it is still as it was read; gives the number of rows changed, 0 or 1.
pub(super) async fn end_test(tx: &mut Tx, one: &Test) -> Result<u64> {
    let update = query(
        "update restore_test set done_at = $3, outcome = $4, operator = $5, seconds = $6, proof_name = $7, \
         proof_digest = $8, note = $9, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $10",
    );
    let update = update.bind(&one.beneficiary).bind(one.id.as_str()).bind(one.done_at);
    let update =
        update.bind(one.outcome.map(super::TestOutcome::as_str)).bind(&one.operator).bind(one.seconds);
    let update = update.bind(&one.proof_name).bind(one.proof_digest.clone()).bind(&one.note);
    tx.execute(update.bind(one.version)).await
}
