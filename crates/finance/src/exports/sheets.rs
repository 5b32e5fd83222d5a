//! The three exports as files: CSV as the mapping says, anything else as our own sheets.

use super::{
    CutOff, CutOffLine, Issued, LedgerLine,
    mapping::{Encoding, Mapping},
};
use crate::invoices::InvoiceKind;
use axum::{
    http::header,
    response::{IntoResponse as _, Response},
};
use encoding_rs::WINDOWS_1252;
use futures_util::stream;
use jiff::civil::Date;
use kernel::{Cents, Side, Text};
use platform::{
    Ctx, Error, Result,
    i18n::Lang,
    sheet::{self, Cell, Cells, Format, Sheet},
};

/// Revenue orders for the financial software: as CSV byte for byte what the mapping says, otherwise a workbook of the same columns.
pub async fn orders(
    ctx: &Ctx,
    format: Format,
    year: i16,
    (mapping, issued): (&Mapping, &[Issued]),
) -> Result<Response> {
    let rows = issued.iter().map(|one| mapping.cells(one)).collect::<Result<Vec<_>, Text>>();
    let rows = rows.map_err(|text| Error::invalid("year", text))?;
    if format == Format::Csv {
        let charset = match mapping.file.encoding {
            Encoding::Windows1252 => "windows-1252",
            Encoding::Utf8 | Encoding::Utf8WithMark => "utf-8",
        };
        let headers = [
            (header::CONTENT_TYPE, format!("text/csv; charset={charset}")),
            (header::CONTENT_DISPOSITION, format!("attachment; filename=\"revenue-orders-{year}.csv\"")),
        ];
        return Ok((headers, mapped(mapping, &rows)?).into_response());
    }
    let columns = mapping.columns.iter().map(|column| column.title.clone()).collect();
    let title = ctx.lang.t("accounting-orders");
    let sheet = Sheet { file: format!("revenue-orders-{year}").into(), title, columns, lang: ctx.lang };
    let rows = rows.into_iter().map(|row| row.into_iter().map(Cell::Text).collect()).collect();
    sheet::answer(format, sheet, stream::iter([Ok(rows)])).await
}

/// The rows as the mapping writes them. A financial software takes figures as they are: no cell is marked as words.
pub fn mapped(mapping: &Mapping, rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(mapping.file.separator.byte())
        .terminator(csv::Terminator::CRLF)
        .from_writer(vec![]);
    let failed = |error: csv::Error| Error::Internal(error.to_string());
    if mapping.file.header {
        writer.write_record(mapping.columns.iter().map(|column| &column.title)).map_err(failed)?;
    }
    for row in rows {
        writer.write_record(row).map_err(failed)?;
    }
    let bytes = writer.into_inner().map_err(|error| Error::Internal(error.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|error| Error::Internal(error.to_string()))?;
    Ok(match mapping.file.encoding {
        Encoding::Utf8 => text.into_bytes(),
        Encoding::Utf8WithMark => ["\u{feff}".as_bytes(), text.as_bytes()].concat(),
        Encoding::Windows1252 => windows_1252(&text)?,
    })
}

/// Letters that the encoding has not are said, never replaced.
fn windows_1252(text: &str) -> Result<Vec<u8>> {
    let (bytes, _, is_lossy) = WINDOWS_1252.encode(text);
    if !is_lossy {
        return Ok(bytes.into_owned());
    }
    let strange = text.chars().find(|c| WINDOWS_1252.encode(&c.to_string()).2).unwrap_or_default();
    let line = text.lines().position(|line| line.contains(strange)).unwrap_or_default() + 1;
    let text = Text::new("mapping-error-letter").with("letter", strange).with("line", line);
    Err(Error::invalid("year", text))
}

fn sheet(lang: Lang, file: String, title: &str, columns: &[&str]) -> Sheet {
    let columns = columns.iter().map(|key| lang.t(key)).collect();
    Sheet { file: file.into(), title: lang.t(title), columns, lang }
}

fn day(day: Option<Date>) -> Cell {
    day.map_or(Cell::Empty, Cell::Date)
}

/// Message key of a kind of document.
pub(super) fn kind_key(kind: InvoiceKind) -> &'static str {
    match kind {
        InvoiceKind::Invoice => "export-invoice",
        InvoiceKind::CreditNote => "export-credit-note",
    }
}

