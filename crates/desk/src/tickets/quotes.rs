//! Where the history quoted at the end of a message begins, so that it can be folded.

/// The words of the message itself, and what it quotes of earlier ones at its end; one of them may be empty.
/// A quotation with an answer under it is part of the words: the answer means nothing without it.
pub fn split(text: &str) -> (&str, &str) {
    let start = opening(text).or_else(|| trailing(text)).unwrap_or(text.len());
    let (own, quoted) = text.split_at(start);
    // A message that only quotes is shown, or it would look empty.
    if own.trim().is_empty() { (text, "") } else { (own, quoted) }
}

/// Start of a line by which mail programs open the whole message answered.
fn opening(text: &str) -> Option<usize> {
    let mut lines = offsets(text);
    lines.find(|(_, line)| is_opening(line)).map(|(at, _)| at)
}

fn is_opening(line: &str) -> bool {
    let line = line.trim();
    let is_rule = line.starts_with("-----") && line.ends_with("-----");
    let folded = kernel::fold(line);
    let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    is_rule && has(&["message d origine", "original message", "message transfere", "forwarded message"])
}

/// Start of the last run of lines that all begin with `>`, with the line that introduces it.
fn trailing(text: &str) -> Option<usize> {
    let lines: Vec<(usize, &str)> = offsets(text).collect();
    let is_quote = |line: &str| line.trim_start().starts_with('>');
    let kept = lines.iter().rposition(|(_, line)| !is_quote(line) && !line.trim().is_empty());
    let first = kept.map_or(0, |i| i + 1);
    let start = lines[first..].iter().position(|(_, line)| is_quote(line)).map(|i| first + i)?;
    let introduces = |i: &usize| {
        let line = lines[*i].1.trim();
        line.ends_with(':') && (line.starts_with("Le ") || line.starts_with("On "))
    };
    Some(lines[kept.filter(introduces).unwrap_or(start)].0)
}

fn offsets(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    })
}

#[cfg(test)]
mod tests {
    use super::split;
    use proptest::prelude::*;

    #[test]
    fn folds_what_ends_a_message_only() {
        let cases = [
            ("Merci.", "Merci.", ""),
            (
                "Merci.\n\n> Avez-vous redémarré ?\n> Cordialement",
                "Merci.\n\n",
                "> Avez-vous redémarré ?\n> Cordialement",
            ),
            (
                "Oui.\nLe 3 mars, Théo a écrit :\n> Alors ?\n",
                "Oui.\n",
                "Le 3 mars, Théo a écrit :\n> Alors ?\n",
            ),
            ("> Alors ?\nOui.", "> Alors ?\nOui.", ""),
            ("> Alors ?", "> Alors ?", ""),
            (
                "Voir.\n-----Message d'origine-----\nDe : Rose",
                "Voir.\n",
                "-----Message d'origine-----\nDe : Rose",
            ),
            ("", "", ""),
        ];
        for (text, own, quoted) in cases {
            assert_eq!(split(text), (own, quoted), "{text}");
        }
    }

    proptest! {
        #[test]
        fn loses_no_character(text in "(?s)[>a-zé \n:-]{0,80}") {
            let (own, quoted) = split(&text);
            prop_assert_eq!(format!("{own}{quoted}"), text);
        }
    }
}
