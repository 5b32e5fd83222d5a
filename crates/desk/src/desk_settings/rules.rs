//! When a resolved ticket is closed by itself. Pure.

use jiff::Timestamp;
use kernel::ServiceClock;
use std::collections::BTreeSet;

/// Largest number of days.
pub const DAYS: i64 = 365;

/// Whether so many whole working days have gone by since an instant, its own day and today left out. A working day is
/// one on which the service window of the agreement is open.
pub fn have_passed(days: i64, since: Timestamp, now: Timestamp, clock: &ServiceClock) -> bool {
    let zone = clock.window().zone().time_zone();
    let start = |at: Timestamp, days_later: i64| {
        let day = at.to_zoned(zone.clone()).date();
        let day = if days_later == 0 { Some(day) } else { day.tomorrow().ok() };
        day.and_then(|day| day.to_zoned(zone.clone()).ok()).map(|at| at.timestamp())
    };
    let (Some(from), Some(to)) = (start(since, 1), start(now, 0)) else { return false };
    if to <= from {
        return days == 0;
    }
    let open = clock.windows_between(from, to);
    let passed: BTreeSet<_> = open.iter().map(|part| part.from().to_zoned(zone.clone()).date()).collect();
    i64::try_from(passed.len()).is_ok_and(|passed| passed >= days)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tickets::terms::Terms;
    use jiff::SignedDuration;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}[Europe/Paris]").parse::<jiff::Zoned>().unwrap().timestamp()
    }

    fn clock() -> ServiceClock {
        Terms::without_agreement().unwrap().clock
    }

    #[test]
    fn working_days_leave_out_weekends_holidays_and_both_ends() {
        let cases = [
            // Resolved on a Friday: Monday and Tuesday are two.
            (2, "2026-03-13T17:00", "2026-03-17T23:59", false),
            (2, "2026-03-13T17:00", "2026-03-18T00:00", true),
            // Over Ascension (Thursday 14 May 2026) and the weekend.
            (2, "2026-05-13T09:00", "2026-05-18T10:00", false),
            (2, "2026-05-13T09:00", "2026-05-19T00:01", true),
            (1, "2026-03-11T09:00", "2026-03-11T18:00", false),
        ];
        for (days, since, now, expected) in cases {
            assert_eq!(have_passed(days, at(since), at(now), &clock()), expected, "{days} {since} {now}");
        }
    }

    proptest! {
        #[test]
        fn what_has_passed_stays_passed_and_needs_as_many_days(days in 1i64..30, hours in 0i64..2_000) {
            let since = at("2026-03-11T10:00");
            let now = since + SignedDuration::from_hours(hours);
            let passed = have_passed(days, since, now, &clock());
            prop_assert!(!passed || hours >= 24 * days);
            prop_assert!(!passed || have_passed(days, since, now + SignedDuration::from_hours(30), &clock()));
            prop_assert!(!passed || have_passed(days - 1, since, now, &clock()));
        }
    }
}
