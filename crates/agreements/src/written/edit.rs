//! Changing a written file value by value, its comments and order kept.

use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

/// One change of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// Key concerned, codes between brackets: `commitments[G.2a].target.value`.
    pub path: String,
    /// The value as TOML writes it: `"texte"`, `2026-01-01`, `1050.00`; nothing removes the key.
    pub literal: Option<String>,
}

impl Edit {
    /// Writes a value.
    pub fn set(path: impl Into<String>, literal: impl Into<String>) -> Self {
        Self { path: path.into(), literal: Some(literal.into()) }
    }

    /// Writes a text between quotes.
    pub fn text(path: impl Into<String>, text: &str) -> Self {
        Self::set(path, Value::from(text).to_string())
    }

    /// Removes a key.
    pub fn remove(path: impl Into<String>) -> Self {
        Self { path: path.into(), literal: None }
    }
}

/// A change that cannot be made: the file is no TOML, the path leads nowhere, or the value is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot write «{path}»")]
pub struct Unwritable {
    /// Key concerned; empty when the file itself cannot be read.
    pub path: String,
}

/// The text with its changes, one after the other. A table that is missing on the way is added; an element of a list is not.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, Unwritable> {
    let mut document: DocumentMut = text.parse().map_err(|_| Unwritable { path: String::new() })?;
    for edit in edits {
        one(&mut document, edit).ok_or_else(|| Unwritable { path: edit.path.clone() })?;
    }
    Ok(document.to_string())
}

fn one(document: &mut DocumentMut, edit: &Edit) -> Option<()> {
    let steps = steps(&edit.path)?;
    let (Step::Key(last), before) = steps.split_last()? else { return None };
    let value = edit.literal.as_ref().map(|literal| literal.parse::<Value>()).transpose().ok()?;
    let table = locate(document.as_table_mut(), before)?;
    let Some(mut value) = value else {
        table.remove(last);
        return Some(());
    };
    if let Some(Item::Value(known)) = table.get_mut(last) {
        *value.decor_mut() = known.decor().clone();
        *known = value;
    } else {
        value.decor_mut().set_prefix(" ");
        table.insert(last, Item::Value(value));
    }
    Some(())
}

enum Step {
    Key(String),
    Code(String),
}

/// The steps of `commitments[G.2a].target`; codes may hold full stops.
fn steps(path: &str) -> Option<Vec<Step>> {
    let mut found = vec![];
    let mut rest = path;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('[') {
            let (code, after) = after.split_once(']')?;
            found.push(Step::Code(code.to_owned()));
            rest = after;
        } else {
            rest = rest.strip_prefix('.').unwrap_or(rest);
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            found.push(Step::Key(rest.get(..end).filter(|key| !key.is_empty())?.to_owned()));
            rest = &rest[end..];
        }
    }
    Some(found)
}

fn locate<'d>(table: &'d mut dyn TableLike, steps: &[Step]) -> Option<&'d mut dyn TableLike> {
    match steps {
        [] => Some(table),
        [Step::Key(key), Step::Code(code), rest @ ..] => locate(element(table.get_mut(key)?, code)?, rest),
        [Step::Key(key), rest @ ..] => {
            if table.get(key).is_none() {
                table.insert(key, Item::Value(Value::InlineTable(InlineTable::new())));
            }
            locate(table.get_mut(key)?.as_table_like_mut()?, rest)
        }
        [Step::Code(_), ..] => None,
    }
}

/// The element of a list that has a code.
fn element<'d>(list: &'d mut Item, code: &str) -> Option<&'d mut dyn TableLike> {
    match list {
        Item::ArrayOfTables(tables) => {
            let is = |table: &&mut toml_edit::Table| table.get("code").and_then(Item::as_str) == Some(code);
            tables.iter_mut().find(is).map(|table| table as &mut dyn TableLike)
        }
        Item::Value(Value::Array(array)) => {
            let mut tables = array.iter_mut().filter_map(Value::as_inline_table_mut);
            let is = |table: &&mut InlineTable| table.get("code").and_then(Value::as_str) == Some(code);
            tables.find(is).map(|table| table as &mut dyn TableLike)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FILE: &str = "# head\nname = \"a\" # why\n\n[term]\nstart = 2022-01-01 # day\n\n[[offers]]\ncode = \"X.1\"\nvat = { status = \"none\" }\n\n[[offers]]\ncode = \"Y\" # last\n";

    fn changed(path: &str, literal: &str) -> String {
        apply(FILE, &[Edit::set(path, literal)]).unwrap()
    }

    #[test]
    fn a_value_is_changed_and_its_comment_kept() {
        assert_eq!(changed("name", "\"b\""), FILE.replace("\"a\"", "\"b\""));
        assert_eq!(changed("term.start", "2024-02-29"), FILE.replace("2022-01-01", "2024-02-29"));
        let vat = changed("offers[X.1].vat.status", "\"standard\"");
        assert_eq!(vat, FILE.replace("\"none\"", "\"standard\""));
    }

    #[test]
    fn a_key_and_the_tables_on_its_way_are_added_and_removed() {
        let added = changed("offers[Y].subscribed_from", "2024-01-01");
        assert!(added.ends_with("code = \"Y\" # last\nsubscribed_from = 2024-01-01\n"), "{added}");
        let target = [
            Edit::set("offers[Y].target.operator", "\"at_least\""),
            Edit::set("offers[Y].target.value", "95.50"),
        ];
        let deep = apply(FILE, &target).unwrap();
        assert!(deep.contains("target = { operator = \"at_least\", value = 95.50 }"), "{deep}");
        let removed = apply(&added, &[Edit::remove("offers[Y].subscribed_from")]).unwrap();
        assert_eq!(removed, FILE);
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        for path in ["offers[Z].code", "offers[X.1]", "", "[X.1].code", "name.deeper"] {
            assert!(apply(FILE, &[Edit::set(path, "1")]).is_err(), "{path}");
        }
        assert!(apply(FILE, &[Edit::set("name", "not a value")]).is_err());
        assert!(apply("name = ", &[Edit::text("name", "x")]).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_it_was_typed(text in "\\PC*") {
            let written = apply(FILE, &[Edit::text("offers[Y].name", &text)]).unwrap();
            let read: toml::Table = written.parse().unwrap();
            prop_assert_eq!(read["offers"][1]["name"].as_str(), Some(text.as_str()));
        }
    }
}
