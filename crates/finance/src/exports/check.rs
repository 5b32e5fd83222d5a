//! Rules between the values of a mapping, each with its place and its fix.

use super::mapping::{DecimalMark, Mapping, Meaning, Separator};
use agreements::written::{Findings, Path};
use jiff::civil::date;

/// Checks what the schema cannot say.
pub(super) fn check_meaning(findings: &mut Findings<'_, '_>, mapping: &Mapping) {
    let found = [("found", mapping.format.to_string())];
    findings.error_if(mapping.format != 1, &Path::of("format"), "agreement-check-format", &found);
    findings.error_if(mapping.name.trim().is_empty(), &Path::of("name"), "mapping-check-name", &[]);
    check_file(findings, mapping);
    check_accounts(findings, mapping);
    let list = Path::of("columns");
    findings.error_if(mapping.columns.is_empty(), &list, "mapping-check-columns", &[]);
    let titles: Vec<&str> = mapping.columns.iter().map(|column| column.title.as_str()).collect();
    findings.unique(&list, "title", &titles);
    for (rank, column) in mapping.columns.iter().enumerate() {
        let path = list.at(rank);
        let is_one = column.value.is_some() != column.text.is_some();
        findings.error_if(!is_one, &path, "mapping-check-value", &[("title", column.title.clone())]);
        findings.error_if(column.length == Some(0), &path.key("length"), "mapping-check-length", &[]);
    }
}

fn check_file(findings: &mut Findings<'_, '_>, mapping: &Mapping) {
    let file = &mapping.file;
    let mixed = file.separator == Separator::Comma && file.decimal_mark == DecimalMark::Comma;
    findings.warn_if(mixed, &Path::of("file.decimal_mark"), "mapping-check-mark", &[]);
    let written = jiff::fmt::strtime::format(&file.date_format, date(2026, 12, 31));
    let is_whole =
        written.is_ok_and(|text| text.contains("31") && text.contains("12") && text.contains("26"));
    let found = [("found", file.date_format.clone())];
    findings.error_if(!is_whole, &Path::of("file.date_format"), "mapping-check-date", &found);
}

/// An offer stands once, and what holds for every other offer stands last.
fn check_accounts(findings: &mut Findings<'_, '_>, mapping: &Mapping) {
    let list = Path::of("accounts");
    let asks = |meaning| mapping.columns.iter().any(|column| column.value == Some(meaning));
    let is_needed = asks(Meaning::Budget) || asks(Meaning::Imputation);
    findings.error_if(is_needed && mapping.accounts.is_empty(), &list, "mapping-check-accounts", &[]);
    let offers: Vec<String> =
        mapping.accounts.iter().map(|account| account.offer.clone().unwrap_or_default()).collect();
    findings.unique(&list, "offer", &offers);
    let general = offers.iter().position(String::is_empty);
    let is_hidden = general.is_some_and(|place| place + 1 < offers.len());
    let place = list.at(general.unwrap_or_default());
    findings.error_if(is_hidden, &place, "mapping-check-general", &[]);
}
