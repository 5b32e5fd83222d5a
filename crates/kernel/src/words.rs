//! The words under which a text is found: folded, without elisions and little words, brought to their French
//! stem; and its references, mail addresses and telephone numbers kept whole.
//!
//! Both databases index exactly these terms, so both find the same rows. Every term is made of `a-z` and `0-9`
//! only: no engine cuts it differently, and none of it can be read as an operator of a query.

use crate::fold::{fold, folded_words};
use frostem::{Algorithm, Stemmer};
use std::{borrow::Cow, collections::BTreeSet};

/// Raised whenever a text would give other terms than before (stemmer, little words, encoding): indexes are
/// then made again.
pub const VERSION: i64 = 1;

/// Longest word that is told apart from another, in characters.
const LONGEST: usize = 64;

/// The terms of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Stems in the order of the text, little words left out.
    pub stems: Vec<String>,
    /// Words as written (folded) where the stem differs: what a word typed halfway is the beginning of.
    pub written: BTreeSet<String>,
    /// References (`pmpb-123`), mail addresses and telephone numbers, whole.
    pub whole: BTreeSet<String>,
}

/// The terms of a text.
pub fn terms(text: &str) -> Terms {
    let mut terms = Terms { whole: references(text), ..Terms::default() };
    terms.whole.extend(phones(text));
    for word in folded_words(text) {
        if is_little(&word) {
            continue;
        }
        let (word, stem) = (encoded(&word), stem(&word));
        if stem != word {
            terms.written.insert(word);
        }
        terms.stems.push(stem);
    }
    terms
}

/// The stem of a folded word as it is indexed. The stem of a stem is itself.
pub fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if word.bytes().all(|b| b.is_ascii_lowercase()) {
        let french = Stemmer::new(Algorithm::French);
        loop {
            match french.stem(&stem) {
                Cow::Owned(shorter) if shorter != stem && !shorter.is_empty() => stem = shorter,
                Cow::Borrowed(shorter) if shorter != stem && !shorter.is_empty() => stem = shorter.to_owned(),
                _ => break,
            }
            // A stem that grew again would never settle.
            if stem.len() > word.len() {
                break;
            }
        }
    }
    encoded(&stem)
}

/// A word made of `a-z` and `0-9` only: any other character becomes `u` and six hexadecimal digits, so that the
/// beginning of a word stays the beginning of its term.
pub fn encoded(word: &str) -> String {
    let mut term = String::with_capacity(word.len());
    for c in word.chars().take(LONGEST) {
        if c.is_ascii_lowercase() || c.is_ascii_digit() {
            term.push(c);
        } else {
            term += &format!("u{:06x}", u32::from(c));
        }
    }
    term
}

/// A reference, mail address or telephone number typed alone, as it is indexed whole.
pub fn whole(text: &str) -> Option<String> {
    let phones = phones(text);
    if phones.len() == 1 && text.chars().all(|c| c.is_ascii_digit() || " .-+()/".contains(c)) {
        return phones.into_iter().next();
    }
    if text.chars().any(char::is_whitespace) {
        return None;
    }
    let found = references(text);
    if found.len() == 1 { found.into_iter().next() } else { None }
}

/// Whether a folded word says nothing by itself.
pub fn is_little(word: &str) -> bool {
    LITTLE.binary_search(&word).is_ok()
}

/// Runs of letters and digits joined by signs, when they hold a digit or an `@`: `PMPB-123`, `10.0.0.1`,
/// `a.b@pau.example`.
fn references(text: &str) -> BTreeSet<String> {
    let joins = |c: char| "-._@/+:".contains(c);
    let runs = text.split(|c: char| !c.is_alphanumeric() && !joins(c)).map(|run| run.trim_matches(joins));
    let is_reference =
        |run: &&str| run.contains(joins) && run.contains(|c: char| c.is_ascii_digit() || c == '@');
    runs.filter(is_reference).map(folded_reference).collect()
}

fn folded_reference(run: &str) -> String {
    let mut folded = String::new();
    for c in run.chars().take(254) {
        if c.is_alphanumeric() { folded += &fold(&c.to_string()) } else { folded.push(c) }
    }
    // A mail address is longer than a word may be.
    folded.split_inclusive(|c: char| !c.is_alphanumeric()).map(encoded).collect()
}

/// French telephone numbers in a text, as their ten digits: `05 59 00 00 01`, `+33 5 59 00 00 01`.
fn phones(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut digits = String::new();
    let mut gap = false;
    for c in text.chars().chain(['\n', '\n']) {
        match c {
            '0'..='9' => {
                digits.push(c);
                gap = false;
            }
            '+' if digits.is_empty() => digits.push_str("00"),
            '(' | ')' if !digits.is_empty() => {}
            ' ' | '.' | '-' | '/' | '\u{a0}' | '\u{202f}' if !digits.is_empty() && !gap => gap = true,
            _ => {
                found.extend(phone(&digits));
                digits.clear();
                gap = false;
            }
        }
    }
    found
}

