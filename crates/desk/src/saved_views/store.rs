//! Views in the database.

use super::{SavedView, ViewKey};
use jiff::Timestamp;
use kernel::id::{BeneficiaryId, PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for SavedView {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            key: ViewKey { beneficiary: row.id("beneficiary_id")?, view: row.id("id")? },
            audience: row.word("audience")?,
            person: row.maybe_id("person_id")?,
            team: row.maybe_id("team_id")?.zip(row.maybe("team_name")?),
            beneficiary_name: row.maybe("beneficiary_name")?,
            name: row.get("name")?,
            line: row.get("line")?,
            rank: row.get("rank")?,
            is_deleted: row.maybe::<Timestamp>("deleted_at")?.is_some(),
            version: row.get("version")?,
        })
    }
}

/// The views that a person reads, in order: the own ones, those of the own teams, and those of beneficiaries in
/// scope when `sees_all`.
pub async fn of(tx: &mut Tx, person: &PersonId, sees_all: bool) -> Result<Vec<SavedView>> {
    let select = query(
        "select v.*, e.name as team_name, o.name as beneficiary_name from saved_view v \
         left join team e on e.id = v.team_id left join organisation o on o.id = v.beneficiary_id \
         where {scope v} and v.deleted_at is null and (v.person_id = $1 or ($2 and v.audience = 'beneficiary') \
          or v.team_id in (select m.team_id from team_member m where m.person_id = $1)) \
         order by v.audience desc, v.beneficiary_id, v.team_id, v.rank, v.id",
    );
    tx.all(select.bind(person).bind(sees_all)).await
}

/// The view, held until the end of the transaction; deleted ones too.
pub(super) async fn lock(tx: &mut Tx, key: &ViewKey) -> Result<Option<SavedView>> {
    let hold = query(
        "select v.version as value from saved_view v where {scope v} and v.beneficiary_id = $1 and v.id = $2 \
         for update",
    );
    let held: Option<(i64,)> = tx.optional(hold.bind(&key.beneficiary).bind(key.view.as_str())).await?;
    if held.is_none() {
        return Ok(None);
    }
    let select = query(
        "select v.*, e.name as team_name, o.name as beneficiary_name from saved_view v \
         left join team e on e.id = v.team_id left join organisation o on o.id = v.beneficiary_id \
         where {scope v} and v.beneficiary_id = $1 and v.id = $2",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.view.as_str())).await
}

/// The rank after the last of those with the same readers.
pub(super) async fn next_rank(tx: &mut Tx, view: &SavedView) -> Result<i64> {
    let select = query(
        "select coalesce(max(v.rank), 0) + 1 as value from saved_view v where {scope v} and v.beneficiary_id = $1 \
         and v.audience = $2 and coalesce(v.person_id, '') = $3 and coalesce(v.team_id, '') = $4",
    );
    let select = select.bind(&view.key.beneficiary).bind(view.audience.as_str());
    let person = view.person.as_ref().map_or("", |id| id.as_str());
    tx.value(select.bind(person).bind(view.team.as_ref().map_or("", |(id, _)| id.as_str()))).await
}

/// Stores a new view.
pub(super) async fn insert(tx: &mut Tx, view: &SavedView, by: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into saved_view (beneficiary_id, id, audience, person_id, team_id, name, line, rank, \
         created_by_name, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    );
    let insert = insert.bind(&view.key.beneficiary).bind(view.key.view.as_str()).bind(view.audience.as_str());
    let insert = insert.bind(view.person.clone()).bind(view.team.as_ref().map(|(id, _)| id.to_string()));
    let insert = insert.bind(&view.name).bind(&view.line).bind(view.rank).bind(by);
    tx.execute(insert.bind(now)).await.map(drop)
}

/// Stores what may change of a locked view.
pub(super) async fn update(tx: &mut Tx, view: &SavedView, deleted_at: Option<Timestamp>) -> Result<()> {
    let update = query(
        "update saved_view set name = $3, line = $4, rank = $5, deleted_at = $6, version = version + 1 \
         where {scope} and beneficiary_id = $1 and id = $2",
    );
    let update = update.bind(&view.key.beneficiary).bind(view.key.view.as_str()).bind(&view.name);
    tx.execute(update.bind(&view.line).bind(view.rank).bind(deleted_at)).await.map(drop)
}

/// Forgets the views of a beneficiary, or of the provider, that were deleted before an instant.
pub(super) async fn forget(tx: &mut Tx, beneficiary: &BeneficiaryId, before: Timestamp) -> Result<()> {
    let delete = query("delete from saved_view where {scope} and beneficiary_id = $1 and deleted_at < $2");
    tx.execute(delete.bind(beneficiary).bind(before)).await.map(drop)
}
