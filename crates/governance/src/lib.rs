//! Socle: governance.
