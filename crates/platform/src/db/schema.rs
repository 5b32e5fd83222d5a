//! The schema as the engine itself describes it: tables, columns, keys, references.

use super::{Engine, FromRow, Result, Row, Tx, query};
use std::collections::{BTreeMap, HashSet};

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

    /// The columns of the primary key, in its order.
    pub fn key(&self) -> Vec<&TableColumn> {
        let mut keys: Vec<&TableColumn> = self.columns.iter().filter(|c| c.key > 0).collect();
        keys.sort_by_key(|c| c.key);
        keys
    }

    /// A column's place among the columns.
    pub fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.name == column)
    }
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The table that refers.
    pub table: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// The table referred to.
    pub target: String,
    /// The columns there, in the same order.
    pub target_columns: Vec<String>,
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

struct ReferenceRow {
    number: i64,
    reference: Reference,
}

impl FromRow for ReferenceRow {
    fn from_row(row: &Row) -> Result<Self> {
        let reference = Reference {
            table: row.get("table_name")?,
            columns: vec![row.get("column_name")?],
            target: row.get("target_name")?,
            target_columns: vec![row.get("target_column")?],
        };
        Ok(Self { number: row.get("number")?, reference })
    }
}

/// Every foreign key of the instance, in order, each once.
pub async fn references(tx: &mut Tx) -> Result<Vec<Reference>> {
    let rows: Vec<ReferenceRow> = match tx.engine() {
        Engine::Sqlite => tx.all(query(SQLITE_REFERENCES)).await?,
        Engine::Postgres => tx.all(query(POSTGRES_REFERENCES)).await?,
    };
    let mut whole: Vec<ReferenceRow> = vec![];
    for row in rows {
        match whole.last_mut() {
            Some(last) if (last.number, &last.reference.table) == (row.number, &row.reference.table) => {
                last.reference.columns.extend(row.reference.columns);
                last.reference.target_columns.extend(row.reference.target_columns);
            }
            _ => whole.push(row),
        }
    }
    let mut references: Vec<Reference> = whole.into_iter().map(|row| row.reference).collect();
    references.sort();
    references.dedup();
    Ok(references)
}

/// Tables so that each comes after those it refers to; itself apart, and in name order where references leave a choice.
pub fn in_reference_order(tables: Vec<Table>, references: &[Reference]) -> Vec<Table> {
    let (mut left, mut ordered, mut placed) = (tables, vec![], HashSet::new());
    left.sort_by(|a, b| a.name.cmp(&b.name));
    let names: HashSet<String> = left.iter().map(|table| table.name.clone()).collect();
    loop {
        let waits = |table: &Table, placed: &HashSet<String>| {
            references.iter().any(|r| {
                r.table == table.name
                    && r.target != table.name
                    && names.contains(&r.target)
                    && !placed.contains(&r.target)
            })
        };
        let (later, ready): (Vec<Table>, Vec<Table>) = left.into_iter().partition(|t| waits(t, &placed));
        if ready.is_empty() {
            // Tables that refer to each other in a ring: no order fits, so that the order of names stands.
            ordered.extend(later);
            return ordered;
        }
        placed.extend(ready.iter().map(|table| table.name.clone()));
        ordered.extend(ready);
        left = later;
    }
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

const SQLITE_REFERENCES: &str = "select t.name as table_name, f.id as number, f.\"from\" as column_name, \
     f.\"table\" as target_name, f.\"to\" as target_column \
     from sqlite_schema t join pragma_foreign_key_list(t.name) f where t.type = 'table' \
     order by t.name, f.id, f.seq";

const POSTGRES_REFERENCES: &str = "select c.relname::text as table_name, k.oid::bigint as number, \
     a.attname::text as column_name, r.relname::text as target_name, b.attname::text as target_column \
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class r on r.oid = k.confrelid \
     cross join unnest(k.conkey, k.confkey) with ordinality as u (here, there, place) \
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.here \
     join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.there \
     where k.contype = 'f' and k.connamespace = current_schema()::regnamespace \
     order by c.relname collate \"C\", k.oid, u.place";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_comes_after_those_it_refers_to() {
        let table = |name: &str| Table { name: name.to_owned(), columns: vec![] };
        let refers = |from: &str, to: &str| Reference {
            table: from.to_owned(),
            columns: vec!["x".to_owned()],
            target: to.to_owned(),
            target_columns: vec!["id".to_owned()],
        };
        let references = [refers("a", "c"), refers("c", "c"), refers("b", "gone")];
        let ordered = in_reference_order(vec![table("a"), table("b"), table("c")], &references);
        let names: Vec<&str> = ordered.iter().map(|t| t.name.as_str()).collect();
        assert_eq!(names, ["b", "c", "a"]);
    }
}
