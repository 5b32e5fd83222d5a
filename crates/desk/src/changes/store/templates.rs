//! Standard changes in the database.

use crate::changes::{Template, TemplateId};
use jiff::Timestamp;
use platform::db::{FromRow, Result, Row, Tx, query};

impl FromRow for Template {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            id: row.id("id")?,
            name: row.get("name")?,
            impact: row.word("impact")?,
            likelihood: row.word("likelihood")?,
            plan: row.get("plan")?,
            back_out: row.get("back_out")?,
            test: row.get("test")?,
            agreed_by_name: row.get("agreed_by_name")?,
            agreed_at: row.get("agreed_at")?,
            archived_at: row.maybe("archived_at")?,
        })
    }
}

/// Every template, those in use first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Template>> {
    tx.all(query(
        "select t.* from change_template t order by t.archived_at is not null, t.agreed_at desc, t.id limit 200",
    ))
    .await
}

/// The template.
pub async fn find(tx: &mut Tx, id: &TemplateId) -> Result<Option<Template>> {
    tx.optional(query("select t.* from change_template t where t.id = $1").bind(id.as_str())).await
}

/// Stores a new one.
pub(in crate::changes) async fn insert(tx: &mut Tx, one: &Template) -> Result<()> {
    let insert = query(
        "insert into change_template (id, name, impact, likelihood, plan, back_out, test, agreed_by_name, agreed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    );
    let insert = insert.bind(one.id.as_str()).bind(&one.name).bind(one.impact.as_str());
    let insert = insert.bind(one.likelihood.as_str()).bind(&one.plan).bind(&one.back_out).bind(&one.test);
    tx.execute(insert.bind(&one.agreed_by_name).bind(one.agreed_at)).await.map(drop)
}

/// Stops proposing one from `at`, or proposes it again with nothing.
pub(in crate::changes) async fn set_archived(
    tx: &mut Tx,
    id: &TemplateId,
    at: Option<Timestamp>,
) -> Result<u64> {
    let update = query("update change_template set archived_at = $2, version = version + 1 where id = $1");
    tx.execute(update.bind(id.as_str()).bind(at)).await
}
