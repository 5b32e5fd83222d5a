//! What was said to the tickets of problems.

use crate::{
    problems::{Message, ProblemId},
    tickets::Named,
};
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Message {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            problem: row.id("problem_id")?,
            body: row.get("body")?,
            resolves: row.get("resolves")?,
            author: Named { id: row.maybe_id("author_id")?, name: row.get("author_name")? },
            at: row.get("at")?,
        })
    }
}

/// What was said to all, the latest first.
pub async fn of(tx: &mut Tx, problem: &ProblemId) -> Result<Vec<Message>> {
    let select = query(
        "select m.* from problem_message m where m.problem_id = $1 order by m.at desc, m.id desc limit 100",
    );
    tx.all(select.bind(problem.as_str())).await
}

/// One thing said.
pub(in crate::problems) async fn find(tx: &mut Tx, id: &str) -> Result<Option<Message>> {
    tx.optional(query("select m.* from problem_message m where m.id = $1").bind(id)).await
}

/// Stores what is said; gives 0 when it was sent already.
pub(in crate::problems) async fn insert(tx: &mut Tx, one: &Message, key: Option<&str>) -> Result<u64> {
    let insert = query(
        "insert into problem_message (id, problem_id, body, resolves, author_id, author_name, at, idempotency_key) \
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (problem_id, idempotency_key) do nothing",
    );
    let insert = insert.bind(one.id.as_str()).bind(one.problem.as_str()).bind(&one.body).bind(one.resolves);
    let insert = insert.bind(one.author.id.clone()).bind(&one.author.name).bind(one.at);
    tx.execute(insert.bind(key)).await
}
