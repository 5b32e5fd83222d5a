//! A whole instance as text, and back: from one engine to the other without loss.
//!
//! The export is one JSON value a line: a header with the migrations applied, then for each table its
//! name and columns, then its rows in key order. Both engines give the same bytes for the same content,
//! so an export taken after a transfer proves it.

use super::{Db, Engine, Error, Query, Result, Row, Tx, migrate, query::dynamic, schema};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use jiff::{Timestamp, civil::Date};
use kernel::Scope;
use serde_json::{Map, Value as JsonValue, json};
use std::io::{BufRead, Write};

/// Rows written or read so far, table by table.
pub type Progress<'a> = &'a mut dyn FnMut(&str, u64);

/// Writes everything an instance holds. Files on disk travel beside it, by their digest.
pub async fn export(db: &Db, out: &mut impl Write, progress: Progress<'_>) -> Result<()> {
    let mut tx = db.read(&Scope::All).await?;
    let names: Vec<String> =
        migrate::files(Engine::Sqlite).into_iter().map(|(name, _)| plain_name(&name)).collect();
    line(out, &json!({ "socle_export": 1, "migrations": names }))?;
    for table in in_creation_order(schema::read(&mut tx).await?) {
        let columns: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        line(out, &json!({ "table": table.name, "columns": columns }))?;
        let (mut rows, mut failed) = (0, None);
        tx.each(select(&table, db.engine()), |row| {
            let values: Result<Vec<JsonValue>> = table.columns.iter().map(|c| value_of(row, c)).collect();
            rows += 1;
            if let Err(e) = line(out, &JsonValue::Array(values?)) {
                failed = Some(e);
            }
            Ok(())
        })
        .await?;
        failed.map_or(Ok(()), Err)?;
        progress(&table.name, rows);
    }
    Ok(())
}

/// Reads an export into an instance that has just been migrated and holds nothing yet. All or nothing.
pub async fn import(db: &Db, input: &mut impl BufRead, progress: Progress<'_>) -> Result<()> {
    let mut tx = db.begin(&Scope::All).await?;
    let tables = schema::read(&mut tx).await?;
    let mut current: Option<(schema::Table, u64)> = None;
    for (index, text) in input.lines().enumerate() {
        let text = text.map_err(|e| refused(index, &e.to_string()))?;
        match serde_json::from_str(&text).map_err(|e| refused(index, &e.to_string()))? {
            JsonValue::Object(header) if header.contains_key("table") => {
                if let Some((table, rows)) = &current {
                    progress(&table.name, *rows);
                }
                current = Some((described(&header, &tables, index, &mut tx).await?, 0));
            }
            JsonValue::Object(_) if index == 0 => {}
            JsonValue::Array(values) => {
                let (table, rows) =
                    current.as_mut().ok_or_else(|| refused(index, "a row comes before its table"))?;
                insert(&mut tx, table, values)
                    .await
                    .map_err(|e| refused(index, &format!("{}: {e}", table.name)))?;
                *rows += 1;
            }
            _ => return Err(refused(index, "neither a table nor a row")),
        }
    }
    if let Some((table, rows)) = &current {
        progress(&table.name, *rows);
    }
    tx.commit().await
}

fn line(out: &mut impl Write, value: &JsonValue) -> Result<()> {
    writeln!(out, "{value}").map_err(|e| Error::Schema(format!("writing the export: {e}")))
}

fn refused(index: usize, why: &str) -> Error {
    Error::Schema(format!("export line {}: {why}", index + 1))
}

/// `0011_x.sqlite.sql` and `0011_x.postgres.sql` are the same step.
pub(super) fn plain_name(name: &str) -> String {
    name.replace(".sqlite.sql", ".sql").replace(".postgres.sql", ".sql")
}

/// Made again from the other tables: neither exported nor copied.
pub(super) const DERIVED: [&str; 2] = ["search_document", "search_state"];

/// A table is created after those it refers to, so this order satisfies every foreign key.
fn in_creation_order(mut tables: Vec<schema::Table>) -> Vec<schema::Table> {
    let script: String =
        migrate::files(Engine::Sqlite).into_iter().map(|(_, sql)| sql.to_lowercase()).collect();
    tables.retain(|t| t.name != "schema_migration" && !DERIVED.contains(&t.name.as_str()));
    tables.sort_by_key(|t| script.find(&format!("create table {} (", t.name)));
    tables
}

fn select(table: &schema::Table, engine: Engine) -> Query {
    let columns: Vec<String> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let order = key_order(table, engine);
    dynamic(format!("select {} from \"{}\" order by {order}", columns.join(", "), table.name))
}

/// The order of the primary key, by bytes on both engines.
pub(super) fn key_order(table: &schema::Table, engine: Engine) -> String {
    let byte_order = |c: &&schema::TableColumn| match (engine, c.kind.as_str()) {
        (Engine::Postgres, "text") => format!("\"{}\" collate \"C\"", c.name),
        _ => format!("\"{}\"", c.name),
    };
    let order: Vec<String> = table.key().iter().map(byte_order).collect();
    order.join(", ")
}

