//! Columns by their names, cells as the forms take them.

use super::FileKind;
use jiff::civil::Date;
use kernel::{Text, fold};
use platform::{
    Error, Result,
    sheet::reading::{Table, TableRow},
};

/// Names under which a column may stand, folded; the first is its own.
const NAMES: [&[&str]; 7] = [
    &["invoice", "facture", "numero de facture", "numero facture", "reference facture"],
    &["order", "titre", "numero de titre", "numero titre"],
    &["slip", "bordereau", "numero de bordereau", "numero bordereau"],
    &["date", "date du titre", "date titre", "date d encaissement", "date encaissement"],
    &["year", "exercice"],
    &["amount", "montant", "montant encaisse"],
    &["reference", "libelle", "numero d encaissement"],
];

/// Where each column stands.
pub(super) struct Columns(Vec<(&'static str, usize)>);

impl Columns {
    /// Finds the columns of a kind of file, or says which one is missing.
    pub(super) fn of(table: &Table, kind: FileKind) -> Result<Self> {
        let place = |names: &[&str]| {
            let is_it = |heading: &String| names.contains(&plain(heading).as_str());
            table.columns.iter().position(is_it)
        };
        let found = NAMES.iter().filter_map(|names| Some((names[0], place(names)?)));
        let columns = Self(found.collect());
        for name in kind.columns() {
            if columns.place(name).is_none() {
                let text = Text::new("receivable-file-column")
                    .with("column", name)
                    .with("expected", kind.columns().join(", "));
                return Err(Error::invalid("file", text));
            }
        }
        Ok(columns)
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, place)| *place)
    }

    /// A cell; empty where the file has no such column.
    pub(super) fn cell<'a>(&self, row: &'a TableRow, name: &str) -> &'a str {
        let cell = self.place(name).and_then(|place| row.cells.get(place));
        cell.map(|cell| cell.trim()).unwrap_or_default()
    }

    /// Every number of an invoice in the file, once.
    pub(super) fn numbers(&self, table: &Table) -> Vec<String> {
        let mut numbers: Vec<String> =
            table.rows.iter().map(|row| self.cell(row, "invoice").to_owned()).collect();
        numbers.sort();
        numbers.dedup();
        numbers
    }
}

fn plain(heading: &str) -> String {
    let folded = fold(heading);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A day as our forms write it, from `2026-03-11` or `11/03/2026`; anything else as it is.
pub(super) fn day(text: &str) -> String {
    match Date::strptime("%d/%m/%Y", text) {
        Ok(day) => day.to_string(),
        Err(_) => text.to_owned(),
    }
}
