//! A series and the rows of a closed value, as files for spreadsheets.

use super::{
    ClosedValue, Evidence,
    actions::{Series, Value},
    rules::month_word,
};
use crate::scoreboard::words;
use axum::response::Response;
use kernel::{Exact, Figure};
use platform::{
    Result,
    i18n::{Lang, figures},
    sheet::{self, Cell, Cells, Format, Sheet},
};

/// The exact value of a figure: a fraction of one for shares, seconds for times, a number for counts.
pub(super) fn exact(figure: &Figure) -> Cell {
    match figure {
        Figure::Share(exact) | Figure::Number(exact) => Cell::Text(exact.to_fraction()),
        Figure::Seconds(n) | Figure::Count(n) => Cell::Number(*n),
        _ => Cell::Empty,
    }
}

/// The target in words; that there is none otherwise.
pub(super) fn target(lang: Lang, value: &ClosedValue) -> String {
    words::agreed(lang, value.unit, value.target.as_ref())
}

fn part(number: Option<&Exact>) -> Cell {
    number.map_or(Cell::Empty, |number| Cell::Text(number.to_fraction()))
}

/// Keys of the columns of values.
pub const VALUE_COLUMNS: [&str; 12] = [
    "indicator-month",
    "indicator-version",
    "scoreboard-code",
    "scoreboard-indicator",
    "scoreboard-value",
    "indicator-exact",
    "scoreboard-target",
    "scoreboard-standing",
    "indicator-numerator",
    "indicator-denominator",
    "indicator-rows-count",
    "indicator-digest",
];

/// The cells of a value, in the order of [`VALUE_COLUMNS`].
pub fn value_cells(lang: Lang, value: &ClosedValue) -> Cells {
    vec![
        Cell::Text(month_word(value.month)),
        Cell::Number(value.version),
        Cell::Text(value.code.clone()),
        Cell::Text(value.indicator.clone()),
        Cell::Text(figures::figure(lang, &value.value)),
        exact(&value.value),
        Cell::Text(target(lang, value)),
        Cell::Text(words::verdict(lang, value.verdict)),
        part(value.numerator.as_ref()),
        part(value.denominator.as_ref()),
        Cell::Number(value.evidence_count),
        Cell::Text(value.digest.clone()),
    ]
}

/// The months of a series that are closed, as a file.
pub(super) async fn series(lang: Lang, format: Format, series: &Series) -> Result<Response> {
    let columns = VALUE_COLUMNS.iter().map(|key| lang.t(key)).collect();
    let sheet = Sheet { file: "indicateur".into(), title: series.commitment.code.clone(), columns, lang };
    let values = series.points.iter().filter_map(|point| point.value.as_ref());
    let rows: Vec<Cells> = values.map(|value| value_cells(lang, value)).collect();
    answer(format, sheet, rows).await
}

/// The rows that were counted in a closed value, as a file.
pub(super) async fn evidence(lang: Lang, format: Format, value: &Value) -> Result<Response> {
    let keys = [
        "indicator-kind",
        "indicator-row",
        "scoreboard-level",
        "indicator-from",
        "indicator-to",
        "indicator-seconds",
        "indicator-service-seconds",
        "indicator-of-seconds",
        "indicator-kept",
        "export-key",
    ];
    let columns = keys.iter().map(|key| lang.t(key)).collect();
    let title = format!("{} {}", value.value.code, month_word(value.value.month));
    let sheet = Sheet { file: "lignes".into(), title, columns, lang };
    let rows: Vec<Cells> = value.evidence.iter().map(|row| evidence_cells(lang, row)).collect();
    answer(format, sheet, rows).await
}

fn evidence_cells(lang: Lang, row: &Evidence) -> Cells {
    let number = |seconds: Option<i64>| seconds.map_or(Cell::Empty, Cell::Number);
    vec![
        Cell::Text(lang.t(row.kind.label_key())),
        Cell::Text(row.name.clone()),
        Cell::Text(row.level.clone()),
        Cell::instant(row.from),
        Cell::instant(row.to),
        number(row.seconds),
        number(row.service_seconds),
        number(row.of_seconds),
        row.is_kept.map_or(Cell::Empty, |is_kept| Cell::Text(lang.t(words::kept_key(is_kept)))),
        Cell::Text(row.id.clone()),
    ]
}

async fn answer(format: Format, sheet: Sheet, rows: Vec<Cells>) -> Result<Response> {
    let pages = futures_util::stream::once(async { Ok(rows) });
    Box::pin(sheet::answer(format, sheet, pages)).await
}
