//! Where an agreement stands in its term (R3.8, R3.12). Pure.

use crate::document::Term;
use jiff::{Span, Unit, civil::Date};

/// Where a day falls in the term of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermState {
    /// Before the first day.
    NotStarted,
    /// In force, with no warning due.
    Running,
    /// In force, and the parties are warned: this many months before the last day have been reached (R3.12).
    Ending {
        /// The warning reached, in months: the smallest of the file.
        months: u8,
        /// Days left after this one.
        days: i32,
    },
    /// After the last day: nothing is provided or billed (R3.12).
    Ended,
}

/// Where `day` falls in `term`. A warning of n months begins n months before the last day, date to date;
/// a missing date is the last day of its month.
pub fn term_state(term: &Term, day: Date) -> TermState {
    let Some(last) = term.last_day() else { return TermState::Running };
    if day < term.start {
        return TermState::NotStarted;
    }
    if day > last {
        return TermState::Ended;
    }
    let reached = term.warning_months.iter().copied().filter(|months| {
        last.checked_sub(Span::new().months(i64::from(*months))).is_ok_and(|from| from <= day)
    });
    let days = day.until((Unit::Day, last)).map_or(0, |span| span.get_days());
    reached.min().map_or(TermState::Running, |months| TermState::Ending { months, days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Notice, NoticeReading};
    use jiff::civil::date;

    fn term() -> Term {
        let notice = Notice {
            article: "art. 7".into(),
            months: 6,
            from_year: 3,
            reading: NoticeReading::GivenFromYear,
            roll: true,
            indemnity: false,
        };
        Term {
            article: "art. 7".into(),
            start: date(2022, 1, 1),
            years: 5,
            signature_year: 2022,
            signature_date: None,
            tacit_renewal: false,
            warning_months: vec![12, 9, 6],
            notice,
        }
    }

    /// Last day 2026-12-31; warnings from 2025-12-31, 2026-03-31 and 2026-06-30.
    #[test]
    fn warns_twelve_nine_and_six_months_before_the_last_day() {
        let ending = |months, days| TermState::Ending { months, days };
        let expected = [
            (date(2021, 12, 31), TermState::NotStarted),
            (date(2022, 1, 1), TermState::Running),
            (date(2025, 12, 30), TermState::Running),
            (date(2025, 12, 31), ending(12, 365)),
            (date(2026, 3, 30), ending(12, 276)),
            (date(2026, 3, 31), ending(9, 275)),
            (date(2026, 6, 30), ending(6, 184)),
            (date(2026, 12, 31), ending(6, 0)),
            (date(2027, 1, 1), TermState::Ended),
        ];
        for (day, state) in expected {
            assert_eq!(term_state(&term(), day), state, "{day}");
        }
    }
}
