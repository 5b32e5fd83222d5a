//! The rows of one beneficiary, table by table, and the common rows they refer to, as values; and back.
//!
//! Tables and columns come from the catalogue of the engine, so that a new table cannot be forgotten. Both engines give
//! the same values in the same order. What is asked for beyond the beneficiary's own rows is said in conditions that are
//! program text; in them `$1` is the beneficiary.

use super::{
    Engine, Error, Query, Result, Tx, Value, migrate,
    query::dynamic,
    schema::{self, Reference, Table},
    transfer,
};
use kernel::id::BeneficiaryId;
use serde_json::Value as JsonValue;

/// Takes a row: its values in the order of the columns.
pub type Take<'a> = &'a mut (dyn FnMut(Vec<JsonValue>) -> std::io::Result<()> + Send);

/// Every table there is and every reference between them, the tables in an order that satisfies the references. The list
/// of migrations and what is made again from other tables are in none.
pub async fn catalogue(tx: &mut Tx) -> Result<(Vec<Table>, Vec<Reference>)> {
    let references = schema::references(tx).await?;
    let mut tables = schema::read(tx).await?;
    tables.retain(|t| t.name != "schema_migration" && !transfer::DERIVED.contains(&t.name.as_str()));
    Ok((schema::in_reference_order(tables, &references), references))
}

/// Names of the migrations of this program: which columns there are.
pub fn migrations() -> Vec<String> {
    migrate::files(Engine::Sqlite).into_iter().map(|(name, _)| transfer::plain_name(&name)).collect()
}

/// Hands over the rows of a beneficiary but those of which `unless` is true, in key order.
pub async fn owned(
    tx: &mut Tx,
    table: &Table,
    of: &BeneficiaryId,
    unless: &'static str,
    take: Take<'_>,
) -> Result<()> {
    let sql = format!("{} order by {}", owned_text(table, unless), transfer::key_order(table, tx.engine()));
    each(tx, table, dynamic(sql).bind(of), take).await
}

fn owned_text(table: &Table, unless: &'static str) -> String {
    let but = if unless.is_empty() { String::new() } else { format!(" and not ({unless})") };
    format!("select {} from \"{}\" where beneficiary_id = $1{but}", names(table), table.name)
}

/// Hands over the rows of a table that are nobody's in particular and of which `only` is true, in key order.
pub async fn common(
    tx: &mut Tx,
    table: &Table,
    of: &BeneficiaryId,
    only: &'static str,
    take: Take<'_>,
) -> Result<()> {
    let nobody = if table.is_scoped() { "beneficiary_id is null" } else { "true" };
    let order = transfer::key_order(table, tx.engine());
    let sql = format!(
        "select {} from \"{}\" where {nobody} and ({only}) order by {order}",
        names(table),
        table.name
    );
    let select = if only.contains("$1") { dynamic(sql).bind(of) } else { dynamic(sql) };
    each(tx, table, select, take).await
}

/// What the rows of a beneficiary hold in some columns, each value once, those with nothing left out.
pub async fn distinct(
    tx: &mut Tx,
    table: &Table,
    of: &BeneficiaryId,
    unless: &'static str,
    columns: &[String],
) -> Result<Vec<Vec<JsonValue>>> {
    let kept = columns.iter().filter_map(|name| table.columns.iter().find(|c| c.name == *name));
    let part = Table { name: table.name.clone(), columns: kept.cloned().collect() };
    let mut sql = owned_text(&part, unless).replacen("select ", "select distinct ", 1);
    for column in columns {
        sql += &format!(" and \"{column}\" is not null");
    }
    let mut found = vec![];
    each(tx, &part, dynamic(sql).bind(of), &mut |values| {
        found.push(values);
        Ok(())
    })
    .await?;
    Ok(found)
}

async fn each(tx: &mut Tx, table: &Table, select: Query, take: Take<'_>) -> Result<()> {
    tx.each(select, |row| {
        let values: Result<Vec<JsonValue>> =
            table.columns.iter().map(|c| transfer::value_of(row, c).map(unwrapped)).collect();
        take(values?).map_err(Error::Stopped)
    })
    .await
}

/// An export marks what is JSON itself; here its column says so.
fn unwrapped(value: JsonValue) -> JsonValue {
    match value {
        JsonValue::Object(mut marked) => marked.remove("json").unwrap_or(JsonValue::Null),
        plain => plain,
    }
}

fn wrapped(column: &schema::TableColumn, value: JsonValue) -> JsonValue {
    if column.kind == "jsonb" && !value.is_null() { serde_json::json!({ "json": value }) } else { value }
}

fn names(table: &Table) -> String {
    let names: Vec<String> = table.columns.iter().map(|c| format!("\"{}\"", c.name)).collect();
    names.join(", ")
}

/// How many rows a beneficiary has in a table.
pub async fn count(tx: &mut Tx, table: &Table, of: &BeneficiaryId) -> Result<i64> {
    let sql = format!("select count(*) as value from \"{}\" where beneficiary_id = $1", table.name);
    tx.value(dynamic(sql).bind(of)).await
}

/// How many rows a beneficiary has in each of these tables, in their order, in one statement.
pub async fn counts(tx: &mut Tx, tables: &[&Table], of: &BeneficiaryId) -> Result<Vec<i64>> {
    let one = |(place, table): (usize, &&Table)| {
        let name = &table.name;
        format!(
            "select {place} as place, (select count(*) from \"{name}\" where beneficiary_id = $1) as value"
        )
    };
    let parts: Vec<String> = tables.iter().enumerate().map(one).collect();
    if parts.is_empty() {
        return Ok(vec![]);
    }
    let sql = format!("select q.value as value from ({}) q order by q.place", parts.join(" union all "));
    let counted: Vec<(i64,)> = tx.all(dynamic(sql).bind(of)).await?;
    Ok(counted.into_iter().map(|(count,)| count).collect())
}

