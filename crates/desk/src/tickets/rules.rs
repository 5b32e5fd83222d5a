//! Decisions about tickets: the graph of states, the criticality, reopening. Clocks are in [`clocks`], their
//! explanations in [`deadlines`].

pub mod clocks;
pub mod deadlines;

use super::{Impact, State, Stay, Transition, Urgency};
use agreements::document::Matrix;
use jiff::{SignedDuration, Timestamp};

/// Days after resolution during which a ticket may be reopened and its clock resumed, unless the settings of the desk
/// say otherwise. Choice: the agreement says nothing of it.
pub const REOPEN_DAYS: i64 = 15;

/// Largest joined file in bytes.
pub const FILE_BYTES: usize = 10 << 20;

/// Most files joined at once.
pub const FILES: usize = 5;

/// Longest title in characters.
pub const TITLE_CHARACTERS: usize = 200;

/// Longest description or message in characters.
pub const TEXT_CHARACTERS: usize = 20_000;

/// The states a transition leads through, in order; nothing when the graph does not have it.
///
/// Work that begins with a wait or a resolution still begins: a new ticket passes through
/// [`State::InProgress`], so that the first action is dated (G.2b).
pub fn path(state: State, transition: Transition) -> Option<&'static [State]> {
    use State::{Closed, InProgress, New, Resolved, WaitingRequester, WaitingVendor};
    use Transition::{Close, Reopen, Resolve, Resume, Start, WaitRequester, WaitVendor};
    match (state, transition) {
        (New, Start) | (WaitingRequester | WaitingVendor, Resume) | (Resolved | Closed, Reopen) => {
            Some(&[InProgress])
        }
        (New, WaitRequester) => Some(&[InProgress, WaitingRequester]),
        (New, WaitVendor) => Some(&[InProgress, WaitingVendor]),
        (New, Resolve) => Some(&[InProgress, Resolved]),
        (InProgress | WaitingVendor, WaitRequester) => Some(&[WaitingRequester]),
        (InProgress | WaitingRequester, WaitVendor) => Some(&[WaitingVendor]),
        (InProgress | WaitingRequester | WaitingVendor, Resolve) => Some(&[Resolved]),
        (Resolved, Close) => Some(&[Closed]),
        _ => None,
    }
}

/// The transitions possible from a state, in the order of their buttons.
pub fn transitions(state: State) -> impl Iterator<Item = Transition> {
    Transition::ALL.iter().copied().filter(move |transition| path(state, *transition).is_some())
}

/// Whether the requester's side may bring it about: it agrees that all is well, or says that it is not.
pub fn is_for_requesters(transition: Transition) -> bool {
    matches!(transition, Transition::Close | Transition::Reopen)
}

/// Whether somebody must say why.
pub fn needs_reason(transition: Transition) -> bool {
    use Transition::{Reopen, Resolve, WaitRequester, WaitVendor};
    matches!(transition, WaitRequester | WaitVendor | Resolve | Reopen)
}

/// Whether the ticket is still worked on.
pub fn is_open(state: State) -> bool {
    !matches!(state, State::Resolved | State::Closed)
}

/// Whether a resolved or closed ticket may still be reopened: within so many days of its resolution, both
/// ends included. Later, a new ticket tells the story better.
pub fn may_reopen(stays: &[Stay], now: Timestamp, days: i64) -> bool {
    let resolved = stays.iter().rev().find(|stay| stay.state == State::Resolved);
    resolved.is_some_and(|stay| is_within_reopening(stay.from, now, days))
}

/// Whether a ticket resolved at this instant may still be reopened, when that is so for so many days.
pub fn is_within_reopening(resolved_at: Timestamp, now: Timestamp, days: i64) -> bool {
    now.duration_since(resolved_at) <= SignedDuration::from_hours(24 * days)
}

/// The level of criticality that the agreement's matrix gives.
pub fn priority(matrix: &Matrix, impact: Impact, urgency: Urgency) -> &str {
    let row = match impact {
        Impact::High => &matrix.high_impact,
        Impact::Medium => &matrix.medium_impact,
        Impact::Low => &matrix.low_impact,
    };
    match urgency {
        Urgency::High => &row.high_urgency,
        Urgency::Medium => &row.medium_urgency,
        Urgency::Low => &row.low_urgency,
    }
}

#[cfg(test)]
mod tests;
