//! Days, months and spans of time in a filter.

use super::{Instant, plain};
use crate::tickets::store::NEVER;
use jiff::{SignedDuration, Timestamp, ToSpan as _, civil::Date};
use kernel::{Zone, filter::Comparison};

type Range = (Option<Timestamp>, Option<Timestamp>);

/// The instants that a value allows: a day, a month or a year, a span of time from now, or a word.
pub(super) fn range(instant: Instant, comparison: Comparison, value: &str, now: Timestamp) -> Option<Range> {
    let word = plain(value);
    let is_due = instant == Instant::Due;
    match word.as_str() {
        "none" | "aucune" | "aucun" if is_due && comparison == Comparison::Is => {
            return Some((Some(NEVER), None));
        }
        "late" | "retard" | "depasse" | "depassee" if is_due && comparison == Comparison::Is => {
            return Some((None, Some(now)));
        }
        _ => {}
    }
    if let Some(span) = span(&word) {
        return Some(if is_due { ahead(comparison, now, now + span) } else { ago(comparison, now - span) });
    }
    let (first, after) = days(&word, now)?;
    let (first, after) = (midnight(first)?, midnight(after)?);
    // What is promised nowhere is not promised late either.
    let end = is_due.then_some(NEVER);
    Some(match comparison {
        Comparison::Is => (Some(first), Some(after)),
        Comparison::Above => (Some(after), end),
        Comparison::AtLeast => (Some(first), end),
        Comparison::Below => (None, Some(first)),
        Comparison::AtMost => (None, Some(after)),
    })
}

/// `<4h` is promised within four hours, missed promises included; `>4h` later than that.
fn ahead(comparison: Comparison, now: Timestamp, at: Timestamp) -> Range {
    match comparison {
        Comparison::Is => (Some(now), Some(at)),
        Comparison::Below | Comparison::AtMost => (None, Some(at)),
        Comparison::Above | Comparison::AtLeast => (Some(at), Some(NEVER)),
    }
}

/// `<7j` is younger than seven days, `>7j` older.
fn ago(comparison: Comparison, at: Timestamp) -> Range {
    match comparison {
        Comparison::Is | Comparison::Below | Comparison::AtMost => (Some(at), None),
        Comparison::Above | Comparison::AtLeast => (None, Some(at)),
    }
}

/// `45min`, `4h`, `7j`, `2sem`: at most 9,999 of a unit.
fn span(word: &str) -> Option<SignedDuration> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let count: i64 = word[..digits].parse().ok()?;
    Some(match word[digits..].trim() {
        "min" | "mn" => SignedDuration::from_mins(count),
        "h" => SignedDuration::from_hours(count),
        "j" | "d" => SignedDuration::from_hours(24 * count),
        "sem" | "w" => SignedDuration::from_hours(7 * 24 * count),
        _ => return None,
    })
}

/// The first day meant, and the first day after.
fn days(word: &str, now: Timestamp) -> Option<(Date, Date)> {
    let today = now.to_zoned(Zone::Metropole.time_zone()).date();
    let day = |date: Date| Some((date, date.checked_add(1.day()).ok()?));
    match word {
        "today" | "aujourd hui" => return day(today),
        "yesterday" | "hier" => return day(today.checked_sub(1.day()).ok()?),
        "tomorrow" | "demain" => return day(today.checked_add(1.day()).ok()?),
        _ => {}
    }
    let is_french = word.contains('/');
    let mut parts: Vec<&str> = word.split(['/', ' ']).collect();
    if is_french {
        parts.reverse();
    }
    let number = |i: usize| parts.get(i).map_or(Some(1), |part| part.parse::<i16>().ok());
    let year = number(0).filter(|_| parts.first().is_some_and(|year| year.len() == 4))?;
    let date = Date::new(year, i8::try_from(number(1)?).ok()?, i8::try_from(number(2)?).ok()?).ok()?;
    match parts.len() {
        1 => Some((date, date.checked_add(1.year()).ok()?)),
        2 => Some((date, date.checked_add(1.month()).ok()?)),
        3 => day(date),
        _ => None,
    }
}

fn midnight(date: Date) -> Option<Timestamp> {
    date.to_zoned(Zone::Metropole.time_zone()).ok().map(|at| at.timestamp())
}
