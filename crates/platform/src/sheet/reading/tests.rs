//! What people upload, and what people with bad intentions upload.

use super::{MOST_COLUMNS, Table, letters, read};
use crate::Error;
use proptest::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};

fn cells(table: &Table) -> Vec<(u64, Vec<&str>)> {
    table.rows.iter().map(|row| (row.line, row.cells.iter().map(String::as_str).collect())).collect()
}

/// The key of what is wrong with the file.
fn wrong(bytes: &[u8]) -> String {
    match read(bytes) {
        Err(Error::Invalid(problems)) => problems.0[0].text.key.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn reads_what_offices_write() {
    let expected = vec![(2, vec!["Rose Été", "a;b"]), (4, vec!["Noé", ""])];
    let text = "Nom;Note\r\nRose Été;\"a;b\"\r\n;;\r\nNoé;\r\n";
    let utf_16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let windows: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), windows, utf_16] {
        let table = read(&bytes).unwrap();
        assert_eq!(table.columns, ["Nom", "Note"]);
        assert_eq!(cells(&table), expected);
    }
    let euro = read(b"Nom;Prix\nRose;12 \x80\n").unwrap();
    assert_eq!(euro.rows[0].cells[1], "12 €");
    for separated in ["a,b\n1,\"2,5\"\n", "a\tb\n1\t2,5\n", "\n\na;b\n1;2,5\n"] {
        let table = read(separated.as_bytes()).unwrap();
        assert_eq!((table.columns.len(), table.rows[0].cells[1].as_str()), (2, "2,5"), "{separated:?}");
    }
    let spaced = read(b"\n\na;b\n\n1;2\n\n\n3;4\n").unwrap();
    assert_eq!(spaced.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 8], "empty lines count");
    let trailing = read(b"a;b;\n1;2;\n").unwrap();
    assert_eq!(trailing.columns, ["a", "b"], "a separator at the end makes no column");
    let named = read(b"a;a;;a\n1;2;3;4\n").unwrap();
    assert_eq!(named.columns, ["a", "a (2)", "C", "a (3)"]);
    let formula = read(b"a;b\n=1+1;'=2+2\n").unwrap();
    assert_eq!(formula.rows[0].cells, ["=1+1", "=2+2"], "words, never run");
    assert_eq!(read(b"nom\nRose\n").unwrap().rows.len(), 1, "one column needs no separator");
}

#[test]
fn says_what_is_wrong_and_where() {
    let wide = format!("{}\n1\n", vec!["x"; 1_000_000].join(";"));
    for (bytes, key) in [
        (b"".as_slice(), "sheet-error-empty"),
        (b"\n ; ;\n", "sheet-error-empty"),
        (b"\xef\xbb\xbf", "sheet-error-empty"),
        (b"nom;note\n", "sheet-error-no-rows"),
        (b"nom;note\nRose\0;1\n", "sheet-error-binary"),
        (b"nom;note\n\"Rose;1\nTheo;2\n", "sheet-error-quote"),
        (b"nom;note\nRose;1;2\n", "sheet-error-row-length"),
        (b"PK\x03\x04 not an archive", "sheet-error-unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "sheet-error-old-workbook"),
        (wide.as_bytes(), "sheet-error-many-columns"),
    ] {
        assert_eq!(wrong(bytes), key, "{:?}", String::from_utf8_lossy(&bytes[..bytes.len().min(40)]));
    }
    let Err(Error::Invalid(problems)) = read(b"nom;note\nRose;1\n\"Theo;2\nx;y\n") else { panic!() };
    assert_eq!(problems.0[0].text.args["line"], "3");
}

fn workbook(fill: impl Fn(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save_to_buffer().unwrap()
}

#[test]
fn reads_workbooks_cell_by_cell() {
    let bytes = workbook(|sheet| {
        let date = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy hh:mm");
        for (column, name) in ["Nom", "Code", "Quand", "Somme"].iter().enumerate() {
            sheet.write_string(2, u16::try_from(column).unwrap(), *name).unwrap();
        }
        sheet.write_string(4, 0, "Rose").unwrap();
        sheet.write_number(4, 1, 64000).unwrap();
        sheet
            .write_datetime_with_format(4, 2, jiff::civil::date(2026, 3, 12).at(9, 30, 0, 0), &date)
            .unwrap();
        sheet.write_formula(4, 3, Formula::new("=1+1").set_result("2")).unwrap();
        // A cell at the far end of the last row costs one cell.
        sheet.write_string(1_048_575, 0, "Noé").unwrap();
    });
    let table = read(&bytes).unwrap();
    assert_eq!(table.columns, ["Nom", "Code", "Quand", "Somme"]);
    assert_eq!(
        cells(&table),
        [(5, vec!["Rose", "64000", "2026-03-12 09:30:00", "2"]), (1_048_576, vec!["Noé", "", "", ""])]
    );
    let far = workbook(|sheet| {
        sheet.write_string(0, 16_383, "x").unwrap();
    });
    assert_eq!(wrong(&far), "sheet-error-many-columns");
    assert_eq!(wrong(&workbook(|_| {})), "sheet-error-empty");
}

#[test]
fn an_archive_that_swells_is_refused() {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(vec![]));
    let options =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    let zeros = vec![0_u8; 1 << 20];
    for _ in 0..201 {
        archive.write_all(&zeros).unwrap();
    }
    let bytes = archive.finish().unwrap().into_inner();
    assert!(bytes.len() < 2 << 20);
    assert_eq!(wrong(&bytes), "sheet-error-bomb");
}

#[test]
fn columns_have_the_letters_of_spreadsheets() {
    let names: Vec<String> = [0, 25, 26, 701, 702].into_iter().map(letters).collect();
    assert_eq!(names, ["A", "Z", "AA", "ZZ", "AAA"]);
}

proptest! {
    #[test]
    fn no_file_is_a_failure_of_the_program(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(table) = read(&bytes) {
            prop_assert!(table.columns.len() <= MOST_COLUMNS && !table.rows.is_empty());
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()));
        }
    }

    #[test]
    fn what_is_quoted_comes_back(cell in "[ -~éàœ€;,\"\n]{0,40}") {
        let quoted = cell.replace('"', "\"\"");
        let table = read(format!("a;b\nx;\"{quoted}\"\n").as_bytes()).unwrap();
        let expected = cell.trim();
        let is_marked = expected.strip_prefix('\'').is_some_and(|rest| rest.trim_start().starts_with(['=', '+', '-', '@']));
        if !is_marked && !expected.is_empty() {
            prop_assert_eq!(table.rows[0].cells.last().unwrap(), expected);
        }
    }
}
