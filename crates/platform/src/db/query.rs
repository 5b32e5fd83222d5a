//! A statement with its bound values. Only program text becomes SQL; values are always bound.

use super::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Scope};
use sqlx::{Arguments as _, postgres::PgArguments, sqlite::SqliteArguments};

/// A bound value. NULL keeps its type because PostgreSQL asks for it.
#[derive(Clone, Debug)]
pub enum Value {
    /// boolean
    Bool(Option<bool>),
    /// bigint
    Int(Option<i64>),
    /// text
    Text(Option<String>),
    /// bytea
    Bytes(Option<Vec<u8>>),
    /// date
    Date(Option<Date>),
    /// timestamptz, microseconds
    Time(Option<Timestamp>),
    /// jsonb, an object or an array
    Json(Option<serde_json::Value>),
}

macro_rules! value_from {
    ($($ty:ty => $variant:ident),* $(,)?) => {$(
        impl From<$ty> for Value { fn from(v: $ty) -> Self { Self::$variant(Some(v.into())) } }
        impl From<Option<$ty>> for Value { fn from(v: Option<$ty>) -> Self { Self::$variant(v.map(Into::into)) } }
    )*};
}
value_from!(bool => Bool, i64 => Int, i32 => Int, String => Text, &str => Text, &String => Text, Vec<u8> => Bytes, Date => Date,
            Timestamp => Time, serde_json::Value => Json, kernel::id::OrganisationId => Text, kernel::id::PersonId => Text,
            &kernel::id::OrganisationId => Text, &kernel::id::PersonId => Text);

impl From<Cents> for Value {
    fn from(amount: Cents) -> Self {
        Self::Int(Some(amount.0))
    }
}

impl From<&Exact> for Value {
    fn from(number: &Exact) -> Self {
        Self::Text(Some(number.to_string()))
    }
}

impl From<crate::Digest> for Value {
    fn from(digest: crate::Digest) -> Self {
        Self::Text(Some(digest.as_str().to_owned()))
    }
}

/// A statement being built.
#[derive(Clone, Debug)]
pub struct Query {
    sql: String,
    args: Vec<Value>,
}

/// A statement made by the layer itself from names of the catalogue.
pub(super) fn dynamic(sql: String) -> Query {
    Query { sql, args: Vec::new() }
}

/// Starts a statement. Parameters are `$1`, `$2`… in binding order.
pub fn query(sql: &'static str) -> Query {
    Query { sql: sql.to_owned(), args: Vec::new() }
}

impl Query {
    /// Binds the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.args.push(value.into());
        self
    }

    /// Appends ` and <condition> $n` when there is something to compare with: `and_if("t.state =", state)`.
    #[must_use]
    pub fn and_if(mut self, condition: &'static str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.args.push(value.into());
            self.sql += &format!(" and {condition} ${}", self.args.len());
        }
        self
    }

    /// Appends ` and <column> in ($n, …)`; an empty list matches nothing.
    #[must_use]
    pub fn and_in(
        mut self,
        column: &'static str,
        values: impl IntoIterator<Item = impl Into<Value>>,
    ) -> Self {
        let start = self.args.len();
        self.args.extend(values.into_iter().map(Into::into));
        let list: Vec<String> = (start + 1..=self.args.len()).map(|n| format!("${n}")).collect();
        self.sql += &if list.is_empty() {
            " and false".to_owned()
        } else {
            format!(" and {column} in ({})", list.join(", "))
        };
        self
    }

    /// Appends rows of an `insert … values`, each with as many values as `row` has places: many rows in one trip.
    #[must_use]
    pub fn values(mut self, row: &'static str, rows: impl IntoIterator<Item = Vec<Value>>) -> Self {
        for (index, values) in rows.into_iter().enumerate() {
            debug_assert_eq!(values.len(), row.matches('$').count(), "{row}");
            let start = self.args.len();
            self.args.extend(values);
            let places: Vec<String> = (start + 1..=self.args.len()).map(|n| format!("${n}")).collect();
            self.sql += &format!("{} ({})", if index == 0 { "" } else { "," }, places.join(", "));
        }
        self
    }

    /// Appends program text, such as an `order by`.
    #[must_use]
    pub fn push(mut self, sql: &'static str) -> Self {
        self.sql += sql;
        self
    }

    /// Binds a value and writes its place at the end of the statement: after pieces of any count.
    #[must_use]
    pub fn put(mut self, value: impl Into<Value>) -> Self {
        self.args.push(value.into());
        self.sql += &format!("${}", self.args.len());
        self
    }

    /// Appends, as text, the place from 0 of a column among spans that follow each other. `starts` are the beginnings of every
    /// span but the first. The comparisons are nested in halves: a row among 36 months is compared 5 or 6 times.
    #[must_use]
    pub fn place(mut self, column: &'static str, starts: impl IntoIterator<Item = impl Into<Value>>) -> Self {
        let first = self.args.len();
        self.args.extend(starts.into_iter().map(Into::into));
        let count = self.args.len() - first;
        self.sql += &format!("cast({} as text)", halved(column, first, (0, count)));
        self
    }

    /// Replaces each `{scope alias}` by the condition that keeps to the scope's rows.
    pub(super) fn scoped(mut self, scope: &Scope) -> Self {
        let Some(first) = self.sql.find("{scope") else { return self };
        let condition = match scope {
            Scope::All => None,
            Scope::One(id) => {
                self.args.push(Value::from(id));
                Some(self.args.len())
            }
        };
        let mut sql = self.sql[..first].to_owned();
        let mut rest = &self.sql[first..];
        while let Some(start) = rest.find("{scope") {
            let end = rest[start..].find('}').map_or(rest.len(), |i| start + i);
            let alias = rest[start + 6..end].trim();
            sql += &rest[..start];
            sql += &match condition {
                None => "true".to_owned(),
                Some(n) if alias.is_empty() => format!("beneficiary_id = ${n}"),
                Some(n) => format!("{alias}.beneficiary_id = ${n}"),
            };
            rest = &rest[(end + 1).min(rest.len())..];
        }
        self.sql = sql + rest;
        self
    }

    pub(super) fn sqlite(self) -> Result<(String, SqliteArguments)> {
        let mut args = SqliteArguments::default();
        for value in self.args {
            match value {
                Value::Bool(v) => args.add(v),
                Value::Int(v) => args.add(v),
                Value::Text(v) => args.add(v),
                Value::Bytes(v) => args.add(v),
                Value::Date(v) => args.add(v.map(|d| d.to_string())),
                Value::Time(v) => args.add(v.map(sqlite_instant)),
                Value::Json(v) => args.add(v.map(|j| j.to_string())),
            }
            .map_err(|e| Error::Driver(sqlx::Error::Encode(e)))?;
        }
        // SQLite has one writer: the write transaction already holds every lock.
        Ok((self.sql.replace(" for update skip locked", "").replace(" for update", ""), args))
    }

    pub(super) fn postgres(self) -> Result<(String, PgArguments)> {
        let mut args = PgArguments::default();
        for value in self.args {
            match value {
                Value::Bool(v) => args.add(v),
                Value::Int(v) => args.add(v),
                Value::Text(v) => args.add(v),
                Value::Bytes(v) => args.add(v),
                Value::Date(v) => args.add(v.and_then(to_chrono_date)),
                Value::Time(v) => args.add(v.and_then(to_chrono)),
                Value::Json(v) => args.add(v.map(sqlx::types::Json)),
            }
            .map_err(|e| Error::Driver(sqlx::Error::Encode(e)))?;
        }
        Ok((self.sql, args))
    }
}

