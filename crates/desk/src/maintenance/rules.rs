//! Decisions about announcing planned maintenance. Pure.

use agreements::document::AgreementDocument;
use estate::availability::{Maintenance, Terms, rules::is_announced_in_time};
use jiff::{Timestamp, civil::Date};
use kernel::{Interval, Zone, months::is_working_day};

/// Working days of notice that an agreement asks for; five when it says nothing, or when there is none (R5.7).
pub fn notice_days(agreement: Option<&AgreementDocument>) -> u32 {
    let commitments = agreement.into_iter().flat_map(|document| &document.commitments);
    let mut asked = commitments.filter_map(|one| one.parameters.as_ref()?.maintenance_notice_days);
    asked.next().map_or(Terms::default().notice_days, u32::from)
}

/// Whether maintenance told at `now` is told early enough.
pub fn is_in_time(span: Interval, now: Timestamp, notice_days: u32) -> bool {
    is_announced_in_time(&Maintenance { span, announced_at: Some(now) }, Zone::Metropole, notice_days)
}

/// The last day on which maintenance that begins on a day can be announced in time: the days of notice run from the
/// day after it to the first day of the work, both counted.
pub fn last_day(starts_on: Date, notice_days: u32) -> Option<Date> {
    let Some(more) = notice_days.checked_sub(1) else { return Some(starts_on) };
    let back = std::iter::successors(Some(starts_on), |day| day.yesterday().ok());
    let first = back.filter(|day| is_working_day(*day, Zone::Metropole)).nth(usize::try_from(more).ok()?)?;
    first.yesterday().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan as _, civil::date};
    use proptest::prelude::*;

    #[test]
    fn the_last_day_leaves_five_working_days() {
        let cases = [
            // Announced on a Monday, it may begin on the next Monday.
            (date(2026, 3, 16), 5, date(2026, 3, 9)),
            (date(2026, 3, 20), 5, date(2026, 3, 15)),
            (date(2026, 3, 16), 1, date(2026, 3, 15)),
            (date(2026, 3, 16), 0, date(2026, 3, 16)),
            // The Ascension of 2026-05-14 does not count.
            (date(2026, 5, 19), 5, date(2026, 5, 11)),
        ];
        for (starts_on, days, expected) in cases {
            assert_eq!(last_day(starts_on, days), Some(expected), "{starts_on} {days}");
        }
    }

    fn at(day: Date, hour: i8) -> Timestamp {
        Zone::Metropole.time_zone().to_timestamp(day.at(hour, 0, 0, 0)).unwrap()
    }

    proptest! {
        /// What availability counts as announced in time is what the page said would be.
        #[test]
        fn the_last_day_is_the_one_availability_knows(offset in 0i64..1500, days in 0u32..12) {
            let starts_on = date(2024, 1, 1).checked_add(offset.days()).unwrap();
            let span = Interval::new(at(starts_on, 20), at(starts_on, 22)).unwrap();
            let last = last_day(starts_on, days).unwrap();
            prop_assert!(is_in_time(span, at(last, 9), days));
            let late = last.tomorrow().unwrap();
            prop_assert!(!is_in_time(span, at(late, 9), days) || days == 0);
        }
    }
}