/// The ledger of a year.
pub async fn ledger(ctx: &Ctx, format: Format, year: i16, lines: &[LedgerLine]) -> Result<Response> {
    let lang = ctx.lang;
    let columns = [
        "ledger-rank",
        "invoice-date",
        "invoice-number",
        "export-kind",
        "money-beneficiary",
        "ledger-siret",
        "invoice-object-column",
        "invoice-net",
        "invoice-vat-total",
        "invoice-gross",
        "ledger-running-net",
        "ledger-running-vat",
        "ledger-running-gross",
        "order-number",
        "order-slip",
        "order-date",
        "ledger-digest",
    ];
    let row = |line: &LedgerLine| -> Cells {
        let (one, running) = (&line.issued, line.running);
        vec![
            Cell::Number(line.rank),
            Cell::Date(one.issued_on),
            Cell::Text(one.number.clone()),
            Cell::Text(lang.t(kind_key(one.kind))),
            Cell::Text(one.beneficiary_name.clone()),
            Cell::Text(one.siret.clone()),
            Cell::Text(one.object.clone()),
            Cell::euros(one.signed(one.net)),
            Cell::euros(one.signed(one.vat)),
            Cell::euros(one.signed(one.gross)),
            Cell::euros(running.net),
            Cell::euros(running.vat),
            Cell::euros(running.gross),
            Cell::words(one.order_number.as_deref()),
            Cell::words(one.slip_number.as_deref()),
            day(one.ordered_on),
            Cell::Text(one.digest.clone()),
        ]
    };
    let sheet = sheet(lang, format!("ledger-{year}"), "accounting-ledger", &columns);
    let rows = lines.iter().map(row).collect();
    sheet::answer(format, sheet, stream::iter([Ok(rows)])).await
}

/// What belongs to another year on 31 December.
pub async fn cut_off(ctx: &Ctx, format: Format, all: &CutOff) -> Result<Response> {
    let lang = ctx.lang;
    let columns = [
        "cut-off-kind",
        "money-beneficiary",
        "invoice-number",
        "invoice-object-column",
        "cut-off-amount",
        "cut-off-missing",
    ];
    let row = |line: &CutOffLine| -> Cells {
        vec![
            Cell::Text(lang.t(kind_of(ctx, line))),
            Cell::Text(line.beneficiary_name.clone()),
            Cell::words(line.number.as_deref()),
            Cell::Text(line.object.clone()),
            line.amount.map_or(Cell::Empty, Cell::euros),
            line.missing.as_ref().map_or(Cell::Empty, |text| Cell::Text(lang.text(text))),
        ]
    };
    let sheet = sheet(lang, format!("cut-off-{}", all.year), "accounting-cut-off", &columns);
    let rows = all.lines.iter().map(row).collect();
    sheet::answer(format, sheet, stream::iter([Ok(rows)])).await
}

/// What a line is in the books of whoever reads it: income for the provider, expense for a beneficiary.
pub(super) fn kind_of(ctx: &Ctx, line: &CutOffLine) -> &'static str {
    let is_provider = ctx.actor.side != Some(Side::Beneficiary);
    match (line.kind, is_provider) {
        (super::CutOffKind::BilledAhead, true) => "cut-off-deferred-income",
        (super::CutOffKind::BilledAhead, false) => "cut-off-prepaid-expense",
        (super::CutOffKind::BilledLater, true) => "cut-off-accrued-income",
        (super::CutOffKind::BilledLater, false) => "cut-off-accrued-expense",
    }
}

/// Whether the totals of a ledger are those of its lines: the difference, which must be nothing.
pub(super) fn difference(lines: &[LedgerLine]) -> Cents {
    let sum: Cents = lines.iter().map(|line| line.issued.signed(line.issued.gross)).sum();
    sum - lines.last().map(|line| line.running.gross).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::mapping::{EXAMPLE, check, tests::issued};

    #[test]
    fn the_file_is_written_as_the_mapping_says() {
        let mapping = check(EXAMPLE).document.unwrap();
        let rows = vec![mapping.cells(&issued(InvoiceKind::Invoice)).unwrap()];
        let bytes = mapped(&mapping, &rows).unwrap();
        let (text, _, _) = WINDOWS_1252.decode(&bytes);
        assert!(text.starts_with("EXERCICE;BUDGET;IMPUTATION;TYPE;REFERENCE;"), "{text}");
        assert!(text.ends_with(";SOCLE\r\n") && text.contains("P\u{f4}le"), "{text}");
        assert!(bytes.contains(&0xf4), "one byte a letter");
        let plain = EXAMPLE.replacen("windows_1252", "utf8_with_mark", 1).replacen("semicolon", "tab", 1);
        let plain = check(&plain.replacen("header = true", "header = false", 1)).document.unwrap();
        let text = String::from_utf8(mapped(&plain, &rows).unwrap()).unwrap();
        assert!(text.starts_with("\u{feff}2024\t01\t70878\tFA\t"), "{text}");
    }

    #[test]
    fn a_letter_that_the_encoding_has_not_is_named_with_its_line() {
        let mapping = check(EXAMPLE).document.unwrap();
        let mut one = issued(InvoiceKind::Invoice);
        one.object = "Łódź".into();
        let refused = mapped(&mapping, &[mapping.cells(&one).unwrap()]).unwrap_err();
        let Error::Invalid(problems) = refused else { panic!("{refused}") };
        assert_eq!(problems.0[0].text.args["letter"], "Ł");
        assert_eq!(problems.0[0].text.args["line"], "2");
    }
}
