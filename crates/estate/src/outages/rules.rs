//! What an outage may say. Pure.

use super::{Cause, Outage, OutageForm};
use jiff::{Timestamp, civil::DateTime};
use kernel::{Exact, Interval, Intervals, Text, Zone};
use platform::{Problems, Result};

/// Longest text in characters.
pub const TEXT: usize = 2_000;

/// Longest reason in characters.
pub const REASON: usize = 500;

/// Longest number of a ticket in characters.
pub const TICKET: usize = 40;

/// Longest key of a request in characters.
const KEY: usize = 100;

/// What a form says, once checked: all but its sites, which only the database knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// First instant.
    pub from: Timestamp,
    /// First instant after it; nothing while it lasts.
    pub to: Option<Timestamp>,
    /// Share down.
    pub factor: Exact,
    /// Why that share.
    pub factor_reason: String,
    /// Why it happened.
    pub cause: Cause,
    /// What is to be known.
    pub note: String,
    /// Number of the ticket.
    pub ticket: String,
}

/// An instant as people or programs write it: local time of the desk, or an instant with its offset.
pub fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let local = |at: DateTime| Zone::Metropole.time_zone().to_timestamp(at).ok();
    text.parse::<Timestamp>().ok().or_else(|| text.parse::<DateTime>().ok().and_then(local))
}

/// An instant as a field of a form holds it: local time of the desk, to the minute, or to the second when it has some.
pub fn typed(at: Timestamp) -> String {
    let at = at.to_zoned(Zone::Metropole.time_zone()).datetime();
    if at.second() == 0 {
        at.strftime("%Y-%m-%dT%H:%M").to_string()
    } else {
        at.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }
}

/// Beginning and end as typed: an instant that is not one, to come, or an end that is not after the beginning is told at
/// its field. An empty end means that it lasts.
pub fn span(
    from: &str,
    to: &str,
    now: Timestamp,
    problems: &mut Problems,
) -> Option<(Timestamp, Option<Timestamp>)> {
    let mut read = |field: &str, text: &str| match instant(text) {
        None => {
            problems.add(field, Text::new("outage-error-time"));
            None
        }
        Some(at) if at > now => {
            problems.add(field, Text::new("outage-error-future"));
            None
        }
        at => at,
    };
    let begins = read("from", from);
    let ends = if to.trim().is_empty() { None } else { Some(read("to", to)?) };
    let begins = begins?;
    if ends.is_some_and(|end| end <= begins) {
        problems.add("to", Text::new("outage-error-reversed"));
        return None;
    }
    Some((begins, ends))
}

/// The share that percent mean: all when nothing is typed. A comma is a decimal point.
pub fn share(percent: &str) -> Option<Exact> {
    let text = percent.trim().trim_end_matches('%').trim_end().replace(',', ".");
    if text.is_empty() {
        return Some(Exact::from(1));
    }
    let percent = Exact::parse(&text).ok()?;
    let is_share = !percent.is_zero() && !percent.is_negative() && percent <= Exact::from(100);
    is_share.then(|| percent / Exact::from(100))
}

/// What a form says, or every mistake with its field.
pub fn content(form: &OutageForm, now: Timestamp) -> Result<Content> {
    let mut problems = Problems::default();
    let span = span(&form.from, &form.to, now, &mut problems);
    let factor = share(&form.percent);
    if factor.is_none() {
        problems.add("percent", Text::new("outage-error-percent"));
    }
    let is_partial = factor.as_ref().is_some_and(|factor| *factor != Exact::from(1));
    if is_partial && form.factor_reason.trim().is_empty() {
        problems.add("factor_reason", Text::new("outage-error-factor-reason"));
    }
    let cause = if form.cause.is_empty() { Some(Cause::Unknown) } else { Cause::parse(&form.cause) };
    if cause.is_none() {
        problems.add("cause", Text::new("outage-error-cause"));
    }
    let lengths = [
        ("factor_reason", &form.factor_reason, REASON),
        ("note", &form.note, TEXT),
        ("ticket", &form.ticket, TICKET),
        ("reason", &form.reason, REASON),
        ("key", &form.key, KEY),
    ];
    for (field, text, limit) in lengths {
        if text.chars().count() > limit {
            problems.add(field, Text::new("estate-error-too-long").with("limit", limit));
        }
    }
    if form.sites.is_empty() {
        problems.add("sites", Text::new("outage-error-sites"));
    }
    match (span, factor, cause) {
        (Some((from, to)), Some(factor), Some(cause)) if problems.0.is_empty() => Ok(Content {
            from,
            to,
            factor,
            factor_reason: if is_partial { form.factor_reason.trim().to_owned() } else { String::new() },
            cause,
            note: form.note.trim().to_owned(),
            ticket: form.ticket.trim().to_owned(),
        }),
        _ => Err(platform::Error::Invalid(problems)),
    }
}

/// The reason of a correction or a withdrawal, which is never silent.
pub fn reason(text: &str) -> Result<String> {
    let text = text.trim();
    let mut problems = Problems::default();
    if text.is_empty() {
        problems.add("reason", Text::new("outage-error-reason"));
    } else if text.chars().count() > REASON {
        problems.add("reason", Text::new("estate-error-too-long").with("limit", REASON));
    }
    problems.into_result().map(|()| text.to_owned())
}

/// Of `others`, those that make one cut with an outage: a site in common, and times that overlap or touch (R5.9).
pub fn merged_with<'a>(outage: &Outage, others: &'a [Outage], now: Timestamp) -> Vec<&'a Outage> {
    let span = |one: &Outage| Interval::new(one.from, one.to.unwrap_or(now)).ok();
    let Some(own) = span(outage) else { return vec![] };
    let shares_a_site =
        |other: &Outage| other.sites.iter().any(|site| outage.sites.iter().any(|own| own.id == site.id));
    let joins =
        |other: &Outage| span(other).is_some_and(|other| Intervals::merged([own, other], 0).len() == 1);
    let counts = |other: &&Outage| other.id != outage.id && other.withdrawn_at.is_none();
    others.iter().filter(counts).filter(|other| shares_a_site(other) && joins(other)).collect()
}

#[cfg(test)]
mod tests;
