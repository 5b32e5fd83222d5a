//! The worked figures of the rules on the service clock (R4.1 to R4.7).
#![expect(clippy::unwrap_used, reason = "clippy knows only #[test] functions as tests, not what they share")]

use jiff::Timestamp;
use kernel::{ClockError, Interval, Intervals, ServiceClock, ServiceWindow, Slot, Week, Zone};
use std::collections::BTreeSet;

fn at(text: &str) -> Timestamp {
    let civil: jiff::civil::DateTime = text.parse().unwrap();
    civil.to_zoned(Zone::Metropole.time_zone()).unwrap().timestamp()
}

fn standard() -> ServiceClock {
    let window = ServiceWindow::weekdays("08:00".parse().unwrap(), "18:00".parse().unwrap(), Zone::Metropole);
    ServiceClock::new(window.unwrap())
}

fn window(slots: &[&str], zone: Zone) -> ServiceClock {
    let slots: Vec<Slot> = slots.iter().map(|slot| slot.parse().unwrap()).collect();
    let every_day = Week { saturday: slots.clone(), sunday: slots.clone(), ..Week::weekdays(&slots) };
    ServiceClock::new(ServiceWindow::new(every_day, zone, false, BTreeSet::new()).unwrap())
}

fn pauses(bounds: &[(&str, &str)]) -> Intervals {
    bounds.iter().map(|(from, to)| Interval::new(at(from), at(to)).unwrap()).collect()
}

#[test]
fn elapsed_gives_the_figures_of_the_rules() {
    let clock = standard();
    let cases = [
        ("2026-05-13T17:30", "2026-05-15T09:00", 5_400),
        ("2026-03-27T17:00", "2026-03-30T09:00", 7_200),
        ("2026-10-23T17:00", "2026-10-26T09:00", 7_200),
        ("2026-07-13T11:00", "2026-07-15T11:00", 36_000),
        ("2026-05-15T09:00", "2026-05-13T17:30", 0),
    ];
    for (from, to, seconds) in cases {
        assert_eq!(clock.elapsed(at(from), at(to)), seconds, "{from} {to}");
    }
}

#[test]
fn due_gives_the_figures_of_the_rules() {
    let clock = standard();
    let cases = [
        ("2026-12-24T16:00", 14_400, "2026-12-28T10:00"),
        ("2026-12-31T12:00", 36_000, "2027-01-04T12:00"),
        ("2026-03-06T17:59:59", 1, "2026-03-06T18:00:00"),
        ("2026-03-06T17:59:59", 2, "2026-03-09T08:00:01"),
        ("2026-03-07T12:00", 0, "2026-03-09T08:00:00"),
        ("2026-03-06T18:00", 0, "2026-03-09T08:00:00"),
        ("2026-03-06T17:59:59", 0, "2026-03-06T17:59:59"),
    ];
    for (from, seconds, due) in cases {
        assert_eq!(clock.due(at(from), seconds), Ok(at(due)), "{from} + {seconds}");
    }
}

#[test]
fn hours_of_the_years() {
    let clock = standard();
    for (year, days) in [(2022, 253), (2023, 251), (2024, 252), (2025, 251), (2026, 252), (2027, 254)] {
        let (from, to) = (at(&format!("{year}-01-01T00:00")), at(&format!("{}-01-01T00:00", year + 1)));
        assert_eq!(clock.elapsed(from, to), days * 36_000, "{year}");
        let openings = clock.windows_between(from, to);
        assert_eq!(
            (openings.len(), openings.total_seconds()),
            (usize::try_from(days).unwrap(), days * 36_000)
        );
    }
}

#[test]
fn the_month_of_the_availability_vectors() {
    let (from, to) = (at("2026-03-01T00:00"), at("2026-04-01T00:00"));
    assert_eq!(standard().elapsed(from, to), 792_000);
    let always = ServiceClock::new(ServiceWindow::around_the_clock(Zone::Metropole));
    assert_eq!(always.elapsed(from, to), 743 * 3_600);
    assert_eq!(always.windows_between(from, to), Intervals::between(from, to));
}

#[test]
fn opens_on_the_second_and_closes_on_the_second() {
    let clock = standard();
    let cases = [
        ("2026-03-06T07:59:59.999", false),
        ("2026-03-06T08:00", true),
        ("2026-03-06T17:59:59.999", true),
        ("2026-03-06T18:00", false),
        ("2026-03-07T12:00", false),
        ("2026-07-14T12:00", false),
    ];
    for (instant, open) in cases {
        assert_eq!(clock.is_open(at(instant)), open, "{instant}");
    }
}

#[test]
fn a_slot_across_a_clock_change_follows_the_wall_clock() {
    let night = window(&["01:00-02:30", "22:00-24:00"], Zone::Metropole);
    let length = |day: &str, next: &str| night.elapsed(at(day), at(next));
    assert_eq!(length("2026-03-28T00:00", "2026-03-29T00:00"), 5_400 + 7_200);
    assert_eq!(length("2026-03-29T00:00", "2026-03-30T00:00"), 3_600 + 7_200, "02:00 to 03:00 never shows");
    assert_eq!(length("2026-10-25T00:00", "2026-10-26T00:00"), 7_200 + 7_200, "02:00 to 02:30 shows twice");
}

