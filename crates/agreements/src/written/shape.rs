//! Does the file have the form it should? Every key and value against the schema, with its place.

use super::{
    Findings, Schema, Severity, Shape,
    source::{Node, Path, Source},
};
use crate::document::{ClockTime, Decimal, Euros, YearMonth};
use jiff::civil::Date;
use kernel::Text;
use toml::de::{DeTable, DeValue};

/// Checks the whole file; every problem is an error.
pub(super) fn check_shape(findings: &mut Findings<'_, '_>, schema: Schema) {
    let root = &findings.source.root;
    visit(findings, schema, root, &Path::default());
}

fn visit(findings: &mut Findings<'_, '_>, node: Schema, value: &Node<'_>, path: &Path) {
    match (node.shape(), value.get_ref()) {
        (Shape::Table(table), DeValue::Table(entries)) => {
            let meant = visit_known(findings, table, entries, path);
            visit_missing(findings, table, value.span().start, path, |key| {
                entries.contains_key(key) || meant.contains(&key)
            });
        }
        (Shape::List(items), DeValue::Array(array)) => {
            for (rank, item) in array.iter().enumerate() {
                visit(findings, items, item, &path.at(rank));
            }
        }
        (Shape::Word(word), DeValue::String(text)) => visit_word(findings, word, text, value, path),
        (Shape::Text { format, or_number }, written) => {
            visit_text(findings, format, or_number, written, value, path);
        }
        (Shape::Integer(low, high), DeValue::Integer(number)) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            if !read.is_ok_and(|n| (low..=high).contains(&n)) {
                let found = findings.source.excerpt(value);
                let args = [("found", found), ("low", low.to_string()), ("high", high.to_string())];
                refuse(findings, value, path, "agreement-check-integer-range", &args);
            }
        }
        (Shape::Boolean, DeValue::Boolean(_)) | (Shape::Any, _) => {}
        (expected, _) => wrong_type(findings, expected, value, path),
    }
}

/// Checks each written key: known ones go deeper, unknown ones get the nearest known name. Gives the names
/// so proposed: they are misspelt, not missing.
fn visit_known(
    findings: &mut Findings<'_, '_>,
    table: Schema,
    entries: &DeTable<'_>,
    path: &Path,
) -> Vec<&'static str> {
    let mut proposed = vec![];
    for (key, entry) in entries {
        let name = key.get_ref().as_ref();
        let path = path.exact_key(name);
        if let Some((_, property)) = table.properties().find(|(key, _)| *key == name) {
            visit(findings, property, entry, &path);
            continue;
        }
        let keys: Vec<&'static str> = table.properties().map(|(key, _)| key).collect();
        let nearest = nearest(name, keys.iter().copied().filter(|known| !entries.contains_key(*known)));
        proposed.extend(nearest);
        let known = keys.join(", ");
        let args = [("key", name.to_owned()), ("known", known)];
        suggest(findings, key.span().start, &path, "agreement-check-unknown-key", &args, nearest);
    }
    proposed
}

/// Reports each key that the table must have and has not, where the table begins.
fn visit_missing(
    findings: &mut Findings<'_, '_>,
    table: Schema,
    offset: usize,
    path: &Path,
    is_written: impl Fn(&str) -> bool,
) {
    for key in table.required().filter(|key| !is_written(key)) {
        let line = table.property(key).example(&Source::header(path), key);
        let args = [("key", key.to_owned()), ("line", line)];
        findings.place(Severity::Error, offset, &path.exact_key(key), "agreement-check-missing-key", &args);
    }
}

fn visit_word(findings: &mut Findings<'_, '_>, word: Schema, text: &str, value: &Node<'_>, path: &Path) {
    let known = word.words();
    if known.contains(&text) {
        return;
    }
    let nearest = nearest(text, known.iter().copied());
    let args = [("found", text.to_owned()), ("known", known.join(", "))];
    suggest(findings, value.span().start, path, "agreement-check-unknown-word", &args, nearest);
}

fn visit_text(
    findings: &mut Findings<'_, '_>,
    format: &'static str,
    or_number: bool,
    written: &DeValue<'_>,
    value: &Node<'_>,
    path: &Path,
) {
    let text = match written {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) if or_number && number.radix() == 10 => number.as_str().to_owned(),
        DeValue::Float(number) if or_number => number.as_str().to_owned(),
        DeValue::Datetime(date) if format == "date" => date.to_string(),
        _ => return wrong_type(findings, Shape::Text { format, or_number }, value, path),
    };
    let (readable, key) = match format {
        "date" => (text.parse::<Date>().is_ok() && text.len() == 10, "agreement-check-date"),
        "decimal" => (text.parse::<Decimal>().is_ok(), "agreement-check-decimal"),
        "euros" => (text.parse::<Euros>().is_ok(), "agreement-check-euros"),
        "year-month" => (text.parse::<YearMonth>().is_ok(), "agreement-check-year-month"),
        "clock-time" => (text.parse::<ClockTime>().is_ok(), "agreement-check-clock-time"),
        _ => (!text.trim().is_empty(), "agreement-check-empty"),
    };
    if !readable {
        let found = findings.source.excerpt(value);
        refuse(findings, value, path, key, &[("found", found)]);
    }
}

fn wrong_type(findings: &mut Findings<'_, '_>, expected: Shape, value: &Node<'_>, path: &Path) {
    let key = match expected {
        Shape::Table(_) => "agreement-check-expects-table",
        Shape::List(_) => "agreement-check-expects-list",
        Shape::Integer(..) => "agreement-check-expects-integer",
        Shape::Boolean => "agreement-check-expects-boolean",
        Shape::Text { format: "date", .. } => "agreement-check-date",
        Shape::Text { format: "decimal", .. } => "agreement-check-decimal",
        Shape::Text { format: "euros", .. } => "agreement-check-euros",
        Shape::Text { format: "year-month", .. } => "agreement-check-year-month",
        Shape::Text { format: "clock-time", .. } => "agreement-check-clock-time",
        Shape::Text { .. } | Shape::Word(_) | Shape::Any => "agreement-check-expects-text",
    };
    let found = findings.source.excerpt(value);
    refuse(findings, value, path, key, &[("found", found)]);
}

fn refuse(
    findings: &mut Findings<'_, '_>,
    value: &Node<'_>,
    path: &Path,
    key: &str,
    args: &[(&str, String)],
) {
    findings.place(Severity::Error, value.span().start, path, key, args);
}

/// An error whose fix names the nearest known word, or else lists all of them.
fn suggest(
    findings: &mut Findings<'_, '_>,
    offset: usize,
    path: &Path,
    key: &str,
    args: &[(&str, String)],
    nearest: Option<&str>,
) {
    findings.place(Severity::Error, offset, path, key, args);
    if let (Some(nearest), Some(problem)) = (nearest, findings.problems.last_mut()) {
        problem.fix = Text::new("agreement-check-nearest-fix").with("nearest", nearest);
    }
}

/// The known word that looks most like `word`, when one looks enough like it.
fn nearest<'k>(word: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let likeness = |candidate: &str| strsim::normalized_damerau_levenshtein(word, candidate);
    let scored = known.map(|candidate| (likeness(candidate), candidate)).filter(|(score, _)| *score >= 0.5);
    scored.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, candidate)| candidate)
}
