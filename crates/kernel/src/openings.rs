//! Every opening of a range of years as instants, with the service time before each: what makes the clock fast.

use crate::ServiceWindow;
use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};

/// First year of the calendar.
pub(crate) const FIRST_YEAR: i16 = 1;
/// Last year of the calendar: the last one whose every instant exists in every time zone.
pub(crate) const LAST_YEAR: i16 = 9998;

const DAY: i64 = 86_400;

/// The openings of the UTC years `[first, last]`, in seconds since 1970. Those that touch are one.
#[derive(Clone, Debug)]
pub(crate) struct Openings {
    start: i64,
    end: i64,
    list: Vec<Opening>,
}

#[derive(Clone, Copy, Debug)]
struct Opening {
    open: i64,
    close: i64,
    /// Service seconds of the table before `open`.
    before: i64,
}

/// Seconds from 1970 to the first instant of a UTC year.
pub(crate) fn year_start(year: i16) -> i64 {
    let past = i64::from(year) - 1;
    DAY * (365 * past + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400) - 719_162)
}

/// The UTC year of a second; nothing outside the calendar.
pub(crate) fn year_of(second: i64) -> Option<i16> {
    let year = Offset::UTC.to_datetime(Timestamp::from_second(second).ok()?).year();
    (FIRST_YEAR..=LAST_YEAR).contains(&year).then_some(year)
}

fn epoch_day(date: Date) -> i64 {
    date.duration_since(Date::constant(1970, 1, 1)).as_secs() / DAY
}

impl Openings {
    /// Works out the openings of the years from `first_year` to `last_year`, cut to the calendar.
    pub(crate) fn of_years(
        window: &ServiceWindow,
        time_zone: &TimeZone,
        first_year: i16,
        last_year: i16,
    ) -> Self {
        let first_year = first_year.clamp(FIRST_YEAR, LAST_YEAR);
        let last_year = last_year.clamp(first_year, LAST_YEAR);
        let (start, end) = (year_start(first_year), year_start(last_year + 1));
        let mut openings = Self { start, end, list: vec![] };
        // At either end of the UTC years the wall clock may show the year next to them.
        let closures = window.closures(first_year - 1, last_year + 1);
        let closed: Vec<i64> = closures.into_iter().map(epoch_day).collect();
        for (from, to, offset) in stretches(time_zone, start, end) {
            openings.add_stretch(window, &closed, from, to, offset);
        }
        openings
    }

    /// Adds the openings of `[from, to)`, during which the wall clock is `offset` seconds ahead of UTC.
    fn add_stretch(&mut self, window: &ServiceWindow, closed: &[i64], from: i64, to: i64, offset: i64) {
        let (first, last) = ((from + offset).div_euclid(DAY), (to - 1 + offset).div_euclid(DAY));
        for day in first..=last {
            if closed.binary_search(&day).is_ok() {
                continue;
            }
            for slot in window.week().after_monday(day + 3) {
                let midnight = day * DAY - offset;
                let open = (midnight + slot.open().seconds()).max(from);
                let close = (midnight + slot.close().seconds()).min(to);
                if open < close {
                    self.push(open, close);
                }
            }
        }
    }

    fn push(&mut self, open: i64, close: i64) {
        match self.list.last_mut() {
            Some(last) if last.close == open => last.close = close,
            last => {
                let before = last.map_or(0, |last| last.before + last.close - last.open);
                self.list.push(Opening { open, close, before });
            }
        }
    }

    pub(crate) fn end(&self) -> i64 {
        self.end
    }

    pub(crate) fn covers(&self, at: i64) -> bool {
        self.start <= at && at < self.end
    }

    /// The opening at `at`, or the last one before it.
    fn latest(&self, at: i64) -> Option<&Opening> {
        let after = self.list.partition_point(|opening| opening.open <= at);
        self.list.get(after.checked_sub(1)?)
    }

    pub(crate) fn is_open(&self, at: i64) -> bool {
        self.latest(at).is_some_and(|opening| at < opening.close)
    }

    /// Service seconds from the start of the table to `at`.
    pub(crate) fn before(&self, at: i64) -> i64 {
        self.latest(at).map_or(0, |opening| opening.before + at.min(opening.close) - opening.open)
    }

    /// The instant `seconds` of service time after `at`, or what is left of them at the end of the table.
    pub(crate) fn after(&self, at: i64, seconds: i64) -> Result<i64, i64> {
        if seconds == 0 {
            if self.is_open(at) {
                return Ok(at);
            }
            let next = self.list.partition_point(|opening| opening.open <= at);
            return self.list.get(next).map(|opening| opening.open).ok_or(0);
        }
        let target = self.before(at) + seconds;
        let total = self.before(self.end);
        if target > total {
            return Err(target - total);
        }
        // The last opening with less than the target before it is the one that reaches it, at its close at the latest.
        let reached = self.list.partition_point(|opening| opening.before < target);
        let opening = self.list[reached - 1];
        Ok(opening.open + target - opening.before)
    }

    /// The openings of `[from, to)`, cut to it.
    pub(crate) fn between(&self, from: i64, to: i64) -> impl Iterator<Item = (i64, i64)> + '_ {
        let first = self.list.partition_point(|opening| opening.close <= from);
        let ahead = self.list[first..].iter().take_while(move |opening| opening.open < to);
        ahead.map(move |opening| (opening.open.max(from), opening.close.min(to)))
    }
}

/// Cuts `[start, end)` where the wall clock changes: each piece with its offset from UTC in seconds.
fn stretches(time_zone: &TimeZone, start: i64, end: i64) -> Vec<(i64, i64, i64)> {
    let Ok(first) = Timestamp::from_second(start) else { return vec![] };
    let mut offset = i64::from(time_zone.to_offset(first).seconds());
    let mut from = start;
    let mut pieces = vec![];
    for change in time_zone.following(first) {
        let at = change.timestamp().as_second();
        if at >= end {
            break;
        }
        pieces.push((from, at, offset));
        (from, offset) = (at, i64::from(change.offset().seconds()));
    }
    pieces.push((from, end, offset));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn years_begin_where_the_civil_calendar_says() {
        for year in FIRST_YEAR..=LAST_YEAR {
            assert_eq!(year_start(year), DAY * epoch_day(date(year, 1, 1)), "{year}");
            assert_eq!(year_of(year_start(year)), Some(year));
        }
        assert_eq!((year_of(year_start(FIRST_YEAR) - 1), year_of(year_start(LAST_YEAR + 1))), (None, None));
    }
}