fn phone(digits: &str) -> Option<String> {
    let national = match digits.strip_prefix("0033") {
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits.to_owned(),
    };
    let is_phone = national.len() == 10 && national.starts_with('0') && !national.starts_with("00");
    is_phone.then_some(national)
}

/// In byte order. Words of the service («panne», «compte») are never little.
const LITTLE: [&str; 122] = [
    "a", "afin", "ai", "ainsi", "alors", "apres", "au", "aucun", "aucune", "auquel", "aussi", "autre",
    "autres", "aux", "avaient", "avais", "avait", "avant", "avec", "avez", "avoir", "avons", "car", "ce",
    "ceci", "cela", "celle", "celui", "ces", "cet", "cette", "ceux", "chez", "comme", "comment", "dans",
    "de", "depuis", "des", "deux", "donc", "dont", "du", "elle", "elles", "en", "encore", "entre", "es",
    "est", "et", "etaient", "etait", "etant", "ete", "etes", "etre", "eu", "fait", "font", "il", "ils", "je",
    "la", "le", "les", "leur", "leurs", "lors", "lui", "ma", "mais", "me", "mes", "moi", "mon", "ne", "ni",
    "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "plus", "pour", "pourquoi", "puis", "qu",
    "quand", "que", "quel", "quelle", "qui", "quoi", "sa", "sans", "se", "ses", "si", "sont", "sous", "suis",
    "sur", "ta", "te", "tes", "toi", "ton", "tous", "tout", "toute", "toutes", "tres", "tu", "un", "une",
    "vos", "votre", "vous",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stems(text: &str) -> Vec<String> {
        terms(text).stems
    }

    #[test]
    fn little_words_are_in_order() {
        assert!(LITTLE.is_sorted());
    }

    #[test]
    fn one_word_in_its_forms_gives_one_stem() {
        for forms in [
            ["imprimante", "imprimantes", "L’Imprimante", "IMPRIMANTES"],
            ["réseau", "reseaux", "d'un réseau", "RÉSEAUX"],
            ["réinitialisation", "reinitialisations", "Réinitialisation", "la réinitialisation"],
            ["marché public", "marchés publics", "Marches Publics", "le marché public"],
            ["hôtel de ville", "Hôtel-de-Ville", "hotels de ville", "l’hôtel de la ville"],
        ] {
            for form in forms {
                assert_eq!(stems(form), stems(forms[0]), "{form}");
            }
        }
        assert_eq!(stems("Le de la pour"), Vec::<String>::new());
    }

    #[test]
    fn references_stay_whole() {
        let cases = [
            ("Voir PMPB-123, merci", "pmpbu00002d123"),
            ("Appeler le 05 59 00 00 01 demain", "0559000001"),
            ("tél. +33 (0)5.59.00.00.01", "0559000001"),
            ("à Rose.D@pau.example.", "roseu00002edu000040pauu00002eexample"),
            ("le poste 10.0.0.1 ne répond pas", "10u00002e0u00002e0u00002e1"),
        ];
        for (text, whole) in cases {
            assert!(terms(text).whole.contains(whole), "{text}: {:?}", terms(text).whole);
        }
        assert!(terms("rendez-vous à l’hôtel-de-ville").whole.is_empty());
        assert_eq!(whole("pmpb-123"), whole("PMPB-123"));
        assert_eq!(whole("05.59.00.00.01").as_deref(), Some("0559000001"));
        assert_eq!(whole("panne 05.59.00.00.01"), None);
        assert_eq!(whole("panne"), None);
    }

    proptest! {
        #[test]
        fn accents_and_case_make_no_difference(text in "[a-zéèêëàâîïôöûüçœ0-9' ’-]{0,40}") {
            let plain = fold(&text.replace(['\'', '’'], "'"));
            prop_assert_eq!(stems(&text.to_uppercase()), stems(&text));
            // Folding also takes apostrophes away, so it is tried on words without them.
            if !text.contains(['\'', '’']) { prop_assert_eq!(stems(&plain), stems(&text)); }
        }

        #[test]
        fn the_stem_of_a_stem_is_itself(word in "[a-z]{1,20}") {
            prop_assert_eq!(stem(&stem(&word)), stem(&word));
        }

        #[test]
        fn terms_are_plain(text in "\\PC{0,60}") {
            let found = terms(&text);
            for term in found.stems.iter().chain(&found.written).chain(&found.whole) {
                prop_assert!(!term.is_empty() && term.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
            }
        }
    }
}
