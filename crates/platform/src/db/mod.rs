//! One SQL text on two engines, SQLite and PostgreSQL. The only code that knows which one runs.
//!
//! Every statement runs in a transaction, and every transaction has a [`Scope`]. A statement that touches
//! rows of beneficiaries says where with `{scope alias}`: the layer writes the condition there. On PostgreSQL
//! the same scope also feeds the row-level security policies, a second wall behind the first.
//!
//! Rules for SQL that means the same on both engines: `docs/decisions/0004-one-sql-text.md`.

mod connect;
mod error;
pub mod fulltext;
pub mod migrate;
pub mod portion;
mod query;
mod row;
pub mod schema;
pub mod transfer;
mod tx;
pub mod views;

pub use connect::{Db, Engine};
pub use error::{Error, OnUnique, Result};
pub use query::{Query, Value, query};
pub use row::{Column, FromRow, Row, json};
pub use tx::Tx;
