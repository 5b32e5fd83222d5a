//! Socle: finance.
