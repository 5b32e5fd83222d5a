//! A transaction in a scope: the only way to run a statement.

use super::{Engine, Error, FromRow, Query, Result, Row};
use futures_util::TryStreamExt as _;
use kernel::Scope;
use sqlx::{AssertSqlSafe, Postgres, Sqlite, Transaction};

/// An open transaction. Dropped without [`Tx::commit`], it leaves no trace.
pub struct Tx {
    inner: Inner,
    scope: Scope,
    /// What `{scope}` becomes: the same scope, except in tests of row-level security.
    written: Scope,
}

pub(super) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Tx {
    pub(super) fn open(inner: Inner, scope: Scope, written: Scope) -> Self {
        Self { inner, scope, written }
    }

    /// The rows this transaction may touch.
    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// Which engine runs.
    pub fn engine(&self) -> Engine {
        match self.inner {
            Inner::Sqlite(_) => Engine::Sqlite,
            Inner::Postgres(_) => Engine::Postgres,
        }
    }

    /// Every row.
    pub async fn all<T: FromRow>(&mut self, query: Query) -> Result<Vec<T>> {
        let query = query.scoped(&self.written);
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                let (sql, args) = query.sqlite()?;
                let rows = sqlx::query_with(AssertSqlSafe(sql), args).fetch_all(&mut **tx).await;
                rows.map_err(Error::classify)?.into_iter().map(|row| T::from_row(&Row::Sqlite(row))).collect()
            }
            Inner::Postgres(tx) => {
                let (sql, args) = query.postgres()?;
                let rows = sqlx::query_with(AssertSqlSafe(sql), args).fetch_all(&mut **tx).await;
                rows.map_err(Error::classify)?
                    .into_iter()
                    .map(|row| T::from_row(&Row::Postgres(row)))
                    .collect()
            }
        }
    }

    /// Hands every row over as it arrives, without keeping them: exports and verifications of any size.
    pub async fn each(&mut self, query: Query, mut take: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        let query = query.scoped(&self.written);
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                let (sql, args) = query.sqlite()?;
                let mut rows = sqlx::query_with(AssertSqlSafe(sql), args).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(Error::classify)? {
                    take(&Row::Sqlite(row))?;
                }
            }
            Inner::Postgres(tx) => {
                let (sql, args) = query.postgres()?;
                let mut rows = sqlx::query_with(AssertSqlSafe(sql), args).fetch(&mut **tx);
                while let Some(row) = rows.try_next().await.map_err(Error::classify)? {
                    take(&Row::Postgres(row))?;
                }
            }
        }
        Ok(())
    }

    /// The row, when there is one.
    pub async fn optional<T: FromRow>(&mut self, query: Query) -> Result<Option<T>> {
        Ok(self.all(query).await?.into_iter().next())
    }

    /// The row that must be there.
    pub async fn one<T: FromRow>(&mut self, query: Query) -> Result<T> {
        self.optional(query).await?.ok_or(Error::Driver(sqlx::Error::RowNotFound))
    }

    /// The single column `value` of the single row.
    pub async fn value<T: super::Column>(&mut self, query: Query) -> Result<T> {
        Ok(self.one::<(T,)>(query).await?.0)
    }

    /// Runs a statement and gives the number of rows touched.
    pub async fn execute(&mut self, query: Query) -> Result<u64> {
        let query = query.scoped(&self.written);
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => {
                let (sql, args) = query.sqlite()?;
                let done = sqlx::query_with(AssertSqlSafe(sql), args).execute(&mut **tx).await;
                done.map_err(Error::classify)?.rows_affected()
            }
            Inner::Postgres(tx) => {
                let (sql, args) = query.postgres()?;
                let done = sqlx::query_with(AssertSqlSafe(sql), args).execute(&mut **tx).await;
                done.map_err(Error::classify)?.rows_affected()
            }
        })
    }

    /// Runs a script of several statements (migrations).
    pub(super) async fn script(&mut self, sql: String) -> Result<()> {
        match &mut self.inner {
            Inner::Sqlite(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop)?,
            Inner::Postgres(tx) => sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut **tx).await.map(drop)?,
        }
        Ok(())
    }

    /// Makes everything done here durable.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await,
            Inner::Postgres(tx) => tx.commit().await,
        }
        .map_err(Error::classify)
    }
}
