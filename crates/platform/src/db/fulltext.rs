//! The engines' own full-text indexes, behind one function each: FTS5 on SQLite, a `tsvector` with a GIN index
//! on PostgreSQL. Both hold the terms of [`kernel::words`] at a place, and answer the newest place first.

use super::{Engine, Query, Result, Tx, query};
use std::fmt::Write as _;

/// What stands at one place: terms that follow each other, and terms without a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Indexed {
    /// In order, for phrases.
    pub ordered: Vec<String>,
    /// In no order.
    pub loose: Vec<String>,
}

/// A condition on terms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// The term itself.
    Term(String),
    /// Any term that begins so.
    Prefix(String),
    /// Terms that follow each other.
    Phrase(Vec<String>),
    /// At least one of these.
    Any(Vec<Match>),
    /// The first, and every one of the others.
    All(Vec<Match>),
    /// The first, and not the second.
    Except(Box<Match>, Box<Match>),
}

/// Puts terms at a place; what stood there goes.
pub async fn put(tx: &mut Tx, place: i64, terms: &Indexed) -> Result<()> {
    let statement = match tx.engine() {
        Engine::Sqlite => query("insert or replace into search_index (rowid, terms) values ($1, $2)")
            .bind(place)
            .bind(terms.ordered.iter().chain(&terms.loose).map(String::as_str).collect::<Vec<_>>().join(" ")),
        Engine::Postgres => query(
            "insert into search_index (place, terms) values ($1, cast($2 as tsvector)) \
             on conflict (place) do update set terms = excluded.terms",
        )
        .bind(place)
        .bind(vector(terms)),
    };
    tx.execute(statement).await.map(drop)
}

/// Takes away what stands at a place.
pub async fn remove(tx: &mut Tx, place: i64) -> Result<()> {
    let statement = match tx.engine() {
        Engine::Sqlite => query("delete from search_index where rowid = $1"),
        Engine::Postgres => query("delete from search_index where place = $1"),
    };
    tx.execute(statement.bind(place)).await.map(drop)
}

/// Takes everything away.
pub async fn clear(tx: &mut Tx) -> Result<()> {
    let statement = match tx.engine() {
        Engine::Sqlite => query("insert into search_index (search_index) values ('delete-all')"),
        Engine::Postgres => query("delete from search_index"),
    };
    tx.execute(statement).await.map(drop)
}

/// Where a statement looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Among {
    /// The documents just before the place, one after the other: enough for frequent words.
    Newest,
    /// All of them, by the index of terms: quick for rare words.
    All,
}

/// Where to look, one after the other until enough is found. PostgreSQL takes words for independent of each other, so that
/// left to itself it reads all documents for two frequent words that never meet.
pub fn ways(tx: &Tx) -> &'static [Among] {
    match tx.engine() {
        Engine::Sqlite => &[Among::All],
        Engine::Postgres => &[Among::Newest, Among::All],
    }
}

/// Starts a statement on `search_document d` over the documents in scope that match (`$1`), before a place (`$2`):
/// the caller adds conditions and [`newest`]. Only with [`prepare`] before it in the transaction.
pub fn matching(tx: &Tx, among: Among, wanted: &Match, before: i64) -> Query {
    match (tx.engine(), among) {
        (Engine::Sqlite, _) => query(
            "select d.* from search_index x cross join search_document d on d.place = x.rowid \
             where x.terms match $1 and x.rowid < $2 and {scope d}",
        )
        .bind(fts5(wanted))
        .bind(before),
        (Engine::Postgres, Among::Newest) => query(
            "select d.* from (select place, terms from search_index where place < $2 order by place desc limit 5000) x \
             join search_document d on d.place = x.place where x.terms @@ cast($1 as tsquery) and {scope d}",
        )
        .bind(tsquery(wanted))
        .bind(before),
        (Engine::Postgres, Among::All) => query(
            "with x as materialized (select place from search_index where terms @@ cast($1 as tsquery) and place < $2) \
             select d.* from x join search_document d on d.place = x.place where {scope d}",
        )
        .bind(tsquery(wanted))
        .bind(before),
    }
}

