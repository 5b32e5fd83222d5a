//! Teams in the database. They belong to the provider; a ticket names its team.

use super::{Member, Rule, Team, TeamId};
use crate::tickets::Named;
use jiff::Timestamp;
use kernel::{fold, id::PersonId};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Team {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            description: row.get("description")?,
            takes: row.json("takes")?,
            rank: row.get("rank")?,
            archived_at: row.maybe("archived_at")?,
            version: row.get("version")?,
        })
    }
}

impl FromRow for Member {
    fn from_row(row: &Row) -> Result<Self> {
        let person = Named { id: row.maybe_id("person_id")?, name: row.get("name")? };
        Ok(Self { team: row.id("team_id")?, person })
    }
}

/// The teams that take tickets, in the order in which they are asked.
pub async fn active(tx: &mut Tx) -> Result<Vec<Team>> {
    tx.all(query("select * from team where archived_at is null order by rank, id")).await
}

/// Every team, those dissolved last.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<Team>> {
    tx.all(query("select * from team order by archived_at is not null, rank, id")).await
}

/// The team.
pub async fn find(tx: &mut Tx, id: &TeamId) -> Result<Option<Team>> {
    tx.optional(query("select * from team where id = $1").bind(id.as_str())).await
}

/// Holds a team until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, id: &TeamId) -> Result<Option<Team>> {
    tx.optional(query("select * from team where id = $1 for update").bind(id.as_str())).await
}

/// The members of every team, by name.
pub async fn members(tx: &mut Tx) -> Result<Vec<Member>> {
    let select = query(
        "select m.team_id, m.person_id, p.name from team_member m join person p on p.id = m.person_id \
         where {scope p} order by p.name_folded, p.id",
    );
    tx.all(select).await
}

/// The teams a person belongs to.
pub async fn of_person(tx: &mut Tx, person: &PersonId) -> Result<Vec<TeamId>> {
    let select = query(
        "select m.team_id as value from team_member m join team t on t.id = m.team_id \
         where m.person_id = $1 and t.archived_at is null order by t.rank, t.id",
    );
    let rows: Vec<(String,)> = tx.all(select.bind(person)).await?;
    Ok(rows.into_iter().map(|(id,)| TeamId::from(id)).collect())
}

/// Tickets of each team that nobody has taken yet.
pub(super) async fn queues(tx: &mut Tx) -> Result<Vec<(TeamId, i64)>> {
    let select = query(
        "select t.team_id, count(*) as waiting from ticket t \
         where {scope t} and t.is_open = $1 and t.team_id is not null and t.assignee_id is null group by t.team_id",
    );
    let rows: Vec<Queue> = tx.all(select.bind(true)).await?;
    Ok(rows.into_iter().map(|queue| (queue.team, queue.waiting)).collect())
}

struct Queue {
    team: TeamId,
    waiting: i64,
}

impl FromRow for Queue {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { team: row.id("team_id")?, waiting: row.get("waiting")? })
    }
}

/// Stores a new team, the last in order when no rank is given.
pub(super) async fn insert(tx: &mut Tx, team: &Team, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into team (id, name, name_folded, description, takes, rank, created_at) \
         values ($1, $2, $3, $4, $5, $6, $7)",
    );
    let insert =
        insert.bind(team.id.as_str()).bind(&team.name).bind(fold(&team.name)).bind(&team.description);
    tx.execute(insert.bind(takes(&team.takes)).bind(team.rank).bind(now)).await.map(drop)
}

/// Replaces what a locked team is.
pub(super) async fn update(tx: &mut Tx, team: &Team) -> Result<()> {
    let update = query(
        "update team set name = $2, name_folded = $3, description = $4, takes = $5, rank = $6, archived_at = $7, \
         version = version + 1 where id = $1",
    );
    let update =
        update.bind(team.id.as_str()).bind(&team.name).bind(fold(&team.name)).bind(&team.description);
    tx.execute(update.bind(takes(&team.takes)).bind(team.rank).bind(team.archived_at)).await.map(drop)
}

fn takes(rules: &[Rule]) -> serde_json::Value {
    serde_json::json!(rules)
}

/// The rank after the last.
pub(super) async fn next_rank(tx: &mut Tx) -> Result<i64> {
    tx.value(query("select coalesce(max(rank), 0) + 1 as value from team")).await
}

/// Replaces the members of a team.
pub(super) async fn set_members(tx: &mut Tx, id: &TeamId, members: &[PersonId]) -> Result<()> {
    tx.execute(query("delete from team_member where team_id = $1").bind(id.as_str())).await?;
    for person in members {
        let insert = query("insert into team_member (team_id, person_id) values ($1, $2)");
        tx.execute(insert.bind(id.as_str()).bind(person)).await?;
    }
    Ok(())
}
