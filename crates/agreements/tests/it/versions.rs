//! The difference between two versions of an agreement.

use crate::{INVENTED, REAL, examples::read};
use agreements::document::{Change, difference, label};
use kernel::{Cents, Figure, Text};
use platform::i18n::Lang;

fn changed(edits: &[(&str, &str)]) -> Vec<Change> {
    let edited = edits.iter().fold(REAL.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
    });
    difference(&read(REAL), &read(&edited))
}

#[test]
fn nothing_changed_is_nothing_to_read() {
    assert_eq!(difference(&read(REAL), &read(REAL)), []);
    assert_eq!(changed(&[("# Article 5", "# Toujours l'article 5"), ("1050.00", "1050")]), []);
}

#[test]
fn an_amount_is_compared_as_an_amount() {
    let changes = changed(&[("1050.00", "992.86")]);
    let [change] = changes.as_slice() else { panic!("{changes:#?}") };
    assert_eq!((change.path.as_str(), change.item.as_str()), ("price.initial_price", ""));
    assert_eq!((&change.section, &change.label), (&label("price"), &label("initial_price")));
    assert_eq!(change.before, Some(Figure::Money(Cents(105_000))));
    assert_eq!(change.after, Some(Figure::Money(Cents(99_286))));
    assert_eq!(Lang::Fr.text(&change.label), "Prix initial (P0)");
}

/// A target agreed by amendment: the line is named by its code, an added table key by key.
#[test]
fn a_new_target_is_named_by_its_commitment() {
    let line = "formula = \"service_cuts\"\nunit = \"count\"\nstatus = \"unmeasured\"";
    let agreed = "formula = \"service_cuts\"\nunit = \"count\"\nstatus = \"target\"\ntarget = { operator = \"at_most\", value = 4 }";
    let changes = changed(&[(line, agreed)]);
    let read: Vec<_> =
        changes.iter().map(|c| (c.path.as_str(), c.before.is_some(), c.after.is_some())).collect();
    let expected = [
        ("commitments[A.1b].status", true, true),
        ("commitments[A.1b].target.operator", false, true),
        ("commitments[A.1b].target.value", false, true),
    ];
    assert_eq!(read, expected);
    assert!(changes.iter().all(|change| change.item == "A.1b" && change.section == label("commitments")));
    assert_eq!(changes[0].after, Some(Figure::Text(Text::new("agreement-value-target"))));
}

/// Moving a block of the file changes nothing; removing one says what went.
#[test]
fn order_does_not_matter_but_removal_does() {
    let start = REAL.find("[[remarks]]\ncode = \"D.11\"").unwrap();
    let end = REAL.find("[[remarks]]\ncode = \"D.12\"").unwrap();
    let without = format!("{}{}", &REAL[..start], &REAL[end..]);
    let moved = format!("{without}\n{}", &REAL[start..end]);
    assert_eq!(difference(&read(REAL), &read(&moved)), []);
    let removed = difference(&read(REAL), &read(&without));
    assert!(removed.iter().all(|c| c.item == "D.11" && c.after.is_none()), "{removed:#?}");
    assert_eq!(removed.len(), 4, "code, article, says, reading");
}

/// Between two quite different files every change has words in both languages.
#[test]
fn every_change_has_words() {
    let changes = difference(&read(REAL), &read(INVENTED));
    assert!(changes.len() > 50);
    for change in changes {
        assert_ne!(change.before, change.after, "{}", change.path);
        assert!(Lang::En.has(&change.label.key) && Lang::Fr.has(&change.section.key), "{change:#?}");
        for figure in [change.before, change.after].into_iter().flatten() {
            if let Figure::Text(text) = figure {
                assert!(Lang::Fr.has(&text.key), "{}", text.key);
            }
        }
    }
}
