//! Reporting views (`bi_…`) for tools outside: PostgreSQL only. A login is given these views and nothing else.

use super::{Db, Engine, Error, FromRow, Result, Row, Tx, query};
use kernel::Scope;

/// A column of a reporting view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewColumn {
    /// The view.
    pub view: String,
    /// The column.
    pub name: String,
    /// Its type.
    pub kind: String,
}

impl FromRow for ViewColumn {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { view: row.get("view_name")?, name: row.get("column_name")?, kind: row.get("kind")? })
    }
}

const COLUMNS: &str = "select c.relname::text as view_name, a.attname::text as column_name, \
     format_type(a.atttypid, a.atttypmod) as kind from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 \
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'v' and c.relname like 'bi\\_%' \
     order by c.relname collate \"C\", a.attnum";

/// Every column of every reporting view, in order; none on SQLite.
pub async fn columns(tx: &mut Tx) -> Result<Vec<ViewColumn>> {
    match tx.engine() {
        Engine::Sqlite => Ok(vec![]),
        Engine::Postgres => tx.all(query(COLUMNS)).await,
    }
}

/// Lets a login read every reporting view. Asks for the rights of their owner, and for a login that exists. Gives how many views
/// there are: none on SQLite, which has no logins.
pub async fn grant(db: &Db, role: &str) -> Result<usize> {
    change(db, role, |schema, role| {
        format!("grant usage on schema \"{schema}\" to \"{role}\"; grant select on VIEWS to \"{role}\"")
    })
    .await
}

/// Takes them away from it.
pub async fn revoke(db: &Db, role: &str) -> Result<usize> {
    change(db, role, |schema, role| {
        format!("revoke select on VIEWS from \"{role}\"; revoke usage on schema \"{schema}\" from \"{role}\"")
    })
    .await
}

async fn change(db: &Db, role: &str, words: impl Fn(&str, &str) -> String) -> Result<usize> {
    let mut tx = db.begin(&Scope::All).await?;
    let mut views: Vec<String> = columns(&mut tx).await?.into_iter().map(|column| column.view).collect();
    views.dedup();
    if views.is_empty() {
        return Ok(0);
    }
    if !is_plain(role) {
        return Err(Error::Schema(format!("{role}: a login is written with small letters, digits and _")));
    }
    let schema: String = tx.value(query("select current_schema()::text as value")).await?;
    let list: Vec<String> = views.iter().map(|view| format!("\"{view}\"")).collect();
    tx.script(words(&schema, role).replace("VIEWS", &list.join(", "))).await?;
    tx.commit().await?;
    Ok(views.len())
}

/// Whether a name may stand between quotes in a statement.
pub fn is_plain(role: &str) -> bool {
    let mut letters = role.chars();
    letters.next().is_some_and(|c| c.is_ascii_lowercase() || c == '_')
        && role.len() <= 63
        && letters.all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn a_login_is_a_plain_word() {
        assert!(is_plain("metabase_2") && is_plain("_outil"));
        for wrong in ["", "2x", "a\"b", "a;b", "Été", "a b", &"a".repeat(64)] {
            assert!(!is_plain(wrong), "{wrong}");
        }
    }
}
