//! Risks and ways to improve in the database.

use super::{Risk, RiskForm, RiskKey, RiskState, RiskVersion, rules::Stated};
use crate::{
    action_items::{Action, ActionId},
    meetings::rules::side_word,
};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;
/// Most versions, actions or overdue entries looked at.
const SHOWN: i64 = 300;

impl FromRow for Risk {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: RiskKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            kind: row.word("kind")?,
            title: row.get("title")?,
            description: row.get("description")?,
            likelihood: row.get("likelihood")?,
            impact: row.get("impact")?,
            side: row.word("side")?,
            owner: row.get("owner")?,
            treatment: row.get("treatment")?,
            review_on: row.get("review_on")?,
            state: row.word("state")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for RiskVersion {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            version: row.get("version")?,
            likelihood: row.get("likelihood")?,
            impact: row.get("impact")?,
            treatment: row.get("treatment")?,
            review_on: row.get("review_on")?,
            state: row.word("state")?,
            by: row.get("by_name")?,
            at: row.get("at")?,
        })
    }
}

/// One entry, when in scope.
pub async fn find(tx: &mut Tx, key: &RiskKey) -> Result<Option<Risk>> {
    let select = query(
        "select r.*, o.name as beneficiary_name from risk r join organisation o on o.id = r.beneficiary_id \
         where {scope r} and r.beneficiary_id = $1 and r.id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The entry of a beneficiary that was made with a key.
pub(super) async fn sent(tx: &mut Tx, beneficiary: &BeneficiaryId, key: &str) -> Result<Option<Risk>> {
    let select = query(
        "select r.*, o.name as beneficiary_name from risk r join organisation o on o.id = r.beneficiary_id \
         where {scope r} and r.beneficiary_id = $1 and r.idempotency_key = $2",
    );
    tx.optional(select.bind(beneficiary).bind(key)).await
}

/// Where a page ended: day and identifier.
pub type Cursor = (Date, String);

/// One page of the entries in scope in a state, by the day on which they are read again, and one row more when others follow.
pub async fn page(
    tx: &mut Tx,
    (beneficiary, state): (Option<&BeneficiaryId>, RiskState),
    after: &Cursor,
) -> Result<Vec<Risk>> {
    let select = query(
        "select r.*, o.name as beneficiary_name from risk r join organisation o on o.id = r.beneficiary_id \
         where {scope r} and r.state = $1 and (r.review_on, r.id) > ($2, $3) and $4 > 0",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(state.as_str()).bind(after.0).bind(&after.1).bind(rows);
    let select = select.and_if("r.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by r.review_on, r.id limit $4")).await
}

/// The entries of a beneficiary that should have been read again before a day.
pub async fn overdue(tx: &mut Tx, beneficiary: &BeneficiaryId, day: Date) -> Result<Vec<Risk>> {
    let select = query(
        "select r.*, o.name as beneficiary_name from risk r join organisation o on o.id = r.beneficiary_id \
         where {scope r} and r.beneficiary_id = $1 and r.state <> 'closed' and r.review_on < $2 \
         order by r.review_on, r.id limit $3",
    );
    tx.all(select.bind(beneficiary).bind(day).bind(SHOWN)).await
}

/// What an entry was, the latest version first.
pub async fn versions(tx: &mut Tx, key: &RiskKey) -> Result<Vec<RiskVersion>> {
    let select = query(
        "select v.* from risk_version v where {scope v} and v.beneficiary_id = $1 and v.risk_id = $2 \
         order by v.version desc limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// The actions linked to an entry, by their day.
pub async fn actions(tx: &mut Tx, key: &RiskKey) -> Result<Vec<Action>> {
    let select = query(
        "select a.*, o.name as beneficiary_name from risk_action l \
         join action_item a on a.beneficiary_id = l.beneficiary_id and a.id = l.action_id \
         join organisation o on o.id = l.beneficiary_id \
         where {scope l} and l.beneficiary_id = $1 and l.risk_id = $2 order by a.due_on, a.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// Stores a new entry; gives 0 when it was sent already.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &RiskKey,
    (form, stated): (&RiskForm, &Stated),
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into risk (beneficiary_id, id, kind, title, description, likelihood, impact, side, owner, treatment, \
         review_on, state, created_at, idempotency_key) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         on conflict (beneficiary_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(stated.kind.as_str());
    let insert = insert.bind(form.title.trim()).bind(form.description.trim());
    let insert = insert.bind(stated.likelihood).bind(stated.impact).bind(side_word(stated.side));
    let insert = insert.bind(form.owner.trim()).bind(form.treatment.trim()).bind(stated.review_on);
    let sent = Some(form.key.as_str()).filter(|key| !key.is_empty());
    tx.execute(insert.bind(stated.state.as_str()).bind(now).bind(sent)).await
}

/// Stores an entry that is still as it was read; gives 0 when it is not.
pub(super) async fn update(tx: &mut Tx, key: &RiskKey, (form, stated): (&RiskForm, &Stated)) -> Result<u64> {
    let update = query(
        "update risk set kind = $3, title = $4, description = $5, likelihood = $6, impact = $7, side = $8, owner = $9, \
         treatment = $10, review_on = $11, state = $12, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2 and version = $13",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(stated.kind.as_str());
    let update = update.bind(form.title.trim()).bind(form.description.trim());
    let update = update.bind(stated.likelihood).bind(stated.impact).bind(side_word(stated.side));
    let update = update.bind(form.owner.trim()).bind(form.treatment.trim()).bind(stated.review_on);
    tx.execute(update.bind(stated.state.as_str()).bind(form.version)).await
}

/// Keeps what an entry says now.
pub(super) async fn keep(tx: &mut Tx, one: &Risk, by: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into risk_version (beneficiary_id, risk_id, version, likelihood, impact, treatment, review_on, state, by_name, at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&one.key.beneficiary).bind(one.key.id.as_str()).bind(one.version);
    let insert = insert.bind(one.likelihood).bind(one.impact).bind(&one.treatment).bind(one.review_on);
    tx.execute(insert.bind(one.state.as_str()).bind(by).bind(now)).await.map(drop)
}

/// Links an action of the same beneficiary; gives 0 when it was already.
pub(super) async fn link(
    tx: &mut Tx,
    key: &RiskKey,
    action: &ActionId,
    (by, now): (&str, Timestamp),
) -> Result<u64> {
    let insert = query(
        "insert into risk_action (beneficiary_id, risk_id, action_id, linked_by_name, linked_at) values ($1, $2, $3, $4, $5) \
         on conflict (beneficiary_id, risk_id, action_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(action.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}
