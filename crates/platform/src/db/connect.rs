//! Connections: SQLite with one writer and several readers, or a PostgreSQL pool.

use super::{Error, Result, Tx, tx::Inner};
use kernel::Scope;
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, SqlSafeStr as _,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr as _, time::Duration};

/// Which engine runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, one file.
    Sqlite,
    /// A server, version 15 or later.
    Postgres,
}

/// Prepared statements each connection keeps: all those of the program.
const STATEMENTS: usize = 1_000;

/// How long a connection to a server may have been idle and still be used without being tried.
const TRUSTED: Duration = Duration::from_secs(5);

/// A connected database.
#[derive(Clone, Debug)]
pub enum Db {
    /// Readers see the last committed state while the one writer works (WAL).
    Sqlite {
        /// Refuses writes.
        read: SqlitePool,
        /// One connection: writers wait here instead of failing.
        write: SqlitePool,
    },
    /// One pool for all.
    Postgres {
        /// Reads and writes.
        pool: PgPool,
        /// Whether statements keep to the scope by themselves, before the engine checks it again.
        is_filtered: bool,
    },
}

impl Db {
    /// Connects to `sqlite:PATH` (created when missing) or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Self> {
        if url.starts_with("postgres") {
            // Statements name the table they start from first: the planner need not try every order of a join
            // of seven tables (measured: 5 ms to plan a list of tickets, 0.3 ms to run it).
            let options = PgConnectOptions::from_str(url)?
                .options([("join_collapse_limit", "1")])
                .statement_cache_capacity(STATEMENTS);
            let pool = PgPoolOptions::new().max_connections(10).acquire_timeout(Duration::from_secs(10));
            // A connection used a moment ago is trusted: asking it first would cost each request a trip.
            let pool = pool.test_before_acquire(false).before_acquire(|connection, meta| {
                Box::pin(async move {
                    if meta.idle_for > TRUSTED {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            });
            return Ok(Self::Postgres { pool: pool.connect_with(options).await?, is_filtered: true });
        }
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // The log is folded back into the file every 32 MiB instead of every 4: opening a ticket writes
            // some twenty pages, mostly the same ones, and each folding syncs the whole file.
            .pragma("wal_autocheckpoint", "8192")
            .statement_cache_capacity(STATEMENTS)
            .busy_timeout(Duration::from_secs(10));
        // A file does not hang up: no connection is tried before it is used.
        let pool = SqlitePoolOptions::new().test_before_acquire(false);
        let write = pool.clone().max_connections(1).connect_with(options.clone()).await?;
        let read = pool.max_connections(4).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Self::Sqlite { read, write })
    }

    /// Which engine runs.
    pub fn engine(&self) -> Engine {
        match self {
            Self::Sqlite { .. } => Engine::Sqlite,
            Self::Postgres { .. } => Engine::Postgres,
        }
    }

    /// The one way to write. SQLite takes its lock now, so no later statement can fail as busy.
    pub async fn begin(&self, scope: &Scope) -> Result<Tx> {
        let inner = match self {
            Self::Sqlite { write, .. } => Inner::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres { pool, .. } => Inner::Postgres(pool.begin_with(beginning("begin", scope)).await?),
        };
        Ok(Tx::open(inner, scope.clone(), self.written(scope)))
    }

    /// Reads one consistent state; writing through it is an error.
    pub async fn read(&self, scope: &Scope) -> Result<Tx> {
        let inner = match self {
            Self::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Self::Postgres { pool, .. } => {
                let begin = "begin isolation level repeatable read read only";
                Inner::Postgres(pool.begin_with(beginning(begin, scope)).await?)
            }
        };
        Ok(Tx::open(inner, scope.clone(), self.written(scope)))
    }

    /// Tests only: PostgreSQL with every `{scope}` written `true`, so that row-level security stands alone.
    /// SQLite has no second wall and keeps its filters.
    #[must_use]
    pub fn without_filters(self) -> Self {
        match self {
            Self::Postgres { pool, .. } => Self::Postgres { pool, is_filtered: false },
            sqlite @ Self::Sqlite { .. } => sqlite,
        }
    }

    /// The scope written into statements.
    fn written(&self, scope: &Scope) -> Scope {
        match self {
            Self::Postgres { is_filtered: false, .. } => Scope::All,
            _ => scope.clone(),
        }
    }

    /// Asks the engine to parse a statement against the live schema, without running it.
    pub async fn check(&self, sql: &'static str) -> Result<()> {
        // The scope's parameter comes after the statement's own, as when it runs.
        let own = (1..=99).rev().find(|n| sql.contains(&format!("${n}"))).unwrap_or(0);
        let bound = (0..own).fold(super::query(sql), |query, _| query.bind(""));
        let query = bound.scoped(&Scope::One("check".into()));
        match self {
            Self::Sqlite { read, .. } => {
                let (sql, _) = query.sqlite()?;
                read.acquire().await?.prepare(AssertSqlSafe(sql).into_sql_str()).await.map(drop)
            }
            Self::Postgres { pool, .. } => {
                let (sql, _) = query.postgres()?;
                pool.acquire().await?.prepare(AssertSqlSafe(sql).into_sql_str()).await.map(drop)
            }
        }
        .map_err(Error::Driver)
    }

    /// Closes every connection; SQLite then folds its log back into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { pool, .. } => pool.close().await,
        }
    }
}

/// Begins and says for row-level security whose rows the transaction may touch, in one trip. Identifiers are
/// quoted as texts are: whatever they hold stays inside the quotes.
fn beginning(begin: &str, scope: &Scope) -> AssertSqlSafe<String> {
    let key = match scope {
        Scope::All => "*".to_owned(),
        Scope::One(id) => id.as_str().replace('\'', "''"),
    };
    AssertSqlSafe(format!("{begin}; select set_config('socle.scope', '{key}', true)"))
}
