//! Watching the promises: a warning before a deadline and at its breach, once each for a ticket and clock; and the
//! deadlines of open tickets worked out again when another version of the agreement comes into force.

pub mod actions;
mod jobs;
pub mod rules;
pub mod store;

pub use jobs::jobs;

use crate::{tickets::ClockKind, words::words};
use jiff::Timestamp;

words! {
    /// What a warning says.
    Moment {
        /// Little time is left.
        DueSoon = "due_soon", "deadline-due-soon";
        /// The promise was not kept in time.
        Breached = "breached", "deadline-breached";
    }
}

/// A moment of a clock that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which clock.
    pub clock: ClockKind,
    /// Which moment.
    pub moment: Moment,
    /// When it is reached.
    pub at: Timestamp,
    /// When the promise is due.
    pub due: Timestamp,
}
