//! What a site may say. Pure.

use super::{Fibre, Site, SiteForm};
use crate::connections::{Connection, State};
use jiff::civil::Date;
use kernel::{Exact, Text};
use platform::{Problems, Result};

/// Longest text in characters.
const LONGEST: usize = 200;

/// The weight typed: 1 when nothing is. A comma is a decimal point. Nothing when it is not a number above 0.
pub fn weight(text: &str) -> Option<Exact> {
    match text.trim().replace(',', ".").as_str() {
        "" => Some(Exact::from(1)),
        text => {
            let weight = Exact::parse(text).ok()?;
            let is_weight = !weight.is_zero() && !weight.is_negative() && weight <= Exact::from(1_000_000);
            is_weight.then_some(weight)
        }
    }
}

/// The day typed, or nothing.
pub fn day(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// Tells every problem of what is typed at once.
pub fn check(form: &SiteForm) -> Result<()> {
    let mut problems = Problems::default();
    if form.name.trim().is_empty() {
        problems.add("name", Text::new("estate-error-name"));
    }
    for (field, text) in [("name", &form.name), ("street", &form.street), ("city", &form.city)] {
        if text.chars().count() > LONGEST {
            problems.add(field, Text::new("estate-error-too-long").with("limit", LONGEST));
        }
    }
    let code = form.postal_code.trim();
    if !code.is_empty() && (code.len() != 5 || !code.bytes().all(|b| b.is_ascii_digit())) {
        problems.add("postal_code", Text::new("estate-error-postal-code"));
    }
    if Fibre::parse(&form.fibre).is_none() {
        problems.add("fibre", Text::new("estate-error-fibre"));
    }
    if weight(&form.weight).is_none() {
        problems.add("weight", Text::new("estate-error-weight"));
    }
    for (field, text) in [("serves_from", &form.serves_from), ("serves_to", &form.serves_to)] {
        if day(text).is_none() && !text.trim().is_empty() {
            problems.add(field, Text::new("connection-error-date"));
        }
    }
    if day(&form.serves_from).zip(day(&form.serves_to)).is_some_and(|(first, last)| last < first) {
        problems.add("serves_to", Text::new("outage-error-reversed"));
    }
    problems.into_result()
}

/// Whether nothing more was recorded of how a site is connected than its own word says.
pub fn is_as_created(site: &Site, history: &[Connection]) -> bool {
    let is_plain = |one: &Connection| {
        one.state == State::of(site.fibre)
            && one.expected_on.is_none()
            && one.repair_minutes.is_none()
            && one.megabits.is_none()
            && !one.is_closed_group
            && one.carrier.is_empty()
            && one.note.is_empty()
    };
    history.len() <= 1 && history.iter().all(is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;

    fn site() -> Site {
        Site {
            beneficiary: "b".into(),
            id: "s".into(),
            beneficiary_name: String::new(),
            name: "Refuge".to_owned(),
            street: String::new(),
            postal_code: String::new(),
            city: String::new(),
            fibre: Fibre::CarrierLink,
            weight: Exact::from(1),
            serves_from: None,
            serves_to: None,
            version: 1,
        }
    }

    fn connection(state: State) -> Connection {
        Connection {
            beneficiary: "b".into(),
            id: "c".into(),
            site: "s".into(),
            from_on: Date::constant(2026, 3, 2),
            state,
            expected_on: None,
            carrier: String::new(),
            repair_minutes: None,
            megabits: None,
            is_closed_group: false,
            note: String::new(),
            recorded_by_name: String::new(),
            recorded_at: Timestamp::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_site_of_which_more_was_recorded_is_no_longer_as_created() {
        let plain = || connection(State::Carrier);
        assert!(is_as_created(&site(), &[]) && is_as_created(&site(), &[plain()]));
        let more = [
            connection(State::Mobile),
            Connection { expected_on: Some(Date::constant(2027, 1, 4)), ..plain() },
            Connection { carrier: "Opérateur".to_owned(), ..plain() },
            Connection { repair_minutes: Some(240), ..plain() },
            Connection { megabits: Some(100), ..plain() },
            Connection { is_closed_group: true, ..plain() },
            Connection { note: "Par le toit".to_owned(), ..plain() },
        ];
        for one in more {
            assert!(!is_as_created(&site(), std::slice::from_ref(&one)), "{one:?}");
        }
        assert!(!is_as_created(&site(), &[plain(), plain()]), "a later state");
    }
}
