//! Socle: testkit.
