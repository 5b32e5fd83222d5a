//! Local times as exchanges and carriers write them, and the hour that comes twice in autumn.

use jiff::{
    SignedDuration, Timestamp,
    civil::{DateTime, date},
    tz::{AmbiguousOffset, TimeZone},
};

/// Reads local times of one file, which goes forward in time.
pub(super) struct Times {
    zone: TimeZone,
    /// End of the last call read.
    last_end: Timestamp,
}

impl Times {
    pub(super) fn new(zone: TimeZone) -> Self {
        Self { zone, last_end: Timestamp::MIN }
    }

    /// The instant of a local time. In the hour that comes twice, what else is known decides: an instant near by (`hint`),
    /// else the order of the file, in which calls stand by their ends; else it is the first time.
    pub(super) fn instant(
        &mut self,
        local: DateTime,
        seconds: i64,
        hint: Option<Timestamp>,
    ) -> Option<Timestamp> {
        let ambiguous = self.zone.to_ambiguous_timestamp(local);
        let length = SignedDuration::from_secs(seconds);
        let at = match ambiguous.offset() {
            AmbiguousOffset::Fold { before, after } => {
                let first = before.to_timestamp(local).ok()?;
                let second = after.to_timestamp(local).ok()?;
                let is_second = match hint {
                    Some(hint) => hint.duration_since(second).abs() < hint.duration_since(first).abs(),
                    None => first.checked_add(length).ok()? < self.last_end,
                };
                if is_second { second } else { first }
            }
            // An hour that is skipped: what clocks that were not turned show.
            _ => ambiguous.compatible().ok()?,
        };
        self.last_end = self.last_end.max(at.checked_add(length).ok()?);
        Some(at)
    }
}

fn digits(text: &[u8]) -> Option<i16> {
    let is_number = (1..=4).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    is_number.then(|| text.iter().fold(0, |sum, digit| sum * 10 + i16::from(digit - b'0')))
}

/// `2026-03-27 10:15:00`, `27/03/2026 10:15` or `27/03/2026`; two digits of a year are of this century.
pub(super) fn local(text: &[u8]) -> Option<DateTime> {
    let at = text.iter().position(|c| matches!(c, b' ' | b'T')).unwrap_or(text.len());
    let (day, time) = (&text[..at], text.get(at + 1..).unwrap_or_default());
    let mut parts = day.split(|c| matches!(c, b'-' | b'/' | b'.'));
    let [first, second, third] = [parts.next()?, parts.next()?, parts.next()?];
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = if first.len() == 4 { (first, second, third) } else { (third, second, first) };
    let year = digits(year).map(|number| if year.len() == 2 { 2000 + number } else { number })?;
    let day =
        jiff::civil::Date::new(year, i8::try_from(digits(month)?).ok()?, i8::try_from(digits(day)?).ok()?);
    let (hour, minute, second) = clock(time)?;
    day.ok()?.at(0, 0, 0, 0).with().hour(hour).minute(minute).second(second).build().ok()
}

/// `10:15:00` or `10:15`; midnight when there is nothing.
fn clock(text: &[u8]) -> Option<(i8, i8, i8)> {
    if text.trim_ascii().is_empty() {
        return Some((0, 0, 0));
    }
    // Fractions of a second say nothing here.
    let whole = text.split(|c| *c == b'.').next().unwrap_or_default();
    let mut parts = whole.split(|c| matches!(c, b':' | b'h'));
    let mut part = |needed: bool| match parts.next() {
        Some(text) if !text.is_empty() => digits(text).and_then(|number| i8::try_from(number).ok()),
        _ if needed => None,
        _ => Some(0),
    };
    Some((part(true)?, part(true)?, part(false)?))
}

/// Seconds of a duration: `75`, `01:15`, `00:01:15`, or decimal minutes with a point or a comma.
pub(super) fn duration(text: &[u8], is_minutes: bool) -> Option<i64> {
    if text.contains(&b':') {
        let parts: Vec<i64> =
            text.split(|c| *c == b':').map(|part| digits(part).map(i64::from)).collect::<Option<_>>()?;
        return match parts.as_slice() {
            [hours, minutes, seconds] if *minutes < 60 && *seconds < 60 => {
                Some(hours * 3600 + minutes * 60 + seconds)
            }
            [minutes, seconds] if *seconds < 60 => Some(minutes * 60 + seconds),
            _ => None,
        };
    }
    let at = text.iter().position(|c| matches!(c, b',' | b'.'));
    let (whole, rest) = at.map_or((text, &b""[..]), |at| (&text[..at], &text[at + 1..]));
    let is_number = |part: &[u8]| part.len() <= 9 && part.iter().all(u8::is_ascii_digit);
    if whole.is_empty() || !is_number(whole) || !is_number(rest) {
        return None;
    }
    let value = |part: &[u8]| part.iter().fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let scale = 10_i64.pow(u32::try_from(rest.len()).ok()?);
    let scaled = value(whole) * scale + value(rest);
    let unit = if is_minutes { 60 } else { 1 };
    // To the nearest second, halves up.
    Some((scaled * unit * 2 + scale) / (scale * 2))
}

/// A day that no call of anybody is before.
pub(super) fn is_plausible(at: Timestamp) -> bool {
    let oldest = date(1990, 1, 1).at(0, 0, 0, 0);
    TimeZone::UTC.to_timestamp(oldest).is_ok_and(|oldest| at >= oldest)
}
