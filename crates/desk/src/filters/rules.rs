//! How a line of filters is read and written, without looking anything up. Pure.

use super::{Column, Condition, Instant, Test};
use crate::tickets::{Channel, Kind, State, rules::is_open, store::Order};
use jiff::Timestamp;
use kernel::{
    Text,
    filter::{Comparison, Part, Term, parse},
    fold,
};
use platform::i18n::Lang;
use std::ops::Range;

mod dates;
#[cfg(test)]
mod tests;

/// Longest line, in characters.
pub const LONGEST: usize = 500;

/// A word before the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// One value among some.
    Of(Column),
    /// An instant.
    At(Instant),
    /// In which order the list is read.
    Order,
}

/// Each key: its name in French and in English, and other words for it, folded.
const KEYS: [(Key, &str, &str, &[&str]); 15] = [
    (Key::Of(Column::State), "état", "status", &["state", "statut", "is"]),
    (Key::Of(Column::Priority), "priorité", "priority", &["criticite", "criticality", "prio"]),
    (Key::Of(Column::Assignee), "agent", "assignee", &["charge", "assigne", "technicien", "owner"]),
    (Key::Of(Column::Team), "équipe", "team", &["queue", "file", "groupe"]),
    (Key::Of(Column::Beneficiary), "bénéficiaire", "beneficiary", &["commune", "collectivite", "body"]),
    (Key::Of(Column::Requester), "demandeur", "requester", &["pour", "for"]),
    (Key::Of(Column::Site), "site", "site", &["lieu"]),
    (Key::Of(Column::Category), "catégorie", "category", &["sujet"]),
    (Key::Of(Column::Application), "application", "application", &["appli", "app"]),
    (Key::Of(Column::Kind), "nature", "kind", &["type"]),
    (Key::Of(Column::Channel), "canal", "channel", &["via"]),
    (Key::At(Instant::Received), "reçu", "received", &["cree", "created", "ouvert_le"]),
    (Key::At(Instant::Due), "échéance", "due", &["delai", "deadline"]),
    (Key::At(Instant::Updated), "modifié", "updated", &["maj", "change"]),
    (Key::Order, "tri", "sort", &["ordre", "order"]),
];

/// Each order: its words in French and in English, and others, folded.
const ORDERS: [(Order, &str, &str, &[&str]); 3] = [
    (Order::Due, "échéance", "due", &["delai", "deadline"]),
    (Order::Newest, "réception", "received", &["recent", "recents", "newest", "recu", "created"]),
    (Order::Updated, "modification", "updated", &["maj", "modifie", "mise a jour"]),
];

impl Key {
    /// Every key, in the order of the help.
    pub fn all() -> impl Iterator<Item = Self> {
        KEYS.iter().map(|(key, ..)| *key)
    }

    /// The word in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        let found = KEYS.iter().find(|(key, ..)| *key == self);
        found.map_or("", |(_, fr, en, _)| if lang == Lang::Fr { fr } else { en })
    }

    fn parse(folded: &str) -> Option<Self> {
        let is = |(_, fr, en, also): &&(Self, &str, &str, &[&str])| {
            fold(fr) == folded || *en == folded || also.contains(&folded)
        };
        KEYS.iter().find(is).map(|(key, ..)| *key)
    }
}

/// The word of an order in a language.
pub fn order_name(order: Order, lang: Lang) -> &'static str {
    let found = ORDERS.iter().find(|(one, ..)| *one == order);
    found.map_or("", |(_, fr, en, _)| if lang == Lang::Fr { fr } else { en })
}

/// What one part of a line means, as far as it says by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// A condition.
    Condition(Condition),
    /// Names to be looked up.
    Names {
        /// Names of what.
        column: Column,
        /// As typed.
        values: Vec<String>,
        /// Whether those named are left out.
        is_excluded: bool,
        /// Where it stands.
        span: Range<usize>,
    },
    /// An order.
    Order(Order),
    /// Words to look for.
    Words(String),
}

/// What is wrong with one part of a line: its place, and words that name it.
pub fn wrong(line: &str, span: &Range<usize>, key: &str) -> Text {
    let place = line[..span.start].chars().count() + 1;
    Text::new(key).with("part", &line[span.clone()]).with("place", place)
}

/// Reads a line; everything that is wrong with it is told at once.
pub fn read(line: &str, now: Timestamp) -> Result<Vec<Meant>, Vec<Text>> {
    if line.chars().count() > LONGEST {
        return Err(vec![Text::new("filter-error-long").with("limit", LONGEST)]);
    }
    let (mut meant, mut words, mut problems) = (vec![], vec![], vec![]);
    for part in parse(line) {
        match &part.term {
            Term::Word(_) | Term::Phrase(_) => words.push(part.to_string()),
            Term::Condition { key, comparison, values } => match condition(key, *comparison, values, now) {
                Ok(found) => meant.push(placed(found, &part)),
                Err(key) => problems.push(wrong(line, &part.span, key)),
            },
        }
    }
    if !words.is_empty() {
        meant.push(Meant::Words(words.join(" ")));
    }
    if problems.is_empty() { Ok(meant) } else { Err(problems) }
}

fn placed(found: Found, part: &Part) -> Meant {
    let is_excluded = part.is_excluded;
    match found {
        Found::Test(test) => Meant::Condition(Condition { test, is_excluded }),
        Found::Names(column, values) => Meant::Names { column, values, is_excluded, span: part.span.clone() },
        Found::Order(order) => Meant::Order(order),
    }
}

