//! Civil dates: months from date to date, 30/360 days and working days (R3.2, R3.10, R5.7).

use crate::{Zone, is_holiday};
use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// The result is outside the years civil dates can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{months} months from {from} is outside the calendar")]
pub struct OutOfCalendar {
    /// The date counted from.
    pub from: Date,
    /// The number of months, negative towards the past.
    pub months: i32,
}

/// The same day `months` later, or earlier when negative; the last day of the month when that month has no
/// such day (R3.10): 31 August + 6 months = 28 February.
pub fn add_months(from: Date, months: i32) -> Result<Date, OutOfCalendar> {
    let refuse = |_| OutOfCalendar { from, months };
    let span = jiff::Span::new().try_months(months).map_err(refuse)?;
    from.checked_add(span).map_err(refuse)
}

/// Last day of a delay in months (R3.10): the day of receipt is not counted, months run from date to same
/// date, and the last day is in force until midnight. With a zone to roll in, a last day on a Saturday, a
/// Sunday or a holiday moves to the next working day; the notice of R6.2 does not roll.
pub fn last_day(received: Date, months: i32, roll: Option<Zone>) -> Result<Date, OutOfCalendar> {
    let last = add_months(received, months)?;
    Ok(roll.map_or(last, |zone| next_working_day(last, zone)))
}

/// Whether the date is a day from Monday to Friday that is no public holiday.
pub fn is_working_day(date: Date, zone: Zone) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_holiday(date, zone)
}

/// The date itself when it is a working day, else the next one (R3.10). At the very end of the calendar,
/// where no later date exists, the date itself.
pub fn next_working_day(date: Date, zone: Zone) -> Date {
    // No two years see more than a few days closed in a row.
    date.series(1.day()).take(15).find(|day| is_working_day(*day, zone)).unwrap_or(date)
}

/// Number of working days from `first` to `last`, both included; 0 when `last` is before `first` (R5.7).
pub fn working_days(first: Date, last: Date, zone: Zone) -> usize {
    first.series(1.day()).take_while(|day| *day <= last).filter(|day| is_working_day(*day, zone)).count()
}

/// Days from `first` to `last`, both included, in months of 30 days and years of 360 (R3.2): the day of
/// entry into service counts, and the last day of any month counts as the 30th. 15 March to 31 December is
/// 286 days. 0 when `last` is before `first`.
pub fn days_30_360(first: Date, last: Date) -> i64 {
    if last < first {
        return 0;
    }
    let day = |date: Date| {
        let of_month = if date == date.last_of_month() { 30 } else { i64::from(date.day()) };
        360 * i64::from(date.year()) + 30 * i64::from(date.month()) + of_month
    };
    day(last) - day(first) + 1
}

/// Days from `first` to `last`, both included, as they are in the calendar; 0 when `last` is before `first`.
pub fn days_actual(first: Date, last: Date) -> i64 {
    (last.duration_since(first).as_hours() / 24 + 1).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn months_run_from_date_to_date() {
        let cases = [
            (date(2024, 8, 31), 6, date(2025, 2, 28)),
            (date(2023, 8, 31), 6, date(2024, 2, 29)),
            (date(2026, 1, 31), 6, date(2026, 7, 31)),
            (date(2025, 2, 28), -6, date(2024, 8, 28)),
            (date(2026, 3, 31), -1, date(2026, 2, 28)),
            (date(2026, 12, 31), 60, date(2031, 12, 31)),
        ];
        for (from, months, to) in cases {
            assert_eq!(add_months(from, months), Ok(to), "{from} {months}");
        }
        for months in [i32::MAX, i32::MIN, 120_000] {
            assert!(add_months(date(2026, 1, 1), months).is_err(), "{months}");
        }
    }

    #[test]
    fn notice_ends_as_the_rules_say() {
        let metropole = Some(Zone::Metropole);
        let cases = [
            (date(2024, 1, 15), metropole, date(2024, 7, 15)),
            (date(2024, 8, 31), metropole, date(2025, 2, 28)),
            (date(2024, 5, 11), metropole, date(2024, 11, 12)),
            (date(2024, 5, 11), None, date(2024, 11, 11)),
            (date(2026, 6, 30), metropole, date(2026, 12, 30)),
            (date(2025, 8, 31), None, date(2026, 2, 28)),
            (date(2025, 8, 31), metropole, date(2026, 3, 2)),
        ];
        for (received, roll, last) in cases {
            assert_eq!(last_day(received, 6, roll), Ok(last), "{received}");
        }
    }

    #[test]
    fn thirty_day_months() {
        let cases = [
            (date(2022, 3, 15), date(2022, 12, 31), 286),
            (date(2024, 1, 1), date(2024, 6, 30), 180),
            (date(2026, 1, 1), date(2026, 3, 13), 73),
            (date(2022, 3, 15), date(2026, 3, 14), 1_440),
            (date(2024, 2, 29), date(2024, 2, 29), 1),
            (date(2026, 2, 1), date(2026, 2, 28), 30),
            (date(2026, 1, 30), date(2026, 1, 31), 1),
            (date(2026, 1, 2), date(2026, 1, 1), 0),
        ];
        for (first, last, days) in cases {
            assert_eq!(days_30_360(first, last), days, "{first} {last}");
        }
        assert_eq!(days_actual(date(2024, 1, 1), date(2024, 12, 31)), 366);
        assert_eq!(days_actual(date(2024, 1, 2), date(2024, 1, 1)), 0);
        assert_eq!(days_actual(date(2024, 1, 9), date(2024, 1, 1)), 0);
    }

    #[test]
    fn working_days_skip_weekends_and_holidays() {
        assert_eq!(next_working_day(date(2026, 5, 13), Zone::Metropole), date(2026, 5, 13));
        assert_eq!(next_working_day(date(2026, 5, 14), Zone::Metropole), date(2026, 5, 15));
        assert_eq!(next_working_day(date(2026, 12, 25), Zone::AlsaceMoselle), date(2026, 12, 28));
        assert_eq!(next_working_day(Date::MAX, Zone::Metropole), Date::MAX);
        let year = |year| working_days(date(year, 1, 1), date(year, 12, 31), Zone::Metropole);
        assert_eq!([2022, 2023, 2024, 2025, 2026, 2027].map(year), [253, 251, 252, 251, 252, 254]);
        assert_eq!(working_days(date(2026, 1, 2), date(2026, 1, 1), Zone::Metropole), 0);
    }

    fn any_date() -> impl Strategy<Value = Date> {
        (0i32..40_000).prop_map(|days| date(1990, 1, 1).checked_add(days.days()).unwrap())
    }

    proptest! {
        #[test]
        fn a_month_later_is_in_the_next_month(from in any_date(), months in -600i32..600) {
            let to = add_months(from, months).unwrap();
            let index = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
            prop_assert_eq!(index(to) - index(from), months);
            prop_assert!(to.day() == from.day() || (to.day() < from.day() && to == to.last_of_month()));
        }

        #[test]
        fn whole_years_of_thirty_day_months_are_360_days(from in any_date(), years in 1i32..30) {
            // Measured between first days of months, where no day is merged with another.
            let first = from.first_of_month();
            let last = add_months(first, 12 * years).unwrap().yesterday().unwrap();
            prop_assert_eq!(days_30_360(first, last), i64::from(360 * years));
            prop_assert!(days_actual(first, last) >= i64::from(365 * years));
        }
    }
}
