//! Reading rows by column name, with the same types on both engines.

use super::{Error, Result};
use chrono::{DateTime, NaiveDate, Utc};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact};
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

/// One row of a result.
pub enum Row {
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// A type that both engines can give.
pub trait Column: Sized {
    /// Reads from SQLite.
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error>;
    /// Reads from PostgreSQL.
    fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error>;
}

/// A struct filled from one row.
pub trait FromRow: Sized {
    /// Reads the columns by name.
    fn from_row(row: &Row) -> Result<Self>;
}

impl Row {
    /// A column that is never NULL.
    pub fn get<T: Column>(&self, name: &'static str) -> Result<T> {
        self.maybe(name)?.ok_or_else(|| Error::Decode(name, "unexpected NULL".to_owned()))
    }

    /// A column that may be NULL.
    pub fn maybe<T: Column>(&self, name: &'static str) -> Result<Option<T>> {
        match self {
            Self::Sqlite(row) => T::sqlite(row, name),
            Self::Postgres(row) => T::postgres(row, name),
        }
        .map_err(|e| Error::Decode(name, e.to_string()))
    }

    /// A text column read as an identifier.
    pub fn id<T: From<String>>(&self, name: &'static str) -> Result<T> {
        Ok(T::from(self.get::<String>(name)?))
    }

    /// A nullable text column read as an identifier.
    pub fn maybe_id<T: From<String>>(&self, name: &'static str) -> Result<Option<T>> {
        Ok(self.maybe::<String>(name)?.map(T::from))
    }

    /// A text column read as an enumeration stored by its serde name.
    pub fn word<T: serde::de::DeserializeOwned>(&self, name: &'static str) -> Result<T> {
        let text: String = self.get(name)?;
        serde_json::from_value(serde_json::Value::String(text))
            .map_err(|e| Error::Decode(name, e.to_string()))
    }

    /// A JSON column read as `T`.
    pub fn json<T: serde::de::DeserializeOwned>(&self, name: &'static str) -> Result<T> {
        serde_json::from_value(self.get(name)?).map_err(|e| Error::Decode(name, e.to_string()))
    }

    /// A nullable JSON column read as `T`.
    pub fn maybe_json<T: serde::de::DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>> {
        self.maybe::<serde_json::Value>(name)?
            .map(|value| serde_json::from_value(value).map_err(|e| Error::Decode(name, e.to_string())))
            .transpose()
    }
}

/// A value as the JSON of a column.
pub fn json(name: &'static str, value: &impl serde::Serialize) -> Result<serde_json::Value> {
    serde_json::to_value(value).map_err(|e| Error::Decode(name, e.to_string()))
}

impl Row {
    /// A column whose name comes from the catalogue.
    pub(super) fn named<T: Column>(&self, name: &str) -> Result<Option<T>> {
        match self {
            Self::Sqlite(row) => T::sqlite(row, name),
            Self::Postgres(row) => T::postgres(row, name),
        }
        .map_err(|e| Error::Decode("exported column", format!("{name}: {e}")))
    }
}

/// One column named `value`: counts and single answers.
impl<T: Column> FromRow for (T,) {
    fn from_row(row: &Row) -> Result<Self> {
        Ok((row.get("value")?,))
    }
}

macro_rules! column {
    ($($ty:ty),*) => {$(impl Column for $ty {
        fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error> { row.try_get_unchecked(name) }
        fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error> { row.try_get(name) }
    })*};
}
column!(bool, i64, String, Vec<u8>);

fn decode(error: impl std::error::Error + Send + Sync + 'static) -> sqlx::Error {
    sqlx::Error::Decode(Box::new(error))
}

impl Column for Date {
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get_unchecked::<Option<String>, _>(name)?.map(|text| text.parse().map_err(decode)).transpose()
    }
    fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get::<Option<NaiveDate>, _>(name)?
            .map(|date| date.to_string().parse().map_err(decode))
            .transpose()
    }
}

impl Column for Timestamp {
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get_unchecked::<Option<String>, _>(name)?.map(|text| text.parse().map_err(decode)).transpose()
    }
    fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        let at: Option<DateTime<Utc>> = row.try_get(name)?;
        at.map(|at| Timestamp::from_microsecond(at.timestamp_micros()).map_err(decode)).transpose()
    }
}

impl Column for serde_json::Value {
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get_unchecked::<Option<String>, _>(name)?
            .map(|text| serde_json::from_str(&text).map_err(decode))
            .transpose()
    }
    fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get(name)
    }
}

impl Column for Cents {
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        Ok(row.try_get_unchecked::<Option<i64>, _>(name)?.map(Self))
    }
    fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        Ok(row.try_get::<Option<i64>, _>(name)?.map(Self))
    }
}

impl Column for Exact {
    fn sqlite(row: &SqliteRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get_unchecked::<Option<String>, _>(name)?
            .map(|text| Self::parse(&text).map_err(decode))
            .transpose()
    }
    fn postgres(row: &PgRow, name: &str) -> Result<Option<Self>, sqlx::Error> {
        row.try_get::<Option<String>, _>(name)?.map(|text| Self::parse(&text).map_err(decode)).transpose()
    }
}
