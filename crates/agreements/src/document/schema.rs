//! The JSON Schema of an agreement file, made from the types: editors complete and check with it, the
//! checker walks it, and `docs/reference/agreement.schema.json` is its published copy.

use super::AgreementDocument;
use serde_json::Value;
use std::sync::OnceLock;

/// The JSON Schema (draft 2020-12) of an agreement file.
pub fn schema() -> &'static Value {
    static SCHEMA: OnceLock<Value> = OnceLock::new();
    SCHEMA.get_or_init(|| schemars::schema_for!(AgreementDocument).to_value())
}

/// The schema as published: indented, with a final newline.
pub fn schema_text() -> String {
    format!("{:#}\n", schema())
}

/// What a schema node asks for.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// A table with known keys.
    Table(&'static Value),
    /// A list of the given shape.
    List(&'static Value),
    /// One of the listed words.
    Word(&'static Value),
    /// A text of the given format, which may be written as a number when the flag says so.
    Text {
        /// `date`, `decimal`, `euros`, `year-month`, `clock-time` or empty.
        format: &'static str,
        /// Whether a bare number is one.
        or_number: bool,
    },
    /// A whole number between two bounds.
    Integer(i64, i64),
    /// True or false.
    Boolean,
    /// Anything.
    Any,
}

/// Follows references and the null branch of optional values down to what is really asked for.
pub(super) fn resolve(node: &'static Value) -> &'static Value {
    if let Some(name) = node["$ref"].as_str().and_then(|path| path.strip_prefix("#/$defs/")) {
        return resolve(&schema()["$defs"][name]);
    }
    let branches = node["anyOf"].as_array();
    match branches.and_then(|all| all.iter().find(|branch| branch["type"] != "null")) {
        Some(branch) => resolve(branch),
        None => node,
    }
}

/// Reads what a node asks for.
pub(super) fn shape(node: &'static Value) -> Shape {
    let node = resolve(node);
    let types: Vec<&str> = match &node["type"] {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).filter(|t| *t != "null").collect(),
        _ => vec![],
    };
    if node["oneOf"].is_array() || node["enum"].is_array() {
        return Shape::Word(node);
    }
    match types.as_slice() {
        ["object"] => Shape::Table(node),
        ["array"] => Shape::List(&node["items"]),
        ["integer"] => {
            let bounds = if node["format"] == "int16" { (-32_768, 32_767) } else { (i64::MIN, i64::MAX) };
            let (low, high) = match node["format"].as_str() {
                Some("uint32") => (0, i64::from(u32::MAX)),
                _ => bounds,
            };
            Shape::Integer(
                node["minimum"].as_i64().unwrap_or(low).max(low),
                node["maximum"].as_i64().unwrap_or(high),
            )
        }
        ["boolean"] => Shape::Boolean,
        all if all.contains(&"string") => Shape::Text {
            format: node["format"].as_str().unwrap_or_default(),
            or_number: all.contains(&"number"),
        },
        _ => Shape::Any,
    }
}

/// The words that a node of shape [`Shape::Word`] accepts.
pub(super) fn words(node: &'static Value) -> Vec<&'static str> {
    let listed = node["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let branches = node["oneOf"].as_array().into_iter().flatten();
    let described = branches.flat_map(|branch| {
        let one = branch["const"].as_str().into_iter();
        one.chain(branch["enum"].as_array().into_iter().flatten().filter_map(Value::as_str))
    });
    listed.chain(described).collect()
}

/// A line to copy that gives `key` a plausible value of the right form, such as `start = 2022-01-01`.
pub(super) fn example(parent: &str, key: &str, node: &'static Value) -> String {
    let section = if parent.is_empty() { key.to_owned() } else { format!("{parent}.{key}") };
    match shape(node) {
        Shape::Table(_) => format!("[{section}]"),
        Shape::List(items) if matches!(shape(items), Shape::Table(_)) => format!("[[{section}]]"),
        _ => format!("{key} = {}", example_value(node)),
    }
}

fn example_value(node: &'static Value) -> String {
    match shape(node) {
        Shape::Table(_) => "{ }".to_owned(),
        Shape::List(items) => format!("[{}]", example_value(items)),
        Shape::Word(word) => format!("\"{}\"", words(word).first().unwrap_or(&"")),
        Shape::Text { format, .. } => match format {
            "date" => "2022-01-01",
            "decimal" => "0.5",
            "euros" => "1050.00",
            "year-month" => "\"2022-06\"",
            "clock-time" => "\"08:00\"",
            _ => "\"…\"",
        }
        .to_owned(),
        Shape::Integer(low, _) => low.max(1).to_string(),
        Shape::Boolean => "false".to_owned(),
        Shape::Any => "\"…\"".to_owned(),
    }
}
