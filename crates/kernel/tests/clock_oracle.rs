//! The service clock against a slow one that looks at the wall clock minute by minute, and the laws both obey.
#![expect(clippy::unwrap_used, reason = "clippy knows only #[test] functions as tests, not what they share")]

use jiff::{Timestamp, ToSpan, civil::Date, tz::TimeZone};
use kernel::{Interval, Intervals, ServiceClock, ServiceWindow, Slot, TimeOfDay, Week, Zone};
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};

/// Counts by asking, for each minute, what the wall clock shows. Shares nothing with the clock under test
/// but the shape of the window; its Easter is found another way.
struct Oracle<'a> {
    window: &'a ServiceWindow,
    time_zone: TimeZone,
    holidays: HashMap<i16, BTreeSet<Date>>,
}

fn second(at: i64) -> Timestamp {
    Timestamp::from_second(at).unwrap()
}

/// Easter by the paschal full moon of the year's golden number, valid from 1900 to 2199.
fn easter_by_moon(year: i16) -> Date {
    let golden = i32::from(year) % 19;
    let moon_age = (24 + 19 * golden) % 30;
    let moon_age = if moon_age == 29 || moon_age == 28 && golden > 10 { moon_age - 1 } else { moon_age };
    let full_moon = Date::new(year, 3, 21).unwrap().checked_add(moon_age.days()).unwrap();
    full_moon.nth_weekday(1, jiff::civil::Weekday::Sunday).unwrap()
}

