//! Lengths of time as people type them. Pure.

/// Most minutes typed at once: a day.
pub const MINUTES: i64 = 1440;

/// Longest note in characters.
pub const NOTE: usize = 300;

/// The minutes of `45`, `45 min`, `1:30`, `1h30`, `1 h`; nothing of anything else.
pub fn minutes(text: &str) -> Option<i64> {
    let text = text.trim().to_lowercase();
    let total = match text.split_once(['h', ':']) {
        Some((hours, rest)) => {
            let rest = rest.trim().trim_end_matches("min").trim();
            let rest = if rest.is_empty() { 0 } else { number(rest).filter(|rest| *rest < 60)? };
            number(hours.trim())?.checked_mul(60)?.checked_add(rest)?
        }
        None => number(text.trim_end_matches("min").trim_end_matches('m').trim())?,
    };
    (1..=MINUTES).contains(&total).then_some(total)
}

fn number(text: &str) -> Option<i64> {
    text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn minutes_are_read_as_people_write_them() {
        let cases = [
            ("45", Some(45)),
            (" 45 min ", Some(45)),
            ("5m", Some(5)),
            ("1h30", Some(90)),
            ("1 h 30", Some(90)),
            ("1H", Some(60)),
            ("1:05", Some(65)),
            ("24h", Some(1440)),
            ("24h01", None),
            ("0", None),
            ("", None),
            ("-5", None),
            ("+5", None),
            ("1h75", None),
            ("1.5", None),
            ("un quart d’heure", None),
            ("99999999999999999999", None),
            ("999999999999999999h", None),
        ];
        for (text, expected) in cases {
            assert_eq!(minutes(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_in_hours_reads_the_same(total in 1i64..=MINUTES) {
            prop_assert_eq!(minutes(&total.to_string()), Some(total));
            prop_assert_eq!(minutes(&format!("{}h{:02}", total / 60, total % 60)), Some(total));
        }

        #[test]
        fn hostile_text_never_crashes(text in ".{0,20}") {
            prop_assert!(minutes(&text).is_none_or(|total| (1..=MINUTES).contains(&total)));
        }
    }
}
