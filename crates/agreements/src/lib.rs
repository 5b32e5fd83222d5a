//! Socle: agreements.
