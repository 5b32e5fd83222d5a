//! On which days a recurring ticket comes. Pure.

use super::{RecurringForm, Rhythm, Schedule};
use jiff::{Timestamp, civil::Date, civil::Time};
use kernel::{Text, Zone, is_holiday};
use platform::Problems;

/// Days looked at for the next one: a year and some.
const HORIZON: usize = 400;

/// Whether it comes on a day.
pub fn comes_on(schedule: &Schedule, day: Date) -> bool {
    let weekday = day.weekday().to_monday_one_offset();
    // The last day stands for those a month does not have.
    let is_day = || day.day() == schedule.day.min(day.days_in_month());
    match schedule.every {
        Rhythm::Day => true,
        Rhythm::WorkingDay => weekday <= 5 && !is_holiday(day, Zone::Metropole),
        Rhythm::Week => weekday == schedule.weekday,
        Rhythm::Month => is_day(),
        Rhythm::Year => day.month() == schedule.month && is_day(),
    }
}

/// The first day from one on, itself included; nothing beyond the calendar.
pub fn from(schedule: &Schedule, day: Date) -> Option<Date> {
    let mut days = std::iter::successors(Some(day), |day| day.tomorrow().ok()).take(HORIZON);
    days.find(|day| comes_on(schedule, *day))
}

/// The first day after one.
pub fn after(schedule: &Schedule, day: Date) -> Option<Date> {
    from(schedule, day.tomorrow().ok()?)
}

/// The next days, one given included.
pub fn next_days(schedule: &Schedule, first: Date, count: usize) -> Vec<Date> {
    std::iter::successors(Some(first), |day| after(schedule, *day)).take(count).collect()
}

/// The instant of a day at which it comes.
pub fn instant(schedule: &Schedule, day: Date) -> Option<Timestamp> {
    let at = day.at(schedule.hour, schedule.minute, 0, 0);
    Zone::Metropole.time_zone().to_timestamp(at).ok()
}

/// The schedule typed; what does not count for its rhythm is not looked at.
pub fn read(form: &RecurringForm, problems: &mut Problems) -> Option<Schedule> {
    let Some(every) = Rhythm::parse(&form.every) else {
        problems.add("every", Text::new("desk-error-choice"));
        return None;
    };
    let mut number = |field: &str, text: &str, last: i8, counts: bool| {
        let number = text.trim().parse::<i8>().ok().filter(|n| (1..=last).contains(n));
        if counts && number.is_none() {
            problems.add(field, Text::new("recurring-error-number").with("last", last));
        }
        number.unwrap_or(1)
    };
    let weekday = number("weekday", &form.weekday, 7, every == Rhythm::Week);
    let day = number("day", &form.day, 31, matches!(every, Rhythm::Month | Rhythm::Year));
    let month = number("month", &form.month, 12, every == Rhythm::Year);
    let at = form.at.trim().parse::<Time>().ok();
    if at.is_none() {
        problems.add("at", Text::new("recurring-error-at"));
    }
    let at = at?;
    Some(Schedule { every, weekday, day, month, hour: at.hour(), minute: at.minute() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan as _, civil::date};
    use proptest::prelude::*;

    fn schedule(every: Rhythm, weekday: i8, day: i8, month: i8) -> Schedule {
        Schedule { every, weekday, day, month, hour: 8, minute: 0 }
    }

    #[test]
    fn the_next_day_is_the_one_the_rhythm_says() {
        let cases = [
            (schedule(Rhythm::Day, 1, 1, 1), date(2026, 3, 27), date(2026, 3, 28)),
            // Friday, then Tuesday after Easter Monday.
            (schedule(Rhythm::WorkingDay, 1, 1, 1), date(2026, 4, 3), date(2026, 4, 7)),
            (schedule(Rhythm::Week, 1, 1, 1), date(2026, 3, 27), date(2026, 3, 30)),
            (schedule(Rhythm::Week, 5, 1, 1), date(2026, 3, 27), date(2026, 4, 3)),
            (schedule(Rhythm::Month, 1, 31, 1), date(2026, 1, 31), date(2026, 2, 28)),
            (schedule(Rhythm::Month, 1, 31, 1), date(2026, 2, 28), date(2026, 3, 31)),
            (schedule(Rhythm::Year, 1, 29, 2), date(2024, 2, 29), date(2025, 2, 28)),
            (schedule(Rhythm::Year, 1, 29, 2), date(2027, 2, 28), date(2028, 2, 29)),
        ];
        for (schedule, day, expected) in cases {
            assert_eq!(after(&schedule, day), Some(expected), "{schedule:?}");
        }
        let week = schedule(Rhythm::Week, 1, 1, 1);
        assert_eq!(next_days(&week, date(2026, 3, 30), 2), [date(2026, 3, 30), date(2026, 4, 6)]);
        // The clock change of 2026-03-29: eight in the morning is an hour earlier in real time.
        assert_eq!(instant(&week, date(2026, 3, 23)), "2026-03-23T07:00:00Z".parse().ok());
        assert_eq!(instant(&week, date(2026, 3, 30)), "2026-03-30T06:00:00Z".parse().ok());
    }

    #[test]
    fn what_does_not_count_for_a_rhythm_is_not_asked_for() {
        let typed = |every: &str, weekday: &str, at: &str| {
            let form = RecurringForm {
                every: every.into(),
                weekday: weekday.into(),
                at: at.into(),
                ..RecurringForm::default()
            };
            let mut problems = Problems::default();
            read(&form, &mut problems);
            problems.0.into_iter().map(|problem| problem.field).collect::<Vec<_>>()
        };
        assert_eq!(typed("day", "", "08:00"), Vec::<String>::new());
        assert_eq!(typed("week", "8", "08:00"), ["weekday"]);
        assert_eq!(typed("year", "", "matin"), ["day", "month", "at"]);
        assert_eq!(typed("sometimes", "", ""), ["every"]);
    }

    proptest! {
        #[test]
        fn days_come_in_order_and_none_is_skipped(
            every in 0usize..5, weekday in 1i8..=7, day in 1i8..=31, month in 1i8..=12, start in 0i64..3_000,
        ) {
            let schedule = schedule(Rhythm::ALL[every], weekday, day, month);
            let start = date(2022, 1, 1).checked_add(start.days()).unwrap();
            let next = after(&schedule, start).unwrap();
            prop_assert!(next > start && comes_on(&schedule, next));
            let mut between = start.tomorrow().unwrap();
            while between < next {
                prop_assert!(!comes_on(&schedule, between));
                between = between.tomorrow().unwrap();
            }
        }
    }
}
