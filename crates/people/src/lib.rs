//! Socle: people.
