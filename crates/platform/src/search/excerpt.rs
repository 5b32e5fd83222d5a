//! The lines of a text around the words looked for, with these words marked.

use kernel::{fold, words};
use maud::{Markup, html};

/// Characters of an excerpt.
const LENGTH: usize = 220;
/// Characters read in search of the first word.
const READ: usize = 20_000;

/// A run of a text, marked or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The characters.
    pub text: String,
    /// Whether it is one of the words looked for.
    pub is_marked: bool,
}

/// The whole text in runs; `terms` are those of [`super::Asked::marked`].
pub fn runs(text: &str, terms: &[String]) -> Vec<Run> {
    let mut runs: Vec<Run> = vec![];
    let mut push = |piece: &str, is_marked: bool| match runs.last_mut() {
        Some(last) if last.is_marked == is_marked => last.text.push_str(piece),
        _ => runs.push(Run { text: piece.to_owned(), is_marked }),
    };
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != is_word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        push(piece, is_word && is_wanted(piece, terms));
        rest = after;
    }
    runs
}

fn is_wanted(word: &str, terms: &[String]) -> bool {
    let folded = fold(word);
    let (stem, written) = (words::stem(&folded), words::encoded(&folded));
    terms.iter().any(|term| match term.strip_suffix('*') {
        Some(start) => written.starts_with(start),
        None => *term == stem,
    })
}

/// About two hundred characters around the first word looked for.
pub fn excerpt(body: &str, terms: &[String]) -> Vec<Run> {
    let body: String = body.chars().take(READ).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let all = runs(&body, terms);
    let before: usize = all.iter().take_while(|run| !run.is_marked).map(|run| run.text.chars().count()).sum();
    let found = all.iter().any(|run| run.is_marked);
    let from = if found { before.saturating_sub(LENGTH / 3) } else { 0 };
    let total = body.chars().count();
    let cut: String = body.chars().skip(from).take(LENGTH).collect();
    let mut text = cut.trim().to_owned();
    if from > 0 {
        text.insert(0, '…');
    }
    if from + LENGTH < total {
        text.push('…');
    }
    runs(&text, terms)
}

/// Runs as markup; the words looked for in `mark`.
pub fn marked(runs: &[Run]) -> Markup {
    html! {
        @for run in runs {
            @if run.is_marked { mark { (run.text) } } @else { (run.text) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_the_words_looked_for() {
        let asked = super::super::ask("réseaux impri").unwrap();
        let text = marked(&runs("Le RÉSEAU <b> de l'imprimante", &asked.marked)).into_string();
        assert_eq!(text, "Le <mark>RÉSEAU</mark> &lt;b&gt; de l'<mark>imprimante</mark>");
    }

    #[test]
    fn shows_the_lines_around() {
        let body = format!("{} toner {}", "avant ".repeat(100), "après ".repeat(100));
        let shown = excerpt(&body, &[words::stem("toner")]);
        assert!(shown.iter().any(|run| run.is_marked));
        let length: usize = shown.iter().map(|run| run.text.chars().count()).sum();
        assert!(length <= LENGTH + 2 && shown[0].text.starts_with('…'));
    }
}
