//! What was said in a mail, apart from its signature and from what it quotes. Pure; nothing is thrown away.

use crate::mail_token::REPLY_LINE;
use kernel::fold as plain;

/// A mail's text in three parts; put together they are the whole text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// What the sender wrote.
    pub said: String,
    /// The signature below it; empty when none was found.
    pub signature: String,
    /// What is quoted below; empty when none was found.
    pub quoted: String,
}

/// Parts a text. When nothing would be left above the quotation (an answer written below or between the quoted
/// lines), everything counts as said.
pub fn fold(text: &str) -> Folded {
    let lines: Vec<&str> = text.lines().collect();
    let cut = (0..lines.len()).find(|i| begins_quotation(&lines, *i)).unwrap_or(lines.len());
    let cut = trailing_quote(&lines[..cut]);
    if lines[..cut].iter().all(|line| line.trim().is_empty()) {
        return Folded { said: joined(&lines), ..Folded::default() };
    }
    let end = (0..cut).find(|i| begins_signature(&lines[..cut], *i)).unwrap_or(cut);
    let has_words = lines[..end].iter().any(|line| !line.trim().is_empty());
    let end = if has_words { end } else { cut };
    Folded { said: joined(&lines[..end]), signature: joined(&lines[end..cut]), quoted: joined(&lines[cut..]) }
}

fn joined(lines: &[&str]) -> String {
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}

/// Whether everything from this line on is history.
fn begins_quotation(lines: &[&str], i: usize) -> bool {
    let line = lines[i].trim().trim_start_matches(['>', ' ']);
    line.contains(REPLY_LINE) || is_rule(line) || is_attribution(lines, i) || is_header_block(lines, i)
}

/// `-----Original Message-----`, in the words of the usual programs.
fn is_rule(line: &str) -> bool {
    if !line.starts_with("--") && !line.starts_with("__") {
        return false;
    }
    let words = plain(line.trim_matches(['-', '_', ' ']));
    ["original message", "message d origine", "message original", "forwarded message", "message transfere"]
        .contains(&words.as_str())
}

/// `Le 3 mars 2026 à 10:00, Rose a écrit :` or `On … wrote:`, on one line or two, with a quotation or nothing below.
fn is_attribution(lines: &[&str], i: usize) -> bool {
    let begins = |line: &str| line.starts_with("le ") || line.starts_with("on ") || line.contains('@');
    let ends =
        |line: &str| line.ends_with("a ecrit :") || line.ends_with("a ecrit:") || line.ends_with("wrote:");
    let line = plain(&head(lines[i]));
    if !begins(&line) {
        return false;
    }
    let two = lines.get(i + 1).map(|next| format!("{line} {}", plain(&head(next))));
    ends(&line) || two.is_some_and(|two| ends(&two) && two.len() < 300)
}

/// The beginning of a line: a longer one attributes nothing.
fn head(line: &str) -> String {
    line.trim().chars().take(300).collect()
}

/// `De : … Envoyé : …` or `From: … Sent: …`: the header of the mail before, shown as text.
fn is_header_block(lines: &[&str], i: usize) -> bool {
    let field = |offset: usize, names: &[&str]| {
        let line = lines.get(i + offset).map(|line| plain(head(line).trim_matches(['*', ' '])));
        line.is_some_and(|line| {
            names
                .iter()
                .any(|name| line.starts_with(name) && line[name.len()..].trim_start().starts_with([':', '*']))
        })
    };
    let dated = ["envoye", "sent", "date"];
    field(0, &["de", "from"]) && (1..=2).any(|offset| field(offset, &dated))
}

/// The number of lines before a block of `>` lines that ends the text; all of them when there is no such block.
fn trailing_quote(lines: &[&str]) -> usize {
    let is_quoted = |line: &str| line.trim_start().starts_with('>');
    let is_blank = |line: &str| line.trim().is_empty();
    let kept = lines.iter().rposition(|line| !is_quoted(line) && !is_blank(line)).map_or(0, |i| i + 1);
    let has_quote = lines[kept..].iter().any(|line| is_quoted(line));
    if has_quote { kept } else { lines.len() }
}

