//! Decisions about major incidents. Pure.

use kernel::Text;
use platform::Problems;

/// Longest title in characters.
pub const TITLE: usize = 200;

/// Most references typed at once.
pub const REFERENCES: usize = 200;

/// A ticket as people name it: code of its beneficiary and number.
pub type Reference = (String, i64);

/// The references typed, in any case, separated by commas, spaces or lines; each once.
pub fn references(text: &str) -> Result<Vec<Reference>, Problems> {
    let (mut found, mut problems): (Vec<Reference>, _) = (vec![], Problems::default());
    let words = text.split(|c: char| c.is_whitespace() || ",;".contains(c)).filter(|word| !word.is_empty());
    for word in words {
        match reference(word) {
            Some(reference) if found.contains(&reference) => {}
            Some(reference) => found.push(reference),
            None => problems.add("tickets", Text::new("major-error-reference").with("word", word)),
        }
    }
    if found.len() > REFERENCES {
        problems.add("tickets", Text::new("major-error-many").with("limit", REFERENCES));
    }
    if problems.0.is_empty() { Ok(found) } else { Err(problems) }
}

fn reference(word: &str) -> Option<Reference> {
    let (code, number) = word.trim_start_matches('#').rsplit_once('-')?;
    let number = number.parse::<i64>().ok().filter(|number| *number > 0)?;
    (!code.is_empty()).then(|| (code.to_uppercase(), number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_people_write_them() {
        let read = |text: &str| references(text).map_err(|p| p.0.len());
        let two = vec![("VAL".to_owned(), 12), ("ROC".to_owned(), 3)];
        assert_eq!(read("VAL-12, roc-3"), Ok(two.clone()));
        assert_eq!(read(" #val-12\nROC-3;VAL-12 "), Ok(two));
        assert_eq!(read("SAINT-JEAN-4"), Ok(vec![("SAINT-JEAN".to_owned(), 4)]));
        assert_eq!(read(""), Ok(vec![]));
        assert_eq!(
            read("12 VAL- -3 VAL-0 VAL--1"),
            Err(4),
            "VAL--1 names a body whose code ends with a dash"
        );
    }
}
