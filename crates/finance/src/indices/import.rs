//! Index files: one CSV row a month, reported row by row. A file with one mistake changes nothing.

use super::{IndexForm, NewValue, PublishedValue, rules};
use jiff::civil::Date;
use kernel::Text;
use rules::Effect;
use serde::Serialize;
use std::io::Read;

/// The columns of an index file, in any order; all are required.
pub const COLUMNS: [&str; 6] = ["series", "month", "value", "published", "confidence", "source"];

/// Largest number of rows of a file: two series over two centuries.
const MOST_ROWS: usize = 5000;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ImportReport {
    /// Row by row, in the order of the file.
    pub rows: Vec<ImportRow>,
    /// How many values were written: 0 on a dry run or when any row is wrong.
    pub written: usize,
}

/// One row of a file.
#[derive(Clone, Debug, Serialize)]
pub struct ImportRow {
    /// Line in the file, from 1.
    pub line: u64,
    /// `revised 2023-03`, as far as it could be read.
    pub what: String,
    /// What it does.
    pub outcome: Outcome,
}

/// What one row does.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// A month nobody had entered.
    New {
        /// The value.
        value: String,
    },
    /// Already known.
    Same,
    /// A correction of the value known so far.
    Changed {
        /// Value known so far.
        from: String,
        /// Value of the file.
        to: String,
    },
    /// Cannot be taken.
    Error {
        /// Column at fault; empty for the whole row.
        column: String,
        /// What is wrong and what to do.
        text: Text,
    },
}

impl ImportReport {
    /// Rows that cannot be taken.
    pub fn errors(&self) -> impl Iterator<Item = &ImportRow> {
        self.rows.iter().filter(|row| matches!(row.outcome, Outcome::Error { .. }))
    }

    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        self.errors().next().is_none()
    }
}

/// A value to write with the value it replaces.
pub type Planned = (NewValue, Option<PublishedValue>);

/// Reads a file against the current values. Gives the report and what is to be written when it is clean.
pub fn plan(file: impl Read, current: &[PublishedValue], today: Date) -> (ImportReport, Vec<Planned>) {
    let mut plan = Plan { current, today, seen: vec![], report: ImportReport::default(), writes: vec![] };
    let mut reader =
        csv::ReaderBuilder::new().comment(Some(b'#')).flexible(true).trim(csv::Trim::All).from_reader(file);
    let headers = match reader.headers() {
        Ok(headers) => headers.clone(),
        Err(error) => {
            plan.refuse(line_of(&error), "", unreadable(&error));
            return (plan.report, vec![]);
        }
    };
    if let Err(text) = check_headers(&headers) {
        plan.refuse(headers.position().map_or(1, csv::Position::line), "", text);
        return (plan.report, vec![]);
    }
    for (count, record) in reader.records().enumerate() {
        if count == MOST_ROWS {
            plan.refuse(0, "", Text::new("index-file-too-long").with("limit", MOST_ROWS));
            break;
        }
        match record {
            Ok(record) => plan.row(&headers, &record),
            Err(error) => plan.refuse(line_of(&error), "", unreadable(&error)),
        }
    }
    if plan.report.rows.is_empty() {
        plan.refuse(1, "", Text::new("index-file-empty"));
    }
    (plan.report, plan.writes)
}

fn line_of(error: &csv::Error) -> u64 {
    error.position().map_or(1, csv::Position::line)
}

fn unreadable(error: &csv::Error) -> Text {
    Text::new("index-file-unreadable").with("detail", error)
}

fn check_headers(headers: &csv::StringRecord) -> Result<(), Text> {
    // A byte order mark, as spreadsheets write, stays on the first name.
    let names: Vec<&str> = headers.iter().map(|name| name.trim_start_matches('\u{feff}')).collect();
    if let Some(missing) = COLUMNS.iter().find(|column| !names.contains(column)) {
        return Err(Text::new("index-file-column-missing")
            .with("column", missing)
            .with("expected", COLUMNS.join(", ")));
    }
    if let Some(unknown) = names.iter().find(|name| !COLUMNS.contains(name)) {
        return Err(Text::new("index-file-column-unknown")
            .with("column", unknown)
            .with("expected", COLUMNS.join(", ")));
    }
    Ok(())
}

struct Plan<'a> {
    current: &'a [PublishedValue],
    today: Date,
    seen: Vec<(String, u64)>,
    report: ImportReport,
    writes: Vec<Planned>,
}

