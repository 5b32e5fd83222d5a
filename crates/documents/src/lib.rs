//! Socle: documents.
