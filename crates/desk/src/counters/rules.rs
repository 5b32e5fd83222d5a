//! When a counter is open. Pure.

use super::CounterForm;
use jiff::Timestamp;
use kernel::{ServiceClock, ServiceWindow, Slot, Text, Week, WindowError, Zone};
use platform::Problems;
use std::collections::BTreeSet;

/// Longest name in characters.
pub const NAME: usize = 80;

/// Longest words for a place, in characters.
pub const PLACE: usize = 200;

/// The openings typed; every problem is told at its day. A counter that is never open is refused.
pub fn opening(form: &CounterForm, problems: &mut Problems) -> Week {
    let mut week = Week::default();
    let days = [
        &mut week.monday,
        &mut week.tuesday,
        &mut week.wednesday,
        &mut week.thursday,
        &mut week.friday,
        &mut week.saturday,
        &mut week.sunday,
    ];
    let mut is_readable = true;
    for (slots, (field, text)) in days.into_iter().zip(form.days()) {
        match read(text) {
            Ok(read) => *slots = read,
            Err(key) => {
                is_readable = false;
                problems.add(field, Text::new(key));
            }
        }
    }
    match window(&week) {
        Err(WindowError::NeverOpen) if is_readable => {
            problems.add("monday", Text::new("counter-error-never-open"));
        }
        _ => {}
    }
    week
}

/// The openings of one day, sorted; a day without any is closed.
fn read(text: &str) -> Result<Vec<Slot>, &'static str> {
    let parts = text.split([',', ';']).map(str::trim).filter(|part| !part.is_empty());
    let slots: Result<Vec<Slot>, WindowError> =
        parts.map(|part| part.replace(['–', '—'], "-").parse()).collect();
    let mut slots = slots.map_err(|_| "counter-error-opening")?;
    slots.sort_unstable();
    let overlap = slots.windows(2).any(|pair| pair[1].open() < pair[0].close());
    if overlap { Err("counter-error-overlap") } else { Ok(slots) }
}

fn window(week: &Week) -> Result<ServiceWindow, WindowError> {
    ServiceWindow::new(week.clone(), Zone::Metropole, true, BTreeSet::new())
}

/// The openings of a day of the week as typed.
pub fn written(slots: &[Slot]) -> String {
    slots.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a counter is open at an instant: within its openings and on no public holiday.
pub fn is_open(opening: &Week, at: Timestamp) -> bool {
    window(opening).is_ok_and(|window| ServiceClock::new(window).is_open(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        format!("{text}[Europe/Paris]").parse::<jiff::Zoned>().unwrap().timestamp()
    }

    #[test]
    fn openings_are_read_day_by_day_and_refused_where_they_are_wrong() {
        let form = |monday: &str, saturday: &str| CounterForm {
            monday: monday.to_owned(),
            saturday: saturday.to_owned(),
            ..CounterForm::default()
        };
        let mut problems = Problems::default();
        let week = opening(&form("13:30–17:00, 8:30-12:00", "09:00-12:00"), &mut problems);
        assert!(problems.0.is_empty());
        assert_eq!(written(&week.monday), "08:30-12:00, 13:30-17:00");
        let cases = [
            ("8h-12h", "", "monday", "counter-error-opening"),
            ("08:00-12:00, 11:00-13:00", "", "monday", "counter-error-overlap"),
            ("", "12:00-12:00", "saturday", "counter-error-opening"),
            ("", "", "monday", "counter-error-never-open"),
        ];
        for (monday, saturday, field, key) in cases {
            let mut problems = Problems::default();
            opening(&form(monday, saturday), &mut problems);
            let told: Vec<_> = problems.0.iter().map(|p| (p.field.as_str(), p.text.key.as_ref())).collect();
            assert_eq!(told, [(field, key)], "{monday} {saturday}");
        }
    }

    #[test]
    fn a_counter_is_closed_between_its_openings_and_on_public_holidays() {
        let form = CounterForm {
            wednesday: "08:30-12:00, 13:30-17:00".to_owned(),
            thursday: "08:30-12:00".to_owned(),
            ..CounterForm::default()
        };
        let week = opening(&form, &mut Problems::default());
        let cases = [
            ("2026-03-11T08:29:59", false),
            ("2026-03-11T08:30", true),
            ("2026-03-11T12:00", false),
            ("2026-03-11T13:30", true),
            // Ascension.
            ("2026-05-14T09:00", false),
            ("2026-03-12T09:00", true),
            ("2026-03-13T09:00", false),
        ];
        for (instant, expected) in cases {
            assert_eq!(is_open(&week, at(instant)), expected, "{instant}");
        }
    }
}
