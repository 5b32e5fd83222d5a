//! Reading schemas: the parameters in them, and their words for a page.

use serde_json::{Map, Value, json};

/// The schema of a path's parameter: by name in an object, by place in a list, or the only one.
pub(super) fn of_parameter(whole: &Value, name: &str, place: usize) -> Option<Value> {
    if let Some(properties) = whole["properties"].as_object() {
        return properties.get(name).cloned();
    }
    match whole["prefixItems"].as_array() {
        Some(items) => items.get(place).cloned(),
        None => Some(whole.clone()),
    }
}

/// Whether an object must have a property.
pub(super) fn requires(object: &Value, name: &str) -> bool {
    object["required"].as_array().is_some_and(|names| names.iter().any(|one| one == name))
}

/// The schema without `null`: what may be left out of a query cannot be sent as nothing.
pub(super) fn without_null(schema: &Value) -> Value {
    let Some(object) = schema.as_object() else { return schema.clone() };
    let mut kept = Map::new();
    for (key, value) in object {
        match (key.as_str(), value) {
            ("type", Value::Array(kinds)) => {
                let left: Vec<&Value> = kinds.iter().filter(|kind| *kind != "null").collect();
                kept.insert(key.clone(), if left.len() == 1 { left[0].clone() } else { json!(left) });
            }
            ("enum", Value::Array(values)) => {
                kept.insert(key.clone(), values.iter().filter(|value| !value.is_null()).cloned().collect());
            }
            ("anyOf", Value::Array(choices)) => {
                let is_null = |choice: &&Value| choice["type"] != "null";
                let left: Vec<&Value> = choices.iter().filter(is_null).collect();
                match left.as_slice() {
                    [Value::Object(only)] => kept.extend(only.clone()),
                    _ => drop(kept.insert(key.clone(), json!(left))),
                }
            }
            ("default", Value::Null) => {}
            _ => drop(kept.insert(key.clone(), value.clone())),
        }
    }
    // What is said of the parameter itself is nearer than what is said of its type.
    if let Some(words) = object.get("description") {
        kept.insert("description".to_owned(), words.clone());
    }
    Value::Object(kept)
}

/// A field as a page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    /// Its name; inner ones after a point, those of lists after `[]`.
    pub(super) name: String,
    /// What kind of value.
    pub(super) kind: Kind,
    /// Whether it must be there.
    pub(super) is_required: bool,
    /// What it means.
    pub(super) words: String,
}

/// What kind of value a schema asks for, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// `text`, `date-time`, `integer`, or the words one may choose from.
    pub(super) words: String,
    /// The named schema it is, without the place where it stands.
    pub(super) named: Option<String>,
}

/// How deep inner objects are written with their owner.
const DEEPEST: usize = 3;

/// The fields of an object, inner objects included.
pub(super) fn fields(schema: &Value) -> Vec<Field> {
    let mut found = vec![];
    gather(schema, "", DEEPEST, &mut found);
    found
}

fn gather(schema: &Value, before: &str, depth: usize, found: &mut Vec<Field>) {
    for choice in ["oneOf", "anyOf", "allOf"] {
        for one in schema[choice].as_array().into_iter().flatten() {
            gather(one, before, depth, found);
        }
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        let inner = without_null(inner);
        let name_here = format!("{before}{name}");
        let words = inner["description"].as_str().unwrap_or_default().to_owned();
        let field =
            Field { name: name_here.clone(), kind: kind(&inner), is_required: requires(schema, name), words };
        if !found.contains(&field) {
            found.push(field);
        }
        if depth > 0 {
            gather(&inner, &format!("{name_here}."), depth - 1, found);
            gather(&inner["items"], &format!("{name_here}[]."), depth - 1, found);
        }
    }
}

/// What kind of value a schema asks for.
pub(super) fn kind(schema: &Value) -> Kind {
    if let Some(named) = named(schema) {
        return Kind { words: named.clone(), named: Some(named) };
    }
    if schema["type"] == "array" {
        let inner = kind(&schema["items"]);
        return Kind { words: format!("[{}]", inner.words), named: inner.named };
    }
    let words = choices(schema).or_else(|| schema["format"].as_str().map(str::to_owned));
    let words = words.or_else(|| match &schema["type"] {
        Value::String(one) => Some(one.clone()),
        Value::Array(several) => {
            let several: Vec<_> = several.iter().filter_map(Value::as_str).collect();
            Some(several.join(" | "))
        }
        _ => None,
    });
    Kind { words: words.unwrap_or_else(|| "json".to_owned()), named: None }
}

/// The name of the schema referred to, alone or beside nothing.
pub(super) fn named(schema: &Value) -> Option<String> {
    let direct =
        |schema: &Value| schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()).map(str::to_owned);
    direct(schema).or_else(|| schema["anyOf"].as_array()?.iter().find_map(direct))
}

/// The words one may choose from.
fn choices(schema: &Value) -> Option<String> {
    let listed =
        |values: &Vec<Value>| values.iter().filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>();
    let words = match (&schema["enum"], &schema["oneOf"], &schema["const"]) {
        (Value::Array(values), ..) => listed(values),
        (_, Value::Array(values), _) => {
            let one = |value: &Value| match (&value["const"], &value["enum"]) {
                (Value::String(word), _) => vec![word.clone()],
                (_, Value::Array(words)) => listed(words),
                _ => vec![],
            };
            values.iter().flat_map(one).collect()
        }
        (_, _, Value::String(word)) => vec![word.clone()],
        _ => vec![],
    };
    (!words.is_empty()).then(|| words.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_by_name_by_place_or_alone() {
        let (text, number) = (json!({"type": "string"}), json!({"type": "integer"}));
        let object = json!({"type": "object", "properties": {"code": text, "number": number}});
        assert_eq!(of_parameter(&object, "number", 0), Some(number.clone()));
        assert_eq!(of_parameter(&object, "other", 0), None);
        let list = json!({"type": "array", "prefixItems": [text, number]});
        assert_eq!(of_parameter(&list, "number", 1), Some(number.clone()));
        assert_eq!(of_parameter(&number, "number", 0), Some(number));
    }

    #[test]
    fn a_query_knows_no_null() {
        let optional = json!({"type": ["string", "null"], "default": null});
        assert_eq!(without_null(&optional), json!({"type": "string"}));
        let choice = json!({"anyOf": [{"type": "string", "enum": ["a"], "description": "type"}, {"type": "null"}], "description": "own"});
        assert_eq!(without_null(&choice), json!({"type": "string", "enum": ["a"], "description": "own"}));
    }

    #[test]
    fn fields_tell_their_kind() {
        let schema = json!({"type": "object", "required": ["at"], "properties": {
            "at": {"type": "string", "format": "date-time", "description": "When."},
            "state": {"oneOf": [{"const": "new"}, {"enum": ["open", "done"]}]},
            "lines": {"type": "array", "items": {"type": "object", "properties": {"cents": {"type": "integer"}}}},
            "other": {"anyOf": [{"$ref": "#/components/schemas/Site"}, {"type": "null"}]}}});
        let told: Vec<_> =
            fields(&schema).into_iter().map(|f| (f.name, f.kind.words, f.is_required)).collect();
        let expected = [
            ("at", "date-time", true),
            ("state", "new | open | done", false),
            ("lines", "[object]", false),
            ("lines[].cents", "integer", false),
            ("other", "Site", false),
        ];
        assert_eq!(told, expected.map(|(name, kind, is)| (name.to_owned(), kind.to_owned(), is)));
    }
}
