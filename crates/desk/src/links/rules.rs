//! Which number is meant, and when a merge may be undone.

use super::Merge;

/// The number in `VAL-12`, `val-12` or `12`, when it is of the beneficiary with that code.
pub fn number(typed: &str, code: &str) -> Option<i64> {
    let typed = typed.trim();
    let digits = match typed.rsplit_once('-') {
        Some((own, digits)) if own.trim().eq_ignore_ascii_case(code) => digits,
        Some(_) => return None,
        None => typed,
    };
    digits.trim().parse().ok().filter(|number| *number > 0)
}

/// Whether nothing new happened to either ticket since they were joined.
pub fn may_undo(merge: &Merge, version: i64, main_version: i64) -> bool {
    merge.version_after == version && merge.main_version_after == main_version
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_or_without_their_code() {
        let table = [
            ("VAL-12", Some(12)),
            (" val-12 ", Some(12)),
            ("12", Some(12)),
            ("ROC-12", None),
            ("VAL-", None),
            ("VAL-0", None),
            ("-12", None),
            ("douze", None),
            ("", None),
            ("99999999999999999999", None),
        ];
        for (typed, expected) in table {
            assert_eq!(number(typed, "VAL"), expected, "{typed}");
        }
    }
}
