//! A workbook of one sheet. Rows are laid down on disk as they come, not kept in memory.

use super::{Cell, Cells, Sheet, local, tab};
use crate::{Error, Result, i18n::Lang};
use futures_util::{Stream, TryStreamExt as _};
use kernel::Text;
use rust_xlsxwriter::{Format as Style, Workbook, Worksheet, XlsxError};

/// Most rows of a workbook here: beyond, CSV is the right format.
pub const ROWS: usize = 200_000;

/// Most characters a cell may hold.
const CELL: usize = 32_767;

pub(super) async fn workbook(
    sheet: Sheet,
    pages: impl Stream<Item = Result<Vec<Cells>>> + Send + 'static,
) -> Result<Vec<u8>> {
    let mut pages = std::pin::pin!(pages);
    let mut book = Workbook::new();
    let styles = Styles::new(sheet.lang);
    begin(&mut book, &sheet).map_err(failed)?;
    let mut at = 1;
    while let Some(rows) = pages.try_next().await? {
        if at + rows.len() > ROWS {
            return Err(Error::Refused(Text::new("sheet-error-rows").with("limit", ROWS)));
        }
        let page = book.worksheet_from_index(0).map_err(failed)?;
        for row in &rows {
            write(page, at, row, &styles).map_err(failed)?;
            at += 1;
        }
    }
    // Compressing takes a while: not among those who answer requests.
    let saved = tokio::task::spawn_blocking(move || book.save_to_buffer()).await;
    saved.map_err(|e| Error::Internal(e.to_string()))?.map_err(failed)
}

fn failed(error: XlsxError) -> Error {
    Error::Internal(error.to_string())
}

struct Styles {
    date: Style,
    instant: Style,
}

impl Styles {
    fn new(lang: Lang) -> Self {
        let (date, instant) = match lang {
            Lang::Fr => ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"),
            Lang::En => ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"),
        };
        Self { date: Style::new().set_num_format(date), instant: Style::new().set_num_format(instant) }
    }
}

/// The labels, which stay in sight.
fn begin(book: &mut Workbook, sheet: &Sheet) -> Result<(), XlsxError> {
    let page = book.add_worksheet_with_constant_memory()?;
    page.set_name(tab(&sheet.title))?;
    page.set_freeze_panes(1, 0)?;
    let bold = Style::new().set_bold();
    for (column, label) in sheet.columns.iter().enumerate() {
        let column = place(column)?;
        page.set_column_width(column, 20)?;
        page.write_string_with_format(0, column, label, &bold)?;
    }
    Ok(())
}

fn place(column: usize) -> Result<u16, XlsxError> {
    u16::try_from(column).map_err(|_| XlsxError::RowColumnLimitError)
}

fn write(page: &mut Worksheet, at: usize, row: &Cells, styles: &Styles) -> Result<(), XlsxError> {
    let line = u32::try_from(at).map_err(|_| XlsxError::RowColumnLimitError)?;
    for (column, cell) in row.iter().enumerate() {
        let column = place(column)?;
        match cell {
            Cell::Empty => {}
            Cell::Text(words) => {
                let words: String =
                    words.chars().filter(|c| !c.is_control() || *c == '\n').take(CELL).collect();
                page.write_string(line, column, words)?;
            }
            Cell::Number(number) => {
                // A spreadsheet's numbers are exact up to here.
                match i32::try_from(*number) {
                    Ok(number) => page.write_number(line, column, number)?,
                    Err(_) => page.write_string(line, column, number.to_string())?,
                };
            }
            Cell::Decimal(number, places) => {
                let style = Style::new().set_num_format(format!("0.{}", "0".repeat(*places as usize)));
                page.write_number_with_format(line, column, number.approximate(), &style)?;
            }
            Cell::Date(date) => {
                page.write_datetime_with_format(line, column, *date, &styles.date)?;
            }
            Cell::Instant(at) => {
                page.write_datetime_with_format(line, column, local(*at), &styles.instant)?;
            }
        }
    }
    Ok(())
}
