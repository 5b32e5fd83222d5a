//! Tasks in the database.

use super::{Listed, Task, TaskId};
use crate::tickets::{Named, TicketKey};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use kernel::id::PersonId;
use platform::db::{FromRow, Result, Row, Tx, query};

/// Stands for "no due day": after every other, so that one index orders both.
const NEVER: Date = date(9999, 12, 31);

/// Rows of a page.
pub const PAGE: usize = 50;

impl FromRow for Task {
    fn from_row(row: &Row) -> Result<Self> {
        let assignee: Option<String> = row.maybe("assignee_name")?;
        let id = row.maybe_id("assignee_id")?;
        let due_on: Date = row.get("due_on")?;
        Ok(Self {
            ticket: TicketKey { beneficiary: row.id("beneficiary_id")?, id: row.id("ticket_id")? },
            id: row.id("id")?,
            position: row.get("position")?,
            title: row.get("title")?,
            team: row.maybe_id("team_id")?.zip(row.maybe("team_name")?),
            team_word: row.maybe("team_word")?,
            assignee: assignee.map(|name| Named { id, name }),
            due_on: Some(due_on).filter(|day| *day != NEVER),
            revokes: row.maybe_id("revokes_person_id")?,
            done: row.maybe("done_at")?.zip(row.maybe("done_by_name")?),
            version: row.get("version")?,
        })
    }
}

impl FromRow for Listed {
    fn from_row(row: &Row) -> Result<Self> {
        let (code, number): (String, i64) = (row.get("code")?, row.get("number")?);
        let title: String = row.get("ticket_title")?;
        Ok(Self {
            task: Task::from_row(row)?,
            ticket: format!("{code}-{number} {title}"),
            beneficiary_name: row.get("beneficiary_name")?,
        })
    }
}

/// The tasks of a ticket, in order.
pub async fn of_ticket(tx: &mut Tx, key: &TicketKey) -> Result<Vec<Task>> {
    let select = query(
        "select k.*, e.name as team_name, p.name as assignee_name from ticket_task k \
         left join team e on e.id = k.team_id left join person p on p.id = k.assignee_id \
         where {scope k} and k.beneficiary_id = $1 and k.ticket_id = $2 order by k.position, k.id",
    );
    tx.all(select.bind(&key.beneficiary).bind(key.id.as_str())).await
}

/// Holds a task until the end of the transaction.
pub(super) async fn lock(tx: &mut Tx, key: &TicketKey, id: &TaskId) -> Result<Option<Task>> {
    let select = query(
        "select k.*, (select e.name from team e where e.id = k.team_id) as team_name, \
         (select p.name from person p where p.id = k.assignee_id) as assignee_name from ticket_task k \
         where {scope k} and k.beneficiary_id = $1 and k.ticket_id = $2 and k.id = $3 for update",
    );
    tx.optional(select.bind(&key.beneficiary).bind(key.id.as_str()).bind(id.as_str())).await
}

/// Which tasks of a list over tickets.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those of this person, and those of the person's teams that nobody in particular does.
    pub person: Option<PersonId>,
    /// Those done instead of those to do.
    pub is_done: bool,
    /// After this row: its due day and identifier.
    pub after: Option<(Date, String)>,
}

/// One page of tasks over every ticket in scope, the first due first. One row more than a page tells that another
/// follows.
pub async fn page(tx: &mut Tx, filter: &Filter) -> Result<Vec<Listed>> {
    let select = query(
        "select k.*, e.name as team_name, p.name as assignee_name, o.code, o.name as beneficiary_name, t.number, \
         t.title as ticket_title from ticket_task k \
         join ticket t on t.beneficiary_id = k.beneficiary_id and t.id = k.ticket_id \
         join organisation o on o.id = k.beneficiary_id \
         left join team e on e.id = k.team_id left join person p on p.id = k.assignee_id \
         where {scope k} and k.is_done = $1 and (k.due_on, k.id) > ($2, $3) \
         and ($4 = '' or k.assignee_id = $4 or (k.assignee_id is null and k.team_id in \
          (select m.team_id from team_member m where m.person_id = $4))) \
         order by k.due_on, k.id limit $5",
    );
    let (day, id) = filter.after.clone().unwrap_or((date(1, 1, 1), String::new()));
    let person = filter.person.as_ref().map_or("", |id| id.as_str());
    let limit = i64::try_from(PAGE + 1).unwrap_or(i64::MAX);
    tx.all(select.bind(filter.is_done).bind(day).bind(id).bind(person).bind(limit)).await
}

/// The place of a task in the order of lists.
pub(super) fn place(task: &Task) -> (Date, String) {
    (task.due_on.unwrap_or(NEVER), task.id.to_string())
}

/// Stores a new task.
pub(super) async fn insert(tx: &mut Tx, task: &Task, by: &str, now: Timestamp) -> Result<()> {
    let insert = query(
        "insert into ticket_task (beneficiary_id, id, ticket_id, position, title, team_id, assignee_id, due_on, \
         is_done, created_by_name, created_at, team_word, revokes_person_id) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
    );
    let insert = insert
        .bind(&task.ticket.beneficiary)
        .bind(task.id.as_str())
        .bind(task.ticket.id.as_str())
        .bind(task.position)
        .bind(&task.title)
        .bind(task.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(task.assignee.as_ref().and_then(|named| named.id.clone()))
        .bind(task.due_on.unwrap_or(NEVER))
        .bind(false)
        .bind(by)
        .bind(now)
        .bind(task.team_word.clone())
        .bind(task.revokes.clone());
    tx.execute(insert).await.map(drop)
}

/// Stores what may change of a held task.
pub(super) async fn save(tx: &mut Tx, task: &Task) -> Result<()> {
    let update = query(
        "update ticket_task set title = $3, team_id = $4, team_word = $10, assignee_id = $5, due_on = $6, is_done = $7, done_at = $8, \
         done_by_name = $9, version = version + 1 where {scope} and beneficiary_id = $1 and id = $2",
    );
    let (at, by) = task.done.clone().unzip();
    let update = update
        .bind(&task.ticket.beneficiary)
        .bind(task.id.as_str())
        .bind(&task.title)
        .bind(task.team.as_ref().map(|(id, _)| id.to_string()))
        .bind(task.assignee.as_ref().and_then(|named| named.id.clone()))
        .bind(task.due_on.unwrap_or(NEVER))
        .bind(at.is_some())
        .bind(at)
        .bind(by)
        .bind(task.team_word.clone());
    tx.execute(update).await.map(drop)
}

/// Takes a task away.
pub(super) async fn delete(tx: &mut Tx, task: &Task) -> Result<()> {
    let delete = query("delete from ticket_task where {scope} and beneficiary_id = $1 and id = $2");
    tx.execute(delete.bind(&task.ticket.beneficiary).bind(task.id.as_str())).await.map(drop)
}