/// Appends the objects in scope of which a part matches, as a list in parentheses.
pub fn owned(tx: &Tx, statement: Query, wanted: &Match, sees_internal: bool) -> Query {
    match tx.engine() {
        Engine::Sqlite => statement
            .push(
                " (select d.owner_id from search_index x cross join search_document d on d.place = x.rowid \
                 where {scope d}",
            )
            .and_in("d.is_internal", internal(sees_internal))
            .and_if("x.terms match", Some(fts5(wanted)))
            .push(")"),
        Engine::Postgres => statement
            .push(
                " (select d.owner_id from search_index x join search_document d on d.place = x.place where {scope d}",
            )
            .and_in("d.is_internal", internal(sees_internal))
            .and_if("x.terms @@ cast(", Some(tsquery(wanted)))
            .push(" as tsquery))"),
    }
}

fn internal(is_seen: bool) -> Vec<bool> {
    if is_seen { vec![false, true] } else { vec![false] }
}

/// Ends a [`matching`] statement: the newest first, so many at most.
pub fn newest(tx: &Tx, matching: Query, limit: i64) -> Query {
    let sorted = match tx.engine() {
        Engine::Sqlite => matching.push(" order by x.rowid desc limit "),
        Engine::Postgres => matching.push(" order by x.place desc limit "),
    };
    sorted.put(limit)
}

/// PostgreSQL plans for the words asked for, each time.
pub async fn prepare(tx: &mut Tx) -> Result<()> {
    if tx.engine() == Engine::Postgres {
        let custom = query("select set_config('plan_cache_mode', 'force_custom_plan', true) as value");
        tx.value::<String>(custom).await?;
    }
    Ok(())
}

/// PostgreSQL keeps positions up to this one.
const LAST_POSITION: usize = 16_383;

fn vector(terms: &Indexed) -> String {
    let mut text = String::new();
    for (i, term) in terms.ordered.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{term}:{} ", (i + 1).min(LAST_POSITION));
    }
    for term in &terms.loose {
        let _ = write!(text, "{term} ");
    }
    text
}

fn fts5(wanted: &Match) -> String {
    let joined = |parts: &[Match], sign: &str| parts.iter().map(fts5).collect::<Vec<_>>().join(sign);
    match wanted {
        Match::Term(term) => format!("\"{term}\""),
        Match::Prefix(start) => format!("\"{start}\" *"),
        Match::Phrase(terms) => format!("\"{}\"", terms.join(" ")),
        Match::Any(parts) => format!("({})", joined(parts, " OR ")),
        Match::All(parts) => format!("({})", joined(parts, " AND ")),
        Match::Except(all, but) => format!("({} NOT {})", fts5(all), fts5(but)),
    }
}

fn tsquery(wanted: &Match) -> String {
    let joined = |parts: &[Match], sign: &str| parts.iter().map(tsquery).collect::<Vec<_>>().join(sign);
    match wanted {
        Match::Term(term) => term.clone(),
        Match::Prefix(start) => format!("{start}:*"),
        Match::Phrase(terms) => format!("({})", terms.join(" <-> ")),
        Match::Any(parts) => format!("({})", joined(parts, " | ")),
        Match::All(parts) => format!("({})", joined(parts, " & ")),
        Match::Except(all, but) => format!("({} & !{})", tsquery(all), tsquery(but)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_are_asked_the_same() {
        let term = |t: &str| Match::Term(t.to_owned());
        let all = Match::All(vec![
            term("pann"),
            Match::Any(vec![term("imprim"), Match::Prefix("imp".into())]),
            Match::Phrase(vec!["mot".into(), "pass".into()]),
        ]);
        let wanted = Match::Except(Box::new(all), Box::new(term("toner")));
        assert_eq!(
            fts5(&wanted),
            "((\"pann\" AND (\"imprim\" OR \"imp\" *) AND \"mot pass\") NOT \"toner\")"
        );
        assert_eq!(tsquery(&wanted), "((pann & (imprim | imp:*) & (mot <-> pass)) & !toner)");
    }
}
