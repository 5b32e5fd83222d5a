//! The single values of an agreement that a form can change, each with its form: what an amendment is drafted with.

use super::{AgreementDocument, ClockTime, Decimal, Euros, YearMonth, label, schema::schema};
use crate::written::{Schema, Shape};
use jiff::civil::Date;
use kernel::{Cents, Text};
use serde_json::Value;

/// What a value looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LeafKind {
    /// Words.
    Text,
    /// A day.
    Date,
    /// An amount in euros.
    Euros,
    /// An exact number.
    Decimal,
    /// A month of a year.
    YearMonth,
    /// A time of day.
    ClockTime,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
    /// One of some words.
    Word(Vec<&'static str>),
}

/// One value of an agreement, or the place for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Key concerned: `commitments[G.2a].target.value`.
    pub path: String,
    /// Name of the key, in words.
    pub label: Text,
    /// Names of the keys on the way below the part, in words.
    pub within: Vec<Text>,
    /// What it looks like.
    pub kind: LeafKind,
    /// Whether it must be there.
    pub is_required: bool,
    /// As the file writes it, without quotes; empty when it is absent.
    pub value: String,
}

impl Leaf {
    /// The value as TOML writes it, of what was typed; nothing when it is none of this kind.
    pub fn literal(&self, typed: &str) -> Option<String> {
        let typed = typed.trim();
        let quoted = |text: &str| toml_edit::Value::from(text).to_string();
        match &self.kind {
            LeafKind::Text => Some(quoted(&typed.replace("\r\n", "\n"))),
            LeafKind::Date => {
                typed.parse::<Date>().ok().filter(|day| day.year() >= 1).map(|day| day.to_string())
            }
            LeafKind::Euros => {
                let cents: Cents = typed.trim_end_matches('€').parse().ok()?;
                let text = format!("{}.{:02}", cents.0 / 100, cents.0 % 100);
                text.parse::<Euros>().ok().map(|_| text)
            }
            LeafKind::Decimal => {
                let text = typed.replace(',', ".");
                text.parse::<Decimal>().ok()?;
                // A number that TOML would not write bare stands between quotes.
                Some(text.parse::<toml_edit::Value>().map_or_else(|_| quoted(&text), |_| text.clone()))
            }
            LeafKind::YearMonth => typed.parse::<YearMonth>().ok().map(|_| quoted(typed)),
            LeafKind::ClockTime => typed.parse::<ClockTime>().ok().map(|_| quoted(typed)),
            LeafKind::Integer => typed.parse::<i64>().ok().map(|number| number.to_string()),
            LeafKind::Boolean => matches!(typed, "true" | "false").then(|| typed.to_owned()),
            LeafKind::Word(words) => words.contains(&typed).then(|| quoted(typed)),
        }
    }
}

/// A part of an agreement that one form changes: a section, or one element of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeafPart {
    /// Its path: `price`, `offers[POSTES]`.
    pub path: String,
    /// Name of the section, in words.
    pub section: Text,
    /// Code of the element; empty for a section that is no list.
    pub item: String,
}

/// The parts of an agreement, in the order of the file format. `format` is none.
pub fn parts(document: &AgreementDocument) -> Vec<LeafPart> {
    let json = serde_json::to_value(document).unwrap_or_default();
    let mut found = vec![];
    for (key, node) in Schema::new(schema()).properties() {
        let part = |path: String, item: &str| LeafPart { path, section: label(key), item: item.to_owned() };
        match node.shape() {
            Shape::Table(_) => found.push(part(key.to_owned(), "")),
            Shape::List(items) if is_coded(items) => {
                let codes =
                    json[key].as_array().into_iter().flatten().filter_map(|item| item["code"].as_str());
                found.extend(codes.map(|code| part(format!("{key}[{code}]"), code)));
            }
            _ => {}
        }
    }
    found
}

/// The values of a part, with the places for those that are absent. Codes are no values: they say which element it is.
pub fn leaves(document: &AgreementDocument, part: &str) -> Vec<Leaf> {
    let json = serde_json::to_value(document).unwrap_or_default();
    let mut found = vec![];
    let Some(part) = parts(document).into_iter().find(|one| one.path == part) else { return found };
    let key = part.path.split('[').next().unwrap_or_default();
    let node = Schema::new(schema()).property(key);
    let place = Place { path: part.path.clone(), within: vec![] };
    match node.shape() {
        Shape::List(items) => {
            let value =
                json[key].as_array().and_then(|all| all.iter().find(|item| item["code"] == part.item));
            table(&mut found, items, &place, value);
        }
        _ => table(&mut found, node, &place, json.get(key)),
    }
    found
}

