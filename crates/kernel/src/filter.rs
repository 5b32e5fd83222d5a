//! The language of filters: `état:ouvert priorité:p1 créé:>2026-01-01 -canal:courriel "mot de passe" trier:échéance`.
//!
//! This is its grammar only: words, phrases, and conditions `key:value` with a comparison, each of which may be
//! excluded by a minus. What a key means belongs to the list it filters. Reading never fails; printing what was
//! read and reading it again gives the same.

use crate::fold::fold;
use std::{fmt, ops::Range};

/// How a value is compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `key:value`
    #[default]
    Is,
    /// `key:>value`
    Above,
    /// `key:>=value`
    AtLeast,
    /// `key:<value`
    Below,
    /// `key:<=value`
    AtMost,
}

impl Comparison {
    /// The longest sign first: `>=` is not `>` before `=`.
    const SIGNS: [(Self, &'static str); 4] =
        [(Self::AtLeast, ">="), (Self::AtMost, "<="), (Self::Above, ">"), (Self::Below, "<")];

    fn sign(self) -> &'static str {
        Self::SIGNS.iter().find(|(comparison, _)| *comparison == self).map_or("", |(_, sign)| sign)
    }
}

/// What one part of a filter says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A word to look for.
    Word(String),
    /// Words that follow each other.
    Phrase(String),
    /// A condition.
    Condition {
        /// The key, folded: `etat`.
        key: String,
        /// How the value is compared.
        comparison: Comparison,
        /// The values, any of which will do: `p1,p2`. Never empty; one may be an empty text.
        values: Vec<String>,
    },
}

/// One part of a filter and where it stands.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it says.
    pub term: Term,
    /// Whether a minus stands before it.
    pub is_excluded: bool,
    /// Its bytes in the text, to point at it in an error.
    pub span: Range<usize>,
}

/// Parts are the same when they say the same, wherever they stand.
impl PartialEq for Part {
    fn eq(&self, other: &Self) -> bool {
        self.term == other.term && self.is_excluded == other.is_excluded
    }
}
impl Eq for Part {}

/// Reads a filter. A quote left open ends with the text.
pub fn parse(text: &str) -> Vec<Part> {
    let mut parts = vec![];
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let Some(start) = rest.find(|c: char| !c.is_whitespace()) else { break };
        let start = at + start;
        let end = end_of_token(text, start);
        parts.extend(part(&text[start..end], start..end));
        at = end;
    }
    parts
}

/// The end of a token: the next space outside quotes.
fn end_of_token(text: &str, start: usize) -> usize {
    let mut is_quoted = false;
    for (i, c) in text[start..].char_indices() {
        match c {
            '"' => is_quoted = !is_quoted,
            c if c.is_whitespace() && !is_quoted => return start + i,
            _ => {}
        }
    }
    text.len()
}

fn part(token: &str, span: Range<usize>) -> Option<Part> {
    let (is_excluded, body) = match token.strip_prefix('-') {
        Some(rest) if !rest.is_empty() => (true, rest),
        _ => (false, token),
    };
    let term = condition(body).or_else(|| {
        let words = unquoted(body);
        let words = words.trim();
        let is_phrase = body.contains('"');
        let term = if is_phrase { Term::Phrase(words.to_owned()) } else { Term::Word(words.to_owned()) };
        (!words.is_empty()).then_some(term)
    })?;
    Some(Part { term, is_excluded, span })
}

/// `key:value` where the key is made of letters, `_` and `-` only and a letter comes first, folded too: some letters fold
/// to nothing.
fn condition(body: &str) -> Option<Term> {
    let (typed, value) = body.split_once(':')?;
    let key = folded_key(typed);
    let is_name = |text: &str| {
        text.starts_with(char::is_alphabetic)
            && text.chars().all(|c| c.is_alphabetic() || c == '_' || c == '-')
    };
    if !is_name(typed) || !is_name(&key) || value.starts_with("//") {
        return None;
    }
    let sign = Comparison::SIGNS.iter().find(|(_, sign)| value.starts_with(sign));
    let (comparison, value) = sign.map_or((Comparison::Is, value), |(is, sign)| (*is, &value[sign.len()..]));
    Some(Term::Condition { key, comparison, values: values(value) })
}

/// A key as it is compared: folded, with `_` for what folding makes a space.
fn folded_key(key: &str) -> String {
    fold(key).replace(' ', "_")
}

/// Cuts at commas outside quotes.
fn values(text: &str) -> Vec<String> {
    let (mut values, mut is_quoted) = (vec![String::new()], false);
    for c in text.chars() {
        match (c, values.last_mut()) {
            ('"', _) => is_quoted = !is_quoted,
            (',', _) if !is_quoted => values.push(String::new()),
            (c, Some(last)) => last.push(c),
            (_, None) => {}
        }
    }
    values
}

fn unquoted(text: &str) -> String {
    text.replace('"', "")
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_excluded { "-" } else { "" })?;
        match &self.term {
            Term::Word(word) => f.write_str(word),
            Term::Phrase(words) => write!(f, "\"{words}\""),
            Term::Condition { key, comparison, values } => {
                write!(f, "{key}:{}", comparison.sign())?;
                for (i, value) in values.iter().enumerate() {
                    f.write_str(if i == 0 { "" } else { "," })?;
                    let is_plain = value.chars().all(|c| !c.is_whitespace() && c != ',')
                        && !value.starts_with(['<', '>', '/']);
                    if is_plain { f.write_str(value)? } else { write!(f, "\"{value}\"")? }
                }
                Ok(())
            }
        }
    }
}

/// Writes parts as one text that reads back alike.
pub fn print(parts: &[Part]) -> String {
    parts.iter().map(Part::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_conditions_words_and_phrases() {
        let cases = [
            ("état:ouvert", "etat:ouvert"),
            ("priority:p1,p2 créé:>=2026-01-01", "priority:p1,p2 cree:>=2026-01-01"),
            ("-canal:courriel due:<4h", "-canal:courriel due:<4h"),
            ("équipe:\"Poste de travail\"", "equipe:\"Poste de travail\""),
            ("  \"mot  de passe\"   -toner ", "\"mot  de passe\" -toner"),
            ("https://pau.example/x 18:00 - :x", "https://pau.example/x 18:00 - :x"),
            ("site:", "site:"),
            ("titre:\"ouvert", "titre:ouvert"),
            ("\"\" -\"\"", ""),
        ];
        for (text, printed) in cases {
            assert_eq!(print(&parse(text)), printed, "{text}");
        }
        let nothing = parse("\u{11CA9}:");
        assert!(matches!(&nothing[0].term, Term::Word(_)), "a letter that folds to nothing is no key");
    }

    #[test]
    fn a_part_says_where_it_stands() {
        let text = "panne  état:ouvrt";
        assert_eq!(&text[parse(text)[1].span.clone()], "état:ouvrt");
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back_alike(text in "[a-zé:<>=,\" /_0-9-]{0,40}|\\PC{0,40}") {
            let read = parse(&text);
            prop_assert_eq!(parse(&print(&read)), read);
        }
    }
}
