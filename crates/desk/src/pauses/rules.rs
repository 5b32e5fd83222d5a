//! Whether a pause may be recorded. Pure.

use super::{Pause, PauseForm};
use crate::tickets::{State, terms::Terms};
use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use kernel::{Interval, Text};
use platform::Problems;

/// Longest reason in characters.
pub const REASON: usize = 500;

/// The pause typed, when it may be recorded: it lies in the life of the ticket, touches no other pause, says why,
/// and is a wait that stops the clocks or is shown beside them (R4.6).
pub fn check(
    form: &PauseForm,
    zone: &TimeZone,
    (received, now): (Timestamp, Timestamp),
    known: &[Pause],
) -> Result<(State, Interval, String), Problems> {
    let mut problems = Problems::default();
    let instant = |text: &str| text.parse::<DateTime>().ok().and_then(|at| zone.to_timestamp(at).ok());
    let (from, to) = (instant(&form.from), instant(&form.to));
    for (field, value) in [("from", from), ("to", to)] {
        match value {
            None => problems.add(field, Text::new("pause-error-time")),
            Some(at) if at < received => problems.add(field, Text::new("pause-error-before")),
            Some(at) if at > now => problems.add(field, Text::new("pause-error-future")),
            Some(_) => {}
        }
    }
    let interval = from.zip(to).and_then(|(from, to)| Interval::new(from, to).ok());
    if interval.is_none() && from.is_some() && to.is_some() {
        problems.add("to", Text::new("pause-error-order"));
    }
    let counts = known.iter().filter(|pause| pause.cancelled.is_none());
    if let Some(interval) = interval
        && counts.map(|pause| pause.interval).any(|o| o.from() < interval.to() && interval.from() < o.to())
    {
        problems.add("from", Text::new("pause-error-overlap"));
    }
    let state = State::parse(&form.state);
    let state = state.filter(|state| matches!(state, State::WaitingRequester | State::WaitingVendor));
    if state.is_none() {
        problems.add("state", Text::new("desk-error-choice"));
    }
    let reason = form.reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON {
        problems.add("reason", Text::new("pause-error-reason").with("limit", REASON));
    }
    match (state, interval) {
        (Some(state), Some(interval)) if problems.0.is_empty() => Ok((state, interval, reason.to_owned())),
        _ => Err(problems),
    }
}

/// Whether a pause stops the clocks under these terms; otherwise it is only shown beside them (R4.6).
pub fn stops(pause: &Pause, terms: &Terms) -> bool {
    pause.cancelled.is_none() && terms.stops(pause.state)
}

#[cfg(test)]
mod tests;
