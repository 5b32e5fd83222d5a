//! What may be done to an import, and when. Pure.

use super::{Import, State};
use desk::tickets::State as Stage;
use jiff::Timestamp;
use platform::{Error, Result};

/// Rows gone through in one transaction: on SQLite nobody else writes meanwhile.
pub const BATCH: usize = 50;

/// Batches done at once when somebody waits for the answer; the rest is done in the background.
pub const AT_ONCE: usize = 6;

/// Batches done by one piece of background work, which puts the next one down.
pub const AT_A_TIME: usize = 200;

/// Refuses to map again what was begun.
pub fn may_map(import: &Import) -> Result<()> {
    if import.state.is_before_writing() { Ok(()) } else { Err(Error::refused("import-error-begun")) }
}

/// Refuses to do what is not known, and to do it twice.
pub fn may_apply(import: &Import) -> Result<()> {
    match import.state {
        State::Checked if import.counts.creates + import.counts.changes > 0 => Ok(()),
        State::Checked => Err(Error::refused("import-error-nothing")),
        State::New | State::Checking => Err(Error::refused("import-error-unchecked")),
        _ => Err(Error::refused("import-error-begun")),
    }
}

/// Refuses to stop what does not run.
pub fn may_cancel(import: &Import) -> Result<()> {
    match import.state {
        State::New | State::Checking | State::Checked | State::Applying => Ok(()),
        _ => Err(Error::refused("import-error-over")),
    }
}

/// Refuses to take back what was not done.
pub fn may_undo(import: &Import) -> Result<()> {
    match import.state {
        State::Done | State::Cancelled if import.counts.creates > 0 && import.applied_at.is_some() => Ok(()),
        _ => Err(Error::refused("import-error-not-undoable")),
    }
}

/// When things happened to a past ticket, as far as it is known.
#[derive(Clone, Copy, Debug)]
pub struct Moments {
    /// When it was received.
    pub opened: Timestamp,
    /// When somebody began.
    pub taken: Option<Timestamp>,
    /// When it was solved.
    pub solved: Option<Timestamp>,
    /// When it was closed.
    pub closed: Option<Timestamp>,
    /// When the last word was said.
    pub last_said: Option<Timestamp>,
}

/// The states a past ticket went through and when each began. An instant nobody wrote down is that of what came before;
/// none comes before the one it follows.
pub fn stays(state: Stage, moments: &Moments) -> Vec<(Stage, Timestamp)> {
    let mut stays = vec![(Stage::New, moments.opened)];
    let mut enter = |state, at: Option<Timestamp>| {
        let last = stays.last().map_or(moments.opened, |(_, at)| *at);
        stays.push((state, at.unwrap_or(last).max(last)));
    };
    let resolved = moments.solved.or(moments.closed).or(moments.last_said);
    let is_over = matches!(state, Stage::Resolved | Stage::Closed);
    if state != Stage::New {
        let end = resolved.filter(|_| is_over).map(|end| end.max(moments.opened));
        enter(Stage::InProgress, moments.taken.map(|taken| end.map_or(taken, |end| taken.min(end))));
    }
    match state {
        Stage::New | Stage::InProgress => {}
        Stage::WaitingRequester | Stage::WaitingVendor => enter(state, moments.last_said),
        Stage::Resolved => enter(state, resolved),
        Stage::Closed => {
            enter(Stage::Resolved, resolved);
            enter(state, moments.closed);
        }
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;
    use Stage::{Closed, InProgress, New, Resolved, WaitingRequester};

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + hour * 3600).unwrap()
    }

    #[test]
    fn states_follow_each_other_whatever_was_written_down() {
        let bare = Moments { opened: at(0), taken: None, solved: None, closed: None, last_said: None };
        let whole = Moments {
            taken: Some(at(1)),
            solved: Some(at(5)),
            closed: Some(at(9)),
            last_said: Some(at(4)),
            ..bare
        };
        for (state, moments, expected) in [
            (New, bare, vec![(New, 0)]),
            (InProgress, bare, vec![(New, 0), (InProgress, 0)]),
            (WaitingRequester, whole, vec![(New, 0), (InProgress, 1), (WaitingRequester, 4)]),
            (Resolved, whole, vec![(New, 0), (InProgress, 1), (Resolved, 5)]),
            (Closed, whole, vec![(New, 0), (InProgress, 1), (Resolved, 5), (Closed, 9)]),
            (
                Closed,
                Moments { closed: Some(at(3)), ..bare },
                vec![(New, 0), (InProgress, 0), (Resolved, 3), (Closed, 3)],
            ),
            (Closed, bare, vec![(New, 0), (InProgress, 0), (Resolved, 0), (Closed, 0)]),
            (
                Resolved,
                Moments { taken: Some(at(7)), ..whole },
                vec![(New, 0), (InProgress, 5), (Resolved, 5)],
            ),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(state, hour)| (state, at(hour))).collect();
            assert_eq!(stays(state, &moments), expected, "{state:?}");
        }
    }
}
