//! Text with separated cells.

use super::{Cell, Cells, Sheet, local};
use crate::{Error, Result, i18n::Lang};

/// Spreadsheets take UTF-8 without this mark for something else.
const MARK: &str = "\u{feff}";

/// French offices have a comma in their figures, so that a semicolon separates.
fn separator(lang: Lang) -> u8 {
    match lang {
        Lang::Fr => b';',
        Lang::En => b',',
    }
}

pub(super) fn header(sheet: &Sheet) -> Result<Vec<u8>> {
    let labels: Cells = sheet.columns.iter().cloned().map(Cell::Text).collect();
    Ok([MARK.as_bytes(), &rows(sheet.lang, &[labels])?].concat())
}

pub(super) fn rows(lang: Lang, rows: &[Cells]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator(lang))
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(vec![]);
    let failed = |error: csv::Error| Error::Internal(error.to_string());
    for row in rows {
        writer.write_record(row.iter().map(|cell| written(lang, cell))).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::Internal(error.to_string()))
}

fn written(lang: Lang, cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(words) => harmless(words),
        Cell::Number(number) => number.to_string(),
        Cell::Decimal(number, places) => {
            let text = number.to_decimal_cut(*places);
            if lang == Lang::Fr { text.replace('.', ",") } else { text }
        }
        Cell::Date(date) => date.to_string(),
        Cell::Instant(at) => local(*at).strftime("%Y-%m-%d %H:%M").to_string(),
    }
}

/// Words that a spreadsheet would take for a formula are marked as words.
fn harmless(words: &str) -> String {
    let words = words.replace('\0', " ");
    if words
        .trim_start_matches(' ')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
    {
        format!("'{words}")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Cents;

    #[test]
    fn no_cell_is_a_formula_and_each_stays_one_cell() {
        let hostile = ["=1+1", " =1", "+33", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1"];
        for words in hostile {
            assert!(harmless(words).starts_with('\''), "{words:?}");
        }
        let row =
            vec![Cell::Text("a;\"b\"\nc".into()), Cell::Empty, Cell::Number(-2), Cell::Text("05 59".into())];
        let text = String::from_utf8(rows(Lang::Fr, &[row]).unwrap()).unwrap();
        assert_eq!(text, "\"a;\"\"b\"\"\nc\";;-2;05 59\r\n");
    }

    #[test]
    fn opens_in_a_french_office() {
        let sheet = Sheet {
            file: "x".into(),
            title: "X".into(),
            columns: vec!["Été".into(), "B".into()],
            lang: Lang::Fr,
        };
        assert_eq!(String::from_utf8(header(&sheet).unwrap()).unwrap(), "\u{feff}Été;B\r\n");
        let at = Cell::Instant("2026-07-01T08:00:00Z".parse().unwrap());
        assert_eq!(rows(Lang::En, &[vec![at, Cell::Number(1)]]).unwrap(), b"2026-07-01 10:00,1\r\n");
        let amount = || vec![Cell::euros(Cents(-123_450)), Cell::Number(1)];
        assert_eq!(rows(Lang::Fr, &[amount()]).unwrap(), b"-1234,50;1\r\n");
        assert_eq!(rows(Lang::En, &[amount()]).unwrap(), b"-1234.50,1\r\n");
    }
}