/// `-- ` (RFC 3676) with few lines below, or what telephones write by themselves.
fn begins_signature(lines: &[&str], i: usize) -> bool {
    let line = lines[i];
    if line == "-- " || line == "--" {
        return lines.len() - i <= LONGEST_SIGNATURE;
    }
    let words = plain(&head(line));
    let is_stamp = STAMPS.iter().any(|stamp| words.starts_with(stamp)) && words.len() < 80;
    is_stamp && lines.len() - i <= LONGEST_SIGNATURE
}

/// Lines of the longest signature folded: more is rather a text that contains the separator.
const LONGEST_SIGNATURE: usize = 25;

const STAMPS: [&str; 6] = [
    "envoye de mon ",
    "envoye depuis ",
    "sent from my ",
    "sent from outlook",
    "obtenir outlook pour",
    "get outlook for",
];

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> (String, String, String) {
        let Folded { said, signature, quoted } = fold(text);
        (said, signature, quoted)
    }

    #[test]
    fn parts_what_people_send() {
        let cases = [
            ("Bonjour,\nc’est réparé ?\n", ("Bonjour,\nc’est réparé ?", "", "")),
            (
                "Oui\n\nLe 3 mars 2026 à 10:00, Théo a écrit :\n> Quel poste ?\n",
                ("Oui", "", "Le 3 mars 2026 à 10:00, Théo a écrit :\n> Quel poste ?"),
            ),
            (
                "Yes\n\nOn Tue, 3 Mar 2026 at 10:00, Theo <theo@agh.example>\nwrote:\n> Which?",
                ("Yes", "", "On Tue, 3 Mar 2026 at 10:00, Theo <theo@agh.example>\nwrote:\n> Which?"),
            ),
            (
                "Oui\n-----Message d'origine-----\nDe : Théo",
                ("Oui", "", "-----Message d'origine-----\nDe : Théo"),
            ),
            (
                "Oui\n\nDe : Théo\nEnvoyé : mardi\nÀ : Rose",
                ("Oui", "", "De : Théo\nEnvoyé : mardi\nÀ : Rose"),
            ),
            ("Oui\n*From:* Theo\n*Sent:* Tuesday", ("Oui", "", "*From:* Theo\n*Sent:* Tuesday")),
            ("Oui\n> ancien\n\n> encore", ("Oui", "", "> ancien\n\n> encore")),
            ("Oui\n-- \nRose\nMairie", ("Oui", "-- \nRose\nMairie", "")),
            ("Oui\nEnvoyé de mon téléphone\n\n> ancien", ("Oui", "Envoyé de mon téléphone", "> ancien")),
            ("> Quel poste ?\nCelui de l’accueil", ("> Quel poste ?\nCelui de l’accueil", "", "")),
            ("De : loin, cela marche", ("De : loin, cela marche", "", "")),
            ("Le câble a été coupé", ("Le câble a été coupé", "", "")),
            ("-- \nRose", ("-- \nRose", "", "")),
        ];
        for (text, (said, signature, quoted)) in cases {
            assert_eq!(parts(text), (said.into(), signature.into(), quoted.into()), "{text}");
        }
        let marked = format!("Oui\n\n{REPLY_LINE}\nVotre ticket");
        assert_eq!(fold(&marked).said, "Oui");
        let below = format!("{REPLY_LINE}\nVotre ticket\nma réponse dessous");
        assert!(fold(&below).said.contains("ma réponse dessous"), "nothing above: all is said");
    }

    proptest! {
        #[test]
        fn nothing_is_lost(lines in proptest::collection::vec(prop_oneof![
            "[a-zé ]{0,20}", "> [a-z ]{0,9}", Just("-- ".to_owned()), Just("Le 3, X a écrit :".to_owned()),
            Just("De : x".to_owned()), Just("Envoyé : y".to_owned()), Just(REPLY_LINE.to_owned()), ".{0,40}",
        ], 0..20)) {
            let text = lines.join("\n");
            let Folded { said, signature, quoted } = fold(&text);
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            prop_assert_eq!(words(&format!("{said}\n{signature}\n{quoted}")), words(&text));
            prop_assert!(!said.trim().is_empty() || text.trim().is_empty());
        }
    }
}
