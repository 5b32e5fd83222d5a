//! When tickets arrive: by season, by day of the week, by hour, seldom at night.

use super::dice::Dice;
use jiff::{
    Timestamp,
    civil::{Date, DateTime, Weekday},
};
use kernel::{Zone, holidays::is_holiday};

/// Weight of each month: the return of September, the calm of August.
const MONTHS: [u64; 12] = [115, 100, 105, 95, 80, 100, 70, 45, 135, 112, 106, 88];

/// Weight of each half hour from 07:30 to 18:30.
const HALF_HOURS: [u64; 22] =
    [4, 28, 62, 88, 95, 84, 72, 60, 48, 30, 16, 14, 26, 58, 74, 70, 62, 52, 44, 36, 22, 10];

/// Arrivals in a hundred that come at night or before breakfast, by portal, mail or monitoring.
const NIGHT_PERCENT: u64 = 4;

/// `count` arrivals between two days, both included, in order.
pub(super) fn arrivals(dice: &mut Dice, count: u64, from: Date, to: Date) -> Vec<Timestamp> {
    let days: Vec<(Date, u64)> = std::iter::successors(Some(from), |day| day.tomorrow().ok())
        .take_while(|day| *day <= to)
        .map(|day| (day, weight(day, from)))
        .collect();
    let mut instants: Vec<Timestamp> = (0..count)
        .filter_map(|_| {
            let (day, _) = days[dice.weighted(days.iter().map(|(_, weight)| *weight))];
            instant(time(dice, day))
        })
        .collect();
    instants.sort_unstable();
    instants
}

/// An instant of the wall clock in Paris.
pub(super) fn instant(wall: DateTime) -> Option<Timestamp> {
    Some(wall.to_zoned(Zone::Metropole.time_zone()).ok()?.timestamp())
}

fn weight(day: Date, from: Date) -> u64 {
    let month = usize::try_from(day.month() - 1).unwrap_or(0);
    let weekday = match day.weekday() {
        Weekday::Monday => 135,
        Weekday::Tuesday => 112,
        Weekday::Wednesday => 92,
        Weekday::Thursday => 102,
        Weekday::Friday => 84,
        Weekday::Saturday => 4,
        Weekday::Sunday => 2,
    };
    let holiday = if is_holiday(day, Zone::Metropole) { 2 } else { 100 };
    // The more is served, the more is asked: about a tenth more each year.
    let years = u64::try_from(day.year() - from.year()).unwrap_or(0);
    MONTHS[month] * weekday * holiday * (100 + 9 * years) / 10_000
}

fn time(dice: &mut Dice, day: Date) -> DateTime {
    let second = dice.between(0, 1799);
    let start = if dice.chance(NIGHT_PERCENT) {
        // From 18:30 to 07:30 of the same civil day: 13 hours, in half hours after midnight.
        let half = dice.between(0, 25);
        if half < 15 { half } else { half + 22 }
    } else {
        15 + i64::try_from(dice.weighted(HALF_HOURS.iter().copied())).unwrap_or(0)
    };
    let seconds = start * 1800 + second;
    let part = |n: i64| i8::try_from(n).unwrap_or(0);
    day.at(part(seconds / 3600), part(seconds / 60 % 60), part(seconds % 60), 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn arrivals_follow_working_hours_and_seasons() {
        let all = arrivals(&mut Dice::new(1, 0), 4000, date(2024, 1, 1), date(2024, 12, 31));
        assert!(all.is_sorted() && all.len() == 4000);
        let zoned: Vec<_> = all.iter().map(|at| at.to_zoned(Zone::Metropole.time_zone())).collect();
        let count = |test: &dyn Fn(&jiff::Zoned) -> bool| zoned.iter().filter(|at| test(at)).count();
        assert!(count(&|at| at.month() == 9) > 2 * count(&|at| at.month() == 8));
        let night = count(&|at| at.hour() < 7 || at.hour() >= 19);
        assert!((60..400).contains(&night), "{night}");
        assert!(count(&|at| at.weekday() == Weekday::Sunday) < 60);
        assert!(count(&|at| at.date() == date(2024, 5, 1)) <= 2);
    }
}
