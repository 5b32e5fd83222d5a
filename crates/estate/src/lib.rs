//! Socle: estate.
