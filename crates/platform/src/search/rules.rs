//! From what is typed to a condition on terms, and from a document to its terms. Pure.

use super::{Document, Kind, Reach};
use crate::db::fulltext::{Indexed, Match};
use kernel::{Actor, Scope, folded_words, words};
use std::collections::{BTreeSet, HashMap};

/// Longest question, in characters; the rest is not read.
const LONGEST: usize = 200;
/// As much of what somebody is still writing is read.
const LONGEST_WRITTEN: usize = 600;
/// Fewest characters of a last word that may go on.
const SHORTEST_START: usize = 3;
/// Words indexed of one document, so that positions stay exact on both engines.
const WORDS: usize = 15_000;
/// PostgreSQL keeps this many positions of one term; further ones are filled on both engines.
const POSITIONS: usize = 250;
/// Bytes of terms of one document.
const BYTES: usize = 400_000;

/// Marks that no typed word begins with.
const WRITTEN: &str = "0w";
const REFERENCE: &str = "0n";
const SCOPE: &str = "0s";
const READER: &str = "0r";
const OPEN: &str = "0o";
const KIND: &str = "0k";
const FILLER: &str = "0z";

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The condition on terms.
    pub wanted: Match,
    /// Terms to mark in results: stems, and beginnings of words.
    pub marked: Vec<String>,
    /// The reference, address or number typed alone, as indexed.
    pub reference: Option<String>,
}

/// Reads what is typed: every word must be there, the last one also as the beginning of a word; words in quotes
/// follow each other; a word after a minus must not be there. Nothing when no word is left to look for.
pub fn ask(text: &str) -> Option<Asked> {
    let text: String = text.chars().take(LONGEST).collect();
    let reference = words::whole(text.trim());
    if let Some(whole) = &reference
        && whole.bytes().all(|b| b.is_ascii_digit())
    {
        let wanted = Match::Any(vec![Match::Term(whole.clone()), Match::Term(format!("{REFERENCE}{whole}"))]);
        return Some(Asked { wanted, marked: vec![], reference });
    }
    let (mut all, mut without, mut marked) = (vec![], vec![], vec![]);
    let parts = parts(&text);
    for (i, part) in parts.iter().enumerate() {
        let may_go_on = i + 1 == parts.len() && !part.is_quoted && text.ends_with(char::is_alphanumeric);
        let Some(found) = part.condition(may_go_on, &mut marked) else { continue };
        if part.is_excluded { without.push(found) } else { all.push(found) }
    }
    if all.is_empty() {
        return None;
    }
    let all = Match::All(all);
    let wanted = if without.is_empty() { all } else { Match::Except(all.into(), Match::Any(without).into()) };
    Some(Asked { wanted, marked, reference })
}

/// Reads what somebody is still writing, to find what may answer it: any of its words will do. Nothing when it has none.
pub fn ask_any(text: &str) -> Option<Asked> {
    let text: String = text.chars().take(LONGEST_WRITTEN).collect();
    let typed = folded_words(&text).into_iter().filter(|word| !words::is_little(word));
    let stems: BTreeSet<String> = typed.map(|word| words::stem(&word)).collect();
    if stems.is_empty() {
        return None;
    }
    let wanted = Match::Any(stems.iter().cloned().map(Match::Term).collect());
    Some(Asked { wanted, marked: stems.into_iter().collect(), reference: None })
}

struct Part {
    text: String,
    is_quoted: bool,
    is_excluded: bool,
}

/// Cuts at spaces and around quotes. A quote left open ends with the text.
fn parts(text: &str) -> Vec<Part> {
    let mut parts = vec![];
    for (i, between) in text.replace(['«', '»', '“', '”'], "\"").split('"').enumerate() {
        if i % 2 == 1 {
            let is_excluded = parts.pop_if(|part: &mut Part| part.text == "-").is_some();
            parts.push(Part { text: between.to_owned(), is_quoted: true, is_excluded });
            continue;
        }
        for word in between.split_whitespace() {
            let (is_excluded, rest) = match word.strip_prefix('-') {
                Some(rest) if !rest.is_empty() => (true, rest),
                _ => (false, word),
            };
            parts.push(Part { text: rest.to_owned(), is_quoted: false, is_excluded });
        }
    }
    parts
}

impl Part {
    fn condition(&self, may_go_on: bool, marked: &mut Vec<String>) -> Option<Match> {
        if !self.is_quoted
            && let Some(whole) = words::whole(&self.text)
        {
            return Some(Match::Term(whole));
        }
        let typed: Vec<String> =
            folded_words(&self.text).into_iter().filter(|word| !words::is_little(word)).collect();
        let stems: Vec<String> = typed.iter().map(|word| words::stem(word)).collect();
        if !self.is_excluded {
            marked.extend(stems.iter().cloned());
        }
        match (stems.as_slice(), typed.as_slice()) {
            ([], _) => None,
            ([stem], [word]) if may_go_on && word.chars().count() >= SHORTEST_START => {
                let start = words::encoded(word);
                if !self.is_excluded {
                    marked.push(format!("{start}*"));
                }
                Some(Match::Any(vec![
                    Match::Term(stem.clone()),
                    Match::Prefix(format!("{WRITTEN}{start}")),
                    Match::Prefix(start),
                ]))
            }
            ([stem], _) => Some(Match::Term(stem.clone())),
            _ => Some(Match::Phrase(stems)),
        }
    }
}

