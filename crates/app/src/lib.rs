//! Socle: app.
