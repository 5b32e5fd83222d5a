//! The service clock: time counted only while the service is open (R4.3 to R4.7).

use crate::{
    Interval, Intervals, ServiceWindow,
    instants::whole_second,
    openings::{FIRST_YEAR, LAST_YEAR, Openings, year_of, year_start},
};
use jiff::{Timestamp, tz::TimeZone};
use std::{borrow::Cow, ops::RangeInclusive};

/// Years whose openings are worked out in advance by [`ServiceClock::new`].
const USUAL_YEARS: RangeInclusive<i16> = 2015..=2045;

/// Years worked out at a time outside the prepared ones.
const BLOCK: i16 = 8;

/// Counts service time in a window. Instants are cut down to the whole second before counting.
///
/// Answers inside the prepared years are two binary searches; outside them they are worked out on the spot,
/// slower but the same. The calendar runs from year 1 to year 9998: nothing is open outside it.
#[derive(Clone, Debug)]
pub struct ServiceClock {
    window: ServiceWindow,
    time_zone: TimeZone,
    prepared: Openings,
}

/// Why there is no due instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockError {
    /// Less than nothing was asked for.
    #[error("a delay cannot be negative: {0} seconds")]
    NegativeDelay(i64),
    /// The calendar ends before the delay is used up.
    #[error("a delay of {seconds} service seconds from {from} ends after the last year of the calendar")]
    BeyondCalendar {
        /// Where the delay begins.
        from: Timestamp,
        /// Length of the delay in service seconds.
        seconds: i64,
    },
}

impl ServiceClock {
    /// A clock on `window` with the years 2015 to 2045 prepared.
    pub fn new(window: ServiceWindow) -> Self {
        Self::with_years(window, USUAL_YEARS)
    }

    /// A clock on `window` with other years prepared; every instant is answered either way.
    pub fn with_years(window: ServiceWindow, years: RangeInclusive<i16>) -> Self {
        let time_zone = window.zone().time_zone();
        let prepared = Openings::of_years(&window, &time_zone, *years.start(), *years.end());
        Self { window, time_zone, prepared }
    }

    /// The window this clock counts in.
    pub fn window(&self) -> &ServiceWindow {
        &self.window
    }

    /// Whether the service is open at `at`. Half-open: open at 08:00:00, closed at 18:00:00 (R4.1).
    pub fn is_open(&self, at: Timestamp) -> bool {
        let at = whole_second(at);
        self.openings_at(at).is_some_and(|openings| openings.is_open(at))
    }

    /// Service seconds of `[from, to)` (R4.3); 0 when `to` is not after `from`.
    pub fn elapsed(&self, from: Timestamp, to: Timestamp) -> i64 {
        self.fold(from, to, 0, |sum, openings, a, b| sum + openings.before(b) - openings.before(a))
    }

    /// First instant at which `seconds` of service time have elapsed since `from` (R4.3): it may be exactly
    /// the closing time. With 0 seconds, `from` itself when open, else the next opening (R4.7).
    pub fn due(&self, from: Timestamp, seconds: i64) -> Result<Timestamp, ClockError> {
        let beyond = ClockError::BeyondCalendar { from, seconds };
        if seconds < 0 {
            return Err(ClockError::NegativeDelay(seconds));
        }
        let mut at = whole_second(from).max(year_start(FIRST_YEAR));
        // Service time is never longer than clock time: a delay past the calendar is refused without a search.
        if seconds > year_start(LAST_YEAR + 1) - at {
            return Err(beyond);
        }
        let mut left = seconds;
        while let Some(openings) = self.openings_at(at) {
            match openings.after(at, left) {
                Ok(due) => return Timestamp::from_second(due).map_err(|_| beyond),
                Err(rest) => (left, at) = (rest, openings.end()),
            }
        }
        Err(beyond)
    }

    /// The openings of `[from, to)`, each cut to the period: the base of availability (R5.5).
    pub fn windows_between(&self, from: Timestamp, to: Timestamp) -> Intervals {
        let list = self.fold(from, to, vec![], |mut list, openings, a, b| {
            list.extend(openings.between(a, b).filter_map(|(open, close)| {
                Interval::new(Timestamp::from_second(open).ok()?, Timestamp::from_second(close).ok()?).ok()
            }));
            list
        });
        Intervals::from(list)
    }

    /// Walks the tables that cover `[from, to)`, giving each with its part of the period.
    fn fold<T>(
        &self,
        from: Timestamp,
        to: Timestamp,
        start: T,
        mut step: impl FnMut(T, &Openings, i64, i64) -> T,
    ) -> T {
        let (mut at, to) = (whole_second(from).max(year_start(FIRST_YEAR)), whole_second(to));
        let mut result = start;
        while at < to
            && let Some(openings) = self.openings_at(at)
        {
            let end = openings.end().min(to);
            result = step(result, &openings, at, end);
            at = end;
        }
        result
    }

    /// The table that holds the second `at`: the prepared one, or a block of years made for this question.
    fn openings_at(&self, at: i64) -> Option<Cow<'_, Openings>> {
        if self.prepared.covers(at) {
            return Some(Cow::Borrowed(&self.prepared));
        }
        let first = year_of(at)?;
        let last = first.saturating_add(BLOCK - 1).min(LAST_YEAR);
        Some(Cow::Owned(Openings::of_years(&self.window, &self.time_zone, first, last)))
    }
}
