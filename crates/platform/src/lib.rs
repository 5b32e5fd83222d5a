//! Socle: platform.
