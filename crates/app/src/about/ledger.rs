//! `docs/traceability.md` as a page: what of the agreement the product covers, line by line.

use maud::{Markup, Render as _, html};
use platform::web::components::{DataTable, section};

const LEDGER: &str = include_str!("../../../../docs/traceability.md");

/// One table of the ledger under its heading.
struct Part {
    title: String,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// Draws every part of the ledger. Its words are those of the French text; an address is a link for those it admits.
pub(super) fn view(admits: &dyn Fn(&str) -> bool) -> Markup {
    html! {
        div lang="fr" {
            @for (index, part) in parts(LEDGER).iter().enumerate() {
                (section(&format!("part-{index}"), &part.title, None, table(part, admits)))
            }
        }
    }
}

fn parts(markdown: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = vec![];
    for line in markdown.lines() {
        if let Some(title) = line.strip_prefix("## ") {
            parts.push(Part { title: title.to_owned(), columns: vec![], rows: vec![] });
        } else if let (Some(part), Some(cells)) = (parts.last_mut(), cells(line)) {
            if part.columns.is_empty() {
                part.columns = cells;
            } else {
                part.rows.push(cells);
            }
        }
    }
    parts.retain(|part| !part.rows.is_empty());
    parts
}

/// The cells of a table line; nothing for other lines and for the line of dashes.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<String> = inner.split('|').map(|cell| cell.trim().replace('`', "")).collect();
    (!cells.iter().all(|cell| cell.chars().all(|c| c == '-' || c == ':'))).then_some(cells)
}

fn table(part: &Part, admits: &dyn Fn(&str) -> bool) -> Markup {
    let mut table = DataTable::new(&part.title);
    for column in &part.columns {
        table = table.column(column);
    }
    for row in &part.rows {
        table = table.row(row.iter().map(|cell| linked(cell, admits)));
    }
    table.caption_hidden().render()
}

/// A path without parameters is a link.
fn linked(cell: &str, admits: &dyn Fn(&str) -> bool) -> Markup {
    let is_path = cell.starts_with('/')
        && !cell.contains(['{', ' ', ','])
        && !cell.starts_with("/api/")
        && admits(cell);
    html! { @if is_path { a href=(cell) { (cell) } } @else { (cell) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_tables_of_a_ledger() {
        let parts = parts(
            "# T\n\n## Article 1\n\ntext\n\n| Réf. | Écran |\n|---|---|\n| 1 | `/agreements` |\n\n## Empty\n",
        );
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0].columns, ["Réf.", "Écran"]);
        assert_eq!(parts[0].rows, [["1", "/agreements"]]);
    }
}