pub(super) fn value_of(row: &Row, column: &schema::TableColumn) -> Result<JsonValue> {
    let name = column.name.as_str();
    Ok(match column.kind.as_str() {
        "boolean" => json!(row.named::<bool>(name)?),
        "bigint" => json!(row.named::<i64>(name)?),
        "date" => json!(row.named::<Date>(name)?.map(|d| d.to_string())),
        "timestamptz" => json!(row.named::<Timestamp>(name)?.map(super::query::sqlite_instant)),
        "bytea" => json!(row.named::<Vec<u8>>(name)?.map(|bytes| STANDARD.encode(bytes))),
        "jsonb" => {
            row.named::<JsonValue>(name)?.map_or(JsonValue::Null, |value| json!({ "json": sorted(value) }))
        }
        _ => json!(row.named::<String>(name)?),
    })
}

/// PostgreSQL orders the keys of an object its own way; an export has one way.
fn sorted(value: JsonValue) -> JsonValue {
    match value {
        JsonValue::Object(map) => {
            let mut pairs: Vec<_> = map.into_iter().collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            JsonValue::Object(pairs.into_iter().map(|(key, value)| (key, sorted(value))).collect())
        }
        JsonValue::Array(items) => JsonValue::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

async fn described(
    header: &Map<String, JsonValue>,
    tables: &[schema::Table],
    index: usize,
    tx: &mut Tx,
) -> Result<schema::Table> {
    let name = header["table"].as_str().unwrap_or_default();
    let table = tables
        .iter()
        .find(|t| t.name == name)
        .ok_or_else(|| refused(index, &format!("no table {name} here")))?;
    let named: Option<Vec<schema::TableColumn>> =
        header.get("columns").and_then(JsonValue::as_array).and_then(|columns| {
            columns
                .iter()
                .map(|c| table.columns.iter().find(|known| Some(known.name.as_str()) == c.as_str()).cloned())
                .collect()
        });
    let columns = named
        .ok_or_else(|| refused(index, &format!("the columns of {name} are not those of this version")))?;
    let rows: i64 = tx.value(dynamic(format!("select count(*) as value from \"{name}\""))).await?;
    if rows > 0 {
        return Err(refused(index, &format!("{name} already holds rows: import into an empty instance")));
    }
    Ok(schema::Table { name: name.to_owned(), columns })
}

pub(super) async fn insert(tx: &mut Tx, table: &schema::Table, values: Vec<JsonValue>) -> Result<()> {
    let columns: Vec<String> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    let places: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
    let sql =
        format!("insert into \"{}\" ({}) values ({})", table.name, columns.join(", "), places.join(", "));
    if values.len() != columns.len() {
        return Err(Error::Schema(format!("{} values for {} columns", values.len(), columns.len())));
    }
    let mut statement = dynamic(sql);
    for (column, value) in table.columns.iter().zip(values) {
        statement = statement.bind(bound(column, value)?);
    }
    tx.execute(statement).await.map(drop)
}

pub(super) fn bound(column: &schema::TableColumn, value: JsonValue) -> Result<super::Value> {
    let wrong = || Error::Schema(format!("column {} does not hold a {}", column.name, column.kind));
    let text = || value.as_str().map(str::to_owned);
    let present = !value.is_null();
    Ok(match column.kind.as_str() {
        "boolean" => super::Value::Bool(value.as_bool()),
        "bigint" => super::Value::Int(value.as_i64()),
        "date" => super::Value::Date(text().map(|t| t.parse().map_err(|_| wrong())).transpose()?),
        "timestamptz" => super::Value::Time(text().map(|t| t.parse().map_err(|_| wrong())).transpose()?),
        "bytea" => super::Value::Bytes(text().map(|t| STANDARD.decode(t).map_err(|_| wrong())).transpose()?),
        "jsonb" => super::Value::Json(value.get("json").cloned()),
        _ => super::Value::Text(text()),
    })
    .and_then(|bound| if present == is_null(&bound) { Err(wrong()) } else { Ok(bound) })
}

fn is_null(value: &super::Value) -> bool {
    matches!(
        value,
        super::Value::Bool(None)
            | super::Value::Int(None)
            | super::Value::Text(None)
            | super::Value::Bytes(None)
            | super::Value::Date(None)
            | super::Value::Time(None)
            | super::Value::Json(None)
    )
}

/// Number of rows of each table, for reports of a transfer.
pub async fn counts(db: &Db) -> Result<Vec<(String, i64)>> {
    let mut tx = db.read(&Scope::All).await?;
    let mut counts = Vec::new();
    for table in in_creation_order(schema::read(&mut tx).await?) {
        let rows = tx.value(dynamic(format!("select count(*) as value from \"{}\"", table.name))).await?;
        counts.push((table.name, rows));
    }
    Ok(counts)
}
