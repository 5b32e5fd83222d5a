//! Variables of canned answers: which there are, whether a text names only those, and the text with them filled in. Pure.

use kernel::Text;
use platform::Problems;

/// Longest name in characters.
pub const NAME: usize = 80;

/// The variables, in the order in which they are told.
pub const VARIABLES: [&str; 7] = ["requester", "reference", "title", "beneficiary", "site", "due", "agent"];

/// Least likeness of a word to a variable for it to be proposed.
const LIKENESS: f64 = 0.4;

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
enum Piece<'t> {
    Words(&'t str),
    /// A name between braces, without them.
    Variable(&'t str),
}

/// Cuts a text at its variables. Braces that hold anything but letters are words like others.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut rest, mut from) = (vec![], text, 0);
    while let Some(open) = rest[from..].find('{').map(|at| from + at) {
        let inside = &rest[open + 1..];
        let name = inside.find('}').map(|close| &inside[..close]);
        match name.filter(|name| !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || c == '_')) {
            Some(name) => {
                pieces.extend([Piece::Words(&rest[..open]), Piece::Variable(name)]);
                rest = &inside[name.len() + 1..];
                from = 0;
            }
            None => from = open + 1,
        }
    }
    pieces.push(Piece::Words(rest));
    pieces
}

/// Refuses a text with a variable that does not exist, and proposes the one that looks most like it.
pub fn check(text: &str) -> Problems {
    let mut problems = Problems::default();
    for piece in pieces(text) {
        let Piece::Variable(name) = piece else { continue };
        if VARIABLES.contains(&name) {
            continue;
        }
        let told = match nearest(name) {
            Some(nearest) => {
                Text::new("canned-error-variable-like").with("nearest", format!("{{{nearest}}}"))
            }
            None => Text::new("canned-error-variable"),
        };
        problems.add("body", told.with("name", format!("{{{name}}}")));
    }
    problems
}

fn nearest(name: &str) -> Option<&'static str> {
    let likeness = |known: &str| strsim::normalized_damerau_levenshtein(&name.to_lowercase(), known);
    let scored = VARIABLES.iter().map(|known| (likeness(known), *known));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score >= LIKENESS).map(|(_, known)| known)
}

/// The text with its variables filled in. A value is put in as it is: braces in it are no variables.
pub fn filled(text: &str, value: impl Fn(&str) -> String) -> String {
    let pieces = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Variable(name) if VARIABLES.contains(&name) => value(name),
        Piece::Variable(name) => format!("{{{name}}}"),
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn variables_are_filled_in_and_everything_else_stays() {
        let cases = [
            ("Bonjour {requester},", "Bonjour <requester>,"),
            ("{reference}{due}", "<reference><due>"),
            ("a { b } {} {1} {", "a { b } {} {1} {"),
            ("{{agent}}", "{<agent>}"),
            ("sans rien", "sans rien"),
            ("{inconnu}", "{inconnu}"),
        ];
        for (text, expected) in cases {
            assert_eq!(filled(text, |name| format!("<{name}>")), expected);
        }
        assert_eq!(
            filled("{title}", |_| "{agent}".to_owned()),
            "{agent}",
            "what people wrote is no variable"
        );
    }

    #[test]
    fn an_unknown_variable_is_refused_with_the_nearest_one() {
        let told = |text: &str| check(text).0.into_iter().map(|problem| problem.text).collect::<Vec<_>>();
        assert_eq!(told("{requester} {site}"), []);
        let like = told("Bonjour {requestor}");
        assert_eq!(
            (like[0].key.as_str(), like[0].args["nearest"].as_str()),
            ("canned-error-variable-like", "{requester}")
        );
        assert_eq!(told("{Reference}")[0].args["nearest"], "{reference}");
        assert_eq!(told("{xyz} {bénéficiaire}").len(), 2);
        assert_eq!(told("{xyz}")[0].key, "canned-error-variable");
    }

    proptest! {
        #[test]
        fn hostile_text_never_crashes_and_loses_nothing(text in "[a-z{}é ]{0,60}") {
            prop_assert_eq!(filled(&text, |name| format!("{{{name}}}")), text.clone());
            check(&text);
        }
    }
}