impl Plan<'_> {
    fn refuse(&mut self, line: u64, column: &str, text: Text) {
        let outcome = Outcome::Error { column: column.to_owned(), text };
        self.report.rows.push(ImportRow { line, what: String::new(), outcome });
    }

    fn row(&mut self, headers: &csv::StringRecord, record: &csv::StringRecord) {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != headers.len() {
            let text = Text::new("index-file-row-length")
                .with("found", record.len())
                .with("expected", headers.len());
            return self.refuse(line, "", text);
        }
        let cell = |name: &str| {
            let place = headers.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
            place.and_then(|i| record.get(i)).unwrap_or_default().to_owned()
        };
        let form = IndexForm {
            series: cell("series"),
            month: cell("month"),
            value: cell("value"),
            published: cell("published"),
            confidence: cell("confidence"),
            source: cell("source"),
        };
        let what = format!("{} {}", form.series, form.month);
        if let Some((_, first)) = self.seen.iter().find(|(seen, _)| *seen == what) {
            let text = Text::new("index-file-twice").with("line", first);
            return self.refuse(line, "month", text);
        }
        self.seen.push((what.clone(), line));
        match rules::read(&form, self.today) {
            Ok(value) => self.take(line, what, value),
            Err(problems) => {
                for problem in problems.0 {
                    self.refuse(line, &problem.field, problem.text);
                }
            }
        }
    }

    fn take(&mut self, line: u64, what: String, value: NewValue) {
        let outcome = match rules::effect(&value, self.current) {
            Effect::Same => Outcome::Same,
            Effect::New => {
                let outcome = Outcome::New { value: value.value.to_string() };
                self.writes.push((value, None));
                outcome
            }
            Effect::Changed(known) => {
                let outcome = Outcome::Changed { from: known.value.to_string(), to: value.value.to_string() };
                self.writes.push((value, Some(*known)));
                outcome
            }
        };
        self.report.rows.push(ImportRow { line, what, outcome });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn rows(text: &str) -> Vec<(u64, String)> {
        let (report, writes) = plan(text.as_bytes(), &[], date(2025, 6, 1));
        let name = |outcome: &Outcome| match outcome {
            Outcome::New { value } => format!("new {value}"),
            Outcome::Same => "same".to_owned(),
            Outcome::Changed { from, to } => format!("{from} -> {to}"),
            Outcome::Error { column, text } => format!("{column}: {}", text.key),
        };
        if report.is_clean() {
            assert_eq!(writes.len(), report.rows.len());
        }
        report.rows.iter().map(|row| (row.line, name(&row.outcome))).collect()
    }

    #[test]
    fn says_line_and_column_of_every_mistake() {
        let text = "# notes\nseries,month,value,published,confidence,source\n\
            revised,2023-03,300.7,,A,x\nnew,2023-03,300.7,,A,x\nrevised,2023-04,abc,,A,\nrevised,2023-03,1,,A,x\nrevised,2023-05\n";
        assert_eq!(
            rows(text),
            [
                (3, "new 300.7".to_owned()),
                (4, "series: index-series-unknown".to_owned()),
                (5, "value: index-value-unreadable".to_owned()),
                (5, "source: index-source-missing".to_owned()),
                (6, "month: index-file-twice".to_owned()),
                (7, ": index-file-row-length".to_owned()),
            ]
        );
        assert_eq!(rows("a,b\n1,2\n"), [(1, ": index-file-column-missing".to_owned())]);
        assert_eq!(rows(""), [(1, ": index-file-column-missing".to_owned())]);
        let header = "series,month,value,published,confidence,source";
        assert_eq!(rows(header), [(1, ": index-file-empty".to_owned())]);
        assert_eq!(rows(&format!("{header},more\n")), [(1, ": index-file-column-unknown".to_owned())]);
        let mark = format!("\u{feff}{header}\nrevised,2023-03,300.7,,A,x\n");
        assert_eq!(rows(&mark), [(2, "new 300.7".to_owned())]);
    }

    #[test]
    fn the_values_of_a_new_instance_are_clean() {
        let (report, writes) = plan(super::super::seed(), &[], date(2026, 1, 1));
        assert!(report.is_clean(), "{:?}", report.errors().next());
        assert_eq!(writes.len(), 225);
        let june = writes
            .iter()
            .find(|(v, _)| v.month == date(2022, 6, 1) && v.series == crate::revision::IndexSeries::Revised);
        assert_eq!(june.unwrap().0.value.to_string(), "284.7");
    }
}
