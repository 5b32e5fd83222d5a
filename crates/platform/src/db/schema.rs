//! The schema as the engine itself describes it: tables, columns, keys.

use super::{Engine, FromRow, Result, Row, Tx, query};
use std::collections::BTreeMap;

/// A table, its columns in order of definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Table name.
    pub name: String,
    /// Columns.
    pub columns: Vec<TableColumn>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Column name.
    pub name: String,
    /// Type as written in the migrations: `text`, `bigint`, `boolean`, `date`, `timestamptz`, `jsonb`, `bytea`.
    pub kind: String,
    /// Whether NULL is allowed.
    pub nullable: bool,
    /// Position in the primary key, from 1; 0 when not part of it.
    pub key: i64,
}

impl Table {
    /// Whether the rows belong to beneficiaries.
    pub fn is_scoped(&self) -> bool {
        self.columns.iter().any(|c| c.name == "beneficiary_id")
    }
}

struct CatalogueRow {
    table: String,
    column: TableColumn,
}

impl FromRow for CatalogueRow {
    fn from_row(row: &Row) -> Result<Self> {
        let kind: String = row.get("kind")?;
        let key = row.get("key_position")?;
        Ok(Self {
            table: row.get("table_name")?,
            // SQLite lets a primary key column be NULL unless told otherwise; PostgreSQL never does.
            column: TableColumn {
                name: row.get("column_name")?,
                kind: plain(&kind),
                nullable: row.get::<bool>("nullable")? && key == 0,
                key,
            },
        })
    }
}

/// Every table of the instance in name order, full-text shadow tables and the engine's own left out.
pub async fn read(tx: &mut Tx) -> Result<Vec<Table>> {
    let rows: Vec<CatalogueRow> = match tx.engine() {
        Engine::Sqlite => tx.all(query(SQLITE)).await?,
        Engine::Postgres => tx.all(query(POSTGRES)).await?,
    };
    let mut tables: BTreeMap<String, Vec<TableColumn>> = BTreeMap::new();
    for row in rows {
        tables.entry(row.table).or_default().push(row.column);
    }
    Ok(tables.into_iter().map(|(name, columns)| Table { name, columns }).collect())
}

fn plain(kind: &str) -> String {
    match kind {
        "timestamp with time zone" => "timestamptz".to_owned(),
        other => other.to_lowercase(),
    }
}

const SQLITE: &str = "select t.name as table_name, c.name as column_name, c.type as kind, \
     c.\"notnull\" = 0 as nullable, c.pk as key_position \
     from sqlite_schema t join pragma_table_info(t.name) c \
     where t.type = 'table' and t.name not like 'sqlite_%' and t.name not like 'search\\_index%' escape '\\' \
     order by t.name, c.cid";

/// From the catalogue itself: the views of the standard take seconds when a server holds many schemas.
const POSTGRES: &str = "select c.relname::text as table_name, a.attname::text as column_name, \
     format_type(a.atttypid, a.atttypmod) as kind, not a.attnotnull as nullable, \
     coalesce(array_position(i.indkey::smallint[], a.attnum) + 1, 0)::bigint as key_position \
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped \
     left join pg_index i on i.indrelid = c.oid and i.indisprimary \
     where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'search_index' \
     order by c.relname collate \"C\", a.attnum";
