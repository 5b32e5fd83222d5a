//! Meetings in the database; what belongs to one is in [`parts`].

pub mod parts;

use super::{Meeting, MeetingForm, MeetingKey, MeetingState, MinutesState, rules, rules::Stated};
use jiff::Timestamp;
use kernel::id::BeneficiaryId;
use platform::{
    Digest,
    db::{FromRow, Result, Row, Tx, query},
};

impl FromRow for Meeting {
    fn from_row(row: &Row) -> Result<Self> {
        let report: Option<Digest> = row.maybe_id("report_digest")?;
        let report_name: String = row.get("report_name")?;
        Ok(Self {
            key: MeetingKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            committee: row.word("committee")?,
            subject: row.get("subject")?,
            starts_at: row.get("starts_at")?,
            minutes_long: row.get("minutes_long")?,
            place: row.get("place")?,
            state: row.word("state")?,
            cancel_reason: row.get("cancel_reason")?,
            sequence: row.get("sequence")?,
            summary: row.get("summary")?,
            minutes_state: row.word("minutes_state")?,
            sent_at: row.maybe("sent_at")?,
            validated_at: row.maybe("validated_at")?,
            minutes_digest: row.maybe_id("minutes_digest")?,
            report: report.map(|digest| (digest, report_name)),
            version: row.get("version")?,
        })
    }
}

/// The meetings in scope, or of one beneficiary, that begin between two instants, in their order.
pub async fn between(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    (from, to): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Meeting>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from meeting m join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.starts_at >= $1 and m.starts_at < $2 and $3 > 0",
    );
    let select = select.bind(from).bind(to).bind(limit).and_if("m.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by m.starts_at, m.id limit $3")).await
}

/// The meeting, when in scope.
pub async fn find(tx: &mut Tx, key: &MeetingKey) -> Result<Option<Meeting>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from meeting m join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.beneficiary_id = $1 and m.id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The same, its row held until the end of the transaction.
pub(crate) async fn hold(tx: &mut Tx, key: &MeetingKey) -> Result<Option<Meeting>> {
    let lock = query(
        "select m.id as value from meeting m where {scope m} and m.beneficiary_id = $1 and m.id = $2 for update",
    );
    let held: Option<(String,)> = tx.optional(lock.bind(&key.beneficiary).bind(key.id.as_str())).await?;
    match held {
        Some(_) => find(tx, key).await,
        None => Ok(None),
    }
}

/// Stores a new meeting; gives 0 when it was sent already.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &MeetingKey,
    form: &MeetingForm,
    stated: &Stated,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into meeting (beneficiary_id, id, committee, subject, starts_at, minutes_long, place, state, created_at, \
         updated_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, 'planned', $8, $8, $9) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str());
    let insert = insert.bind(rules::committee_word(stated.committee)).bind(form.subject.trim());
    let insert = insert.bind(stated.starts_at).bind(stated.minutes_long).bind(form.place.trim()).bind(now);
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    tx.execute(insert.bind(sent)).await
}

/// The meeting of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Meeting>> {
    let select = query(
        "select m.*, o.name as beneficiary_name from meeting m join organisation o on o.id = m.beneficiary_id \
         where {scope m} and m.beneficiary_id = $1 and m.idempotency_key = $2",
    );
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Moves a meeting whose row is held.
pub(super) async fn update(
    tx: &mut Tx,
    key: &MeetingKey,
    form: &MeetingForm,
    stated: &Stated,
    now: Timestamp,
) -> Result<()> {
    let update = query(
        "update meeting set subject = $3, starts_at = $4, minutes_long = $5, place = $6, updated_at = $7, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(form.subject.trim());
    let update = update.bind(stated.starts_at).bind(stated.minutes_long).bind(form.place.trim());
    tx.execute(update.bind(now)).await.map(drop)
}

/// Says what became of a meeting whose row is held. `is_told`: those invited are told, which raises the sequence.
pub(super) async fn set_state(
    tx: &mut Tx,
    key: &MeetingKey,
    state: MeetingState,
    (reason, is_told): (&str, bool),
    now: Timestamp,
) -> Result<()> {
    let update = query(
        "update meeting set state = $3, cancel_reason = $4, sequence = sequence + $5, updated_at = $6, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str()).bind(reason);
    tx.execute(update.bind(i64::from(is_told)).bind(now)).await.map(drop)
}

/// Stores what the minutes say before their points; gives 0 when the meeting changed since it was read.
pub(super) async fn set_summary(
    tx: &mut Tx,
    key: &MeetingKey,
    (summary, version): (&str, i64),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update meeting set summary = $3, updated_at = $4, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $5",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(summary);
    tx.execute(update.bind(now).bind(version)).await
}

/// Says where the minutes of a meeting whose row is held stand, with the file that was validated.
pub(super) async fn set_minutes(
    tx: &mut Tx,
    key: &MeetingKey,
    state: MinutesState,
    digest: Option<&Digest>,
    now: Timestamp,
) -> Result<()> {
    let update = query(
        "update meeting set minutes_state = $3, minutes_digest = $4, \
         sent_at = case when $5 then $6 when $8 then null else sent_at end, validated_at = case when $7 then $6 else validated_at end, \
         updated_at = $6, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(state.as_str());
    let update = update
        .bind(digest.map(|digest| digest.as_str().to_owned()))
        .bind(state == MinutesState::Sent)
        .bind(now);
    let update = update.bind(state == MinutesState::Validated);
    tx.execute(update.bind(state == MinutesState::Draft)).await.map(drop)
}

/// Keeps the activity report presented in a meeting whose row is held.
pub(super) async fn set_report(
    tx: &mut Tx,
    key: &MeetingKey,
    (digest, name): (&Digest, &str),
    now: Timestamp,
) -> Result<()> {
    let update = query(
        "update meeting set report_digest = $3, report_name = $4, updated_at = $5, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(digest.clone());
    tx.execute(update.bind(name).bind(now)).await.map(drop)
}