#[test]
fn closed_dates_and_zones_are_honoured() {
    let week = Week::weekdays(&["08:00-12:00".parse().unwrap(), "13:30-18:00".parse().unwrap()]);
    let bridge = BTreeSet::from(["2026-05-15".parse().unwrap()]);
    let clock = ServiceClock::new(ServiceWindow::new(week, Zone::Metropole, true, bridge).unwrap());
    assert_eq!(clock.elapsed(at("2026-05-13T17:30"), at("2026-05-18T08:30")), 3_600);
    assert_eq!(clock.due(at("2026-03-06T11:00"), 7_200), Ok(at("2026-03-06T14:30")));

    let reunion = ServiceWindow::weekdays("08:00".parse().unwrap(), "18:00".parse().unwrap(), Zone::Reunion);
    let reunion = ServiceClock::new(reunion.unwrap());
    let from: Timestamp = "2027-12-17T18:00:00+04:00".parse().unwrap();
    let monday_is_a_holiday: Timestamp = "2027-12-21T08:00:00+04:00".parse().unwrap();
    assert_eq!(reunion.due(from, 0), Ok(monday_is_a_holiday));
}

#[test]
fn pauses_stop_the_clock_only_inside_the_window() {
    let clock = standard();
    let (from, to) = (at("2026-03-06T09:00"), at("2026-03-09T12:00"));
    let waiting = pauses(&[("2026-03-06T16:00", "2026-03-09T10:00")]);
    assert_eq!(clock.elapsed(from, to), 13 * 3_600);
    assert_eq!(clock.elapsed_net(from, to, &waiting), 9 * 3_600);
    assert_eq!(clock.due_net(from, 9 * 3_600, &waiting), Ok(to));
    assert_eq!(clock.due_net(from, 7 * 3_600, &waiting), Ok(at("2026-03-06T16:00")));
    assert_eq!(clock.due_net(at("2026-03-07T09:00"), 0, &waiting), Ok(at("2026-03-09T10:00")));
    let night = pauses(&[("2026-03-06T18:00", "2026-03-09T08:00")]);
    assert_eq!(clock.elapsed_net(from, to, &night), 13 * 3_600);
    assert_eq!(clock.due_net(from, 9 * 3_600, &night), Ok(at("2026-03-06T18:00")));
}

#[test]
fn delays_that_cannot_be_met_are_refused_at_once() {
    let clock = standard();
    let from = at("2026-03-06T09:00");
    assert_eq!(clock.due(from, -1), Err(ClockError::NegativeDelay(-1)));
    for seconds in [i64::MAX, 300_000_000_000, 100_000_000_000] {
        assert_eq!(clock.due(from, seconds), Err(ClockError::BeyondCalendar { from, seconds }));
    }
    assert!(clock.due(Timestamp::MAX, 0).is_err());
    // Monday 1 January of year 1 is a holiday; local time was then 9 min 21 s ahead of UTC.
    assert_eq!(clock.due(Timestamp::MIN, 0).unwrap().to_string(), "0001-01-02T07:50:39Z");
}

#[test]
fn years_that_are_not_prepared_give_the_same_answers() {
    let clock = standard();
    let narrow = ServiceClock::with_years(clock.window().clone(), 2026..=2026);
    let wide = ServiceClock::with_years(clock.window().clone(), 1990..=2080);
    let instants =
        ["1999-12-31T17:00", "2025-12-31T17:00", "2026-06-01T12:00", "2027-01-04T09:00", "2070-01-01T00:00"]
            .map(at);
    for from in instants {
        for to in instants {
            assert_eq!(narrow.elapsed(from, to), wide.elapsed(from, to), "{from} {to}");
            assert_eq!(narrow.windows_between(from, to), wide.windows_between(from, to));
        }
        for seconds in [0, 1, 3_600, 36_000, 9_072_000, 90_000_000] {
            assert_eq!(narrow.due(from, seconds), wide.due(from, seconds), "{from} {seconds}");
        }
        assert_eq!(narrow.is_open(from), wide.is_open(from));
    }
}

#[test]
fn the_wall_clock_decides_which_year_a_closure_belongs_to() {
    let elapsed = |zone: Zone, closed: &str, from: &str, to: &str| {
        let all_day = [Slot::WHOLE_DAY];
        let week = Week { saturday: all_day.to_vec(), sunday: all_day.to_vec(), ..Week::weekdays(&all_day) };
        let window = ServiceWindow::new(week, zone, true, BTreeSet::from([closed.parse().unwrap()])).unwrap();
        let clock = ServiceClock::with_years(window, 2026..=2026);
        clock.elapsed(from.parse().unwrap(), to.parse().unwrap())
    };
    // 1 January 2027 begins in Paris during the UTC year 2026.
    assert_eq!(elapsed(Zone::Metropole, "2026-08-03", "2026-12-31T22:30:00Z", "2026-12-31T23:30:00Z"), 1_800);
    // 31 December 2025 ends in Martinique during the UTC year 2026, just before a holiday.
    assert_eq!(
        elapsed(Zone::Martinique, "2026-08-03", "2026-01-01T02:00:00Z", "2026-01-01T05:00:00Z"),
        7_200
    );
    assert_eq!(elapsed(Zone::Martinique, "2025-12-31", "2026-01-01T02:00:00Z", "2026-01-01T05:00:00Z"), 0);
}
