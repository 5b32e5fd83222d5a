//! When a requester is reminded.

use jiff::{ToSpan as _, civil::Date};
use kernel::ServiceWindow;

/// Reminders of one question, at most.
pub const MOST: i64 = 2;

/// Whether it is time to remind: each time after `every` working days more, [`MOST`] times. Never with `every` 0.
pub fn is_due(window: &ServiceWindow, asked: Date, today: Date, every: i64, sent: i64) -> bool {
    every > 0 && sent < MOST && working_days(window, asked, today) >= every.saturating_mul(sent + 1)
}

/// Days on which the service is open, after the one and up to the other. A longer wait than a year is counted as one.
fn working_days(window: &ServiceWindow, after: Date, until: Date) -> i64 {
    let days = (1..=366).map_while(|n| after.checked_add(n.days()).ok()).take_while(|day| *day <= until);
    i64::try_from(days.filter(|day| !window.slots_on(*day).is_empty()).count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::{TimeOfDay, Zone};

    #[test]
    fn weekends_and_holidays_do_not_count() {
        let at = |hour| TimeOfDay::new(hour, 0).unwrap();
        let window = ServiceWindow::weekdays(at(9), at(17), Zone::Metropole).unwrap();
        // Thursday 30 April 2026; Friday is a holiday.
        let asked = date(2026, 4, 30);
        for (today, expected) in
            [(date(2026, 4, 30), 0), (date(2026, 5, 1), 0), (date(2026, 5, 4), 1), (date(2026, 5, 6), 3)]
        {
            assert_eq!(working_days(&window, asked, today), expected, "{today}");
        }
        let due = |today, every, sent| is_due(&window, asked, today, every, sent);
        assert!(!due(date(2026, 5, 5), 3, 0) && due(date(2026, 5, 6), 3, 0));
        assert!(!due(date(2026, 5, 6), 3, 1) && due(date(2026, 5, 12), 3, 1), "8 May is a holiday too");
        assert!(!due(date(2026, 12, 1), 3, 2), "twice is enough");
        assert!(!due(date(2026, 12, 1), 0, 0), "never");
    }
}
