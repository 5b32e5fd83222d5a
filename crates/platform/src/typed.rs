//! Reading what was typed: each reader notes what is wrong beside its field and goes on, so that every mistake is told
//! at once.

use crate::Problems;
use jiff::civil::Date;
use kernel::{Cents, Text};

/// Refuses an empty text or one of more than `limit` characters.
pub fn needed(problems: &mut Problems, field: &str, text: &str, limit: usize) {
    if text.trim().is_empty() {
        problems.add(field, Text::new("web-error-needed"));
    }
    limited(problems, field, text, limit);
}

/// Refuses a text of more than `limit` characters.
pub fn limited(problems: &mut Problems, field: &str, text: &str, limit: usize) {
    if text.chars().count() > limit {
        problems.add(field, Text::new("web-error-too-long").with("limit", limit));
    }
}

/// Refuses what is no value of a list.
pub fn chosen<T>(problems: &mut Problems, field: &str, value: Option<T>) -> Option<T> {
    if value.is_none() {
        problems.add(field, Text::new("web-error-choice"));
    }
    value
}

/// A day such as `2026-03-11`, or nothing. Both engines have the days from year 1 on.
pub fn maybe_day(problems: &mut Problems, field: &str, text: &str) -> Option<Date> {
    let text = text.trim();
    let day = text.parse::<Date>().ok().filter(|day| day.year() >= 1);
    if day.is_none() && !text.is_empty() {
        problems.add(field, Text::new("web-error-day"));
    }
    day
}

/// A day such as `2026-03-11`.
pub fn day(problems: &mut Problems, field: &str, text: &str) -> Option<Date> {
    if text.trim().is_empty() {
        problems.add(field, Text::new("web-error-day"));
    }
    maybe_day(problems, field, text)
}

/// Refuses an end before the beginning.
pub fn ordered(problems: &mut Problems, field: &str, first: Option<Date>, last: Option<Date>) {
    if first.zip(last).is_some_and(|(first, last)| last < first) {
        problems.add(field, Text::new("web-error-order"));
    }
}

/// What was read, when nothing is wrong with it.
pub fn read<T>(problems: Problems, value: Option<T>) -> Result<T, Problems> {
    match value {
        Some(value) if problems.0.is_empty() => Ok(value),
        _ => Err(problems),
    }
}

/// A day that is not in the future; today when nothing is typed.
pub fn past(problems: &mut Problems, field: &str, text: &str, today: Date) -> Option<Date> {
    let day = if text.trim().is_empty() { Some(today) } else { maybe_day(problems, field, text) };
    if day.is_some_and(|day| day > today) {
        problems.add(field, Text::new("web-error-future"));
    }
    day
}

/// An amount in euros as people type it: `1 200,50`; nothing when empty.
pub fn euros(problems: &mut Problems, field: &str, text: &str) -> Option<Cents> {
    let text = text.trim().trim_end_matches('€');
    let amount = text.parse::<Cents>().ok().filter(|amount| *amount >= Cents::ZERO);
    if amount.is_none() && !text.trim().is_empty() {
        problems.add(field, Text::new("web-error-amount"));
    }
    amount
}
