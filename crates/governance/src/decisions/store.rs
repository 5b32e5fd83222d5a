//! Decisions in the database.

use super::{DecidedTarget, Decision, DecisionForm, DecisionId, DecisionKind, rules, rules::Stated};
use crate::meetings::MeetingKey;
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Most decisions of a meeting.
const SHOWN: i64 = 300;

impl FromRow for Decision {
    fn from_row(row: &Row) -> Result<Self> {
        let operator: String = row.get("operator")?;
        let operator = rules::operator(&operator);
        let (commitment, value): (String, String) = (row.get("commitment")?, row.get("value")?);
        Ok(Self {
            id: row.id("id")?,
            meeting: MeetingKey { beneficiary: row.id("beneficiary_id")?, id: row.id("meeting_id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            year: row.get("year")?,
            number: row.get("number")?,
            kind: row.word("kind")?,
            body: row.get("body")?,
            effective_on: row.get("effective_on")?,
            target: operator.map(|operator| DecidedTarget { commitment, operator, value }),
            withdrawn_at: row.maybe("withdrawn_at")?,
            minutes_state: row.word("minutes_state")?,
        })
    }
}

/// The decisions of a meeting, by number; those taken back too.
pub async fn of_meeting(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Decision>> {
    let select = query(
        "select d.*, o.name as beneficiary_name, m.minutes_state from decision d \
         join meeting m on m.beneficiary_id = d.beneficiary_id and m.id = d.meeting_id \
         join organisation o on o.id = d.beneficiary_id \
         where {scope d} and d.beneficiary_id = $1 and d.meeting_id = $2 order by d.year, d.number limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// The targets of a beneficiary in force on a day, as it was known at an instant, the latest first: their minutes were validated
/// by then and they were not taken back.
pub async fn targets(
    tx: &mut Tx,
    beneficiary: &BeneficiaryId,
    day: Date,
    known_at: Timestamp,
) -> Result<Vec<Decision>> {
    let select = query(
        "select d.*, o.name as beneficiary_name, m.minutes_state from decision d \
         join meeting m on m.beneficiary_id = d.beneficiary_id and m.id = d.meeting_id \
         join organisation o on o.id = d.beneficiary_id \
         where {scope d} and d.beneficiary_id = $1 and d.effective_on <= $2 and d.kind = 'target' \
         and d.withdrawn_at is null and m.minutes_state = 'validated' and m.validated_at <= $3 \
         order by d.effective_on desc, d.year desc, d.number desc",
    );
    tx.all(select.bind(beneficiary).bind(day).bind(known_at)).await
}

/// Every decision on a target of a beneficiary, in the order of their day; those taken back and those whose minutes are not
/// validated too.
pub async fn on_targets(tx: &mut Tx, beneficiary: &BeneficiaryId) -> Result<Vec<Decision>> {
    let select = query(
        "select d.*, o.name as beneficiary_name, m.minutes_state from decision d \
         join meeting m on m.beneficiary_id = d.beneficiary_id and m.id = d.meeting_id \
         join organisation o on o.id = d.beneficiary_id \
         where {scope d} and d.beneficiary_id = $1 and d.kind = 'target' order by d.effective_on, d.year, d.number",
    );
    tx.all(select.bind(beneficiary)).await
}

/// Where a page ended: year, number and identifier.
pub type Cursor = (i64, i64, String);

/// One page of the decisions in scope, the latest first, and one row more when others follow.
pub async fn page(
    tx: &mut Tx,
    (beneficiary, kind): (Option<&BeneficiaryId>, Option<DecisionKind>),
    before: &Cursor,
) -> Result<Vec<Decision>> {
    let select = query(
        "select d.*, o.name as beneficiary_name, m.minutes_state from decision d \
         join meeting m on m.beneficiary_id = d.beneficiary_id and m.id = d.meeting_id \
         join organisation o on o.id = d.beneficiary_id \
         where {scope d} and (d.year, d.number, d.id) < ($1, $2, $3) and $4 > 0",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(before.0).bind(before.1).bind(&before.2).bind(rows);
    let select = select.and_if("d.beneficiary_id =", beneficiary);
    let select = select.and_if("d.kind =", kind.map(DecisionKind::as_str));
    tx.all(select.push(" order by d.year desc, d.number desc, d.id desc limit $4")).await
}

/// Stores a decision under the next number of its year; the end of the beneficiary's audit chain is held, so that numbers follow
/// one another.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &MeetingKey,
    (id, year): (&DecisionId, i64),
    (form, stated): (&DecisionForm, &Stated),
    (by, now): (&str, Timestamp),
) -> Result<()> {
    let insert = query(
        "insert into decision (beneficiary_id, id, meeting_id, year, number, kind, body, effective_on, commitment, operator, \
         value, recorded_by_name, recorded_at) select $1, $2, $3, $4, coalesce(max(d.number), 0) + 1, $5, $6, $7, $8, $9, \
         $10, $11, $12 from decision d where {scope d} and d.beneficiary_id = $1 and d.year = $4",
    );
    let target = stated.target.as_ref();
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(key.id.as_str()).bind(year);
    let insert = insert.bind(stated.kind.as_str()).bind(form.decision.trim()).bind(stated.effective_on);
    let insert = insert.bind(target.map_or("", |one| one.commitment.as_str()));
    let insert = insert.bind(target.map_or("", |one| rules::operator_word(one.operator)));
    let insert = insert.bind(target.map_or("", |one| one.value.as_str()));
    tx.execute(insert.bind(by).bind(now)).await.map(drop)
}

/// Takes a decision back; gives 0 when it was already.
pub(super) async fn withdraw(tx: &mut Tx, key: &MeetingKey, id: &DecisionId, at: Timestamp) -> Result<u64> {
    let update = query(
        "update decision set withdrawn_at = $4 \
         where {scope} and beneficiary_id = $1 and meeting_id = $2 and id = $3 and withdrawn_at is null",
    );
    tx.execute(update.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str()).bind(at)).await
}
