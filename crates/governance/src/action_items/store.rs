//! Actions in the database.

use super::{Action, ActionForm, ActionId, ActionKey, ActionState, rules::Stated};
use crate::meetings::{MeetingKey, rules::side_word};
use jiff::{Timestamp, civil::Date};
use kernel::id::BeneficiaryId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Rows of a page.
pub const PAGE: usize = 50;

/// Most actions of a meeting, and most overdue ones looked at.
const SHOWN: i64 = 300;

impl FromRow for Action {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            meeting: MeetingKey { beneficiary: row.id("beneficiary_id")?, id: row.id("meeting_id")? },
            beneficiary_name: row.get("beneficiary_name")?,
            body: row.get("body")?,
            side: row.word("side")?,
            owner: row.get("owner")?,
            due_on: row.get("due_on")?,
            state: row.word("state")?,
            outcome: row.get("outcome")?,
            version: row.get("version")?,
        })
    }
}

/// The actions agreed in a meeting, by their day.
pub async fn of_meeting(tx: &mut Tx, key: &MeetingKey) -> Result<Vec<Action>> {
    let select = query(
        "select a.*, o.name as beneficiary_name from action_item a join organisation o on o.id = a.beneficiary_id \
         where {scope a} and a.beneficiary_id = $1 and a.meeting_id = $2 order by a.due_on, a.id limit $3",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(SHOWN)).await
}

/// The open actions in scope that should have been done before a day, the oldest first.
pub async fn overdue(tx: &mut Tx, beneficiary: Option<&BeneficiaryId>, day: Date) -> Result<Vec<Action>> {
    let select = query(
        "select a.*, o.name as beneficiary_name from action_item a join organisation o on o.id = a.beneficiary_id \
         where {scope a} and a.state = 'open' and a.due_on < $1 and $2 > 0",
    );
    let select = select.bind(day).bind(SHOWN).and_if("a.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by a.due_on, a.id limit $2")).await
}

/// How many open actions of each beneficiary in scope, or of one, should have been done before a day.
pub async fn count_overdue(
    tx: &mut Tx,
    beneficiary: Option<&BeneficiaryId>,
    day: Date,
) -> Result<Vec<(BeneficiaryId, i64)>> {
    let select = query(
        "select a.beneficiary_id, count(*) as late from action_item a \
         where {scope a} and a.state = 'open' and a.due_on < $1 and ($2 = '' or a.beneficiary_id = $2) \
         group by a.beneficiary_id order by a.beneficiary_id",
    );
    let own = beneficiary.map_or("", |id| id.as_str());
    let found: Vec<Late> = tx.all(select.bind(day).bind(own)).await?;
    Ok(found.into_iter().map(|one| (one.0, one.1)).collect())
}

struct Late(BeneficiaryId, i64);

impl FromRow for Late {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self(row.id("beneficiary_id")?, row.get("late")?))
    }
}

/// One action, when in scope.
pub async fn find(tx: &mut Tx, key: &ActionKey) -> Result<Option<Action>> {
    let select = query(
        "select a.*, o.name as beneficiary_name from action_item a join organisation o on o.id = a.beneficiary_id \
         where {scope a} and a.beneficiary_id = $1 and a.id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Where a page ended: day and identifier.
pub type Cursor = (Date, String);

/// One page of the actions in scope in a state, by their day, and one row more when others follow.
pub async fn page(
    tx: &mut Tx,
    (beneficiary, state): (Option<&BeneficiaryId>, ActionState),
    after: &Cursor,
) -> Result<Vec<Action>> {
    let select = query(
        "select a.*, o.name as beneficiary_name from action_item a join organisation o on o.id = a.beneficiary_id \
         where {scope a} and a.state = $1 and (a.due_on, a.id) > ($2, $3) and $4 > 0",
    );
    let rows = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    let select = select.bind(state.as_str()).bind(after.0).bind(&after.1).bind(rows);
    let select = select.and_if("a.beneficiary_id =", beneficiary);
    tx.all(select.push(" order by a.due_on, a.id limit $4")).await
}

/// Stores a new action.
pub(super) async fn insert(
    tx: &mut Tx,
    key: &MeetingKey,
    id: &ActionId,
    (form, stated): (&ActionForm, &Stated),
    now: Timestamp,
) -> Result<()> {
    let insert = query(
        "insert into action_item (beneficiary_id, id, meeting_id, body, side, owner, due_on, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    );
    let insert = insert.bind(&key.beneficiary).bind(id.as_str()).bind(key.id.as_str());
    let insert = insert.bind(form.body.trim()).bind(side_word(stated.side)).bind(form.owner.trim());
    tx.execute(insert.bind(stated.due_on).bind(now)).await.map(drop)
}

/// Stores an action that is still as it was read; gives 0 when it is not.
pub(super) async fn update(
    tx: &mut Tx,
    key: &ActionKey,
    (form, stated): (&ActionForm, &Stated),
    now: Timestamp,
) -> Result<u64> {
    let update = query(
        "update action_item set body = $3, side = $4, owner = $5, due_on = $6, state = $7, outcome = $8, closed_at = $9, \
         version = version + 1 where {scope} and beneficiary_id = $1 and id = $2 and version = $10",
    );
    let update = update.bind(&key.beneficiary).bind(key.id.as_str()).bind(form.body.trim());
    let update = update.bind(side_word(stated.side)).bind(form.owner.trim()).bind(stated.due_on);
    let update = update.bind(stated.state.as_str()).bind(form.outcome.trim());
    let closed = (stated.state != ActionState::Open).then_some(now);
    tx.execute(update.bind(closed).bind(form.version)).await
}
