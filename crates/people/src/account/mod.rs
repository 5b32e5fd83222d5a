//! One's own account: sessions, password, tokens.

pub mod pages;
pub mod views;
