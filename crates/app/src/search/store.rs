//! With which words the index was made.

use kernel::words;
use platform::db::{Result, Tx, query};

/// Whether the index was made whole, with the words of this program.
pub(super) async fn is_current(tx: &mut Tx) -> Result<bool> {
    let select = query("select words_version as value from search_state where name = 'index'");
    let made: Option<(i64,)> = tx.optional(select).await?;
    Ok(made == Some((words::VERSION,)))
}

/// Says that it now is.
pub(super) async fn is_made(tx: &mut Tx) -> Result<()> {
    let upsert = query(
        "insert into search_state (name, words_version) values ('index', $1) \
         on conflict (name) do update set words_version = excluded.words_version",
    );
    tx.execute(upsert.bind(words::VERSION)).await.map(drop)
}