/// The condition completed by what an actor may find of some kinds; nothing when that is nothing.
pub(super) fn within(actor: &Actor, kinds: &[Kind], asked: &Match) -> Option<Match> {
    let reaches: Vec<(Kind, Reach)> = kinds.iter().map(|kind| (*kind, kind.reach(actor))).collect();
    let found: Vec<Match> = reaches
        .iter()
        .filter(|(_, reach)| *reach != Reach::Nothing)
        .map(|(kind, _)| Match::Term(format!("{KIND}{}", kind.as_str())))
        .collect();
    if found.is_empty() {
        return None;
    }
    let mut all = vec![Match::Any(found)];
    if let Scope::One(id) = &actor.scope {
        all.push(Match::Term(mark(SCOPE, id.as_str())));
    }
    if reaches.iter().any(|(_, reach)| *reach == Reach::Own) {
        let person = actor.person.as_ref().map_or("", |id| id.as_str());
        all.push(Match::Any(vec![Match::Term(OPEN.to_owned()), Match::Term(mark(READER, person))]));
    }
    Some(match asked {
        Match::Except(wanted, without) => {
            all.insert(0, (**wanted).clone());
            Match::Except(Match::All(all).into(), without.clone())
        }
        wanted => {
            all.insert(0, wanted.clone());
            Match::All(all)
        }
    })
}

/// The condition for what a reference leads straight to.
pub(super) fn exactly(reference: &str) -> Match {
    Match::Term(format!("{REFERENCE}{reference}"))
}

/// The terms of a document.
pub(super) fn indexed(document: &Document) -> Indexed {
    // Parts of a ticket bear its title: it is found once, in the ticket itself.
    let is_part = matches!(document.kind, Kind::Message | Kind::Note | Kind::Attachment);
    let title = if is_part { "" } else { document.title.as_str() };
    let found = words::terms(&[title, &document.body, &document.also].join("\n"));
    let mut loose: BTreeSet<String> = found.written.iter().map(|word| format!("{WRITTEN}{word}")).collect();
    loose.extend(found.whole);
    let mut used = 0;
    loose.retain(|term| {
        used += term.len() + 8;
        used < BYTES / 2
    });
    for reference in &document.references {
        let whole = words::whole(reference).unwrap_or_else(|| words::stem(&kernel::fold(reference)));
        loose.insert(format!("{REFERENCE}{whole}"));
    }
    loose.insert(mark(SCOPE, document.organisation.as_str()));
    loose.insert(format!("{KIND}{}", document.kind.as_str()));
    match document.kind {
        Kind::Person
        | Kind::Site
        | Kind::Asset
        | Kind::Application
        | Kind::Problem
        | Kind::Change
        | Kind::Article
        | Kind::Guide => drop(loose.insert(OPEN.to_owned())),
        _ => loose.extend(document.readers.iter().map(|person| mark(READER, person.as_str()))),
    }
    Indexed { ordered: ordered(found.stems), loose: loose.into_iter().collect() }
}

fn ordered(stems: Vec<String>) -> Vec<String> {
    let (mut times, mut used) = (HashMap::<String, usize>::new(), 0);
    let mut ordered = vec![];
    for stem in stems.into_iter().take(WORDS) {
        used += stem.len() + 8;
        if used > BYTES {
            break;
        }
        let seen = times.entry(stem.clone()).or_default();
        *seen += 1;
        ordered.push(if *seen > POSITIONS { FILLER.to_owned() } else { stem });
    }
    ordered
}

fn mark(mark: &str, id: &str) -> String {
    let plain: String =
        id.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    format!("{mark}{plain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        ask(text).map_or_else(|| "nothing".to_owned(), |asked| format!("{:?}", asked.wanted))
    }

    #[test]
    fn reads_words_quotes_and_exclusions() {
        assert_eq!(shown("l'imprimante "), shown("Imprimantes "));
        assert_eq!(shown("\"mot de passe\""), "All([Phrase([\"mot\", \"pass\"])])");
        let Match::Except(wanted, without) = ask("panne -toner ").unwrap().wanted else {
            panic!("no exclusion")
        };
        assert_eq!(*wanted, Match::All(vec![Match::Term(words::stem("panne"))]));
        assert_eq!(*without, Match::Any(vec![Match::Term(words::stem("toner"))]));
        assert!(shown("impriman").contains("Prefix(\"0wimpriman\")"));
        for empty in ["", "  ", "le de la", "-toner", "\"\"", "- \"", "?!*()"] {
            assert_eq!(shown(empty), "nothing", "{empty}");
        }
        assert_eq!(ask("PMPB-12").unwrap().reference, ask(" pmpb-12 ").unwrap().reference);
    }

    #[test]
    fn what_is_still_written_finds_by_any_word() {
        let asked = ask_any("Mon imprimante ne marche plus, l’imprimante du 2e").unwrap();
        assert!(
            asked.marked.contains(&words::stem("imprimante")) && !asked.marked.contains(&"ne".to_owned())
        );
        assert!(matches!(asked.wanted, Match::Any(_)));
        assert_eq!(ask_any("le de la ?!"), None);
    }

    #[test]
    fn a_condition_holds_plain_terms_only() {
        for hostile in ["a\" OR 1=1 --", "NEAR(a b)", "x:*", "terms:y & z | !w", "<-> ' \\", "\0 \u{202e}€"]
        {
            let Some(asked) = ask(hostile) else { continue };
            let terms = format!("{:?}", asked.wanted);
            assert!(!terms.contains(['&', '|', '!', '*', '\\', '<']), "{terms}");
        }
    }
}
