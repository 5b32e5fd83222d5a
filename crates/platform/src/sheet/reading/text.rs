//! Text with separated cells, as spreadsheets and other tools write it.

use super::{MOST_COLUMNS, MOST_ROWS, TableRow, place, refused};
use crate::Result;
use encoding_rs::{Encoding, WINDOWS_1252};
use kernel::Text;
use std::borrow::Cow;

const SEPARATORS: [char; 3] = [';', ',', '\t'];

pub(super) fn read(bytes: &[u8]) -> Result<Vec<TableRow>> {
    // One kind of line end: with two characters, the reader of cells counts lines late.
    let text = decoded(bytes).replace("\r\n", "\n").replace('\r', "\n");
    if let Some(at) = text.find('\0') {
        let line = text[..at].matches('\n').count() + 1;
        return Err(refused(Text::new("sheet-error-binary").with("line", line)));
    }
    let separator = separator(&text);
    if let Some(line) = left_open(&text, separator) {
        return Err(refused(Text::new("sheet-error-quote").with("line", line)));
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(separator).unwrap_or(b';'))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let (mut rows, mut width) = (vec![], None);
    for record in reader.records() {
        let record = record.map_err(|e| refused(Text::new("sheet-error-unreadable").with("detail", e)))?;
        let line = record.position().map_or(0, |position| line_of(&text, position));
        let mut cells: Vec<String> = record.iter().map(str::to_owned).collect();
        // A separator at the end of each line makes no column.
        cells.truncate(cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1));
        if cells.is_empty() {
            continue;
        }
        if cells.len() > MOST_COLUMNS {
            return Err(refused(Text::new("sheet-error-many-columns").with("limit", MOST_COLUMNS)));
        }
        let expected = *width.get_or_insert(record.len());
        if cells.len() > expected {
            let text = Text::new("sheet-error-row-length").with("line", line).with("expected", expected);
            let at = place(cells.len() - 1, line);
            return Err(refused(text.with("found", cells.len()).with("place", at)));
        }
        rows.push(TableRow { line, cells });
        if rows.len() > MOST_ROWS + 1 {
            break;
        }
    }
    Ok(rows)
}

/// The line of a record, which begins after the empty lines that were passed over.
fn line_of(text: &str, position: &csv::Position) -> u64 {
    let begin = usize::try_from(position.byte()).unwrap_or(0);
    let empty =
        text.as_bytes().get(begin..).unwrap_or_default().iter().take_while(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(empty).unwrap_or(0)
}

/// What the mark at its beginning says; else UTF-8 when it is that, else what French spreadsheets wrote for long.
fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The separator met most often in the first line, outside quotes; a semicolon when there is none.
fn separator(text: &str) -> char {
    let mut is_quoted = false;
    let mut counts = [0_usize; 3];
    for c in text.trim_start_matches('\n').chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' if !is_quoted => break,
            _ if !is_quoted => {
                if let Some(i) = SEPARATORS.iter().position(|one| *one == c) {
                    counts[i] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    counts.iter().position(|count| *count == most && most > 0).map_or(';', |i| SEPARATORS[i])
}

/// The line of a quote that opens a cell and is never closed: it would swallow the rest of the file.
fn left_open(text: &str, separator: char) -> Option<usize> {
    let (mut line, mut opened, mut begins) = (1, None, true);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if opened.is_some() {
            match c {
                '"' if chars.peek() == Some(&'"') => drop(chars.next()),
                '"' => opened = None,
                _ => {}
            }
            begins = false;
        } else if c == '"' && begins {
            opened = Some(line);
        } else {
            begins = c == separator || c == '\n';
        }
        line += usize::from(c == '\n');
    }
    opened
}
