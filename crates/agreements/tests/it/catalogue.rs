//! Every word of the file format and of its errors is in both catalogues.

use agreements::document::{label, schema, value_label};
use platform::i18n::Lang;
use serde_json::Value;
use std::collections::BTreeSet;

/// Keys and enumerated values of the whole schema.
fn names(node: &Value, keys: &mut BTreeSet<String>) {
    match node {
        Value::Object(entries) => {
            for (name, value) in entries {
                let words = value.as_array().into_iter().flatten().chain([value]).filter_map(Value::as_str);
                match name.as_str() {
                    "properties" => {
                        let properties = value.as_object().into_iter().flatten();
                        keys.extend(properties.map(|(key, _)| label(key).key));
                    }
                    "enum" | "const" => keys.extend(words.map(|word| value_label(word).key)),
                    _ => {}
                }
                names(value, keys);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, keys)),
        _ => {}
    }
}

/// Message keys of the checks, read from their sources; each has its fix.
fn check_keys() -> BTreeSet<String> {
    let sources = [
        include_str!("../../src/document/check/mod.rs"),
        include_str!("../../src/written/mod.rs"),
        include_str!("../../src/written/shape.rs"),
        include_str!("../../src/document/check/clauses.rs"),
        include_str!("../../src/document/check/contents.rs"),
        include_str!("../../src/document/check/scales.rs"),
    ];
    let labels =
        ["agreement-check-error", "agreement-check-warning", "agreement-check-remark", "agreement-check-fix"];
    let quoted = sources
        .iter()
        .flat_map(|source| source.split('"'))
        .filter(|text| text.starts_with("agreement-check-"));
    quoted
        .flat_map(|key| {
            let fixed = labels.contains(&key) || key.ends_with("-fix");
            [Some(key.to_owned()), (!fixed).then(|| format!("{key}-fix"))]
        })
        .flatten()
        .collect()
}

#[test]
fn every_word_is_in_both_catalogues() {
    let mut keys = check_keys();
    assert!(keys.len() > 100, "{}", keys.len());
    names(schema(), &mut keys);
    for word in ["true", "false"] {
        keys.insert(value_label(word).key);
    }
    for lang in Lang::ALL {
        let missing: Vec<_> = keys.iter().filter(|key| !lang.has(key)).collect();
        assert!(missing.is_empty(), "{}: {missing:#?}", lang.code());
    }
}

/// The general test of unused messages leaves these prefixes to this one.
#[test]
fn no_word_is_left_over() {
    let mut keys = check_keys();
    names(schema(), &mut keys);
    keys.extend(["true", "false"].map(|word| value_label(word).key));
    let catalogue = include_str!("../../../../locales/fr/agreements.ftl");
    let built = ["agreement-check-", "agreement-field-", "agreement-value-"];
    let written = catalogue.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key);
    let left: Vec<_> = written
        .filter(|key| built.iter().any(|prefix| key.starts_with(prefix)) && !keys.contains(*key))
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}