/// How many rows of a table of nobody in particular are `theirs`: a condition in which `$1` is the beneficiary.
pub async fn count_among(tx: &mut Tx, table: &str, theirs: &'static str, of: &BeneficiaryId) -> Result<i64> {
    tx.value(dynamic(format!("select count(*) as value from \"{table}\" where {theirs}")).bind(of)).await
}

/// Rows that are to be taken away.
#[derive(Clone, Copy, Debug)]
pub struct Leaving<'a> {
    /// Their table.
    pub table: &'a Table,
    /// Which of its rows are theirs, `$1` being the beneficiary; nothing when `beneficiary_id` says so.
    pub theirs: Option<&'static str>,
    /// References between rows of the same table: who refers goes first.
    pub within: &'a [&'a Reference],
    /// References from anywhere: rows that are still referred to stay.
    pub unless_referred: &'a [&'a Reference],
    /// Columns whose values are handed over when their row goes.
    pub named: &'a [&'a str],
}

/// Takes at most `limit` rows of a beneficiary away, in key order; hands over what the named columns held. Gives how many
/// went: fewer than asked for when nothing else may go.
pub async fn take_away(
    tx: &mut Tx,
    leaving: Leaving<'_>,
    of: &BeneficiaryId,
    limit: i64,
    take: &mut (dyn FnMut(String) + Send),
) -> Result<i64> {
    let table = leaving.table;
    let keys: Vec<String> = table.key().iter().map(|c| format!("\"{}\"", c.name)).collect();
    let condition = leaving.theirs.unwrap_or("beneficiary_id = $1");
    let mut inner = format!("select {} from \"{}\" l where ({condition})", keys.join(", "), table.name);
    for reference in leaving.within.iter().chain(leaving.unless_referred) {
        inner += &format!(" and not exists ({})", referring(reference));
    }
    let order = transfer::key_order(table, tx.engine());
    let returned: Vec<String> = leaving.named.iter().map(|name| format!(", \"{name}\"")).collect();
    let key = keys.join(", ");
    let sql = format!(
        "delete from \"{}\" where ({key}) in ({inner} order by {order} limit $2) returning 1 as one{}",
        table.name,
        returned.concat()
    );
    let mut gone = 0;
    tx.each(dynamic(sql).bind(of).bind(limit), |row| {
        gone += 1;
        for name in leaving.named {
            if let Some(held) = row.named::<String>(name)?.filter(|held| !held.is_empty()) {
                take(held);
            }
        }
        Ok(())
    })
    .await?;
    Ok(gone)
}

/// The rows that refer to the row `l`.
fn referring(reference: &Reference) -> String {
    let pairs = reference.columns.iter().zip(&reference.target_columns);
    let same: Vec<String> = pairs.map(|(here, there)| format!("r.\"{here}\" = l.\"{there}\"")).collect();
    format!("select 1 from \"{}\" r where {}", reference.table, same.join(" and "))
}

/// Which of these values stand in a column of a table, each once.
pub async fn held(tx: &mut Tx, (table, column): (&str, &str), values: &[String]) -> Result<Vec<String>> {
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "select distinct \"{column}\" as value from \"{table}\" where \"{column}\" in ({})",
        places.join(", ")
    );
    let select = values.iter().fold(dynamic(sql), crate::db::Query::bind);
    let found: Vec<(String,)> = tx.all(select).await?;
    Ok(found.into_iter().map(|(value,)| value).collect())
}

/// Writes a row, values in the order of the columns.
pub async fn put(tx: &mut Tx, table: &Table, values: Vec<JsonValue>) -> Result<()> {
    let values = table.columns.iter().zip(values).map(|(column, value)| wrapped(column, value)).collect();
    transfer::insert(tx, table, values).await
}

/// The row with a key, values in the order of the columns.
pub async fn find(tx: &mut Tx, table: &Table, key: &[JsonValue]) -> Result<Option<Vec<JsonValue>>> {
    let keys = table.key();
    let places = |first: usize| {
        keys.iter().zip(first..).map(|(c, n)| format!("\"{}\" = ${n}", c.name)).collect::<Vec<_>>()
    };
    let sql = format!("select {} from \"{}\" where {}", names(table), table.name, places(1).join(" and "));
    let mut select = dynamic(sql);
    for (column, value) in keys.iter().zip(key) {
        select = select.bind(bound(column, value.clone())?);
    }
    let mut found = None;
    each(tx, table, select, &mut |values| {
        found = Some(values);
        Ok(())
    })
    .await?;
    Ok(found)
}

fn bound(column: &schema::TableColumn, value: JsonValue) -> Result<Value> {
    transfer::bound(column, wrapped(column, value))
}

/// Makes sure now that every reference leads somewhere: some are otherwise looked at on commit only.
pub async fn check_references(tx: &mut Tx) -> Result<()> {
    match tx.engine() {
        Engine::Postgres => tx.script("set constraints all immediate".to_owned()).await,
        Engine::Sqlite => {
            let broken: i64 =
                tx.value(super::query("select count(*) as value from pragma_foreign_key_check")).await?;
            if broken == 0 { Ok(()) } else { Err(Error::Referenced) }
        }
    }
}
