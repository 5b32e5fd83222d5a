//! Recorded proofs and reminders in the database; what proves the other deadlines is in [`facts`].

pub mod facts;

use super::{Deadline, DeadlineKey, ProofForm, ProofId, ProofKey, RecordedProof};
use crate::meetings::rules::side_word;
use jiff::{Timestamp, civil::Date};
use kernel::{Side, id::BeneficiaryId};
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
};

/// Most proofs read at once: some ten a year for each of two hundred bodies over ten years.
const MOST: i64 = 20_000;

impl FromRow for RecordedProof {
    fn from_row(row: &Row) -> Result<Self> {
        let file: Option<Digest> = row.maybe_id("file_digest")?;
        let name: String = row.get("file_name")?;
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            id: row.id("id")?,
            obligation: row.get("obligation")?,
            due: row.get("due_on")?,
            note: row.get("note")?,
            valid_until: row.maybe("valid_until")?,
            file: file.map(|digest| (digest, name)),
            side: row.word("side")?,
            recorded_by: row.get("recorded_by_name")?,
            recorded_at: row.get("recorded_at")?,
            withdrawn_at: row.maybe("withdrawn_at")?,
            withdrawn_by: row.get("withdrawn_by_name")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
        })
    }
}

/// The proofs in scope, or of one beneficiary, that were not taken back.
pub async fn standing(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>) -> Result<Vec<RecordedProof>> {
    let select =
        query("select p.* from deadline_proof p where {scope p} and p.withdrawn_at is null and $1 > 0");
    let select = select.bind(MOST).and_if("p.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by p.beneficiary_id, p.obligation, p.due_on, p.id limit $1")).await
}

/// Every proof of an obligation, the latest first; those taken back too.
pub async fn of_obligation(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    obligation: &str,
) -> Result<Vec<RecordedProof>> {
    let select = query(
        "select p.* from deadline_proof p where {scope p} and p.beneficiary_id = $1 and p.obligation = $2 \
         order by p.due_on desc, p.id desc limit $3",
    );
    tx.all(select.bind(beneficiary).bind(obligation).bind(MOST)).await
}

/// One proof, when in scope.
pub async fn find(tx: &mut Tx, key: &ProofKey) -> Result<Option<RecordedProof>> {
    let select =
        query("select p.* from deadline_proof p where {scope p} and p.beneficiary_id = $1 and p.id = $2");
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// What is known of a proof besides its words.
pub(super) struct Given<'a> {
    pub(super) valid_until: Option<Date>,
    pub(super) file: Option<(Digest, String)>,
    pub(super) side: Side,
    pub(super) by: &'a str,
}

/// Stores a proof; the end of the beneficiary's audit chain is held, so that two people do not prove the same day.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &DeadlineKey,
    id: &ProofId,
    (form, given): (&ProofForm, &Given<'_>),
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into deadline_proof (beneficiary_id, id, obligation, due_on, note, valid_until, file_digest, file_name, side, \
         recorded_by_name, recorded_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    );
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(&key.obligation).bind(key.due);
    let insert = insert.bind(form.note.trim()).bind(given.valid_until);
    let insert = insert.bind(given.file.as_ref().map(|file| file.0.as_str().to_owned()));
    let insert = insert.bind(given.file.as_ref().map_or("", |file| file.1.as_str()));
    tx.execute(insert.bind(side_word(given.side)).bind(given.by).bind(now)).await.map(drop)
}

/// Takes a proof back; gives 0 when it was already.
pub(super) async fn withdraw(
    tx: &mut Tx,
    key: &ProofKey,
    (reason, by): (&str, &str),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update deadline_proof set withdrawn_at = $3, withdrawn_by_name = $4, withdrawn_reason = $5 \
         where {scope} and beneficiary_id = $1 and id = $2 and withdrawn_at is null",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(now);
    tx.execute(update.bind(by).bind(reason)).await
}

/// Notes that a reminder is sent; gives 0 when it was already.
pub(super) async fn remind(
    tx: &mut Tx,
    one: &Deadline,
    (moment, told): (&str, usize),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into deadline_reminder (beneficiary_id, obligation, due_on, moment, told, at) \
         values ($1, $2, $3, $4, $5, $6) on conflict (beneficiary_id, obligation, due_on, moment) do nothing",
    );
    let insert = insert.bind(&one.beneficiary).bind(&one.obligation).bind(one.due).bind(moment);
    tx.execute(insert.bind(i64::try_from(told).unwrap_or(i64::MAX)).bind(now)).await
}

/// A reminder that was sent.
pub(super) struct Reminded {
    pub(super) beneficiary: BeneficiaryId,
    pub(super) obligation: String,
    pub(super) due: Date,
    pub(super) moment: String,
}

impl FromRow for Reminded {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            beneficiary: row.id("beneficiary_id")?,
            obligation: row.get("obligation")?,
            due: row.get("due_on")?,
            moment: row.get("moment")?,
        })
    }
}

/// The reminders sent since an instant.
pub(super) async fn reminded(tx: &mut Tx, since: Timestamp) -> Result<Vec<Reminded>> {
    let select = query("select r.* from deadline_reminder r where {scope r} and r.at >= $1");
    tx.all(select.bind(since)).await
}
