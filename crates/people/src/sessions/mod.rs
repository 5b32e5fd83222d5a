//! Signing in: passwords, one-time links, sessions.

pub mod actions;
pub mod attempts;
pub mod guessable;
pub mod links;
pub mod opening;
pub mod pages;
pub mod passwords;
pub mod rules;
pub mod store;
pub mod views;
pub mod visit;

use platform::Settings;

/// Name of the session cookie. Browsers only take the `__Host-` one over HTTPS, for our own host and path `/`.
pub fn cookie_name(settings: &Settings) -> &'static str {
    if settings.is_https() { "__Host-sid" } else { "sid" }
}
