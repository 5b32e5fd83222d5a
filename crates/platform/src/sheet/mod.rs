//! Lists as files for spreadsheets: any list gives its columns and its rows, page after page, and every format follows.
//!
//! CSV is sent as it is read, whatever its length. It opens right with a double click in a French office: UTF-8 with
//! its mark, semicolons, CRLF, and no cell that a spreadsheet would take for a formula. XLSX and ODS hold at most
//! [`xlsx::ROWS`] rows.

mod comma;
mod ods;
pub mod reading;
mod xlsx;

pub use xlsx::ROWS;

use crate::{Error, Result, i18n::Lang, web::components::Icon};
use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};
use jiff::{Timestamp, civil::Date};
use kernel::{Cents, Exact, Text, Zone};
use maud::{Markup, html};
use std::borrow::Cow;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, cells separated.
    Csv,
    /// A workbook (Office Open XML).
    Xlsx,
    /// A workbook (OpenDocument).
    Ods,
}

impl Format {
    /// Every format, in the order of the links.
    pub const ALL: [Self; 3] = [Self::Csv, Self::Xlsx, Self::Ods];

    /// The format asked for in an address: `csv`, `xlsx` or `ods`.
    pub fn parse(word: &str) -> Result<Self> {
        match word {
            "csv" => Ok(Self::Csv),
            "xlsx" => Ok(Self::Xlsx),
            "ods" => Ok(Self::Ods),
            _ => Err(Error::invalid("format", Text::new("sheet-error-format"))),
        }
    }

    /// The word in addresses and file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
        }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, never a formula.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A number with so many decimals, cut beyond: an amount, a coefficient.
    Decimal(Exact, u32),
    /// A civil date.
    Date(Date),
    /// An instant, shown to the minute in the territory's time.
    Instant(Timestamp),
}

impl Cell {
    /// Words, or nothing.
    pub fn words(words: Option<&str>) -> Self {
        words.map_or(Self::Empty, |words| Self::Text(words.to_owned()))
    }

    /// An amount in euros.
    pub fn euros(amount: Cents) -> Self {
        Self::Decimal(amount.euros(), 2)
    }

    /// An instant, or nothing.
    pub fn instant(at: Option<Timestamp>) -> Self {
        at.map_or(Self::Empty, Self::Instant)
    }
}

/// A row: as many cells as columns.
pub type Cells = Vec<Cell>;

/// A list to be written to a file.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Name of the file without its ending: plain letters, digits and hyphens.
    pub file: Cow<'static, str>,
    /// Name of the sheet.
    pub title: String,
    /// Labels of the columns.
    pub columns: Vec<String>,
    /// Whose separators and dates.
    pub lang: Lang,
}

/// The file as an answer. Rows come page after page; an error among them ends the sending, so that nobody takes half
/// a list for a whole one.
pub async fn answer(
    format: Format,
    sheet: Sheet,
    pages: impl Stream<Item = Result<Vec<Cells>>> + Send + 'static,
) -> Result<Response> {
    let name = format!("attachment; filename=\"{}.{}\"", sheet.file, format.as_str());
    let name = HeaderValue::from_str(&name).map_err(|e| Error::Internal(e.to_string()))?;
    let body = match format {
        Format::Csv => {
            let first = comma::header(&sheet)?;
            let lang = sheet.lang;
            let rest = pages.map(move |rows| rows.and_then(|rows| comma::rows(lang, &rows)));
            let all = futures_util::stream::once(async { Ok(first) }).chain(rest);
            Body::from_stream(all.inspect_err(|error| tracing::error!(%error, "an export ended early")))
        }
        Format::Xlsx => Body::from(xlsx::workbook(sheet, pages).await?),
        Format::Ods => Body::from(ods::workbook(sheet, pages).await?),
    };
    let media = HeaderValue::from_static(format.media_type());
    Ok(([(header::CONTENT_TYPE, media), (header::CONTENT_DISPOSITION, name)], body).into_response())
}

/// The first bytes of a CSV file: the mark of its encoding and the labels.
pub fn csv_header(sheet: &Sheet) -> Result<Vec<u8>> {
    comma::header(sheet)
}

/// Rows of a CSV file, as [`answer`] sends them.
pub fn csv_rows(lang: Lang, rows: &[Cells]) -> Result<Vec<u8>> {
    comma::rows(lang, rows)
}

/// Links to the files of a list, whose address may have a query already, under words of this key.
pub fn links(lang: Lang, words: &str, address: &str) -> Markup {
    let sign = if address.contains('?') { '&' } else { '?' };
    html! {
        p.exports {
            (lang.t(words)) " "
            @for format in Format::ALL {
                a href={ (address) (sign) "format=" (format.as_str()) } { (Icon::Download) (format.as_str().to_uppercase()) } " "
            }
        }
    }
}

/// The name of a sheet in its workbook: without the signs and the length that spreadsheets refuse.
fn tab(title: &str) -> String {
    title.chars().filter(|c| !"[]:*?/\\'".contains(*c)).take(31).collect()
}

fn local(at: Timestamp) -> jiff::civil::DateTime {
    at.to_zoned(Zone::Metropole.time_zone()).datetime()
}
