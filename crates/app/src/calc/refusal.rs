//! Why a query is not answered: where it goes wrong and what to do, in the reader's language.

use kernel::Text;
use platform::i18n::Lang;
use serde::{Serialize, de};
use serde_json::error::Category;

/// Separates the message key from its argument in an error raised while reading JSON.
const MARK: char = '\u{1}';

/// Why a query that could be read is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal(Text);

impl Refusal {
    /// A refusal with its message key.
    pub(super) fn of(key: &str) -> Self {
        Self(Text::new(key))
    }

    /// Adds an argument of the message.
    pub(super) fn with(self, name: &str, value: impl ToString) -> Self {
        Self(self.0.with(name, value))
    }

    /// A key that this operation needs.
    pub(super) fn missing(key: &str) -> Self {
        Self::of("calc-missing-key").with("key", key)
    }

    /// A key that this operation does not read.
    pub(super) fn unused(key: &str) -> Self {
        Self::of("calc-unused-key").with("key", key)
    }
}

/// The answer to a query that cannot be answered: one JSON line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Failure {
    /// What is wrong and what to do.
    pub(super) error: String,
    /// Line of the input, from 1.
    pub(super) line: usize,
    /// Column in characters, from 1.
    pub(super) column: usize,
}

/// Where a text begins in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Line, from 1.
    pub(super) line: usize,
    /// Column in characters, from 1.
    pub(super) column: usize,
}

impl Failure {
    /// A refusal of the query that begins at `place`.
    pub(super) fn refused(lang: Lang, refusal: &Refusal, place: Place) -> Self {
        Self { error: lang.text(&refusal.0), line: place.line, column: place.column }
    }

    /// An error of the JSON reader on `text`, which begins at `place`.
    pub(super) fn unread(lang: Lang, error: &serde_json::Error, text: &[u8], place: Place) -> Self {
        let (row, column) = locate(text, error.line().max(1), error.column());
        let column = if row == 1 { place.column - 1 + column } else { column };
        Self { error: words(lang, error), line: place.line + row - 1, column }
    }
}

/// Row and column in characters. An error found at the start of a later line is the end of the line before:
/// that is where something is missing.
fn locate(text: &[u8], row: usize, column: usize) -> (usize, usize) {
    let lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
    let line = |row: usize| lines.get(row - 1).copied().unwrap_or_default();
    let blank_until = |row: usize, column: usize| {
        line(row).iter().take(column.saturating_sub(1)).all(u8::is_ascii_whitespace)
    };
    let characters = |bytes: &[u8]| String::from_utf8_lossy(bytes).chars().count();
    if row == 1 || !blank_until(row, column) {
        let before = line(row).get(..column.saturating_sub(1)).unwrap_or_else(|| line(row));
        return (row, characters(before) + 1);
    }
    let previous = (1..row).rev().find(|row| !line(*row).trim_ascii().is_empty()).unwrap_or(1);
    (previous, characters(line(previous).trim_ascii_end()) + 1)
}

/// An error to raise while reading a value: a message key and the faulty text.
pub(super) fn coded<E: de::Error>(key: &str, value: &str) -> E {
    let value: String = value.chars().take(80).collect();
    E::custom(format_args!("{key}{MARK}{value}{MARK}"))
}

/// The words of a JSON error: our own coded ones, the keys and values serde lists, and syntax.
fn words(lang: Lang, error: &serde_json::Error) -> String {
    let told = error.to_string();
    if let Some((key, rest)) = told.split_once(MARK) {
        return lang.with(key, &[("value", rest.split(MARK).next().unwrap_or_default())]);
    }
    let detail = told.rsplit_once(" at line ").map_or(told.as_str(), |(detail, _)| detail);
    match error.classify() {
        Category::Eof => lang.t("calc-unfinished"),
        Category::Syntax | Category::Io => lang.with("calc-not-json", &[("detail", detail)]),
        Category::Data => data_words(lang, detail),
    }
}

fn data_words(lang: Lang, detail: &str) -> String {
    let quoted: Vec<&str> = detail.split('`').skip(1).step_by(2).collect();
    let named = quoted.first().copied().unwrap_or_default();
    let others = quoted.get(1..).unwrap_or_default();
    let say = |plain: &str, with_suggestion: &str| {
        let known = others.join(", ");
        match nearest(named, others) {
            Some(near) => lang.with(with_suggestion, &[("named", named), ("near", near), ("known", &known)]),
            None => lang.with(plain, &[("named", named), ("known", &known)]),
        }
    };
    if detail.starts_with("unknown field") {
        say("calc-unknown-key", "calc-unknown-key-near")
    } else if detail.starts_with("unknown variant") {
        say("calc-unknown-value", "calc-unknown-value-near")
    } else if detail.starts_with("missing field") {
        lang.with("calc-missing-key", &[("key", named)])
    } else if detail.starts_with("duplicate field") {
        lang.with("calc-doubled-key", &[("key", named)])
    } else {
        let expected = detail.rsplit_once("expected ").map_or("", |(_, expected)| expected);
        lang.with("calc-wrong-type", &[("expected", lang.t(expected_key(expected)))])
    }
}

/// What serde expected, as a message key: ours pass through, its own words are translated.
fn expected_key(expected: &str) -> &str {
    match expected {
        ours if ours.starts_with("calc-expects-") => ours,
        "a boolean" => "calc-expects-boolean",
        "a string" | "string or map" => "calc-expects-text",
        "a sequence" => "calc-expects-list",
        _ => "calc-expects-object",
    }
}

/// The known word nearest to a mistyped one, when at least half of it is right.
fn nearest<'a>(named: &str, known: &[&'a str]) -> Option<&'a str> {
    let distance = |word: &str| strsim::damerau_levenshtein(&named.to_lowercase(), &word.to_lowercase());
    let near = known.iter().copied().min_by_key(|word| distance(word))?;
    (distance(near) * 2 <= named.chars().count()).then_some(near)
}
