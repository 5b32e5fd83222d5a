//! The one statement of a question, and the names of what it is counted by.

pub(super) mod readers;
mod sources;

use super::{Amount, Dimension, Question, catalogue::Source};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use platform::db::{FromRow, Query, Result, Row, Tx, query};
use sources::When;

/// A line as the database gives it: keys as stored, of a span of time its place from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) keys: [String; 2],
    pub(super) numerator: i64,
    pub(super) denominator: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            keys: [row.get("first_key")?, row.get("second_key")?],
            numerator: row.get("numerator")?,
            denominator: row.get("denominator")?,
        })
    }
}

/// Something with two ends: how long it lasts is worked out here and not by the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) keys: [String; 2],
    pub(super) from: Timestamp,
    pub(super) to: Option<Timestamp>,
}

impl FromRow for Span {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self {
            keys: [row.get("first_key")?, row.get("second_key")?],
            from: row.get("from_at")?,
            to: row.maybe("to_at")?,
        })
    }
}

/// Whether a question is about the length of things with two ends.
pub(super) fn is_of_spans(question: &Question) -> bool {
    (question.measure.source, question.measure.amount) == (Source::Cuts, Amount::Seconds)
}

/// The lines of a question, at most `limit`. `starts` are the beginnings of the spans of time of each dimension, the first
/// one first; empty for dimensions that are none.
pub(super) async fn lines(
    tx: &mut Tx,
    question: &Question,
    starts: &[Vec<Date>; 2],
    limit: i64,
) -> Result<Vec<Counted>> {
    let (numerator, denominator) = sources::added(question.measure);
    let select = keys(question, starts).push(", ").push(numerator).push(" as numerator, ");
    let select = conditions(select.push(denominator).push(" as denominator"), question);
    tx.all(select.push(" group by 1, 2 order by 1, 2 limit ").put(limit)).await
}

/// The same for what has two ends, row by row.
pub(super) async fn spans(
    tx: &mut Tx,
    question: &Question,
    starts: &[Vec<Date>; 2],
    limit: i64,
) -> Result<Vec<Span>> {
    let select = conditions(keys(question, starts).push(", x.from_at, x.to_at"), question);
    tx.all(select.push(" order by x.from_at, x.id limit ").put(limit)).await
}

fn keys(question: &Question, starts: &[Vec<Date>; 2]) -> Query {
    // Checked with every measure and dimension on both engines by a test of its own.
    let first: &'static str = "select ";
    let select = key(query(first), question, 0, &starts[0]).push(" as first_key, ");
    key(select, question, 1, &starts[1]).push(" as second_key")
}

fn key(select: Query, question: &Question, place: usize, starts: &[Date]) -> Query {
    let source = question.measure.source;
    let Some(dimension) = question.by.get(place) else { return select.push("''") };
    match (sources::key(source, *dimension), sources::when(source)) {
        (Some(column), _) => select.push(column),
        (None, Some(When::Instant(column))) => {
            select.place(column, starts.iter().skip(1).map(|day| midnight(*day)))
        }
        (None, Some(When::Day(column))) => select.place(column, starts.iter().skip(1).copied()),
        (None, None) => select.push("''"),
    }
}

fn conditions(select: Query, question: &Question) -> Query {
    let source = question.measure.source;
    let after = question.last.tomorrow().unwrap_or(question.last);
    let select = select.push(sources::rows(source));
    let select = match sources::when(source) {
        Some(When::Instant(column)) => {
            let select = select.push(" and ").push(column).push(" >= ").put(midnight(question.first));
            select.push(" and ").push(column).push(" < ").put(midnight(after))
        }
        Some(When::Day(column)) => {
            let select = select.push(" and ").push(column).push(" >= ").put(question.first);
            select.push(" and ").push(column).push(" <= ").put(question.last)
        }
        None => select,
    };
    question.only.iter().fold(select, |select, (dimension, value)| match sources::key(source, *dimension) {
        Some(column) => select.push(" and ").push(column).push(" = ").put(value),
        None => select,
    })
}

/// The first instant of a day in Paris.
fn midnight(day: Date) -> Timestamp {
    let zone: TimeZone = kernel::Zone::Metropole.time_zone();
    zone.to_zoned(day.at(0, 0, 0, 0)).map_or(Timestamp::MAX, |at| at.timestamp())
}

/// A stored key with its name.
pub(super) struct Named {
    pub(super) key: String,
    pub(super) name: String,
}

impl FromRow for Named {
    fn from_row(row: &Row) -> Result<Self> {
        Ok(Self { key: row.get("key")?, name: row.get("name")? })
    }
}

/// Names of sites in scope.
async fn sites(tx: &mut Tx, keys: &[String]) -> Result<Vec<Named>> {
    let select = query("select s.id as key, s.name from site s where {scope s}");
    tx.all(select.and_in("s.id", keys)).await
}

/// Names of categories; they are nobody's in particular.
async fn categories(tx: &mut Tx, keys: &[String]) -> Result<Vec<Named>> {
    let select = query("select c.id as key, c.name from ticket_category c where true");
    tx.all(select.and_in("c.id", keys)).await
}

/// Names of teams; they are the provider's.
async fn teams(tx: &mut Tx, keys: &[String]) -> Result<Vec<Named>> {
    let select = query("select m.id as key, m.name from team m where true");
    tx.all(select.and_in("m.id", keys)).await
}

/// Names of the authority's own kinds of assets.
async fn asset_kinds(tx: &mut Tx, keys: &[String]) -> Result<Vec<Named>> {
    let select = query("select k.id as key, k.name from asset_kind k where true");
    tx.all(select.and_in("k.id", keys)).await
}

/// Names of beneficiaries in scope.
async fn beneficiaries(tx: &mut Tx, keys: &[String]) -> Result<Vec<Named>> {
    let select = query("select o.id as key, o.name from organisation o where {scope o}");
    tx.all(select.and_in("o.id", keys)).await
}

/// Names of the keys of a dimension, for those that are rows of a table.
pub(super) async fn names(tx: &mut Tx, dimension: Dimension, keys: &[String]) -> Result<Vec<Named>> {
    match dimension {
        Dimension::Beneficiary => beneficiaries(tx, keys).await,
        Dimension::Site => sites(tx, keys).await,
        Dimension::Category => categories(tx, keys).await,
        Dimension::Team => teams(tx, keys).await,
        Dimension::AssetKind => asset_kinds(tx, keys).await,
        _ => Ok(vec![]),
    }
}
