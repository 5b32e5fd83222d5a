//! Socle: platform.

pub mod documents;
