//! How far the index has followed what happened.

use kernel::words;
use platform::db::{FromRow, Result, Row, Tx, query};

/// One chain of the log and the last of its entries that was followed.
pub(super) struct Cursor {
    pub(super) chain: String,
    pub(super) sequence: i64,
    pub(super) words_version: i64,
}

impl FromRow for Cursor {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            chain: row.get("chain")?,
            sequence: row.get("sequence")?,
            words_version: row.get("words_version")?,
        })
    }
}

/// Every cursor.
pub(super) async fn cursors(tx: &mut Tx) -> Result<Vec<Cursor>> {
    tx.all(query("select chain, sequence, words_version from search_cursor order by chain")).await
}

/// Moves a cursor.
pub(super) async fn follow(tx: &mut Tx, chain: &str, sequence: i64) -> Result<()> {
    let upsert = query(
        "insert into search_cursor (chain, sequence, words_version) values ($1, $2, $3) \
         on conflict (chain) do update set sequence = excluded.sequence, words_version = excluded.words_version",
    );
    tx.execute(upsert.bind(chain).bind(sequence).bind(words::VERSION)).await.map(drop)
}
