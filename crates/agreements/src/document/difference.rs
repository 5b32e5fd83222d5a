//! The readable difference between two versions of an agreement, for an amendment.
//!
//! Lists whose elements carry a code are compared code by code, so that moving or inserting a line changes
//! nothing else; other lists are compared as a whole.

use super::{AgreementDocument, schema::schema};
use crate::written::{Schema, Shape};
use kernel::{Figure, Text};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Key concerned: `commitments[G.2a].target.value`.
    pub path: String,
    /// Top-level section, in words.
    pub section: Text,
    /// Code of the innermost list element concerned: `G.2a`; empty outside lists.
    pub item: String,
    /// Name of the key, in words.
    pub label: Text,
    /// Value before; absent when added.
    pub before: Option<Figure>,
    /// Value after; absent when removed.
    pub after: Option<Figure>,
}

/// What changed from `old` to `new`, in the order of the file format; empty when nothing did.
pub fn difference(old: &AgreementDocument, new: &AgreementDocument) -> Vec<Change> {
    let json = |document| serde_json::to_value(document).unwrap_or_default();
    let mut changes = vec![];
    let place =
        Place { path: String::new(), section: String::new(), item: String::new(), key: String::new() };
    compare(&mut changes, Schema::new(schema()), &place, Some(&json(old)), Some(&json(new)));
    changes
}

/// The words of a key of the file format: a message every catalogue holds.
pub fn label(key: &str) -> Text {
    Text::new(&format!("agreement-field-{}", key.replace('_', "-")))
}

/// The words of an enumerated value of the file format.
pub fn value_label(word: &str) -> Text {
    Text::new(&format!("agreement-value-{}", word.to_lowercase().replace(['_', '/'], "-")))
}

#[derive(Clone)]
struct Place {
    path: String,
    section: String,
    item: String,
    key: String,
}

impl Place {
    fn key(&self, key: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        let section = if self.section.is_empty() { key } else { &self.section };
        Self {
            path: format!("{}{dot}{key}", self.path),
            section: section.to_owned(),
            key: key.to_owned(),
            ..self.clone()
        }
    }

    fn item(&self, code: &str) -> Self {
        Self { path: format!("{}[{code}]", self.path), item: code.to_owned(), ..self.clone() }
    }
}

fn compare(changes: &mut Vec<Change>, node: Schema, place: &Place, old: Option<&Value>, new: Option<&Value>) {
    if old == new {
        return;
    }
    match node.shape() {
        Shape::Table(table) => {
            for (key, property) in table.properties() {
                compare(changes, property, &place.key(key), field(old, key), field(new, key));
            }
        }
        Shape::List(items) if items.properties().any(|(key, _)| key == "code") => {
            for code in codes(old, new) {
                compare(changes, items, &place.item(&code), coded(old, &code), coded(new, &code));
            }
        }
        _ => changes.push(Change {
            path: place.path.clone(),
            section: label(&place.section),
            item: place.item.clone(),
            label: label(&place.key),
            before: old.map(|value| figure(node, value)),
            after: new.map(|value| figure(node, value)),
        }),
    }
}

fn field<'v>(value: Option<&'v Value>, key: &str) -> Option<&'v Value> {
    value.and_then(|table| table.get(key))
}

fn coded<'v>(list: Option<&'v Value>, code: &str) -> Option<&'v Value> {
    list.and_then(|items| items.as_array()?.iter().find(|item| item["code"] == code))
}

/// The codes of both lists: the old order, then what is new.
fn codes(old: Option<&Value>, new: Option<&Value>) -> Vec<String> {
    let mut codes: Vec<String> = vec![];
    let items = [old, new].into_iter().flatten().filter_map(Value::as_array).flatten();
    for code in items.filter_map(|item| item["code"].as_str()) {
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    codes
}

/// The value for a reader: typed where the schema says so.
fn figure(node: Schema, value: &Value) -> Figure {
    let words = || Figure::Words(plain(value));
    match (node.shape(), value) {
        (Shape::Word(_), Value::String(word)) => Figure::Text(value_label(word)),
        (Shape::Text { format: "date", .. }, Value::String(text)) => {
            text.parse().map_or_else(|_| words(), Figure::Date)
        }
        (Shape::Text { format: "euros", .. }, Value::String(text)) => {
            text.parse().map_or_else(|_| words(), Figure::Money)
        }
        (Shape::Text { format: "decimal", .. }, Value::String(text)) => {
            kernel::Exact::parse(text).map_or_else(|_| words(), Figure::Number)
        }
        (Shape::Boolean, Value::Bool(yes)) => Figure::Text(value_label(if *yes { "true" } else { "false" })),
        (Shape::Integer(..), Value::Number(number)) => number.as_i64().map_or_else(words, Figure::Count),
        _ => words(),
    }
}

/// A list or table on one line: `monday, tuesday`; `month: 1, text: bilan`.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(" ; "),
        Value::Object(entries) => entries
            .iter()
            .map(|(key, value)| format!("{key}: {}", plain(value)))
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    }
}
