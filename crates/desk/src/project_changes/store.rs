//! Changes of projects in the database.

use super::Named;
use crate::{
    changes::{Change, ChangeId},
    projects::ProjectKey,
};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        let key = ProjectKey { beneficiary: row.id("beneficiary_id")?, id: row.id("id")? };
        Ok(Self { key, name: row.get("name")? })
    }
}

/// The changes of a project, without their places, the latest first.
pub async fn of_project(tx: &mut Tx, key: &ProjectKey) -> Result<Vec<Change>> {
    let select = query(
        "select c.* from project_change l join change c on c.id = l.change_id \
         where {scope l} and l.beneficiary_id = $1 and l.project_id = $2 order by c.from_at desc, c.id limit 100",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// The projects in scope that need a change, by name.
pub async fn of_change(tx: &mut Tx, change: &ChangeId) -> Result<Vec<Named>> {
    let select = query(
        "select p.beneficiary_id, p.id, p.name from project_change l \
         join project p on p.beneficiary_id = l.beneficiary_id and p.id = l.project_id \
         where {scope l} and l.change_id = $1 order by p.name_folded, p.id limit 100",
    );
    tx.all(select.bind(change.as_str())).await
}

/// Links a change to a project; gives 0 when it is linked already.
pub(super) async fn link(
    tx: &mut Tx,
    key: &ProjectKey,
    change: &ChangeId,
    by: &str,
    now: Timestamp,
) -> Result<u64> {
    let insert = query(
        "insert into project_change (beneficiary_id, project_id, change_id, linked_by_name, linked_at) \
         values ($1, $2, $3, $4, $5) on conflict (beneficiary_id, project_id, change_id) do nothing",
    );
    let insert = insert.bind(&key.beneficiary).bind(key.id.as_str()).bind(change.as_str());
    tx.execute(insert.bind(by).bind(now)).await
}

/// Ends a link; gives 0 when there is none.
pub(super) async fn unlink(tx: &mut Tx, key: &ProjectKey, change: &ChangeId) -> Result<u64> {
    let delete = query(
        "delete from project_change where {scope} and beneficiary_id = $1 and project_id = $2 and change_id = $3",
    );
    tx.execute(delete.bind(&key.beneficiary).bind(key.id.as_str()).bind(change.as_str())).await
}