/// Which of the places from `low` to `high` a column is at; the span at place `n` begins at the value bound at `first + n`.
fn halved(column: &str, first: usize, (low, high): (usize, usize)) -> String {
    if low == high {
        return low.to_string();
    }
    let middle = (low + high).div_ceil(2);
    let before = halved(column, first, (low, middle - 1));
    let after = halved(column, first, (middle, high));
    format!("case when {column} < ${} then {before} else {after} end", first + middle)
}

/// Fixed width, so that text order is time order.
pub(super) fn sqlite_instant(at: Timestamp) -> String {
    format!("{at:.6}")
}

/// PostgreSQL knows no day before: anything earlier, as in an address typed by hand, stands for it.
const EARLIEST: Date = jiff::civil::date(-4712, 1, 1);

fn to_chrono(at: Timestamp) -> Option<DateTime<Utc>> {
    let earliest = jiff::tz::TimeZone::UTC.to_timestamp(EARLIEST.at(0, 0, 0, 0)).ok()?;
    DateTime::from_timestamp_micros(at.max(earliest).as_microsecond())
}

fn to_chrono_date(date: Date) -> Option<NaiveDate> {
    let date = date.max(EARLIEST);
    NaiveDate::from_ymd_opt(
        date.year().into(),
        u32::try_from(date.month()).ok()?,
        u32::try_from(date.day()).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_the_scope_where_the_statement_asks() {
        let statement = || {
            query("select * from a where {scope a} and exists (select 1 from b where {scope}) and x = $1")
                .bind(1)
        };
        let one = statement().scoped(&Scope::One("o1".into()));
        assert_eq!(
            one.sql,
            "select * from a where a.beneficiary_id = $2 and exists (select 1 from b where beneficiary_id = $2) and x = $1"
        );
        assert_eq!(one.args.len(), 2);
        let all = statement().scoped(&Scope::All);
        assert_eq!(all.sql, "select * from a where true and exists (select 1 from b where true) and x = $1");
    }

    #[test]
    fn many_rows_go_in_one_statement() {
        let rows = [vec![Value::from(1_i64), Value::from("a")], vec![Value::from(2_i64), Value::from("b")]];
        let insert =
            query("insert into a (x, y) values").values("($1, $2)", rows).push(" on conflict do nothing");
        assert_eq!(insert.sql, "insert into a (x, y) values ($1, $2), ($3, $4) on conflict do nothing");
        assert_eq!(insert.args.len(), 4);
    }

    #[test]
    fn a_place_is_found_by_halves() {
        let months = ["b", "c", "d"];
        let select = query("select ").place("x", months).push(" from a where y = ").put(7);
        assert_eq!(
            select.sql,
            "select cast(case when x < $2 then case when x < $1 then 0 else 1 end else case when x < $3 then 2 else 3 end end \
             as text) from a where y = $4"
        );
        assert_eq!(query("select ").place("x", [""; 0]).sql, "select cast(0 as text)");
    }

    #[test]
    fn instants_have_a_fixed_width() {
        let at: Timestamp = "2026-03-27T16:00:00Z".parse().unwrap();
        assert_eq!(sqlite_instant(at), "2026-03-27T16:00:00.000000Z");
    }
}
