//! Socle: desk.
