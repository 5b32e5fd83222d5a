//! What a site may say. Pure.

use super::{Fibre, SiteForm};
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
