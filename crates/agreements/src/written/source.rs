//! The text of a file with its positions: from a byte to line and column, from a path to a byte.

use super::Place;
use serde_json::{Map, Number, Value};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A node of the parsed file, with where it stands in the text.
pub(super) type Node<'s> = Spanned<DeValue<'s>>;

/// Where something is in the document: keys and ranks from the root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Path(pub(super) Vec<Segment>);

/// One step of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// A key of a table.
    Key(String),
    /// A rank in a list, from 0.
    Index(usize),
}

impl Path {
    /// The path of the first keys given, separated by dots.
    pub fn of(keys: &str) -> Self {
        Self(keys.split('.').map(|key| Segment::Key(key.to_owned())).collect())
    }

    /// The path with keys added, separated by dots.
    #[must_use]
    pub fn key(&self, keys: &str) -> Self {
        let more = keys.split('.').map(|key| Segment::Key(key.to_owned()));
        Self(self.0.iter().cloned().chain(more).collect())
    }

    /// The path with one key added as it is written, dots included.
    pub(super) fn exact_key(&self, key: &str) -> Self {
        Self(self.0.iter().cloned().chain([Segment::Key(key.to_owned())]).collect())
    }

    /// The path of the element at that rank.
    #[must_use]
    pub fn at(&self, rank: usize) -> Self {
        Self(self.0.iter().cloned().chain([Segment::Index(rank)]).collect())
    }
}

/// The parsed text.
pub(super) struct Source<'s> {
    text: &'s str,
    /// The root table.
    pub(super) root: Node<'s>,
}

/// What the TOML reader refused: byte and reason.
pub(super) struct SyntaxError {
    /// Byte where it stands.
    pub(super) offset: usize,
    /// Reason, in the reader's English.
    pub(super) reason: String,
}

impl<'s> Source<'s> {
    /// Reads the text as far as possible; at most one syntax error a line is kept.
    pub(super) fn parse(text: &'s str) -> (Self, Vec<SyntaxError>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let span = table.span();
        let source = Self { text, root: Spanned::new(span, DeValue::Table(table.into_inner())) };
        let mut errors: Vec<_> = errors
            .into_iter()
            .map(|e| SyntaxError { offset: e.span().map_or(0, |s| s.start), reason: e.message().to_owned() })
            .collect();
        errors.sort_by_key(|error| error.offset);
        errors.dedup_by_key(|error| source.position(error.offset).0);
        (source, errors)
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub(super) fn position(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// What is written at a node, on one line and at most 40 characters.
    pub(super) fn excerpt(&self, node: &Node<'_>) -> String {
        let written = self.text.get(node.span()).unwrap_or_default();
        let line = written.lines().next().unwrap_or_default();
        if line.chars().count() <= 40 {
            line.to_owned()
        } else {
            line.chars().take(39).chain(['…']).collect()
        }
    }

    /// First byte of the deepest part of the path that the text holds: the value, else its table.
    pub(super) fn locate(&self, path: &Path) -> usize {
        let mut node = &self.root;
        let mut offset = node.span().start;
        for segment in &path.0 {
            let next = match (segment, node.get_ref()) {
                (Segment::Key(key), DeValue::Table(table)) => table.get(key.as_str()),
                (Segment::Index(rank), DeValue::Array(array)) => array.get(*rank),
                _ => None,
            };
            let Some(next) = next else { break };
            node = next;
            offset = node.span().start;
        }
        offset
    }

    /// The path as a TOML header writes it, without ranks: `blocks.services`.
    pub(super) fn header(path: &Path) -> String {
        let keys = path.0.iter().filter_map(|segment| match segment {
            Segment::Key(key) => Some(key.as_str()),
            Segment::Index(_) => None,
        });
        keys.collect::<Vec<_>>().join(".")
    }

    /// The path as people read it: `commitments[G.2a].target.value`; elements without code by rank from 1.
    pub(super) fn name(&self, path: &Path) -> String {
        let mut name = String::new();
        let mut node = Some(&self.root);
        for segment in &path.0 {
            match segment {
                Segment::Key(key) => {
                    node = node.and_then(|n| n.get_ref().as_table()?.get(key.as_str()));
                    name += if name.is_empty() { "" } else { "." };
                    name += key;
                }
                Segment::Index(rank) => {
                    node = node.and_then(|n| n.get_ref().as_array()?.get(*rank));
                    let code = node.and_then(|n| n.get_ref().as_table()?.get("code")?.get_ref().as_str());
                    let element = code.map_or_else(|| (rank + 1).to_string(), str::to_owned);
                    name.extend(["[", &element, "]"]);
                }
            }
        }
        name
    }
}

/// Collects every text value below a node with where it stands.
pub(super) fn texts(source: &Source<'_>, node: &Node<'_>, path: &Path, found: &mut Vec<(Place, String)>) {
    match node.get_ref() {
        DeValue::String(text) => {
            let (line, _) = source.position(node.span().start);
            found.push((Place { line, path: source.name(path) }, text.to_string()));
        }
        DeValue::Array(array) => {
            for (rank, item) in array.iter().enumerate() {
                texts(source, item, &path.at(rank), found);
            }
        }
        DeValue::Table(table) => {
            for (key, value) in table {
                texts(source, value, &path.exact_key(key.get_ref()), found);
            }
        }
        _ => {}
    }
}

/// The node as JSON: dates and decimals become their text, so that no digit is lost.
pub(super) fn to_json(node: &Node<'_>) -> Value {
    match node.get_ref() {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::String(number.as_str().to_owned()), |n| Value::Number(Number::from(n))),
        DeValue::Float(number) => Value::String(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Value::Bool(*yes),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(array) => array.iter().map(to_json).collect(),
        DeValue::Table(table) => Value::Object(
            table
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), to_json(value)))
                .collect::<Map<_, _>>(),
        ),
    }
}
