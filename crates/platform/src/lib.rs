//! Socle: platform.

pub mod documents;
pub mod i18n;
