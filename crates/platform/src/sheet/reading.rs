//! Files of spreadsheets read as tables: a line of headings, then rows. Whatever is wrong with a file as a whole is said
//! with its line and column, and nothing of it is taken.

mod text;
mod workbook;

use crate::{Error, Result};
use kernel::Text;
use serde::{Deserialize, Serialize};

/// Most rows of a file that is read.
pub const MOST_ROWS: usize = 200_000;

/// Most columns of a file that is read.
pub const MOST_COLUMNS: usize = 200;

/// Rows under headings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Headings, each once; a column without one is called by its letter.
    pub columns: Vec<String>,
    /// Rows that hold something, as many cells as columns.
    pub rows: Vec<TableRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    /// Line in the file, from 1.
    pub line: u64,
    /// Cells in the order of the columns; empty ones are empty text.
    pub cells: Vec<String>,
}

/// Reads a CSV file (UTF-8, UTF-16 with its mark, or Windows-1252; semicolon, comma or tab) or the first sheet of an
/// XLSX workbook. Takes processor time in proportion to the file: call it aside.
pub fn read(bytes: &[u8]) -> Result<Table> {
    let raw = match bytes {
        [] => return Err(refused(Text::new("sheet-error-empty"))),
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes)?,
        // The older binary workbooks, and any that is locked by a password.
        [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err(refused(Text::new("sheet-error-old-workbook"))),
        _ => text::read(bytes)?,
    };
    shaped(raw)
}

/// A refusal of the whole file, on the form's field of that name.
fn refused(text: Text) -> Error {
    Error::invalid("file", text)
}

/// A cell as spreadsheets name it: `C12`.
fn place(column: usize, line: u64) -> String {
    format!("{}{line}", letters(column))
}

/// The name of a column from 0: `A`, `B`, … `AA`.
fn letters(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters
}

/// The first row that holds something gives the headings; columns that hold nothing at all are left out.
fn shaped(mut raw: Vec<TableRow>) -> Result<Table> {
    raw.retain(|row| row.cells.iter().any(|cell| !cell.trim().is_empty()));
    if raw.is_empty() {
        return Err(refused(Text::new("sheet-error-empty")));
    }
    let head = raw.remove(0);
    if raw.is_empty() {
        return Err(refused(Text::new("sheet-error-no-rows")));
    }
    if raw.len() > MOST_ROWS {
        return Err(refused(Text::new("sheet-error-many-rows").with("limit", MOST_ROWS)));
    }
    let is_used = |i: usize, cells: &[String]| cells.get(i).is_some_and(|cell| !cell.trim().is_empty());
    let width = raw.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(head.cells.len());
    let kept: Vec<usize> = (0..width)
        .filter(|i| is_used(*i, &head.cells) || raw.iter().any(|row| is_used(*i, &row.cells)))
        .collect();
    if kept.len() > MOST_COLUMNS {
        return Err(refused(Text::new("sheet-error-many-columns").with("limit", MOST_COLUMNS)));
    }
    let columns = headings(&kept, &head.cells);
    let rows = raw.into_iter().map(|row| {
        let cell = |i: &usize| row.cells.get(*i).map(|cell| own_words(cell)).unwrap_or_default();
        TableRow { line: row.line, cells: kept.iter().map(cell).collect() }
    });
    Ok(Table { columns, rows: rows.collect() })
}

fn headings(kept: &[usize], cells: &[String]) -> Vec<String> {
    let mut columns: Vec<String> = vec![];
    for i in kept {
        let typed = cells.get(*i).map(|cell| own_words(cell).replace('\n', " ")).unwrap_or_default();
        let plain: String = typed.chars().take(100).collect();
        let plain = if plain.is_empty() { letters(*i) } else { plain };
        let mut name = plain.clone();
        let mut number = 2;
        while columns.contains(&name) {
            name = format!("{plain} ({number})");
            number += 1;
        }
        columns.push(name);
    }
    columns
}

/// Without spaces around, without characters that show nothing, and without the apostrophe by which our own files keep
/// a spreadsheet from running a cell.
fn own_words(cell: &str) -> String {
    let shown: String =
        cell.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect::<String>();
    let shown = shown.trim();
    match shown.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@']) => rest.to_owned(),
        _ => shown.to_owned(),
    }
}

#[cfg(test)]
mod tests;
