//! The first sheet of a workbook. A workbook is a compressed archive: how much it holds is measured before it is read,
//! and cells are taken one by one, so that two cells far apart cost two cells.

use super::{MOST_COLUMNS, MOST_ROWS, TableRow, place, refused};
use crate::Result;
use calamine::{DataRef, ExcelDateTime, Reader as _, Xlsx};
use kernel::Text;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Most bytes of a workbook once it is decompressed.
const MOST_BYTES: u64 = 200 << 20;

/// Most parts of the archive.
const MOST_PARTS: usize = 2_000;

pub(super) fn read(bytes: &[u8]) -> Result<Vec<TableRow>> {
    measure(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let name = book.sheet_names().first().cloned().ok_or_else(|| refused(Text::new("sheet-error-empty")))?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|e| unreadable(&e))?;
    let mut rows: Vec<TableRow> = vec![];
    while let Some(cell) = cells.next_cell().map_err(|e| unreadable(&e))? {
        let (row, column) = cell.get_position();
        let (line, column) = (u64::from(row) + 1, usize::try_from(column).unwrap_or(usize::MAX));
        let words = words(cell.get_value(), column, line)?;
        if words.trim().is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(refused(Text::new("sheet-error-many-columns").with("limit", MOST_COLUMNS)));
        }
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(TableRow { line, cells: vec![] });
        }
        if rows.len() > MOST_ROWS + 1 {
            break;
        }
        if let Some(last) = rows.last_mut() {
            last.cells.resize(last.cells.len().max(column + 1), String::new());
            last.cells[column] = words;
        }
    }
    Ok(rows)
}

/// Decompresses every part into nothing, up to the limit: what an archive claims about itself may be false.
fn measure(bytes: &[u8]) -> Result<()> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| unreadable(&e))?;
    let too_large = || refused(Text::new("sheet-error-bomb").with("limit", MOST_BYTES >> 20));
    if archive.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut total = 0;
    for part in 0..archive.len() {
        let part = archive.by_index(part).map_err(|e| unreadable(&e))?;
        let left = MOST_BYTES - total + 1;
        total += std::io::copy(&mut part.take(left), &mut std::io::sink()).map_err(|e| unreadable(&e))?;
        if total > MOST_BYTES {
            return Err(too_large());
        }
    }
    Ok(())
}

fn unreadable(error: &dyn std::fmt::Display) -> crate::Error {
    refused(Text::new("sheet-error-unreadable").with("detail", error))
}

/// A cell in words: dates as `2026-03-12 09:00:00`, whole numbers without decimals, formulas by the value they had.
fn words(value: &DataRef<'_>, column: usize, line: u64) -> Result<String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is) => is.to_string(),
        DataRef::DateTime(at) => instant(*at),
        DataRef::Error(error) => {
            let text = Text::new("sheet-error-formula").with("place", place(column, line));
            return Err(refused(text.with("detail", error)));
        }
    })
}

fn instant(at: ExcelDateTime) -> String {
    if at.is_duration() {
        return at.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}
