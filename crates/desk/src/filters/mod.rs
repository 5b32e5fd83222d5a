//! Which tickets a list shows, said in one line: `état:ouvert priorité:p1 équipe:Réseau créé:>2026-01-01 imprimante`.
//!
//! The line is the filter: it stands in the address, in the box above the list, in a saved view and in `?q=` of the
//! API. [`rules`] reads it (its grammar is [`kernel::filter`]), [`meaning`] finds whom its names mean among what the
//! reader may see, [`store`] makes conditions of it. The controls beside the box only write into the line.

pub mod meaning;
pub mod rules;
pub mod store;
pub mod views;

pub use meaning::read;

use jiff::Timestamp;
use kernel::id::PersonId;
use platform::search::Narrowing;

/// A condition on tickets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// What is asked.
    pub test: Test,
    /// Whether those that pass are left out.
    pub is_excluded: bool,
}

/// What is asked of a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of some values, or none at all.
    Among {
        /// Of what.
        column: Column,
        /// Stored words, codes or identifiers.
        values: Vec<String>,
        /// Whether having no value passes too.
        or_none: bool,
    },
    /// Within `[from, to)`; an end that is missing is open.
    Between {
        /// Of what.
        instant: Instant,
        /// The first that passes.
        from: Option<Timestamp>,
        /// The first that does not any more.
        to: Option<Timestamp>,
    },
    /// Given to a team of this person.
    TeamsOf(PersonId),
    /// Found under these words; nothing is found when the reader may find nothing.
    Words(Option<Narrowing>),
}

/// Of what a ticket may have one value among some.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Where it stands.
    State,
    /// Level of criticality.
    Priority,
    /// Incident or request.
    Kind,
    /// How it came.
    Channel,
    /// Whose it is.
    Beneficiary,
    /// For whom.
    Requester,
    /// Who works on it.
    Assignee,
    /// Which team has it.
    Team,
    /// Where.
    Site,
    /// What it is about.
    Category,
    /// Which application it is about.
    Application,
}

/// An instant of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instant {
    /// Its reception.
    Received,
    /// Its next promise.
    Due,
    /// The last change that both sides see.
    Updated,
}
