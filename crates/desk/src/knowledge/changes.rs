//! What changed from one version to another, word by word. Pure.

use maud::{Markup, html};
use similar::{ChangeTag, DiffOp, TextDiff};
use std::time::Duration;

/// Time after which the smallest difference is no longer looked for: the one found is right, if longer.
const PATIENCE: Duration = Duration::from_millis(500);

/// A run of words.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) change: Change,
    pub(super) words: String,
}

/// What became of some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    Kept,
    Added,
    Removed,
}

/// The words of both texts in one order, those that changed marked.
pub(super) fn between(before: &str, after: &str) -> Vec<Run> {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_words(before, after);
    let mut runs: Vec<Run> = vec![];
    for op in diff.ops().iter().copied() {
        for change in changes(&diff, op) {
            match runs.last_mut() {
                Some(last) if last.change == change.change => last.words.push_str(&change.words),
                _ => runs.push(change),
            }
        }
    }
    runs
}

fn changes(diff: &TextDiff<'_, '_, '_, str>, op: DiffOp) -> Vec<Run> {
    diff.iter_changes(&op)
        .map(|change| Run {
            change: match change.tag() {
                ChangeTag::Equal => Change::Kept,
                ChangeTag::Insert => Change::Added,
                ChangeTag::Delete => Change::Removed,
            },
            words: change.value().to_owned(),
        })
        .collect()
}

/// The words as they are shown: `ins` and `del` say by themselves what became of them.
pub(super) fn shown(before: &str, after: &str) -> Markup {
    html! {
        @for run in between(before, after) {
            @match run.change {
                Change::Kept => (run.words),
                Change::Added => ins { (run.words) },
                Change::Removed => del { (run.words) },
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn changed_words_are_marked() {
        let shown = shown("Appelez le 12.\nMerci <b>", "Appelez le 34.\nMerci <b>").into_string();
        assert_eq!(shown, "Appelez le <del>12.</del><ins>34.</ins>\nMerci &lt;b&gt;");
    }

    proptest! {
        #[test]
        fn both_texts_can_be_read_back(before in "[a-c .\n]{0,40}", after in "[a-c .\n]{0,40}") {
            let runs = between(&before, &after);
            let without = |left_out: Change| -> String {
                runs.iter().filter(|run| run.change != left_out).map(|run| run.words.as_str()).collect()
            };
            prop_assert_eq!(without(Change::Added), before);
            prop_assert_eq!(without(Change::Removed), after);
        }
    }
}
