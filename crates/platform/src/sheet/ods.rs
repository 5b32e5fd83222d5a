//! An OpenDocument workbook of one sheet, written as the norm asks and no more (ODF 1.3, part 3): its type first and not
//! compressed, the list of its parts, and the cells with their values. No library that is looked after writes this format, so
//! that these few lines stand here.

use super::{Cell, Cells, ROWS, Sheet, local, tab};
use crate::{Error, Result};
use futures_util::{Stream, TryStreamExt as _};
use kernel::Text;
use std::io::{Cursor, Write as _};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.3\">\
    <manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/>\
    <manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
    <office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
    xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" \
    xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" \
    xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" \
    xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
    xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\"><office:automatic-styles>\
    <number:date-style style:name=\"day\"><number:year number:style=\"long\"/><number:text>-</number:text>\
    <number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/></number:date-style>\
    <number:date-style style:name=\"minute\"><number:year number:style=\"long\"/><number:text>-</number:text>\
    <number:month number:style=\"long\"/><number:text>-</number:text><number:day number:style=\"long\"/><number:text> </number:text>\
    <number:hours number:style=\"long\"/><number:text>:</number:text><number:minutes number:style=\"long\"/></number:date-style>\
    <style:style style:name=\"date\" style:family=\"table-cell\" style:data-style-name=\"day\"/>\
    <style:style style:name=\"instant\" style:family=\"table-cell\" style:data-style-name=\"minute\"/>\
    <style:style style:name=\"head\" style:family=\"table-cell\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
    </office:automatic-styles><office:body><office:spreadsheet>";

const TAIL: &str = "</table:table></office:spreadsheet></office:body></office:document-content>";

pub(super) async fn workbook(
    sheet: Sheet,
    pages: impl Stream<Item = Result<Vec<Cells>>> + Send + 'static,
) -> Result<Vec<u8>> {
    let mut pages = std::pin::pin!(pages);
    let mut content = format!("{HEAD}<table:table table:name=\"{}\">", escaped(&tab(&sheet.title)));
    content += "<table:table-header-rows>";
    line(&mut content, sheet.columns.iter().map(|label| labelled(label)));
    content += "</table:table-header-rows>";
    let mut count = 1;
    while let Some(rows) = pages.try_next().await? {
        count += rows.len();
        if count > ROWS {
            return Err(Error::Refused(Text::new("sheet-error-rows").with("limit", ROWS)));
        }
        for row in &rows {
            line(&mut content, row.iter().map(written));
        }
    }
    content += TAIL;
    // Compressing takes a while: not among those who answer requests.
    let packed = tokio::task::spawn_blocking(move || packed(&content)).await;
    let packed = packed.map_err(|e| Error::Internal(e.to_string()))?;
    packed.map_err(|e| Error::Internal(e.to_string()))
}

fn packed(content: &str) -> zip::result::ZipResult<Vec<u8>> {
    let mut file = ZipWriter::new(Cursor::new(vec![]));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text, options) in [
        ("mimetype", TYPE, stored),
        ("META-INF/manifest.xml", MANIFEST, deflated),
        ("content.xml", content, deflated),
    ] {
        file.start_file(name, options)?;
        file.write_all(text.as_bytes())?;
    }
    Ok(file.finish()?.into_inner())
}

fn line(content: &mut String, cells: impl Iterator<Item = String>) {
    *content += "<table:table-row>";
    cells.for_each(|cell| *content += &cell);
    *content += "</table:table-row>";
}

fn labelled(label: &str) -> String {
    let words = escaped(label);
    format!(
        "<table:table-cell table:style-name=\"head\" office:value-type=\"string\"><text:p>{words}</text:p></table:table-cell>"
    )
}

fn written(cell: &Cell) -> String {
    let valued = |kind: &str, style: &str, attribute: &str, value: &str| {
        format!(
            "<table:table-cell{style} office:value-type=\"{kind}\" office:{attribute}=\"{value}\"><text:p>{value}</text:p></table:table-cell>"
        )
    };
    match cell {
        Cell::Empty => "<table:table-cell/>".to_owned(),
        Cell::Text(words) => {
            let lines: String =
                words.split('\n').map(|line| format!("<text:p>{}</text:p>", escaped(line))).collect();
            format!("<table:table-cell office:value-type=\"string\">{lines}</table:table-cell>")
        }
        Cell::Number(number) => valued("float", "", "value", &number.to_string()),
        Cell::Decimal(number, places) => valued("float", "", "value", &number.to_decimal_cut(*places)),
        Cell::Date(day) => valued("date", " table:style-name=\"date\"", "date-value", &day.to_string()),
        Cell::Instant(at) => {
            let at = local(*at).strftime("%Y-%m-%dT%H:%M:00").to_string();
            valued("date", " table:style-name=\"instant\"", "date-value", &at)
        }
    }
}

/// Words as XML takes them: what would be markup is written otherwise, what XML knows not is left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            c if c.is_control() && c != '\t' => {}
            '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;
    use calamine::{Data, Ods, Reader as _};
    use kernel::Cents;

    #[tokio::test]
    async fn another_program_reads_what_was_written() {
        let sheet = Sheet {
            file: "x".into(),
            title: "Relevé <1>".into(),
            columns: vec!["Nom".into(), "Nombre".into(), "Montant".into(), "Jour".into()],
            lang: Lang::Fr,
        };
        let row = vec![
            Cell::Text("=A1 & \"b\" <c>\u{1}".into()),
            Cell::Number(-3),
            Cell::euros(Cents(123_450)),
            Cell::Date("2026-03-01".parse().unwrap()),
        ];
        let pages = futures_util::stream::iter([Ok(vec![row, vec![Cell::Empty, Cell::Number(1)]])]);
        let bytes = workbook(sheet, pages).await.unwrap();
        let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["Relevé <1>"]);
        let range = book.worksheet_range("Relevé <1>").unwrap();
        assert_eq!(range.get((0, 2)), Some(&Data::String("Montant".into())));
        assert_eq!(range.get((1, 0)), Some(&Data::String("=A1 & \"b\" <c>".into())));
        assert_eq!(range.get((1, 1)), Some(&Data::Float(-3.0)));
        assert_eq!(range.get((1, 2)), Some(&Data::Float(1234.5)));
        assert!(matches!(range.get((1, 3)), Some(Data::DateTimeIso(day)) if day == "2026-03-01"));
        assert_eq!(range.get((2, 1)), Some(&Data::Float(1.0)));
    }
}
