//! Decisions about calls: minutes, what is shown of a number, what is too old. Pure.

pub mod countries;
pub mod destination;

use jiff::{Span, civil::Date};
use kernel::{Exact, Explained, Explanation, Figure, Rounding, Text};

/// How long a call keeps its numbers, in months (R8.6).
pub const KEPT_MONTHS: i32 = 12;

/// The first day whose calls keep their numbers.
pub fn kept_from(today: Date) -> Date {
    today.checked_sub(Span::new().months(KEPT_MONTHS)).unwrap_or(today)
}

/// A number as it is listed: the last four digits are hidden; a shorter one is hidden whole (R8.6).
pub fn masked(number: &str) -> String {
    let count = number.chars().count();
    if count <= 4 {
        return "•".repeat(count);
    }
    number.chars().take(count - 4).chain("••••".chars()).collect()
}

/// Minutes of a period: the exact seconds of every answered outgoing call, rounded up once at the end (R8.2).
pub fn minutes(seconds: i64, calls: i64) -> Explained<i64> {
    let mut story = Explanation::of("R8.2", "art. 2, I-C, note 6", Text::new("calls-minutes-rule"));
    story.input(Text::new("calls-minutes-calls"), Figure::Count(calls), None).input(
        Text::new("calls-minutes-seconds"),
        Figure::Count(seconds),
        None,
    );
    let exact = Exact::ratio(seconds, 60).unwrap_or_else(Exact::zero);
    let rounded = story.round(Text::new("calls-minutes"), format!("{seconds} ÷ 60"), &exact, Rounding::Up, 0);
    story.explain(rounded.to_integer_i64().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn seconds_are_rounded_once_at_the_end_of_the_period() {
        // 121 s and 30 s: rounded up call by call they would give four minutes.
        assert_eq!(minutes(121 + 30, 2).value, 3);
        assert_eq!(minutes(0, 0).value, 0);
        assert_eq!(minutes(60, 1).value, 1);
        assert_eq!(minutes(61, 1).value, 2);
    }

    #[test]
    fn the_last_four_digits_are_hidden() {
        assert_eq!(masked("+33559984500"), "+3355998••••");
        assert_eq!(masked("3639"), "••••");
        assert_eq!(masked("15"), "••");
    }

    #[test]
    fn a_year_is_kept() {
        assert_eq!(kept_from(date(2026, 3, 27)), date(2025, 3, 27));
        assert_eq!(kept_from(date(2024, 2, 29)), date(2023, 2, 28));
    }

    proptest! {
        #[test]
        fn minutes_never_lose_a_second_nor_add_a_whole_minute(seconds in 0i64..10_000_000) {
            let minutes = minutes(seconds, 1).value;
            prop_assert!(minutes * 60 >= seconds && minutes * 60 < seconds + 60);
        }

        #[test]
        fn no_listing_shows_the_end_of_a_number(number in "\\+?[0-9]{1,15}") {
            let shown = masked(&number);
            prop_assert_eq!(shown.chars().count(), number.chars().count());
            prop_assert!(shown.chars().rev().take(4).all(|c| c == '•'));
        }
    }
}