fn holidays_of(year: i16, zone: Zone) -> BTreeSet<Date> {
    let mut fixed = vec![(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let mut after_easter = vec![1, 39, 50];
    match zone {
        Zone::AlsaceMoselle => {
            fixed.push((12, 26));
            after_easter.push(-2);
        }
        Zone::Guadeloupe => fixed.push((5, 27)),
        Zone::Martinique => fixed.push((5, 22)),
        Zone::Guyane => fixed.push((6, 10)),
        Zone::Reunion => fixed.push((12, 20)),
        Zone::Mayotte => fixed.push((4, 27)),
        Zone::SaintMartin => fixed.push((5, 28)),
        Zone::SaintBarthelemy => fixed.push((10, 9)),
        Zone::Metropole | Zone::SaintPierreEtMiquelon => {}
    }
    let movable = after_easter.into_iter().map(|days| easter_by_moon(year).checked_add(days.days()).unwrap());
    fixed.into_iter().map(|(month, day)| Date::new(year, month, day).unwrap()).chain(movable).collect()
}

impl<'a> Oracle<'a> {
    fn new(window: &'a ServiceWindow) -> Self {
        let time_zone = jiff::tz::TimeZoneDatabase::bundled().get(window.zone().iana()).unwrap();
        Self { window, time_zone, holidays: HashMap::new() }
    }

    fn is_open(&mut self, at: i64) -> bool {
        let shown = second(at).to_zoned(self.time_zone.clone());
        let (date, zone) = (shown.date(), self.window.zone());
        let holidays = self.holidays.entry(date.year()).or_insert_with(|| holidays_of(date.year(), zone));
        if self.window.is_closed_on_holidays() && holidays.contains(&date) {
            return false;
        }
        let minute = u16::try_from(i32::from(shown.hour()) * 60 + i32::from(shown.minute())).unwrap();
        let slots = self.window.week().on(date.weekday());
        !self.window.closed_dates().contains(&date)
            && slots.iter().any(|slot| slot.open().minutes() <= minute && minute < slot.close().minutes())
    }

    /// Open pieces of at most a minute in `[from, to)`: offsets are whole minutes in the years tested.
    fn pieces(&mut self, from: i64, to: i64) -> Vec<(i64, i64)> {
        let mut pieces = vec![];
        let mut at = from;
        while at < to {
            let next = (at.div_euclid(60) * 60 + 60).min(to);
            if self.is_open(at) {
                pieces.push((at, next));
            }
            at = next;
        }
        pieces
    }
}

fn length(pieces: &[(i64, i64)]) -> i64 {
    pieces.iter().map(|(from, to)| to - from).sum()
}

/// First instant with `seconds` in the pieces before it; the first open instant for 0.
fn reach(pieces: &[(i64, i64)], seconds: i64) -> Option<i64> {
    let mut left = seconds;
    for (from, to) in pieces {
        if left <= to - from {
            return Some(from + left);
        }
        left -= to - from;
    }
    None
}

fn any_day() -> impl Strategy<Value = Vec<Slot>> {
    let cuts = prop_oneof![
        prop::collection::btree_set(0u16..=48, 0..=6)
            .prop_map(|set| set.into_iter().map(|half| half * 30).collect()),
        prop::collection::btree_set(0u16..=1440, 0..=6).prop_map(|set| set.into_iter().collect::<Vec<u16>>()),
    ];
    cuts.prop_map(|cuts: Vec<u16>| {
        let time = |minutes: u16| TimeOfDay::new(minutes / 60, minutes % 60).unwrap();
        cuts.chunks_exact(2).map(|pair| Slot::new(time(pair[0]), time(pair[1])).unwrap()).collect()
    })
}

fn any_window() -> impl Strategy<Value = ServiceWindow> {
    let days = prop::collection::vec(any_day(), 7);
    let closures = prop::collection::btree_set(
        (0i32..3_000).prop_map(|n| Date::constant(2022, 1, 1).checked_add(n.days()).unwrap()),
        0..40,
    );
    (days, prop::sample::select(Zone::ALL.to_vec()), any::<bool>(), closures).prop_filter_map(
        "a window opens at least once",
        |(mut days, zone, closed, dates)| {
            let mut next = || days.pop().unwrap();
            let week = Week {
                monday: next(),
                tuesday: next(),
                wednesday: next(),
                thursday: next(),
                friday: next(),
                saturday: next(),
                sunday: next(),
            };
            ServiceWindow::new(week, zone, closed, dates).ok()
        },
    )
}

/// Any second from 2022 to 2030, half of the time within three days of a clock change, a holiday or a new year.
fn any_start() -> impl Strategy<Value = i64> {
    let events = [
        "2026-03-29T01:00Z",
        "2026-10-25T01:00Z",
        "2026-03-08T05:00Z",
        "2026-11-01T04:00Z",
        "2024-02-29T00:00Z",
        "2025-01-01T00:00Z",
        "2026-05-14T00:00Z",
        "2027-12-31T22:00Z",
        "2023-12-31T23:30Z",
        "2026-12-31T23:30Z",
        "2026-12-25T12:00Z",
        "2026-05-27T12:00Z",
    ];
    let events: Vec<i64> = events.iter().map(|at| at.parse::<Timestamp>().unwrap().as_second()).collect();
    prop_oneof![
        1_640_995_200i64..1_893_456_000,
        (prop::sample::select(events), -259_200i64..259_200).prop_map(|(event, shift)| event + shift),
    ]
}

const DAY: i64 = 86_400;

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_wall_clock(
        window in any_window(), from in any_start(), span in 0..6 * DAY, share in 0.0f64..=1.0,
    ) {
        let to = from + span;
        let clock = ServiceClock::with_years(window.clone(), 2024..=2026);
        let pieces = Oracle::new(&window).pieces(from, to);
        let open = length(&pieces);
        prop_assert_eq!(clock.elapsed(second(from), second(to)), open);
        let expected: Intervals =
            pieces.iter().map(|(a, b)| Interval::new(second(*a), second(*b)).unwrap()).collect();
        prop_assert_eq!(clock.windows_between(second(from), second(to)), expected);
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "any share of the time will do")]
        let seconds = (open as f64 * share) as i64;
        for seconds in [0, seconds, open] {
            if let Some(due) = reach(&pieces, seconds) {
                prop_assert_eq!(clock.due(second(from), seconds), Ok(second(due)), "{} seconds", seconds);
            }
        }
        prop_assert_eq!(clock.is_open(second(from)), Oracle::new(&window).is_open(from));
    }

    #[test]
    fn net_time_agrees_with_the_wall_clock(
        window in any_window(), from in any_start(), span in 0..4 * DAY,
        waits in prop::collection::vec((-DAY..4 * DAY, 1..DAY), 0..5),
    ) {
        let to = from + span;
        let clock = ServiceClock::with_years(window.clone(), 2024..=2026);
        let waits = waits.into_iter().map(|(at, len)| Interval::new(second(from + at), second(from + at + len)).unwrap());
        let waits: Intervals = waits.collect();
        let open: Intervals = Oracle::new(&window).pieces(from, to).into_iter()
            .map(|(a, b)| Interval::new(second(a), second(b)).unwrap()).collect();
        let net: Vec<(i64, i64)> = open.difference(&waits).iter()
            .map(|piece| (piece.from().as_second(), piece.to().as_second())).collect();
        prop_assert_eq!(clock.elapsed_net(second(from), second(to), &waits), length(&net));
        for seconds in [0, length(&net) / 2, length(&net)] {
            if let Some(due) = reach(&net, seconds) {
                prop_assert_eq!(clock.due_net(second(from), seconds, &waits), Ok(second(due)), "{} seconds", seconds);
            }
        }
    }

    #[test]
    fn the_laws_of_the_clock_hold(
        window in any_window(), mut cuts in [any_start(), any_start(), any_start()],
        delay in 0i64..40_000_000, more in 0i64..1_000_000,
    ) {
        cuts.sort_unstable();
        let clock = ServiceClock::with_years(window, 2023..=2027);
        let [a, b, c] = cuts.map(second);
        prop_assert_eq!(clock.elapsed(a, b) + clock.elapsed(b, c), clock.elapsed(a, c));
        prop_assert_eq!(clock.windows_between(a, c).total_seconds(), clock.elapsed(a, c));
        let due = clock.due(a, delay).unwrap();
        prop_assert_eq!(clock.elapsed(a, due), delay);
        prop_assert!(clock.due(a, delay + more).unwrap() >= due);
        prop_assert!(clock.due(b, delay).unwrap() >= due);
        prop_assert_eq!(clock.due(due, more).unwrap(), clock.due(a, delay + more).unwrap().max(clock.due(due, 0).unwrap()));
        if delay > 0 {
            prop_assert_eq!(clock.elapsed(a, second(due.as_second() - 1)), delay - 1);
        }
        let waits = Intervals::between(b, c);
        let net_due = clock.due_net(a, delay, &waits).unwrap();
        prop_assert_eq!(clock.elapsed_net(a, net_due, &waits), delay);
        prop_assert!(net_due >= due);
    }
}

#[test]
fn both_easters_agree() {
    for year in 1900..2200 {
        assert_eq!(kernel::easter(year), Some(easter_by_moon(year)), "{year}");
    }
}
