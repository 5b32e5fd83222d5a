//! The tables of a report for spreadsheets. Amounts are in euros, lengths of time in seconds, shares as parts of 1.

use super::{
    Report,
    document::{Table, written},
    rules,
};
use kernel::Figure;
use platform::{
    i18n::Lang,
    sheet::{Cell, Cells, Sheet},
};

/// The head of the file.
pub fn sheet(lang: Lang, report: &Report, table: &Table) -> Sheet {
    let period = rules::written(report.kind, report.span.first);
    Sheet {
        file: format!("{}-{period}-{}", report.code.to_lowercase(), table.name).into(),
        title: table.caption.write(lang),
        columns: table.columns.iter().map(|column| column.label.write(lang)).collect(),
        lang,
    }
}

/// The rows of the file, the closing one last.
pub fn rows(lang: Lang, table: &Table) -> Vec<Cells> {
    let closing = Some(&table.total).filter(|total| !total.is_empty());
    table
        .rows
        .iter()
        .chain(closing)
        .map(|row| row.iter().map(|figure| cell(lang, figure)).collect())
        .collect()
}

fn cell(lang: Lang, figure: &Figure) -> Cell {
    match figure {
        Figure::Money(amount) => Cell::euros(*amount),
        Figure::Number(number) => Cell::Decimal(number.clone(), 6),
        Figure::Share(share) => Cell::Decimal(share.clone(), 6),
        Figure::Count(count) | Figure::Seconds(count) => Cell::Number(*count),
        Figure::Date(day) => Cell::Date(*day),
        Figure::Instant(at) => Cell::Instant(*at),
        Figure::Words(words) if words.is_empty() => Cell::Empty,
        Figure::Words(words) => Cell::Text(words.clone()),
        Figure::Text(_) => Cell::Text(written(lang, figure)),
        Figure::NoData => Cell::Empty,
    }
}