enum Found {
    Test(Test),
    Names(Column, Vec<String>),
    Order(Order),
}

fn condition(
    key: &str,
    comparison: Comparison,
    values: &[String],
    now: Timestamp,
) -> Result<Found, &'static str> {
    let key = Key::parse(key).ok_or("filter-error-key")?;
    if values.iter().all(|value| value.trim().is_empty()) {
        return Err("filter-error-empty");
    }
    if let Key::At(instant) = key {
        let [value] = values else { return Err("filter-error-date") };
        let (from, to) = dates::range(instant, comparison, value, now).ok_or("filter-error-date")?;
        return Ok(Found::Test(Test::Between { instant, from, to }));
    }
    if comparison != Comparison::Is {
        return Err("filter-error-comparison");
    }
    let Key::Of(column) = key else { return order(values).map(Found::Order) };
    let values: Vec<String> = values.iter().filter(|value| !value.trim().is_empty()).cloned().collect();
    let known = match column {
        Column::State => stored(&values, states),
        Column::Kind => stored(&values, |word| one_of(word, Kind::ALL, Kind::as_str, Kind::label_key)),
        Column::Channel => {
            stored(&values, |word| one_of(word, Channel::ALL, Channel::as_str, Channel::label_key))
        }
        Column::Priority => stored(&values, levels),
        _ => return Ok(Found::Names(column, values)),
    };
    let values =
        known.ok_or(if column == Column::State { "filter-error-state" } else { "filter-error-value" })?;
    Ok(Found::Test(Test::Among { column, values, or_none: false }))
}

fn order(values: &[String]) -> Result<Order, &'static str> {
    let word = plain(values.first().map_or("", String::as_str));
    let is = |(_, fr, en, also): &&(Order, &str, &str, &[&str])| {
        fold(fr) == word || *en == word || also.contains(&word.as_str())
    };
    ORDERS.iter().find(is).map(|(order, ..)| *order).ok_or("filter-error-order")
}

/// What every value stands for; nothing when one stands for nothing.
fn stored(values: &[String], of: impl Fn(&str) -> Vec<String>) -> Option<Vec<String>> {
    let mut all = vec![];
    for value in values {
        let words = of(&plain(value));
        if words.is_empty() {
            return None;
        }
        all.extend(words);
    }
    Some(all)
}

/// A value as it is compared: `In_Progress` is `in progress`.
pub(super) fn plain(value: &str) -> String {
    fold(&value.replace('_', " "))
}

fn states(word: &str) -> Vec<String> {
    let all = State::ALL.iter().copied();
    let some: Vec<State> = match word {
        "open" | "ouvert" | "ouverts" => all.filter(|state| is_open(*state)).collect(),
        "all" | "any" | "tous" | "tout" => all.collect(),
        "waiting" | "attente" | "en attente" => vec![State::WaitingRequester, State::WaitingVendor],
        "over" | "termine" | "termines" => vec![State::Resolved, State::Closed],
        "ferme" => vec![State::Closed],
        _ => return one_of(word, State::ALL, State::as_str, State::label_key),
    };
    some.into_iter().map(|state| state.as_str().to_owned()).collect()
}

/// A value by its stored word or by its words on the screens of any language.
fn one_of<T: Copy>(
    word: &str,
    all: &[T],
    stored: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<String> {
    let is = |value: &&T| {
        plain(stored(**value)) == word || Lang::ALL.iter().any(|lang| plain(&lang.t(label(**value))) == word)
    };
    all.iter().find(is).map(|value| vec![stored(*value).to_owned()]).unwrap_or_default()
}

/// Levels are the agreement's own codes.
fn levels(word: &str) -> Vec<String> {
    let is_code = word.len() <= 20 && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
    if is_code { vec![word.to_uppercase()] } else { vec![] }
}

/// A condition as it is written in a line.
pub fn written(key: Key, value: &str, lang: Lang) -> String {
    let value = value.replace('"', "");
    let is_plain =
        !value.contains(|c: char| c.is_whitespace() || c == ',') && !value.starts_with(['<', '>', '/']);
    let key = key.name(lang);
    if is_plain { format!("{key}:{value}") } else { format!("{key}:\"{value}\"") }
}

/// The line with this condition in place of those of the same key.
pub fn with(line: &str, key: Key, value: &str, lang: Lang) -> String {
    let is_same = |part: &Part| match &part.term {
        Term::Condition { key: other, .. } => !part.is_excluded && Key::parse(other) == Some(key),
        _ => false,
    };
    let kept = cut(line, |part| is_same(part));
    [kept.as_str(), &written(key, value, lang)]
        .iter()
        .filter(|text| !text.is_empty())
        .copied()
        .collect::<Vec<_>>()
        .join(" ")
}

/// Each part of a line as typed, and the line without it.
pub fn pieces(line: &str) -> Vec<(String, String)> {
    let parts = parse(line);
    let piece =
        |part: &Part| (line[part.span.clone()].to_owned(), cut(line, |other| other.span == part.span));
    parts.iter().map(piece).collect()
}

/// The line without some of its parts.
fn cut(line: &str, goes: impl Fn(&Part) -> bool) -> String {
    let kept = parse(line).into_iter().filter(|part| !goes(part));
    kept.map(|part| line[part.span].to_owned()).collect::<Vec<_>>().join(" ")
}