fn is_coded(items: Schema) -> bool {
    items.properties().any(|(key, _)| key == "code")
}

struct Place {
    path: String,
    within: Vec<Text>,
}

impl Place {
    fn key(&self, key: &str) -> Self {
        let within = self.within.iter().cloned().chain([label(key)]).collect();
        Self { path: format!("{}.{key}", self.path), within }
    }
}

fn table(found: &mut Vec<Leaf>, node: Schema, place: &Place, value: Option<&Value>) {
    let Shape::Table(node) = node.shape() else { return };
    let required: Vec<&str> = node.required().collect();
    for (key, property) in node.properties() {
        let known = value.and_then(|table| table.get(key));
        match property.shape() {
            Shape::Table(_) => table(found, property, &place.key(key), known),
            Shape::List(items) if is_coded(items) => {
                for item in known.and_then(Value::as_array).into_iter().flatten() {
                    let code = item["code"].as_str().unwrap_or_default();
                    let mut below = place.key(key);
                    below.path = format!("{}[{code}]", below.path);
                    below.within.push(Text::new("agreement-item").with("code", code));
                    table(found, items, &below, Some(item));
                }
            }
            shape => {
                let Some(kind) = kind(shape).filter(|_| key != "code") else { continue };
                found.push(Leaf {
                    path: format!("{}.{key}", place.path),
                    label: label(key),
                    within: place.within.clone(),
                    kind,
                    is_required: required.contains(&key) && value.is_some(),
                    value: known.map(plain).unwrap_or_default(),
                });
            }
        }
    }
}

fn kind(shape: Shape) -> Option<LeafKind> {
    Some(match shape {
        Shape::Word(word) => LeafKind::Word(word.words()),
        Shape::Text { format: "date", .. } => LeafKind::Date,
        Shape::Text { format: "euros", .. } => LeafKind::Euros,
        Shape::Text { format: "decimal", .. } => LeafKind::Decimal,
        Shape::Text { format: "year-month", .. } => LeafKind::YearMonth,
        Shape::Text { format: "clock-time", .. } => LeafKind::ClockTime,
        Shape::Text { .. } => LeafKind::Text,
        Shape::Integer(..) => LeafKind::Integer,
        Shape::Boolean => LeafKind::Boolean,
        Shape::Table(_) | Shape::List(_) | Shape::Any => return None,
    })
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::check, written};

    const AGREEMENT: &str = include_str!("../../../../agreements/pau-bearn-pyrenees.toml");

    fn leaf(document: &AgreementDocument, part: &str, path: &str) -> Leaf {
        leaves(document, part).into_iter().find(|leaf| leaf.path == path).unwrap()
    }

    #[test]
    fn every_value_of_the_reference_agreement_is_written_back_as_it_was_read() {
        let document = check(AGREEMENT).document.unwrap();
        let mut edits = vec![];
        for part in parts(&document) {
            for leaf in leaves(&document, &part.path).into_iter().filter(|leaf| !leaf.value.is_empty()) {
                let literal = leaf.literal(&leaf.value).unwrap_or_else(|| panic!("{leaf:?}"));
                edits.push(written::Edit::set(leaf.path, literal));
            }
        }
        assert!(edits.len() > 300, "{}", edits.len());
        let again = written::apply(AGREEMENT, &edits).unwrap();
        assert_eq!(check(&again).document, Some(document));
    }

    #[test]
    fn what_is_typed_is_read_by_its_kind() {
        let document = check(AGREEMENT).document.unwrap();
        let price = leaf(&document, "price", "price.initial_price");
        assert_eq!((price.value.as_str(), price.kind.clone()), ("1050.00", LeafKind::Euros));
        assert_eq!(price.literal("1 100,5").as_deref(), Some("1100.50"));
        assert_eq!(price.literal("gratuit"), None);
        let day = leaf(&document, "offers[POSTES]", "offers[POSTES].subscribed_from");
        assert_eq!((day.value.as_str(), day.is_required), ("", false));
        assert_eq!(day.literal("2026-13-01"), None);
        let status = leaf(&document, "commitments[G.2b]", "commitments[G.2b].status");
        assert_eq!(status.literal("target").as_deref(), Some("\"target\""));
        assert_eq!(status.literal("cible"), None);
        let target = leaf(&document, "commitments[G.2b]", "commitments[G.2b].target.value");
        assert_eq!(
            (target.kind.clone(), target.literal("95,5").as_deref()),
            (LeafKind::Decimal, Some("95.5"))
        );
    }
}
